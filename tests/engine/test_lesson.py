"""A lesson: what follows from its log."""

from dataclasses import replace

import pytest

from sim.engine.lesson import MOST_EVER, MOST_SEATS, Lesson
from sim.engine.members import Pause
from sim.errors import Illegal, InvalidLog, Missing
from sim.model.leading import (
    Allowed,
    Answered,
    Appointed,
    Clocked,
    Continued,
    Ended,
    Erased,
    Extended,
    Intervened,
    Invited,
    Left,
    Looked,
    Noted,
    Password,
    Paused,
    Permitted,
    Ran,
    Scheduled,
    SignedIn,
    SignedOut,
    Told,
    Withheld,
)
from sim.model.lesson import (
    Advanced,
    Consented,
    Convened,
    Formed,
    Joined,
    LessonEntry,
    LessonEvent,
    Place,
    Proposed,
    Readmitted,
    Released,
    Seated,
    Spoke,
    Voted,
    Wished,
)

TIME = "2026-01-01T12:00:00Z"
CONVENED = Convened(
    lesson="small-one-test",
    scenario="small",
    rules_hash="a" * 64,
    whole_hash="b" * 64,
    act="one",
    course="whole",
    seed=1,
    agree="majority",
    bot="reported",
    reasons=True,
    key="c" * 64,
    ticket="d" * 64,
)


def joined(number: int) -> Joined:
    """Return how somebody comes in."""
    return Joined(seat=f"s{number}", name=f"Name {number}", token=f"{number:064x}", resume=f"{number + 1_000:064x}")


def log(*events: LessonEvent) -> tuple[LessonEntry, ...]:
    """Return a log of a lesson with these events after its beginning."""
    return tuple(
        LessonEntry(number=number, time=TIME, seat="facilitator", event=event) for number, event in enumerate((CONVENED, *events), 1)
    )


def after(*events: LessonEvent) -> Lesson:
    """Return a lesson of two seats, one of which plays the north, after some events."""
    begun = (
        joined(1),
        joined(2),
        Seated(places=(Place(seat="s1", group="g1", role="north"), Place(seat="s2", group="g1", role=None))),
        Formed(group="g1", session="small-one-test-g1"),
    )
    return Lesson.open(log(*begun, *events))


def vote(**more: object) -> Voted:
    """Return a vote of the first seat."""
    return Voted.model_validate({"seat": "s1", "group": "g1", "role": "north", "turn": 1, "option": "open", **more})


def test_a_log_begins_with_its_beginning() -> None:
    """A log without `convened` in front is no log."""
    with pytest.raises(InvalidLog, match="begins with one entry of kind 'convened'"):
        Lesson.open(log()[1:])
    with pytest.raises(InvalidLog, match="begins with one entry of kind 'convened'"):
        Lesson.open((LessonEntry(number=1, time=TIME, seat="facilitator", event=Paused()),))


def test_a_lesson_begins_once() -> None:
    """A second beginning is refused."""
    with pytest.raises(InvalidLog, match="begins once"):
        after(CONVENED)


def test_numbers_leave_no_gap() -> None:
    """An entry that does not follow the last is refused, and the lesson stays as it was."""
    lesson = after()
    with pytest.raises(InvalidLog, match="entry 9 does not follow entry 5"):
        lesson.apply(LessonEntry(number=9, time=TIME, seat="facilitator", event=Paused()))

    assert 5 == lesson.number


def test_a_token_opens_its_seat() -> None:
    """The holder of a seat is found by the token, and nobody by another."""
    lesson = after()
    found = lesson.holder(f"{1:064x}")

    assert ("s1", None) == (found.id if found else None, lesson.holder("e" * 64))


def test_a_seat_is_given_once() -> None:
    """A seat that somebody has is refused to another."""
    with pytest.raises(Illegal, match="seat s1 is taken"):
        after(joined(1))


def test_a_lesson_has_an_end_of_seats() -> None:
    """More than so many seats there are not at once; those that were released make room for others."""
    full = [joined(number) for number in range(1, MOST_SEATS + 1)]
    with pytest.raises(Illegal, match=f"at most {MOST_SEATS} seats at once; the facilitator can release"):
        Lesson.open(log(*full, joined(MOST_SEATS + 1)))
    lesson = Lesson.open(log(*full, Released(seat="s7"), joined(MOST_SEATS + 1)))

    assert MOST_SEATS == sum(not seat.released for seat in lesson.seats.values())


