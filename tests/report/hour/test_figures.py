"""Every number of a debrief, computed again from the log by other means: folding it, counting, and playing everything."""

from itertools import pairwise

import pytest

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.order import layers
from sim.analysis.solve.pivotal import by_people, judged
from sim.analysis.solve.policies import profile
from sim.analysis.solve.reached import Reached, reach
from sim.analysis.solve.values import solvable
from sim.engine.course import reported_course
from sim.engine.rules import start, step
from sim.engine.session import Session
from sim.library import open_scenario
from sim.model.events import Chose, Drew, Entry
from sim.report.hour.debriefed import DebriefedPlay
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.told import hour
from sim.report.text import written as text
from sim.report.wording import percent
from tests.analysis.solve.enumerated import by_hand, ends
from tests.harness import Table, pick, ticking
from tests.report.hour.plays import GROUNDS, MACHINE, alone, broken_word, given, kept_word, side_by_side, unfinished
from tests.report.played import TUTORIAL, ferry_runs, tutorial


def told(session: Session) -> DebriefedPlay:
    """Return the debrief of one play."""
    return debrief([Given(session, GROUNDS, ours=True, label="Play 1")]).plays[0]


def test_the_figures_of_what_mattered_are_those_of_playing_everything() -> None:
    """Each alternative's shift equals that of enumerating all plays from the same moment."""
    session = kept_word().session
    turns = {1: session.steps[:3], 2: session.steps[3:5]}
    resolved = [made for steps in turns.values() for made in steps if made.taken]
    expected = {(turn, role): shift for turn, role, shift in by_hand(MACHINE, resolved)}
    act = told(session).mattered[0]

    assert expected == pytest.approx({(one.turn, one.role): one.shift for role in act.roles for one in role.alternatives})


def test_the_probabilities_of_an_alternative_are_those_of_playing_everything() -> None:
    """Before and after stand, for each outcome that moves, the probabilities that enumeration gives."""
    session = ferry_runs()
    play = debrief([Given(session, TUTORIAL.grounds, ours=True, label="Play 1")]).plays[0]
    resolved = [made for made in session.steps if made.taken]
    found = [one for act in play.mattered for role in act.roles for one in role.alternatives if one.outcomes]
    headings = {scene: plan.scene.heading for scene, plan in TUTORIAL.machine.plans.items()}

    assert [] != found
    for one in found:
        was = {headings[scene]: share for scene, share in ends(TUTORIAL.machine, resolved[one.turn - 1].after).items()}
        assert {shift.outcome: was.get(shift.outcome, 0.0) for shift in one.outcomes} == pytest.approx(
            {shift.outcome: shift.before for shift in one.outcomes}
        )
        assert one.shift == pytest.approx(sum(abs(shift.after - shift.before) for shift in one.outcomes) / 2)


def test_the_distance_is_counted_from_the_log() -> None:
    """Choices that differ from what is reported add up turn by turn; turns after its end are no turns off the reported course."""
    session = tutorial().choose(eastbank="promise-notice", westbank="promise-open").draw("dry")
    ended = session.choose(eastbank="lend-rope", westbank="pay-half").session
    differing = compared = 0
    expected = []
    state = ended.turns[0].state
    for entry in ended.log[1:]:
        assert isinstance(entry.event, Chose | Drew)
        role = entry.event.role if isinstance(entry.event, Chose) else "chance"
        reported = TUTORIAL.machine.plans[state.scene].reported.get(role)
        compared += reported is not None
        differing += reported not in (None, entry.event.option)
        made = step(TUTORIAL.machine, state, entry.event)
        if made.taken:
            on_course = state.scene == "the-landing"  # the only scene that the reported course comes through
            expected.append((compared, differing, 0, differing, on_course, not on_course))
        state = made.after
    rows = debrief([Given(ended, TUTORIAL.grounds, ours=True, label="Play 1")]).plays[0].distance

    assert [(1, 1, 0, 1, True, False), (1, 1, 0, 1, False, True)] == expected
    assert expected == [(row.compared, row.differing, row.elsewhere, row.steps, row.on_course, row.beyond) for row in rows]


def test_expectations_stand_beside_what_the_tension_did() -> None:
    """Before and after are the tension at the start of the turn and of the next; a tension that stayed neither fell nor rose."""
    session = kept_word().session
    tension = MACHINE.names.index("tension")
    before, after = session.turns[0].state.indicators[tension], session.turns[1].state.indicators[tension]

    assert [("north", "falls", before, after, False), ("south", "rises", before, after, False)] == [
        (one.role, one.expected, one.before, one.after, one.came) for one in told(session).expectations
    ]


def test_what_was_expected_can_come() -> None:
    """Closing the bridge raises the tension, as was expected."""
    at = Table(MACHINE).play(Chose(role="north", option="close", expectation="rises"), "north").choose(south="listen").draw("sun")

    assert [True] == [one.came for one in told(at.choose(north="hold").session).expectations]


def test_minutes_are_those_of_the_log() -> None:
    """A turn ends as many whole minutes after the beginning as its last entry is later; a clock that went back counts as nothing."""
    times = ticking()
    session = Session.open(MACHINE, (kept_word().session.log[0].model_copy(update={"time": times()}),))
    late = ("2026-01-01T12:03:30.5Z", "2026-01-01T12:03:59Z", "2026-01-01T11:00:00Z", "2026-01-01T11:00:00Z")
    events = (
        Chose(role="north", option="pledge"),
        Chose(role="south", option="listen"),
        Drew(option="rain"),
        Chose(role="north", option="hold"),
    )
    for time, event in zip(late, events, strict=True):
        seat = event.role if isinstance(event, Chose) else "chance"
        session = session.apply(Entry(number=len(session.log) + 1, time=time, seat=seat, turn=session.turn, event=event))

    made = debrief([Given(session, GROUNDS, ours=True, label="Play 1")])

    assert (3, 0) == made.plays[0].minutes
    assert 1 == "\n".join(text(hour(made))).count("When it ended, 3 minutes had passed since the beginning.")


