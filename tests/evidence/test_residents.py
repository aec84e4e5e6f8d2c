"""Nobody commands the people who live there."""

import pytest

from tests.engine import council
from tests.evidence.planted import BRIDGE, LISTEN, MEETING, PLEDGE, M, found, within

PEOPLE = ["villagers", "Northerners", "people of the north", "our people"]


def planted(text: str, *steps: str | int, field: str = "text") -> list[str]:
    """Return where a command is found after a text was planted."""
    return [
        path
        for code, path in found(lambda it: (it.update(residents=PEOPLE), within(it, *steps).update({field: text})))
        if "command" in code
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Order the villagers home.",
        "You are sending all the villagers home.",
        "The north orders Northerners out of their posts.",
        "The north tells the Northerners to leave.",
        "You tell people of the north around the bridge not to vote.",
        "Have villagers block the road.",
        "You make the villagers leave.",
        "Villagers are ordered to leave.",
        "The villagers have been told to leave.",
        "People of the north were quietly sent home.",
        "Use as many villagers as you can.",
        "You instruct your loyal villagers in Ashby to stay.",
        "Give the order to the villagers.",
        "An instruction for all villagers.",
        "It will force villagers from their homes.",
        "Compelling our people to stay.",
        "Mobilise the villagers, mobilize the villagers.",
        "Villagers gather. You order them home.",
        "The villagers ask what to do, and you tell them to go.",
    ],
)
def test_nobody_commands_residents(text: str) -> None:
    """Orders in any form, to people named in any of the scenario's words, or as `them`, are found; words between make no difference."""
    assert [f"{M}.decision.north.options.pledge.text"] == planted(text, *PLEDGE)


@pytest.mark.parametrize(
    "text",
    [
        "Urge the villagers to go home.",
        "Ask the villagers, and order tea.",
        "You cannot order the villagers home.",
        "Nobody tells the villagers to leave.",
        "You don’t tell villagers to leave.",
        "Villagers are not ordered to leave.",
        "Tell the villagers what you know.",
        "You have told the villagers that they may vote.",
        "Send the villagers a letter.",
        "Send the villagers' letters back.",
        "Send soldiers where villagers can see them.",
        "Have the villagers been heard?",
        "The villagers wait. Your soldiers come, and you order them home.",
        "Nobody is there. You order them home.",
        "The council met. The villagers said so. The soldiers wait. Tell them to go.",
        "Police used gas against villagers.",
        "“Order the villagers home” was written on a wall.",
    ],
)
def test_who_asks_does_not_command(text: str) -> None:
    """Asking, telling news, denying, quoting, and orders to somebody else are no command over residents."""
    assert [] == planted(text, *PLEDGE)


@pytest.mark.parametrize(
    ("steps", "field", "path"),
    [
        (LISTEN, "label", f"{M}.decision.south.options.listen.label"),
        (MEETING, "situation", f"{M}.situation"),
        (BRIDGE, "situation", "acts.one.scenes.bridge.situation"),
        ((*MEETING, "briefings", 0), "text", f"{M}.briefings[0].text"),
        (("roles", 0), "about", "roles.north.about"),
    ],
)
def test_a_command_is_found_wherever_it_is_given(steps: tuple[str | int, ...], field: str, path: str) -> None:
    """Labels, situations, briefings and descriptions are looked at alike."""
    assert [path] == planted("The north orders the villagers home.", *steps, field=field)


def test_a_note_tells_what_was() -> None:
    """A note from outside may report that people were told to do something."""
    assert [] == planted("The villagers were told to leave.", "notes", 0, field="caution")


@pytest.mark.parametrize(
    ("text", "expected"), [("The paper has villagers drive them home.", 0), ("The north orders the villagers home.", 1)]
)
def test_an_account_has_people_do_things(text: str, expected: int) -> None:
    """In a report `has villagers drive` says what the paper tells; an order is an order there, too."""

    def edit(it: dict[str, object]) -> None:
        it.update(residents=PEOPLE)
        within(it, *MEETING).update(situation=text, cites=[council.MET])

    assert expected == len([path for code, path in found(edit) if code == "command-over-residents"])


def test_without_residents_nobody_is_looked_for() -> None:
    """A scenario that names no residents has none to command."""
    assert [] == found(lambda it: within(it, *PLEDGE).update(text="Order the villagers home."))