def test_a_lesson_does_not_give_seats_for_ever() -> None:
    """What is released stays in the log, so that there is an end of that too, and it is told."""
    held = Lesson.open(log(joined(1), Released(seat="s1")))
    seats = {f"s{number}": replace(held.seats["s1"], id=f"s{number}") for number in range(1, MOST_EVER + 1)}
    with pytest.raises(Illegal, match=f"has given {MOST_EVER} seats, more than it can; the facilitator has to begin another"):
        replace(held, seats=seats).apply(LessonEntry(number=4, time=TIME, seat="s0", event=joined(MOST_EVER + 1)))


def test_who_has_no_place_in_a_play_waits() -> None:
    """Whoever is in and has no place waits from when a group plays until the end, the first first; nobody does before."""
    begun = (joined(1), joined(2), joined(3), joined(4), Seated(places=(Place(seat="s2", group="g1", role="north"),)))
    plays = (*begun, Formed(group="g1", session="small-one-test-g1"), Released(seat="s3"))
    found = [Lesson.open(log(*events)) for events in (begun, plays, (*plays, Ended()))]

    assert [(), ("s1", "s4"), ()] == [lesson.late for lesson in found]


def test_a_lesson_knows_when_it_last_gave_places() -> None:
    """The number is that of the last entry that did; what comes after does not change it."""
    first = Lesson.open(log(joined(1)))

    assert (0, 4, 4) == (first.placed, after().placed, after(Paused()).placed)


def test_a_second_device_opens_the_same_seat() -> None:
    """Whoever comes back has the seat on both devices; a fourth device closes the oldest."""
    more = tuple(Readmitted(seat="s1", token=f"{number:064x}", resume=f"{number:064x}") for number in (51, 52, 53))
    lesson = after(*more)

    assert [None, "s1", "s1", "s1"] == [held.id if (held := lesson.holder(f"{number:064x}")) else None for number in (1, 51, 52, 53)]


def test_a_code_that_was_written_down_opens_the_seat_again_and_again() -> None:
    """The first code stays, however often somebody comes back by it, and of those that followed the latest."""
    more = tuple(Readmitted(seat="s1", token=f"{number:064x}", resume=f"{number:064x}") for number in range(51, 81))
    lesson = after(*more)

    assert (after().seats["s1"].resumes[0], *(f"{number:064x}" for number in range(66, 81))) == lesson.seats["s1"].resumes


def test_a_released_seat_is_nobodys() -> None:
    """After its release a seat has no place, no holder, and cannot be named."""
    lesson = after(Released(seat="s1"))

    assert ((), None) == (lesson.team("g1", "north"), lesson.holder(f"{1:064x}"))
    with pytest.raises(Missing, match="nobody has seat 's1'"):
        lesson.seat("s1")


def test_places_are_told_by_team() -> None:
    """The seats of a role, and those that watch, are found by their group."""
    lesson = after()

    assert (("s1",), ("s2",), ()) == (lesson.team("g1", "north"), lesson.team("g1", None), lesson.team("g2", "north"))


def test_a_later_vote_replaces_an_earlier() -> None:
    """Of a seat's votes the last one counts."""
    lesson = after(vote(), vote(option="block"))

    assert "block" == lesson.votes["g1", "s1"].option


@pytest.mark.parametrize("wrong", [{"seat": "s2"}, {"group": "g2"}, {"role": "south"}])
def test_only_who_sits_there_votes(wrong: dict[str, str]) -> None:
    """A vote for another group or role, or from a seat that watches, is refused."""
    with pytest.raises(Illegal, match="does not sit at"):
        after(vote(**wrong))


def test_a_group_is_formed_once() -> None:
    """A group that plays cannot begin again."""
    with pytest.raises(Illegal, match="group g1 plays already"):
        after(Formed(group="g1", session="other"))


def test_a_group_grows_and_has_a_clock() -> None:
    """How far a session is, and the clock of its turn, stand at its group; a clock of 0 is none."""
    clock = Clocked(group="g1", turn=1, seconds=90)
    lesson = after(Advanced(group="g1", to=7), clock)

    assert (7, clock) == (lesson.groups["g1"].entries, lesson.groups["g1"].clock)
    assert after(clock, Clocked(group="g1", turn=1, seconds=0)).groups["g1"].clock is None


def test_an_unknown_group_is_missing() -> None:
    """A group that does not play is named with those that do."""
    with pytest.raises(Missing, match="no group 'g2' that plays; there are: g1"):
        after(Advanced(group="g2", to=1))
    with pytest.raises(Missing, match="there are: none yet"):
        Lesson.open(log()).group("g1")


