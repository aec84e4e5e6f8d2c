"""The rules of one turn: who decides, what is offered, what is refused, and which branch is taken."""

from collections.abc import Callable

import pytest

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import fold, joint, legal, offered, outcome, start, step, undecided
from sim.errors import Fault, Illegal, Missing
from sim.model.events import Chose, Drew, Expired, Injected
from sim.model.ids import CHANCE
from sim.model.state import State, Taken
from tests import small
from tests.harness import Table, pick

MACHINE = small.machine()


def machine_of(**decision: object) -> ScenarioMachine:
    """Return a machine of one scene with a decision, and an end."""
    return ScenarioMachine(small.scenario({"here": small.scene(decision, [small.branch("end")]), "end": small.outcome()}))


def ids(*options: object) -> list[str]:
    """Return the ids of options."""
    return [str(getattr(option, "id", "")) for option in options]


def test_a_play_starts_where_its_course_says() -> None:
    """A course begins in its scene, with the indicators' start, what the act overrides, and what the course overrides."""
    scenario = small.scenario(
        {"first": small.scene({"north": {"options": {"go": small.option()}}}, [small.branch("end")]), "end": small.outcome()},
        indicators={name: small.indicator(start=1) for name in ("plain", "by-act", "by-course")},
        start={"by-act": 2, "by-course": 2},
        courses={
            "whole": {"scene": "first", "about": "All."},
            "short": {"scene": "end", "about": "Little.", "start": {"by-course": 3}},
        },
    )
    machine = ScenarioMachine(scenario)

    assert State("first", (1, 2, 2), (1, 2, 2)) == start(machine, "one")
    assert State("end", (1, 2, 3), (1, 2, 3)) == start(machine, "one", "short")


@pytest.mark.parametrize(
    ("act", "course", "message"),
    [
        ("two", "whole", "scenario small has no act 'two'; its acts: one"),
        ("one", "short", "act one has no course 'short'; its courses: whole"),
    ],
)
def test_an_unknown_beginning_is_missing(act: str, course: str, message: str) -> None:
    """An act or course that is not there is refused with those that are."""
    with pytest.raises(Missing, match=message):
        start(MACHINE, act, course)


def test_everybody_who_decides_is_waited_for() -> None:
    """A turn waits for every role of its decision, chance included, in the scene's order, and for nobody else."""
    table = Table(MACHINE).choose(north="block", south="wait")

    assert (("south", CHANCE), ()) == (undecided(MACHINE, table.state), legal(MACHINE, table.state, "north"))


def test_a_sealed_choice_changes_nothing_else() -> None:
    """Until the last choice is in, the scene, the indicators and the turn stay as they were."""
    table = Table(MACHINE)
    before = table.state
    table.choose(north="open")

    assert State(before.scene, before.indicators, before.opened, (("north", "open"),)) == table.state
    assert ((), None, False, 1) == (table.last.picks, table.last.taken, table.last.turned, table.session.turn)


def test_pending_choices_stand_in_the_order_of_the_scene() -> None:
    """Sealed choices are kept in the scene's order of roles, whoever was first."""
    one = Table(MACHINE).choose(south="wait", north="block")
    other = Table(MACHINE).choose(north="block", south="wait")

    assert one.state == other.state


def test_the_last_choice_opens_the_turn() -> None:
    """With the last choice in, all are opened, a branch is taken and a new turn begins with nothing sealed."""
    table = Table(MACHINE).choose(south="wait", north="block")

    assert ((("north", "block"), ("south", "wait")), Taken("bridge", 2), True) == (table.last.picks, table.last.taken, table.last.turned)
    assert ("night", (), 2) == (table.scene, table.state.pending, table.session.turn)


def test_effects_of_all_choices_are_summed_before_branches_are_tried() -> None:
    """Branch conditions see the indicators after the options' effects, and the taken branch's own effects come on top."""
    table = Table(MACHINE).choose(north="open", south="wait")  # tension 3 - 2, trust set to 1, then the branch's -1

    assert ("talks", 0, 1) == (table.scene, table.value("tension"), table.value("trust"))


