"""Who decides for empty seats, and how chance is drawn."""

from collections import Counter

import pytest

from sim.engine.machine import ScenarioMachine
from sim.engine.policy import BOTS, at_random, automatic, by_weight, check_player, draw, pick, reported
from sim.engine.rules import start
from sim.engine.session import Session
from sim.errors import Missing
from sim.model.events import Chose, Drew
from sim.model.ids import CHANCE
from sim.model.state import State
from tests import small
from tests.harness import Table, began, clock, opened

MACHINE = small.machine()
STATE = start(MACHINE, "one")
KINDS = ("concession", "talk", "wait", "pressure", "threat", "force")


def menu(*kinds: str, **entry: object) -> ScenarioMachine:
    """Return a machine in whose one decision the north has an option of each kind given, named after it."""
    options = {f"{kind}-{place}": small.option(kind) for place, kind in enumerate(kinds)}
    scene = small.scene({"north": {**entry, "options": options}}, [small.branch("end")])
    return ScenarioMachine(small.scenario({"here": scene, "end": small.outcome()}))


def choice(bot: str, machine: ScenarioMachine, drawn: int = 0) -> str:
    """Return what a bot chooses for the north at the start."""
    return BOTS[bot](machine, start(machine, "one"), "north", drawn)


def test_the_reported_option_is_chosen() -> None:
    """The bot `reported` does what the documents report."""
    assert "wait-1" == choice("reported", menu("talk", "wait", reported="wait-1"))


def test_where_nothing_is_reported_the_default_is_chosen() -> None:
    """A role of which the documents report nothing takes its default."""
    assert "wait-1" == choice("reported", menu("talk", "wait", default="wait-1"))


def test_where_the_reported_option_is_not_open_the_default_is_chosen() -> None:
    """A reported option that is not offered this turn gives way to the default."""
    options = {"talk": small.option(), "force": small.option("force", when={"at_least": {"tension": 5}})}
    scene = small.scene({"north": {"reported": "force", "options": options}}, [small.branch("end")])
    machine = ScenarioMachine(small.scenario({"here": scene, "end": small.outcome()}))

    assert "talk" == reported(machine, start(machine, "one"), "north", 0)


@pytest.mark.parametrize(("entry", "falls"), [({"reported": "seldom"}, "seldom"), ({}, "often")])
def test_chance_falls_as_reported_else_where_it_is_likeliest(entry: dict[str, object], falls: str) -> None:
    """What is reported to have fallen falls, however unlikely; where no text says what fell, the likeliest option stands in."""
    options = {"seldom": small.option(None, weight=1), "often": small.option(None, weight=9)}
    scene = small.scene({"north": {"a": small.option()}, "chance": {**entry, "options": options}}, [small.branch("end")])
    machine = ScenarioMachine(small.scenario({"here": scene, "end": small.outcome()}))

    assert falls == reported(machine, start(machine, "one"), CHANCE, 0)


def test_a_pick_is_what_the_roles_bot_chooses() -> None:
    """Each role is decided by its own bot, and chance, which no bot plays, by the draw alone."""
    bots = {"north": "reported", "south": "hard-line"}
    night = State("night", STATE.indicators, STATE.opened)

    assert ("block", "march") == tuple(pick(MACHINE, STATE, role, bots, 0) for role in ("north", "south"))
    assert ["quiet", "shots"] == [pick(MACHINE, night, CHANCE, bots, drawn) for drawn in (0, 2)]


@pytest.mark.parametrize("by", ["person", *BOTS])
def test_a_person_or_a_bot_can_play(by: str) -> None:
    """Everybody who can play a role is let through."""
    check_player(by)


def test_nobody_else_can_play() -> None:
    """A bot that there is not is refused with those there are."""
    with pytest.raises(Missing, match="there is no bot 'zorro'; the bots: reported, cautious, hard-line, random") as refused:
        check_player("zorro")

    assert "unknown-bot" == refused.value.code


@pytest.mark.parametrize(
    ("bot", "order"),
    [
        ("cautious", ("talk", "concession", "wait", "pressure", "threat", "force")),
        ("hard-line", ("force", "threat", "pressure", "wait", "talk", "concession")),
    ],
)
def test_a_bot_prefers_kinds_in_its_order(bot: str, order: tuple[str, ...]) -> None:
    """Of all kinds that are open, the first of the bot's order is taken, wherever it stands in the file."""
    for place in range(len(order)):
        left = [kind for kind in KINDS if kind in order[place:]]

        assert order[place] == choice(bot, menu(*left)).partition("-")[0]


