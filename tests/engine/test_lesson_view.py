"""What a seat and the room may see of a lesson."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.engine.lesson_view import public_view, seat_view
from sim.engine.view import view
from sim.model.lesson_view import PublicView, SeatView
from sim.store.drafting import Draft
from tests.classroom.taught import Class, held, placing

Act = Callable[[Draft], object]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson with five people, none of them placed."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua", "Eva")
        yield made


def placed(room: Class, *acts: Act) -> Class:
    """Let two play the north, one the south and one watch, while one waits; then do more."""
    room.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), *acts)
    return room


def seen(room: Class, seat: str) -> SeatView:
    """Return what a seat is shown."""
    lesson, sessions = room.live.now
    held_by = lesson.seats[seat]
    place = held_by.place
    shown = view(sessions[place.group], place.role, room.opened.grounds) if place and place.group in sessions else None
    return seat_view(lesson, sessions, room.opened.machine, held_by, shown)


def screen(room: Class) -> PublicView:
    """Return what the screen shows."""
    lesson, sessions = room.live.now
    return public_view(
        lesson, room.opened.machine, {group: view(session, None, room.opened.grounds) for group, session in sessions.items()}
    )


def test_a_seat_without_a_place_waits(room: Class) -> None:
    """Before the dealing a seat has neither role nor play."""
    shown = seen(room, "s5")

    assert ("waiting", None, None, "Observer", None, ()) == (shown.stage, shown.group, shown.role, shown.role_name, shown.view, shown.team)


def test_a_seat_with_a_place_sees_its_team(room: Class) -> None:
    """After the dealing a seat sees its role and who is in its team, the speaker marked."""
    shown = seen(placed(room), "s2")

    assert ("dealt", "g1", "north") == (shown.stage, shown.group, shown.role)
    assert [("Ana", False, True), ("Ben", True, False)] == [(member.name, member.me, member.speaker) for member in shown.team]


def test_a_team_sees_its_votes_and_nobody_elses(room: Class) -> None:
    """What a member of a team wants stands beside its name for the team, and nowhere for others."""
    placed(room, seats.start, lambda draft: turns.vote(draft, "s2", Ballot(1, "open")))

    label = room.opened.machine.plans["bridge"].options["north"]["open"].label
    assert [None, label] == [member.wants for member in seen(room, "s1").team]
    assert (None, "open") == (seen(room, "s1").wants, seen(room, "s2").wants)
    assert seen(room, "s3") == seen(room, "s3").model_copy(update={"wants": None})
    assert [None] == [member.wants for member in seen(room, "s3").team]
    assert () == seen(room, "s4").team


def test_a_team_that_is_even_is_told(room: Class) -> None:
    """Where all have voted, and the speaker wants none of the options that have most votes, the team is told to go on talking."""
    room.do(placing(**dict.fromkeys(("s1", "s2", "s3", "s4", "s5"), "g1 north")), seats.start)
    room.do(lambda draft: turns.decide(draft, "g1", "north", 1, "block"))  # bots lead back to the bridge, where attacking is open now
    turn = room.live.now.sessions["g1"].turn
    wishes = {"s1": "attack", "s2": "open", "s3": "open", "s4": "block", "s5": "block"}
    for seat, option in wishes.items():
        room.do(lambda draft, seat=seat, option=option: turns.vote(draft, seat, Ballot(turn, option)))

    assert [True] * 5 == [seen(room, seat).even for seat in wishes]


def test_stages_follow_the_lesson(room: Class) -> None:
    """A seat's page knows whether the play goes on, stands still, or is over."""
    placed(room, seats.start)
    stages = [seen(room, "s1").stage]
    for act in (words.pause, words.go_on, words.end):
        room.do(act)
        stages.append(seen(room, "s1").stage)

    assert ["playing", "paused", "playing", "over"] == stages


def test_what_is_told_reaches_those_who_are_named(room: Class) -> None:
    """News for all, a group, a role or a seat is read by those, and by nobody else."""
    placed(
        room,
        lambda draft: words.tell(draft, "all"),
        lambda draft: words.tell(draft, "group", group="g1"),
        lambda draft: words.tell(draft, "other group", group="g2"),
        lambda draft: words.tell(draft, "north", role="north"),
        lambda draft: words.tell(draft, "one", seat="s2"),
    )

    assert ["all", "group", "north"] == [message.words for message in seen(room, "s1").messages]
    assert ["all", "group", "north", "one"] == [message.words for message in seen(room, "s2").messages]
    assert ["all", "group"] == [message.words for message in seen(room, "s4").messages]
    assert ["all"] == [message.words for message in seen(room, "s5").messages]
    assert ["everybody", "g1", "North", "one seat"] == [message.to for message in seen(room, "s2").messages]


def talked(room: Class) -> None:
    """Let the north write to the south, twice, and to everybody."""
    placed(
        room,
        seats.start,
        lambda draft: words.permit(draft, talk=True),
        lambda draft: words.speak(draft, "s1", "south", "Between us."),
        lambda draft: words.speak(draft, "s1", None, "To all."),
        lambda draft: words.speak(draft, "s1", "south", "Withheld."),
    )


def test_a_private_message_stays_between_two_roles(room: Class) -> None:
    """A message to a role is read by the two roles, a public statement by the whole group; others read neither."""
    talked(room)

    assert ["Between us.", "To all.", "Withheld."] == [message.words for message in seen(room, "s3").messages]
    assert ["Between us.", "To all.", "Withheld."] == [message.words for message in seen(room, "s2").messages]
    assert [("To all.", "everybody")] == [(message.words, message.to) for message in seen(room, "s4").messages]
    assert () == seen(room, "s5").messages
    room.do(placing(s5="g2 north"))
    assert () == seen(room, "s5").messages


