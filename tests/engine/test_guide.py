"""The guide: the same for all seats, and the same all through an act."""

import pytest

from sim.engine.guide import guide
from sim.engine.machine import ScenarioMachine
from sim.evidence.check import ground
from sim.model.effects import StartValue
from sim.model.scenario import Course, Scenario
from tests.engine import council
from tests.harness import Table, began, opened

MACHINE = council.machine()
GROUNDS = council.grounds()
GUIDE = guide(Table(MACHINE).session, GROUNDS, ours=False)


def test_the_guide_says_what_is_played() -> None:
    """Title, author, notice, act, account and course are told before the play."""
    assert ("A small scenario", "Tests", False, "Nothing real.", "The first act", "Nobody's.", "whole", "All of it.") == (
        GUIDE.title,
        GUIDE.author,
        GUIDE.ours,
        GUIDE.notice,
        GUIDE.act_title,
        GUIDE.account,
        GUIDE.course,
        GUIDE.course_about,
    )


def test_the_guide_says_what_a_later_course_takes_as_having_happened() -> None:
    """A course with a start of its own is told by how that differs from the act's; the whole act by nothing."""
    scenario = council.council()
    act = scenario.acts[0]
    late = Course(id="late", scene="meeting", about="Later.", start=(StartValue(indicator="pledge-north", value=1),))
    longer = act.model_copy(update={"courses": (*act.courses, late)})
    machine = ScenarioMachine(scenario.model_copy(update={"acts": (longer, *scenario.acts[1:])}))
    told = guide(opened(machine, began(machine, act.id, "late")), GROUNDS, ours=False)

    assert () == GUIDE.given
    assert [("The north's pledge", 0, 1, "promise")] == [(change.name, change.before, change.after, change.sort) for change in told.given]


def test_the_guide_tells_who_takes_part() -> None:
    """Every role is told with what it answers to and what it is after."""
    assert [("North", "Its voters.", ("Calm", "A deal")), ("South", None, ())] == [
        (role.name, role.audience, role.aims) for role in GUIDE.roles
    ]


def test_the_guide_tells_who_decides_in_the_act() -> None:
    """A role that is asked nothing in an act is there to be read about, and is known from those that somebody can have."""
    later = guide(opened(MACHINE, began(MACHINE, "two")), GROUNDS, ours=False)

    assert [("North", False), ("South", True)] == [(role.name, role.decides) for role in later.roles]
    assert all(role.decides for role in GUIDE.roles)


def test_the_guide_shows_no_hidden_indicator() -> None:
    """The indicators are those that are shown."""
    assert ["Tension", "The north's pledge"] == [indicator.name for indicator in GUIDE.indicators]


def test_words_are_explained_with_their_passages() -> None:
    """A word of the glossary has its other forms and what its explanation rests on."""
    (gloss,) = GUIDE.glossary

    assert ("council", ("councils",), ["The council met on Monday"]) == (
        gloss.term,
        gloss.also,
        [passage.quote for passage in gloss.passages],
    )


def test_what_lies_behind_is_explained_after_the_words() -> None:
    """A page of background is read like an explained word: by its heading, the words that lead to it, and its passages."""
    behind = [{"id": "old", "heading": "Old days", "also": ["long ago"], "text": "It was so.", "cites": [council.MET]}]
    found = Scenario.model_validate(council.council().model_dump(by_alias=True) | {"background": behind})
    told = guide(Table(ScenarioMachine(found)).session, ground(found, council.corpus())[0], ours=False)

    assert ["council", "Old days"] == [gloss.term for gloss in told.glossary]
    assert (("long ago",), "It was so.", ["The council met on Monday"]) == (
        told.glossary[1].also,
        told.glossary[1].text,
        [passage.quote for passage in told.glossary[1].passages],
    )


def test_names_in_dispute_are_explained() -> None:
    """The neutral name stands with its reason and with what each role says instead."""
    (term,) = GUIDE.terms

    assert ("the crossing", "Both sides cross it.", (("North", "the gate"),)) == (term.neutral, term.reason, term.usage)


@pytest.mark.parametrize("table", [Table(MACHINE).choose(north="close", south="leave"), Table(MACHINE).release("alarm")])
def test_the_guide_stays_the_same(table: Table) -> None:
    """Whatever has been played, the guide tells how the play started."""
    assert guide(table.session, GROUNDS, ours=False) == GUIDE


def test_the_guide_is_that_of_the_act_that_is_played() -> None:
    """In the next act of a campaign the guide tells that act: its title, its aims, and the indicators as it starts."""
    table = Table(MACHINE, campaign=True).choose(north="pledge", south="listen").draw("rain").choose(north="hold").proceed("two")
    told = guide(table.session, GROUNDS, ours=False)

    assert ("The second act", ("There is an agreement.", "A pledge is in force."), ("Calm", "For later"), [1, 1]) == (
        told.act_title,
        told.carried,
        told.roles[0].aims,
        [indicator.value for indicator in told.indicators],
    )