def test_a_lesson_is_paused_and_goes_on() -> None:
    """A pause holds until the lesson goes on; the end ends it too."""
    assert (True, False, False) == (after(Paused()).paused, after(Paused(), Continued()).paused, after(Paused(), Ended()).paused)
    assert after(Ended()).ended


def test_a_lesson_knows_its_pauses() -> None:
    """Each pause is known with its time, the last without an end while it lasts; going on where there is none adds nothing."""
    assert (Pause(TIME, TIME), Pause(TIME)) == after(Paused(), Continued(), Continued(), Paused()).pauses


def test_the_log_tells_how_a_clock_stands() -> None:
    """What it has left follows from when it was set, from a sign of life, and from a pause, with what it was given since."""
    clock, more = Clocked(group="g1", turn=1, seconds=40), Extended(group="g1", turn=1, seconds=20)
    ran = Ran(left=(Left(group="g1", milliseconds=30_500),))
    paused = Paused(left=(Left(group="g1", milliseconds=12_500),))
    told: list[tuple[LessonEvent, ...]] = [(), (clock,), (clock, more), (clock, ran), (clock, ran, more), (clock, ran, paused, Continued())]
    stopped = Clocked(group="g1", turn=1, seconds=0)

    assert [0, 40_000, 60_000, 30_500, 50_500, 12_500] == [after(*events).groups["g1"].left for events in told]
    assert (0, None) == ((gone := after(clock, ran, stopped).groups["g1"]).left, gone.stood)


def test_a_clock_that_goes_on_runs_from_then() -> None:
    """After a pause the time counts from when the lesson went on, not from when it was paused; without a pause an order changes nothing."""
    clock, paused = Clocked(group="g1", turn=1, seconds=40), Paused(left=(Left(group="g1", milliseconds=12_500),))
    lesson, later = after(clock, paused), "2026-01-01T12:09:00Z"
    on = lesson.apply(LessonEntry(number=lesson.number + 1, time=later, seat="facilitator", event=Continued())).groups["g1"]
    assert (later, 12_500) == (on.stood.at if on.stood else None, on.left)
    assert after(clock).groups == after(clock, Ended()).groups


def test_a_released_seat_is_remembered_by_whoever_held_it() -> None:
    """A token of it opens nothing, and tells that it was released; one of a seat that is held, or that was erased, does not."""
    token = after().seats["s1"].tokens[0]
    told = [after(*events).was_released(token) for events in ((), (Released(seat="s1"),), (Released(seat="s1"), Erased(seat="s1")))]

    assert [False, True, False] == told
    assert after(Released(seat="s1")).holder(token) is None


def test_an_erased_seat_is_shut() -> None:
    """Nothing opens it, and no team waits for it; after the end it stays where it sat; a seat that nobody ever had is not erased."""
    seat, later = (after(*events, Erased(seat="s1")).seats["s1"] for events in ((), (Ended(),)))

    assert (True, True, None) == (seat.is_shut, seat.released, seat.place)
    assert (True, False, True) == (later.is_shut, later.released, later.place is not None)
    assert not after().seats["s1"].is_shut
    with pytest.raises(Missing, match="nobody ever had seat 's99'"):
        after(Erased(seat="s99"))


def test_a_pause_tells_how_the_clocks_stood() -> None:
    """What a clock had left counts until it is set anew, with what it is given after the pause."""
    clock = Clocked(group="g1", turn=1, seconds=60)
    pause = Paused(left=(Left(group="g1", milliseconds=12_500),))
    given = (Extended(group="g1", turn=1, seconds=30), pause, Extended(group="g1", turn=1, seconds=5), Continued())

    assert 0 == after().group("g1").left
    assert 90_000 == after(clock, given[0]).group("g1").left
    assert 17_500 == after(clock, *given).group("g1").left
    assert 60_000 == after(clock, *given, clock).group("g1").left
    with pytest.raises(Missing, match="no group 'g2'"):
        after(clock, Paused(left=(Left(group="g2", milliseconds=1),)))


def test_orders_about_the_whole_lesson_are_kept() -> None:
    """Whether messages are open, and when the lesson ends, stand in the lesson; a look changes nothing but the number."""
    lesson = after(Permitted(talk=True), Scheduled(ends=TIME), Looked(group="g1"))

    assert (True, TIME, 8) == (lesson.talk, lesson.ends, lesson.number)