def test_a_message_to_all_roles_is_not_for_who_watches(room: Class) -> None:
    """Behind closed doors all roles of the group read it, whoever watches only after the end, and nobody else."""
    placed(room, seats.start, lambda draft: words.permit(draft, talk=True))
    room.do(lambda draft: words.speak(draft, "s1", None, "To the roles.", closed=True))

    assert [[("To the roles.", "all roles")]] * 3 == [
        [(message.words, message.to) for message in seen(room, seat).messages] for seat in ("s1", "s2", "s3")
    ]
    assert ((), ()) == (seen(room, "s4").messages, seen(room, "s5").messages)
    room.do(words.end)
    assert ["To the roles."] == [message.words for message in seen(room, "s4").messages]
    assert () == seen(room, "s5").messages


def test_messages_are_opened_after_the_end(room: Class) -> None:
    """Once the lesson is over everybody of the group reads every message but those that are withheld."""
    talked(room)
    number = seen(room, "s3").messages[-1].number
    room.do(lambda draft: words.withhold(draft, number), words.end)

    assert (["Between us.", "To all."], False) == ([message.words for message in seen(room, "s4").messages], seen(room, "s4").talk)


def test_a_proposal_is_seen_by_its_team_with_the_answer(room: Class) -> None:
    """What a team proposes, the answer, and the label of what was entered for it, stand on its own pages alone."""
    placed(
        room,
        seats.start,
        lambda draft: words.propose(draft, "s1", 1, "Ask a mediator."),
        lambda draft: words.propose(draft, "s3", 1, "March."),
    )
    first = seen(room, "s1").proposals[0].number
    room.do(lambda draft: words.answer(draft, first, "Nearest: open.", "open"))

    assert [("Ask a mediator.", "Nearest: open.", "An option", ())] == [
        (asked.words, asked.answer, asked.entered, asked.options) for asked in seen(room, "s2").proposals
    ]
    assert [("March.", None)] == [(asked.words, asked.answer) for asked in seen(room, "s3").proposals]
    assert () == seen(room, "s4").proposals


def test_what_was_entered_is_told_while_its_turn_is_part_of_the_play(room: Class) -> None:
    """Turns later a team reads what was entered for its proposal; once the group has gone back behind that turn, nothing was."""
    placed(room, seats.start, lambda draft: words.propose(draft, "s1", 1, "Ask a mediator."))
    number = seen(room, "s1").proposals[0].number
    room.do(lambda draft: words.answer(draft, number, "Nearest: open.", "open"), lambda draft: turns.force(draft, "g1", 1))
    later = seen(room, "s1").proposals[0].entered
    room.do(lambda draft: turns.rewind(draft, "g1", 1, "misread"))

    assert ("An option", None) == (later, seen(room, "s1").proposals[0].entered)


def test_the_screen_shows_no_name(room: Class) -> None:
    """The screen has the stage, how many are here, and the public play of every group; no name and no vote."""
    stages = [screen(room).stage]
    placed(room, seats.start, lambda draft: turns.vote(draft, "s2", Ballot(1, "open")))
    shown = screen(room)
    stages.append(shown.stage)

    assert (["waiting", "playing"], 5, ["g1"]) == (stages, shown.here, [group.group for group in shown.groups])
    assert not any(name in shown.model_dump_json() for name in ("Ana", "Ben", "Cem", "Dua", "Eva"))


def test_the_screen_follows_the_lesson(room: Class) -> None:
    """The screen knows that roles are dealt, that the lesson is paused, and that it is over."""
    stages = []
    for act in (placing(s1="g1 north"), seats.start, words.pause, words.end):
        room.do(act)
        stages.append(screen(room).stage)

    assert ["dealt", "playing", "paused", "over"] == stages


def test_a_seat_without_a_place_may_wish(room: Class) -> None:
    """Once the facilitator asks, whoever waits says which role they would like, that any will do, or that they would rather watch."""
    before = seen(room, "s1")
    room.do(
        lambda draft: seats.invite(draft, choosing=True),
        lambda draft: seats.wish(draft, "s1", "south"),
        lambda draft: seats.wish(draft, "s2", None, watches=True),
        lambda draft: seats.wish(draft, "s3", None),
    )
    wishes = [seen(room, seat).wish for seat in ("s1", "s2", "s3", "s4")]
    placed(room)

    assert (False, "") == (before.choosing, before.wish)
    assert ["south", "observer", "any", ""] == wishes
    assert [False, True] == [seen(room, seat).choosing for seat in ("s1", "s5")]


@pytest.mark.parametrize(
    ("acts", "by"),
    [
        ([lambda draft: turns.vote(draft, "s3", Ballot(1, "wait"))], "person"),
        ([lambda draft: turns.decide(draft, "g1", "south", 1, "wait")], "facilitator"),
        ([lambda draft: seats.move(draft, "s3", None, None), lambda draft: seats.move(draft, "s3", "g1", "south")], "reported"),
    ],
)
def test_a_role_is_told_who_decided_for_it(room: Class, acts: list[Act], by: str) -> None:
    """What a bot sealed while nobody sat there, or the facilitator, is not called the team's own."""
    placed(room, seats.start, *acts)
    shown = seen(room, "s3").view

    assert shown is not None
    assert shown.decision is not None
    assert (by, True) == (shown.decision.by, shown.decision.chosen is not None)
