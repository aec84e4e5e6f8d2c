"""What the facilitator may see of a lesson."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sim.classroom.lesson import clocks, forking, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.engine.console_view import console_view
from sim.model.leading import Appointed, Looked, Noted, Password
from sim.model.lesson_view import ConsoleView
from tests.classroom.taught import Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson in which two play the north, one the south and one watches, and one more waits."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua", "Eva", "Fay")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), lambda draft: seats.release(draft, "s6"))
        yield made


def seen(room: Class, *opened: str) -> ConsoleView:
    """Return what the facilitator is shown."""
    return console_view(room.live.now.lesson, room.live.now.sessions, room.opened.machine, opened)


def test_the_roster_tells_who_sits_where(room: Class) -> None:
    """Every seat that is held has a line with its group and role; a released one has none."""
    lines = [(line.name, line.group, line.role_name, line.speaker) for line in seen(room).roster]

    assert [
        ("Ana", "g1", "North", True),
        ("Ben", "g1", "North", False),
        ("Cem", "g1", "South", True),
        ("Dua", "g1", "Observer", False),
        ("Eva", None, "", False),
    ] == lines


def test_the_facilitator_sees_who_has_voted_and_not_what(room: Class) -> None:
    """How many of a team have voted is told; what they want only where it was asked for."""
    room.do(seats.start, lambda draft: turns.vote(draft, "s2", Ballot(1, "open")))
    north = seen(room).groups[0].deciding[0]
    label = room.opened.machine.plans["bridge"].options["north"]["open"].label

    assert (2, 1, False, None) == (north.team, north.voted, north.decided, north.sealed)
    assert (label, None) == (seen(room, "g1").groups[0].deciding[0].sealed, seen(room, "g1").groups[0].deciding[1].sealed)
    assert [False, True, False, False, False] == [line.voted for line in seen(room).roster]


def test_the_roster_tells_who_is_asked(room: Class) -> None:
    """Nobody is asked for a vote before the play, who watches never, and no longer whose role has decided."""
    before = [line.asked for line in seen(room).roster]
    room.do(seats.start, lambda draft: turns.vote(draft, "s3", Ballot(1, "wait")))

    assert [False] * 5 == before
    assert [True, True, False, False, False] == [line.asked for line in seen(room).roster]


def test_a_sealed_choice_is_shown_on_request(room: Class) -> None:
    """Once a role has decided, its choice is shown to a facilitator who asks, and it can no longer be decided for."""
    room.do(seats.start, lambda draft: turns.vote(draft, "s3", Ballot(1, "wait")))
    south = seen(room, "g1").groups[0].deciding[1]

    assert (True, room.opened.machine.plans["bridge"].options["south"]["wait"].label, ()) == (south.decided, south.sealed, south.options)


def test_a_group_tells_where_it_is(room: Class) -> None:
    """Turn, scene, news that can be released, turns to go back to and the clock stand at the group."""
    room.do(seats.start, lambda draft: turns.set_clock(draft, "g1", 90))
    group = seen(room).groups[0]

    assert (1, "bridge", ["alarm", "letter", "envoy"], 90, False) == (
        group.turn,
        group.scene,
        [news.id for news in group.injects],
        group.seconds,
        group.over,
    )
    assert [1] == [number for number, _ in group.turns]


def test_news_can_be_read_before_it_is_released(room: Class) -> None:
    """The facilitator reads what news says and whom it reaches."""
    room.do(seats.start)
    news = {cue.id: cue for cue in seen(room).groups[0].injects}
    told = {inject.id: inject for inject in room.opened.scenario.acts[0].injects}

    assert [told[name].text for name in news] == [cue.text for cue in news.values()]
    assert {()} == {cue.to for cue in news.values()}


def test_a_group_that_has_ended_says_how(room: Class) -> None:
    """At an outcome nothing is decided and no news can come."""
    room.do(
        seats.start, lambda draft: turns.release_inject(draft, "g1", "envoy"), lambda draft: turns.decide(draft, "g1", "north", 2, "sign")
    )
    group = seen(room).groups[0]

    assert ("settled", (), (), True, None) == (
        group.outcome.id if group.outcome else None,
        group.deciding,
        group.injects,
        group.over,
        group.next_act,
    )


def test_what_was_said_stands_in_its_list(room: Class) -> None:
    """Messages, proposals without an answer, and what was told, noted and done are told apart."""
    room.do(
        seats.start,
        lambda draft: words.permit(draft, talk=True),
        lambda draft: words.speak(draft, "s1", None, "We stay."),
        lambda draft: words.tell(draft, "Ten minutes."),
        lambda draft: words.note(draft, "Lively."),
        lambda draft: words.propose(draft, "s1", 1, "A mediator."),
        lambda draft: words.propose(draft, "s3", 1, "A march."),
        lambda draft: draft.note(Looked(group="g1")),
    )
    first = seen(room).proposals[0]
    room.do(
        lambda draft: words.answer(draft, first.number, "No.", None), lambda draft: words.withhold(draft, seen(room).messages[0].number)
    )
    shown = seen(room)

    assert ["open", "block"] == [option for option, _ in first.options]
    assert (["We stay."], 1, ["A march."]) == (
        [message.words for message in shown.messages],
        len(shown.withheld),
        [asked.words for asked in shown.proposals],
    )
    assert ["Ten minutes.", "Lively."] == [note.words for note in shown.notes]


def test_an_order_is_listed_with_its_reason(room: Class) -> None:
    """What the facilitator did to a group stands in the list by titles and names, with the reason where there is one."""
    room.do(seats.start, lambda draft: turns.force(draft, "g1", 1, "slow"), lambda draft: turns.release_inject(draft, "g1", "letter"))

    heading = next(inject.heading for inject in room.opened.scenario.acts[0].injects if inject.id == "letter")
    assert ["Ended turn 1 as if its time were up (slow)", f"Released the news “{heading}”"] == [note.words for note in seen(room).notes]


def test_a_proposal_of_an_earlier_turn_can_only_be_returned(room: Class) -> None:
    """Once the turn is over no option can be entered for what was proposed in it."""
    room.do(seats.start, lambda draft: words.propose(draft, "s1", 1, "A mediator."), lambda draft: turns.force(draft, "g1", 1))

    assert () == seen(room).proposals[0].options


@pytest.mark.parametrize("stage", ["dealt", "playing", "paused", "over"])
def test_the_stage_is_told(room: Class, stage: str) -> None:
    """The console knows how far the lesson is."""
    orders = {"dealt": (), "playing": (seats.start,), "paused": (seats.start, words.pause), "over": (seats.start, words.end)}
    room.do(*orders[stage])

    assert stage == seen(room).stage


def test_what_everybody_would_like_is_told(tmp_path: Path) -> None:
    """The role that a seat would like, watching, and no wish in particular stand at its line, and whether wishes are asked for."""
    with held(tmp_path) as early:
        early.come("Ana", "Ben", "Cem", "Dua")
        early.do(
            lambda draft: seats.invite(draft, choosing=True),
            lambda draft: seats.wish(draft, "s1", "south"),
            lambda draft: seats.wish(draft, "s2", None, watches=True),
            lambda draft: seats.wish(draft, "s3", None),
        )
        shown = seen(early)

        assert (True, ["South", "Observer", "", ""]) == (shown.choosing, [line.wish for line in shown.roster])


def test_who_has_more_time_is_told_to_the_facilitator(room: Class) -> None:
    """How much time a seat has, and how long the clock of its group is with what it was given, stand in the console."""
    room.do(seats.start, lambda draft: clocks.allow(draft, "s1", 150), lambda draft: turns.set_clock(draft, "g1", 60))
    room.do(lambda draft: clocks.extend(draft, "g1", 1, 30))

    assert ([150, 100], 120) == ([line.time for line in seen(room).roster][:2], seen(room).groups[0].seconds)


def test_an_order_is_listed_with_who_gave_it(room: Class) -> None:
    """What a named facilitator did stands under their name, and what came with the key under none."""
    password = Password(salt="0" * 32, digest="1" * 64, n=2**17, r=8, p=1)
    room.do(
        lambda draft: draft.note(Appointed(seat="facilitator-2", name="Zoe", key=password)),
        lambda draft: words.note(draft, "Mine."),
        lambda draft: draft.note(Noted(words="Hers."), "facilitator-2"),
    )

    assert (("Zoe",), ["Facilitator", "Zoe"]) == (seen(room).facilitators, [note.by for note in seen(room).notes])


def test_a_group_that_everybody_left_says_where_they_went(room: Class) -> None:
    """The first play stands as it was left and names the newest group that went on from it; the newest goes on itself."""
    fork = partial(forking.fork, group="g1", turn=1, reason="to see", half=False)
    room.do(seats.start, fork, lambda draft: forking.fork(draft, "g2", 1, "once more", half=True))

    assert {"g1": "left; everybody went on as group 2", "g2": "", "g3": ""} == {one.group: one.went for one in seen(room).groups}
