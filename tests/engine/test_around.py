"""What stands around a scene: exercises, aims, outcomes, and what one act leaves to the next."""

from sim.engine.around import judgements
from sim.engine.view import view
from sim.model.events import Judged, Support
from sim.model.view import View
from tests.engine import council
from tests.harness import Table

MACHINE = council.machine()
GROUNDS = council.grounds()


def seen(table: Table, role: str | None = "north") -> View:
    """Return what a role sees of a table; None is the public."""
    return view(table.session, role, GROUNDS)


def started() -> Table:
    """Return a campaign that has just begun."""
    return Table(MACHINE, campaign=True)


def ended() -> Table:
    """Return a campaign whose first act ended in an agreement."""
    return started().choose(north="pledge", south="listen").draw("rain").choose(north="hold")


def judged(table: Table, support: Support, role: str = "north") -> Table:
    """Let a role judge the claim of the current scene's exercise."""
    return table.play(Judged(role=role, scene=table.scene, support=support), role)


def test_an_exercise_is_for_the_roles_it_names() -> None:
    """Only the roles that an exercise names see it, with its claim and passages."""
    exercise = seen(started()).exercise

    assert exercise is not None
    assert ("The letter says that the bridge was closed.", ["the bridge would be closed", "The bridge stayed open for a week"]) == (
        exercise.claim,
        [passage.quote for passage in exercise.passages],
    )
    assert [None, None] == [seen(started(), role).exercise for role in ("south", None)]


def test_an_exercise_without_names_is_for_who_decides() -> None:
    """Where it names nobody, an exercise is for the roles that decide in the scene."""
    table = started().choose(north="pledge", south="listen")

    assert [True, False, False] == [seen(table, role).exercise is not None for role in ("north", "south", None)]


def test_a_scene_without_an_exercise_shows_none() -> None:
    """Most scenes ask nobody to judge anything."""
    assert seen(ended()).exercise is None


def test_what_stands_behind_the_passages_comes_after_judging() -> None:
    """How many publishers there are, and what comes from outside, is told once the role has judged."""
    table = started()
    before = seen(table).exercise
    after = seen(judged(table, "partly")).exercise

    assert before is not None
    assert after is not None
    assert (None, False, None, ()) == (before.support, before.revised, before.publishers, before.notes)
    assert ("partly", False, 1, ["It was open. So it was said."]) == (
        after.support,
        after.revised,
        after.publishers,
        [n.text for n in after.notes],
    )


def test_a_judgement_can_be_revised() -> None:
    """The latest judgement stands, and that there was an earlier one is known; a rewind voids none."""
    table = judged(judged(started(), "well"), "poorly").rewind(1)
    exercise = seen(table).exercise

    assert exercise is not None
    assert ("poorly", True, ("well", "poorly")) == (exercise.support, exercise.revised, judgements(table.session, "north"))


def test_a_judgement_belongs_to_its_role_and_scene() -> None:
    """Another role's judgement, and one of another scene, is not this one's."""
    table = judged(started(), "well")
    of_the_other = judgements(table.session, "south")
    table.choose(north="pledge", south="listen")

    assert ((), ()) == (of_the_other, judgements(table.session, "north"))


def test_aims_are_a_role_s_own() -> None:
    """During the play a role sees its own aims for this act, neither met nor missed; the public sees none."""
    assert [[("Calm", None), ("A deal", None)], [], []] == [
        [(aim.text, aim.met) for aim in seen(started(), role).aims] for role in ("north", "south", None)
    ]


def test_aims_change_with_the_act() -> None:
    """In the next act a role sees the aims it has there."""
    assert ["Calm", "For later"] == [aim.text for aim in seen(ended().proceed("two")).aims]


def test_an_outcome_is_told_to_all() -> None:
    """At the end everybody sees how it ended; before that nobody."""
    outcome = seen(ended(), None).outcome

    assert outcome is not None
    assert ("settled", "Settled", "It ended.", "Far from it.") == (outcome.id, outcome.name, outcome.epilogue, outcome.compared)
    assert seen(started()).outcome is None


def test_results_have_the_aims_of_every_role() -> None:
    """How an act ended is kept with all aims, met or not, and shown in the acts after it too."""
    for table in (ended(), ended().proceed("two")):
        (result,) = seen(table, None).results

        assert ("The first act", "settled", [("North", "Calm", True), ("North", "A deal", True)]) == (
            result.act,
            result.outcome.id,
            [(aim.role, aim.text, aim.met) for aim in result.aims],
        )


def test_what_is_carried_over_is_told_at_the_start_of_an_act() -> None:
    """In its first turn an act tells what the one before left to it; before and after that there is nothing to tell."""
    table = ended()
    before = seen(table, None).carried
    first = seen(table.proceed("two"), None).carried
    after = seen(table.choose(south="go"), None).carried

    assert ((), (), ("There is an agreement.", "A pledge is in force."), ()) == (seen(started()).carried, before, first, after)


def test_the_next_act_is_named_at_an_outcome() -> None:
    """The title of the act that follows is shown when this one is over, and not before."""
    assert [None, "The second act", None] == [seen(table).next_act for table in (started(), ended(), ended().proceed("two"))]


def test_an_act_begins_with_the_turns_of_the_one_before() -> None:
    """What was resolved in the act before is still told; the outcome itself is no turn."""
    assert ["meeting", "bridge"] == [turn.scene for turn in seen(ended().proceed("two")).turns]