def test_a_bot_draws_among_options_of_one_kind() -> None:
    """Where several options are of the preferred kind, the draw decides."""
    machine = menu("talk", "force", "talk")

    assert ["talk-0", "talk-2", "talk-0"] == [choice("cautious", machine, drawn) for drawn in range(3)]


def test_the_random_bot_takes_any_legal_option() -> None:
    """Each draw falls on a legal option, each as often as another; one that is not offered never."""
    assert ["open", "block", "open", "block"] == [at_random(MACHINE, STATE, "north", drawn) for drawn in range(4)]


def test_a_draw_depends_on_all_it_is_given() -> None:
    """Another seed, step, scene or role draws another number; the same draw the same."""
    draws = {draw(1, 0, "night"), draw(2, 0, "night"), draw(1, 1, "night"), draw(1, 0, "bridge"), draw(1, 0, "night", "south")}

    assert (5, draw(1, 0, "night", CHANCE)) == (len(draws), draw(1, 0, "night"))


def test_a_draw_has_64_bits_and_stays_the_same_for_ever() -> None:
    """Draws are pinned: a log written today has to be drawn the same by every later version."""
    assert 16278393772458404126 == draw(7, 3, "night")


def test_chance_keeps_to_its_weights() -> None:
    """Over one whole round of draws each option falls as often as its weight says, in file order."""
    options = MACHINE.plans["night"].scene.decision[1].options

    assert ["quiet", "quiet", "shots", "quiet"] == [by_weight(options, drawn) for drawn in range(4)]


def test_chance_is_near_its_weights_over_many_draws() -> None:
    """Over many seeds the frequencies are those of the weights, within what chance allows."""
    options = MACHINE.plans["night"].scene.decision[1].options
    counts = Counter(by_weight(options, draw(seed, 1, "night")) for seed in range(3_000))

    assert abs(counts["shots"] - 1_000) < 4 * (3_000 * 2 / 9) ** 0.5


def session(**by: str) -> Session:
    """Return a session that has just begun, in which bots decide for the roles named."""
    return opened(MACHINE, began(MACHINE, "one", campaign=False, **by))


def test_people_are_waited_for() -> None:
    """Where only people have to decide, nothing comes by itself."""
    assert automatic(session()) is None


def test_a_bot_chooses_for_its_role() -> None:
    """The role of a bot chooses by itself, entered for the seat `bot`."""
    assert ("bot", Chose(role="south", option="march")) == automatic(session(south="hard-line"))


def test_bots_choose_in_the_order_of_the_scene() -> None:
    """With several bots, the first that has not chosen is next."""
    first = session(north="reported", south="reported")
    second = first.apply(first.entry(Chose(role="north", option="block"), "bot", clock()))

    assert [("bot", "north"), ("bot", "south")] == [
        (found[0], found[1].role) for found in (automatic(first), automatic(second)) if found and isinstance(found[1], Chose)
    ]


def test_chance_is_drawn_before_bots_choose() -> None:
    """On entering a turn chance is drawn first, though it stands last in the scene."""
    table = Table(MACHINE).choose(north="block", south="wait")
    found = automatic(table.session)

    assert found is not None
    assert (CHANCE, Drew(option=by_weight(MACHINE.plans["night"].scene.decision[1].options, draw(7, 1, "night")))) == found


def test_a_rewind_draws_the_same() -> None:
    """A turn at the same depth of the effective play draws what it drew before."""
    table = Table(MACHINE).choose(north="block", south="wait")
    first = automatic(table.session)
    table.rewind(1).choose(north="block", south="march")

    assert first == automatic(table.session)


def test_nothing_comes_by_itself_after_the_end() -> None:
    """At an outcome nobody decides, bots neither."""
    over = session(north="reported", south="reported")
    for role, option in (("north", "open"), ("south", "wait"), ("north", "sign")):
        over = over.apply(over.entry(Chose(role=role, option=option), role, clock()))

    assert automatic(over) is None