def test_what_is_said_is_kept_in_order() -> None:
    """Messages, news, notes, proposals and what the facilitator did stand in the order in which they came."""
    said: tuple[LessonEvent, ...] = (
        Spoke(seat="s1", group="g1", role="north", to=None, words="We open it."),
        Told(words="Ten minutes."),
        Noted(words="Quick."),
        Proposed(seat="s1", group="g1", role="north", turn=1, words="Ask for a mediator."),
        Intervened(group="g1", act="forced", about="turn 1"),
    )

    assert said == tuple(one.event for one in after(*said).said)


def test_only_who_sits_there_speaks() -> None:
    """A message in the name of a role is refused from a seat that does not sit there."""
    with pytest.raises(Illegal, match="does not sit at"):
        after(Spoke(seat="s2", group="g1", role="north", to=None, words="We open it."))


def test_a_proposal_has_its_answer() -> None:
    """An answer is found by the number of the proposal's entry."""
    asked = Proposed(seat="s1", group="g1", role="north", turn=1, words="Ask for a mediator.")
    answer = Answered(proposal=6, words="Nearest: talk.", option="open")

    assert {6: answer} == after(asked, answer).answers


@pytest.mark.parametrize(("event", "said"), [(Answered(proposal=3, words="No."), "no proposal"), (Withheld(message=3), "no message")])
def test_only_what_was_said_is_answered_or_withheld(event: LessonEvent, said: str) -> None:
    """An answer to what is no proposal, or the withholding of what is no message, is refused."""
    with pytest.raises(Missing, match=said):
        after(event)


def test_a_message_is_withheld() -> None:
    """A withheld message is marked by its number."""
    assert frozenset({6}) == after(Spoke(seat="s1", group="g1", role="north", to=None, words="Psst."), Withheld(message=6)).withheld


def test_a_seat_agrees_to_research_and_withdraws() -> None:
    """Without a word it does not agree; the latest word counts, and nobody else is asked."""
    silent, agreed, withdrawn = (
        Lesson.open(log(joined(1), joined(2), *(Consented(seat="s1", agrees=agrees) for agrees in said)))
        for said in ((), (True,), (True, False))
    )

    assert [(False, False), (True, False), (False, False)] == [
        tuple(seat.consents for seat in lesson.seats.values()) for lesson in (silent, agreed, withdrawn)
    ]


def test_nobody_agrees_for_a_seat_that_is_not_there() -> None:
    """Consent of an unknown seat is refused."""
    with pytest.raises(Missing, match="nobody has seat"):
        Lesson.open(log(Consented(seat="s1", agrees=True)))


def test_a_seat_says_which_role_it_would_like() -> None:
    """The latest wish of a seat counts, and whether wishes are asked for stands in the lesson."""
    wish = Wished(seat="s1", watches=True)
    lesson = after(Invited(open=True), Wished(seat="s1", role="south"), wish)

    assert (True, wish, None) == (lesson.choosing, lesson.seats["s1"].wish, lesson.seats["s2"].wish)
    assert not after(Invited(open=True), Invited(open=False)).choosing


def test_a_seat_is_given_more_time() -> None:
    """How much time a seat has stands at it alone; without a word it is what everybody has."""
    lesson = after(Allowed(seat="s1", percent=150))

    assert (150, 100) == (lesson.seats["s1"].time, lesson.seats["s2"].time)


def test_a_clock_is_given_more() -> None:
    """What a clock was given is added up until it is set anew."""
    clock, more = Clocked(group="g1", turn=1, seconds=90), Extended(group="g1", turn=1, seconds=30)

    assert (60, 0) == (after(clock, more, more).groups["g1"].more, after(clock, more, clock).groups["g1"].more)


def test_a_facilitator_comes_in_and_goes() -> None:
    """The tokens of a facilitator open the console until they sign out or have a new password; only who was named has any."""
    password = Password(salt="0" * 32, digest="1" * 64, n=2**17, r=8, p=1)
    named = Appointed(seat="facilitator-2", name="Ana", key=password)
    came = SignedIn(seat="facilitator-2", token="a" * 64)
    found = after(named, came).leader("a" * 64)

    assert ("facilitator-2", "Ana") == ((found.seat, found.name) if found else None)
    assert [None, None, None] == [
        after(*events).leader("a" * 64) for events in ((named,), (named, came, SignedOut(seat="facilitator-2")), (named, came, named))
    ]
    for event in (came, SignedOut(seat="facilitator-2")):
        with pytest.raises(Missing, match="no facilitator 'facilitator-2'"):
            after(event)