def test_the_first_branch_that_agrees_is_taken() -> None:
    """Branches are tried in file order, so that an earlier one wins over a later one that would agree too."""
    table = Table(MACHINE)
    table.choose(north="block", south="march").draw("quiet").choose(south="call")  # tension 8, trust 1: back at the bridge
    table.choose(north="attack", south="wait")

    assert ("clash", Taken("bridge", 0)) == (table.scene, table.last.taken)


def test_the_last_branch_needs_no_reason() -> None:
    """Where no condition agrees, the last branch is taken."""
    assert Taken("bridge", 2) == Table(MACHINE).choose(north="block", south="wait").last.taken


def test_an_option_with_when_is_offered_when_it_holds() -> None:
    """An option's condition is tried on the indicators at the start of the turn."""
    table = Table(MACHINE)
    before = ids(*legal(MACHINE, table.state, "north"))
    table.choose(north="block", south="march").draw("quiet").choose(south="guard")

    assert (["open", "block"], "bridge") == (before, table.scene)
    assert ["open", "block", "attack"] == ids(*legal(MACHINE, table.state, "north"))


def test_what_is_offered_is_fixed_at_the_start_of_the_turn() -> None:
    """An inject that changes an indicator during the turn changes no menu of it."""
    table = Table(MACHINE).choose(north="block", south="wait").draw("quiet").choose(south="guard")
    before = ids(*offered(MACHINE, table.state, "north"))
    table.release("letter")

    assert (6, 5) == (table.state.opened[0], table.state.indicators[0])
    assert before == ids(*offered(MACHINE, table.state, "north")) == ["open", "block", "attack"]


def test_what_was_offered_is_known_after_choosing() -> None:
    """A role that has chosen has no legal option any more, but what it was offered stays known."""
    table = Table(MACHINE).choose(north="open")

    assert ([], ["open", "block"]) == (ids(*legal(MACHINE, table.state, "north")), ids(*offered(MACHINE, table.state, "north")))


def test_chance_is_drawn_like_a_choice() -> None:
    """A draw is sealed until the turn is resolved, and its effects count with the others."""
    table = Table(MACHINE).choose(north="block", south="wait").draw("shots")
    sealed = table.value("tension")
    table.choose(south="guard")

    assert (5, "clash", 9) == (sealed, table.scene, table.value("tension"))