def test_groups_are_counted() -> None:
    """Of the plays that ended the act, so many came to each outcome and took each option; one that has not ended is not counted."""
    (act,) = side_by_side().compared
    plays = [kept_word().session, broken_word().session]

    assert (("Play 1", "Play 2"), 5) == (act.labels, act.earlier)
    assert [1, 1] == [end.plays for end in act.ends]
    first = next(choice for choice in act.choices if choice.role == "south")
    assert {"Listen": 1, "Leave": 1} == {one.label: one.plays for one in first.options}
    assert 2 == sum(one.plays for one in next(choice for choice in act.choices if choice.role == "north").options)
    assert len(plays) == sum(end.plays for end in act.ends)


def test_probabilities_beside_groups_are_those_of_playing_everything() -> None:
    """Under `uniform` each outcome is as probable as enumerating all plays from the beginning makes it."""
    (act,) = side_by_side().compared
    expected = ends(MACHINE, kept_word().session.turns[0].state)

    assert [expected["agreed"], expected["apart"]] == pytest.approx([end.shares[act.policies.index("uniform")] for end in act.ends])


def test_indicators_are_those_of_the_turns() -> None:
    """The values that are drawn are those of the states at the start of each turn, and at the end."""
    session = kept_word().session
    rows = {row.id: row.values for row in alone().plays[0].review.indicators}
    turns = [turn.state for turn, after in pairwise(session.turns) if after.steps > turn.steps]

    for place, name in enumerate(MACHINE.names):
        assert (*(state.indicators[place] for state in turns), session.state.indicators[place]) == rows[name]


def test_a_way_back_is_told_and_what_came_before_it_is_not_counted() -> None:
    """A rewind is told with who made it; the turns told are those of the play that counts."""
    play = told(broken_word().session)

    assert [(2, 1, "facilitator")] == [(back.left, back.to, back.by) for back in play.returns]
    assert ["pledge"] == [entry.chosen.id for entry in play.review.turns[0].decisions if entry.role == "north" and entry.chosen]


def test_before_the_end_nothing_is_weighed_or_mapped_ahead() -> None:
    """A play that goes on has no figures, no reported course, and a map of visited scenes alone."""
    play = told(unfinished().session)

    assert ((), (), (), ["meeting", "bridge"]) == (
        play.mattered,
        play.distance,
        play.expectations,
        [scene.scene for scene in play.maps[0].scenes],
    )


def test_news_that_moved_the_play_is_a_way_on_the_map() -> None:
    """Where a facilitator's news took the play no branch leads, but the map shows that it went there."""
    at = Table(MACHINE).release("alarm").draw("sun").choose(north="hold")
    ways = told(at.session).maps[0]
    numbers = {scene.scene: scene.number for scene in ways.scenes}

    assert (numbers["meeting"], numbers["bridge"]) in {(way.begin, way.end) for way in ways.ways if way.played}


def test_plays_that_went_the_same_way_did_not_part() -> None:
    """Two equal plays part nowhere."""
    made = debrief([given(broken_word(), "Play 1"), given(broken_word(), "Play 2")], wish=Wish(check=False))

    assert ("", ()) == (made.compared[0].parted, made.compared[0].ways)


def test_acts_that_began_differently_have_no_probabilities_beside_them() -> None:
    """An act of which one play began after another act, and one by itself, is only counted."""
    made = debrief([given(kept_word(), "Play 1"), given(Table(MACHINE, "two").choose(south="go"), "Play 2")], wish=Wish(check=False))

    assert [("two", ())] == [(act.act, act.policies) for act in made.compared]


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.001, "under 1 %"), (0.25, "25 %"), (0.999, "over 99 %"), (1.0, "100 %"), (0.005, "under 1 %")]
)
def test_a_share_is_nothing_or_all_only_if_it_is(share: float, said: str) -> None:
    """Rounded shares never claim that something is impossible or certain."""
    assert said == percent(share)


@pytest.mark.whole
@pytest.mark.parametrize("act", ["2021", "2022", "2023"])
def test_the_shipped_figures_are_those_of_the_analysis_run_by_itself(act: str) -> None:
    """For the reported course of each act every figure equals that of `judged`, computed on the act alone from its beginning."""
    kosovo = open_scenario("kosovo")
    machine = kosovo.machine
    at = Table(machine, act)
    for made in reported_course(machine, act):
        for role, option in made.picks:
            at.play(pick(role, option), role)
    found = reach(compile_act(machine, act, [start(machine, act)]))
    assert isinstance(found, Reached)
    solved = solvable(found, layers(found))
    expected = {(one.turn, one.role): one.shift for one in by_people(judged(solved, profile(found, {}), at.session.steps))}
    play = debrief([Given(at.session, kosovo.grounds, ours=True, label="Play 1")], wish=Wish(check=False)).plays[0]

    assert expected == pytest.approx(
        {(one.turn, one.role): one.shift for role in play.mattered[0].roles for one in role.alternatives}, abs=1e-9
    )
    assert {"unchecked"} == {role.standing for role in play.mattered[0].roles}
