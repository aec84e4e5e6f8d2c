"""What is typed at a console, and what becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.errors import Illegal, Invalid, Missing, SimError
from sim.terminal.console.orders import COMMANDS, completions, read_command
from tests.terminal.console.held import Here, playing


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Here]:
    """Give the console of a play."""
    with playing(tmp_path) as made:
        yield made


def form(console: Here, line: str) -> dict[str, str]:
    """Return the form that a line becomes."""
    return read_command(line, console.look(), lambda file: f"text of {file}")[1]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("pause", {}),
        ("deal", {}),
        ("deal 5", {"groups": "5"}),
        ("deal-wished 2", {"groups": "2", "by": "wish"}),
        ("wishes on", {"words": "on"}),
        ("force 1", {"group": "g1", "turn": "1"}),
        ("FORCE G1 too slow", {"group": "g1", "turn": "1", "reason": "too slow"}),
        (
            "decide g1 North open the phone broke",
            {"group": "g1", "turn": "1", "role": "north", "option": "open", "reason": "the phone broke"},
        ),
        ("place s3 g2 south", {"seat": "s3", "group": "g2", "role": "south"}),
        ("place Cem 2 observer", {"seat": "s3", "group": "g2", "role": ""}),
        ("clock all 90", {"group": "", "seconds": "90"}),
        ("extend g1 60", {"group": "g1", "turn": "1", "seconds": "60"}),
        ("time ana 150", {"seat": "s1", "percent": "150"}),
        ("rewind g1 1 to see", {"group": "g1", "turn": "1", "reason": "to see"}),
        ("fork g1 1 half to see", {"group": "g1", "turn": "1", "who": "half", "reason": "to see"}),
        ("tell all Ten  minutes.", {"words": "Ten  minutes."}),
        ("tell g1 Now.", {"group": "g1", "words": "Now."}),
        ("tell 1/north Now.", {"group": "g1", "role": "north", "words": "Now."}),
        ("tell South Now.", {"role": "south", "words": "Now."}),
        ("tell s2 Now.", {"seat": "s2", "words": "Now."}),
        ("news all It is closed.", {"news": "yes", "words": "It is closed."}),
        ("list class.csv", {"places": "text of class.csv"}),
        ("end now", {}),
        ("cards g1 north=21A south=22B", {"group": "g1", "turn": "1", "card-north": "21A", "card-south": "22B"}),
        ("by g1 north bot", {"group": "g1", "role": "north", "by": "bot"}),
        ("answer 12 Not now.", {"proposal": "12", "words": "Not now."}),
        ("enter 12 open Nearest.", {"proposal": "12", "option": "open", "words": "Nearest."}),
        ("help fork", {"about": "fork"}),
    ],
)
def test_a_line_becomes_a_form(console: Here, line: str, wanted: dict[str, str]) -> None:
    """Groups, roles, seats and turns are named as the console shows them, in whatever letters."""
    assert wanted == {name: value for name, value in form(console, line).items() if name != "seen"}


@pytest.mark.parametrize(
    ("line", "seen"),
    [("deal", "placed"), ("deal-wished 2", "placed"), ("rewind g1 1 to see", "1"), ("fork g1 1 half to see", "1"), ("extend g1 60", "90")],
)
def test_an_order_says_what_the_console_showed(console: Here, line: str, seen: str) -> None:
    """What an order changes goes with it as it was shown, so that of two who give it at once the second is told."""
    console.order("clock", {"group": "g1", "seconds": "90"})

    assert (str(console.look().placed) if seen == "placed" else seen) == form(console, line)["seen"]


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("forcex g1", Missing, "did you mean 'force'"),
        ("xyzzy", Missing, "help lists them"),
        ("force", Invalid, "GROUP is missing; type: force GROUP [WHY]"),
        ("force g9", Missing, "there is no group 'g9'; there are: g1"),
        ("time Dua 150", Missing, "there is no seat 'Dua'"),
        ("time s1 much", Invalid, "PERCENT is a whole number"),
        ("wishes maybe", Missing, "there is no choice 'maybe'; there are: on, off"),
        ("end", Invalid, "the end of a lesson cannot be undone; if you mean it, type: end now"),
        ("end no", Invalid, "'no' ends nothing; the end of a lesson cannot be undone; if you mean it, type: end now"),
        ("pause now", Invalid, "'now' is too much; type: pause"),
        ("rewind g1 1", Invalid, "WHY is missing"),
        ("cards g1 21A", Invalid, "ROLE=CARD"),
        ("tell nobody Hello.", Missing, "there is no seat 'nobody'; there are: s1, s2, s3"),
        ("tell g9 Hello.", Missing, "there is no group 'g9'; there are: g1"),
        ("clock g9 60", Missing, "there is no group 'g9'; there are: g1, all"),
        ("place s1 g1 nort", Missing, "there is no role 'nort'; there are: north, south, observer; did you mean 'north'?"),
        ("let-in ana", Illegal, "Ana does not wait to be let in; nobody does"),
        ("turn-away nobody", Missing, "there is no seat 'nobody', and nobody waits to be let in"),
    ],
)
def test_what_cannot_be_read_is_told(console: Here, line: str, kind: type[SimError], said: str) -> None:
    """A line that is no command, or names what is not there, is refused with how it is typed."""
    with pytest.raises(kind, match=said.replace("[", r"\[").replace("]", r"\]")):
        form(console, line)


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("let-in ana", Illegal, "Ana does not wait to be let in; who waits: all, or Eva (s4), Zed (s5)"),
        ("turn-away S2", Illegal, "Ben Ali does not wait to be let in; who waits: all, or Eva (s4), Zed (s5)"),
        ("let-in ev", Missing, "there is no seat 'ev'; who waits: all, or Eva (s4), Zed (s5); did you mean 'eva'?"),
    ],
)
def test_who_waits_is_told(tmp_path: Path, line: str, kind: type[SimError], said: str) -> None:
    """Where somebody else is named than one who came late, the refusal says who can be let in or turned away."""
    with playing(tmp_path, asks=True) as console:
        console.room.come("Eva", "Zed")
        with pytest.raises(kind) as refused:
            form(console, line)

    assert said == str(refused.value)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("for", ["force", "fork"]),
        ("force ", ["g1"]),
        ("decide g1 ", ["north", "south"]),
        ("decide g1 north ", ["open", "block"]),
        ("decide g1 north open ", []),
        ("inject g1 l", ["letter"]),
        ("fork g1 1 ", ["all", "half"]),
        ("fork g9 ", []),
        ("xyzzy ", []),
        ("force g1 because ", []),
        ("pause ", []),
        ("help wi", ["wishes", "withhold"]),
        ("time s", ["s1", "s2", "s3"]),
        ("clock a", ["all"]),
        ("place s1 g1 o", ["observer"]),
        ("rewind g1 ", ["1"]),
        ("tell n", ["north"]),
    ],
)
def test_a_line_is_completed(console: Here, line: str, wanted: list[str]) -> None:
    """What the console shows now is offered for the word that is being typed, and nothing after free words."""
    assert wanted == [*completions(line, console.look())]


def test_numbers_of_what_waits_are_offered(console: Here) -> None:
    """Proposals and messages are named by their numbers."""
    view = console.look()

    assert ([str(view.proposals[0].number)], [str(view.messages[0].number)]) == (
        [*completions("answer ", view)],
        [*completions("withhold ", view)],
    )
    assert ["open", "block"] == [*completions(f"enter {view.proposals[0].number} ", view)]


def test_every_command_says_what_it_does() -> None:
    """Each command has one name, and a sentence about it."""
    assert len(COMMANDS) == len({command.name for command in COMMANDS})
    assert all(command.about.endswith(".") and command.usage.startswith(command.name) for command in COMMANDS)