REFUSED: dict[str, tuple[Callable[[Table], object], str, str]] = {
    "a role that does not decide here": (
        lambda table: table.choose(north="block", south="wait").choose(north="block"),
        "not-deciding",
        "north decides nothing in scene night",
    ),
    "chance where nothing is drawn": (lambda table: table.draw("quiet"), "not-deciding", "chance decides nothing in scene bridge"),
    "a second choice": (
        lambda table: table.choose(north="block").choose(north="open"),
        "already-decided",
        "north has already decided in this turn, and a sealed choice is final",
    ),
    "an option that does not exist": (
        lambda table: table.choose(south="sleep"),
        "unknown-option",
        "scene bridge offers south no option 'sleep'; it offers wait, march",
    ),
    "an option that is not offered now": (
        lambda table: table.choose(north="attack"),
        "option-not-offered",
        "option 'attack' is not open to north in this turn",
    ),
    "a choice after the end": (
        lambda table: table.choose(north="open", south="wait").choose(north="sign").choose(north="sign"),
        "play-over",
        "the play is over",
    ),
    "an expiry after the end": (
        lambda table: table.choose(north="open", south="wait").choose(north="sign").expire(),
        "play-over",
        "the play is over",
    ),
    "an expiry before chance was drawn": (
        lambda table: table.choose(north="block", south="wait").expire(),
        "chance-not-drawn",
        "chance has not been drawn yet; the writer of the log draws on entering the turn",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_rules_refuse(case: str) -> None:
    """Each refusal has a code and says why."""
    attempt, code, message = REFUSED[case]
    with pytest.raises(Illegal) as refused:
        attempt(Table(MACHINE))

    assert (code, message) == (refused.value.code, str(refused.value))


def test_expiry_takes_the_defaults() -> None:
    """When the time is up, every missing choice becomes its default in one step, and sealed choices stand."""
    machine = machine_of(
        north={"default": "second", "options": {"first": small.option(), "second": small.option()}},
        south={"first": small.option(when={"at_least": {"tension": 0}}), "second": small.option(), "third": small.option()},
        east={"first": small.option(), "second": small.option()},
    )
    table = Table(machine).choose(east="second").expire()

    assert (("north", "second"), ("south", "second"), ("east", "second")) == table.last.picks
    assert 2 == len(table.session.steps)


def test_expiry_leaves_the_draw_alone() -> None:
    """What chance has drawn stands when the time is up."""
    table = Table(MACHINE).choose(north="block", south="wait").draw("shots").expire()

    assert (("south", "call"), (CHANCE, "shots")) == table.last.picks


def test_an_outcome_ends_the_play() -> None:
    """A scene with an outcome has nobody to wait for, and names its class."""
    table = Table(MACHINE).choose(north="open", south="wait")
    before = outcome(MACHINE, table.state)
    table.choose(north="sign")
    after = outcome(MACHINE, table.state)

    assert after is not None
    assert (None, "settled", ()) == (before, after.outcome_class, undecided(MACHINE, table.state))


def test_a_scene_can_lead_to_itself() -> None:
    """A branch back to its own scene starts a new turn there."""
    machine = ScenarioMachine(
        small.scenario({"here": small.scene({"north": {"wait": small.option()}}, [small.branch("here")]), "end": small.outcome()})
    )
    table = Table(machine).choose(north="wait")

    assert ("here", 2, ()) == (table.scene, table.session.turn, table.state.pending)


def test_a_scene_without_a_way_out_is_a_fault() -> None:
    """Where no branch agrees, which a checked scenario rules out, the fault names the scene and the choices, and nothing moves."""
    machine = ScenarioMachine(
        small.scenario(
            {
                "here": small.scene({"north": {"wait": small.option()}}, [small.branch("end", when={"at_least": {"tension": 5}})]),
                "end": small.outcome(),
            }
        )
    )
    with pytest.raises(Fault, match=r"no branch of scene here agrees with \{'north': 'wait'\}"):
        Table(machine).choose(north="wait")


def test_folding_plays_events_one_after_another() -> None:
    """Folding from a state gives the state after all events."""
    events = (
        Chose(role="south", option="wait"),
        Chose(role="north", option="block"),
        Drew(option="quiet"),
        Chose(role="south", option="call"),
    )
    table = Table(MACHINE)
    for event in events:
        table.play(event)

    assert table.state == fold(MACHINE, start(MACHINE, "one"), events)


def test_a_step_says_what_it_did() -> None:
    """A step holds the state before and after, and the event."""
    before = start(MACHINE, "one")
    event = Chose(role="north", option="open", reason="To be first.", expectation="falls")
    taken = step(MACHINE, before, event)

    assert (before, event, State("bridge", before.indicators, before.opened, (("north", "open"),))) == (
        taken.before,
        taken.event,
        taken.after,
    )


def test_a_joint_step_needs_no_order() -> None:
    """All choices of a turn together do what they do one by one."""
    state = Table(MACHINE).choose(north="block", south="wait").state
    whole = joint(MACHINE, state, {"south": "call", CHANCE: "quiet"})
    single = step(MACHINE, step(MACHINE, state, pick(CHANCE, "quiet")).after, pick("south", "call"))

    assert (single.after, single.picks, single.taken) == (whole.after, whole.picks, whole.taken)


@pytest.mark.parametrize("event", [Expired(turn=1), Injected(inject="letter"), Chose(role="north", option="open")])
def test_one_machine_serves_every_play(event: Expired | Injected | Chose) -> None:
    """The machine holds no play: the same step from the same state gives the same, whatever was played in between."""
    state = start(MACHINE, "one")
    first = step(MACHINE, state, event)
    Table(MACHINE).choose(north="open", south="march").choose(north="leave")

    assert first == step(MACHINE, state, event)
