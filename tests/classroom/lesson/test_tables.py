"""Groups at tables: their cards are entered together, sealed, and refused where they cannot be right."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import players, seats, tables, turns, words
from sim.classroom.lesson.tables import Slip, cards_now, news_now
from sim.classroom.web.slips import read_slips
from sim.engine.console_view import console_view
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import undecided
from sim.engine.session import Session
from sim.errors import SimError
from sim.library import from_data
from sim.model.events import PERSON, Chose, Support
from sim.model.leading import FACILITATOR
from sim.model.lesson import HandedIn
from sim.store.drafting import Draft
from tests import small
from tests.classroom.paper.seated_at_tables import at_tables
from tests.classroom.taught import Class, coming, held, placing
from tests.engine import council
from tests.harness import Table


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Two groups at tables, at the bridge: card 1 is the north's, card 2 the south's."""
    with at_tables(tmp_path) as made:
        made.do(lambda draft: tables.begin(draft, 2))
        yield made


def laying(group: str = "g1", turn: int = 1, **slips: str) -> Callable[[Draft], object]:
    """Return how the slips of a group are entered, such as `north="1A"`."""
    return lambda draft: tables.hand_in(draft, group, turn, tuple(Slip(role, code) for role, code in slips.items()))


def judging(group: str, support: Support) -> Callable[[Draft], object]:
    """Return how a slip of the north's is entered on which a claim is judged."""
    return lambda draft: tables.hand_in(draft, group, 1, (Slip("north", "1A", support=support),))


def session(room: Class, group: str = "g1") -> Session:
    """Return the play of a group."""
    return room.live.now.sessions[group]


def refusal(room: Class, act: Callable[[Draft], object]) -> tuple[str, str]:
    """Return the code and the words with which something is refused, after which everything is as it was."""
    before = room.live.now
    with pytest.raises(SimError) as refused:
        room.do(act)
    assert before is room.live.now
    return refused.value.code, str(refused.value)


def test_groups_without_seats_play_as_people(room: Class) -> None:
    """Each group has a session of its own, in which every role is a person's, and nobody is on the roster."""
    assert ["g1", "g2"] == [*room.live.now.lesson.groups]
    assert {PERSON} == {by for group in ("g1", "g2") for by in session(room, group).players.values()}
    assert {} == room.live.now.lesson.seats


def test_a_turn_is_over_with_the_last_slip(room: Class) -> None:
    """A slip alone is sealed; with the other one the turn is resolved, and the other group is where it was."""
    room.do(laying(north="1B"))
    sealed = (session(room).turn, undecided(session(room).machine, session(room).state))
    room.do(laying(south="2A"))

    assert (1, ("south",)) == sealed
    assert ("night", "bridge") == (session(room).state.scene, session(room, "g2").state.scene)


def test_all_slips_of_a_group_can_be_entered_at_once(room: Class) -> None:
    """In whatever order they lie there, and however their codes are written."""
    room.do(laying(south=" 2a", north="1-b"))

    assert "night" == session(room).state.scene


def test_what_was_entered_stands_in_both_logs(room: Class) -> None:
    """The session's log has the role's choice as a person's; the lesson's log says that it was entered from a card."""
    room.do(laying(north="1b", south="2A"))
    chosen = [(entry.event.role, entry.event.option, entry.seat) for entry in session(room).log if isinstance(entry.event, Chose)]
    entered = [
        (entry.event.role, entry.event.code, entry.seat)
        for entry in room.archive.lessons.read(room.live.now.lesson.began.lesson)
        if isinstance(entry.event, HandedIn)
    ]

    assert [("north", "block", "north"), ("south", "wait", "south")] == chosen
    assert [("north", "1B", FACILITATOR), ("south", "2A", FACILITATOR)] == entered
    assert room.again().now.sessions["g1"].state == session(room).state


@pytest.mark.parametrize(
    ("slips", "code", "said"),
    [
        ({"north": "2A"}, "another-card", "North: card 2 is South's in the scene"),
        ({"north": "4A"}, "another-card", "here North has card 1; look at the slip again"),
        ({"north": "1C"}, "option-not-offered", "North: 1C is not open now"),
        ({"north": "1D"}, "unknown-card", "card 1 has no D"),
        ({"north": "77A"}, "unknown-card", "there is no card 77"),
        ({"north": "block"}, "not-a-card", "is no code of a card"),
        ({"east": "1A"}, "not-asked", "east decides nothing in this scene"),
        ({"chance": "1A"}, "not-asked", "decides nothing in this scene"),
        ({}, "not-a-card", "no card is typed in"),
        ({"north": "1A", "south": "3A"}, "another-card", "South: card 3"),
    ],
)
def test_a_card_that_cannot_be_right_is_refused(room: Class, slips: dict[str, str], code: str, said: str) -> None:
    """Another role's or scene's card, an option that is not open, and what is no code are named, and nothing of the group is entered."""
    found = refusal(room, laying(**slips))

    assert code == found[0]
    assert said in found[1]


def test_a_slip_for_an_earlier_turn_is_stale(room: Class) -> None:
    """Entered again after the turn is over, a form says so."""
    room.do(laying(north="1B", south="2A"))

    assert "stale-turn" == refusal(room, laying(north="1B", south="2A"))[0]


def test_a_slip_is_entered_once(room: Class) -> None:
    """A sealed choice is final; the refusal calls the role by its name."""
    room.do(laying(north="1B"))
    code, said = refusal(room, laying(north="1A"))

    assert ("already-decided", True) == (code, said.startswith("North has decided in this turn"))


def test_nothing_is_entered_in_a_pause_or_after_the_end(room: Class) -> None:
    """Until the lesson goes on, and once it is over, a slip is refused."""
    room.do(words.pause)
    paused = refusal(room, laying(north="1B"))[0]
    room.do(words.go_on, words.end)

    assert ("paused", "lesson-over") == (paused, refusal(room, laying(north="1B"))[0])


def test_in_a_pause_a_role_stays_with_whom_it_is(room: Class) -> None:
    """A role that is given to a bot would be decided at once, so that waits until the lesson goes on; it is called by its name."""
    room.do(words.pause)
    paused = refusal(room, lambda draft: tables.play_by(draft, "g1", "south", bot=True))[0]
    room.do(words.go_on, lambda draft: tables.play_by(draft, "g1", "south", bot=True))

    assert ("paused", "a bot decides for South already") == (
        paused,
        refusal(room, lambda draft: tables.play_by(draft, "g1", "south", bot=True))[1],
    )


def test_only_a_group_with_seats_is_left_to_bots(room: Class) -> None:
    """At a table single roles are given to bots, by name; the group itself never is."""
    assert "nothing-to-start" == refusal(room, lambda draft: players.leave_to_bots(draft, "g1"))[0]


def test_a_clock_at_a_table_decides_nothing(room: Class) -> None:
    """When the time is up the slips may lie there, not yet entered: the turn goes on."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), lambda draft: turns.time_up(draft, "g1", 1))

    assert (1, {"north", "south"}) == (session(room).turn, {*undecided(session(room).machine, session(room).state)})


def test_the_next_step_can_be_forced(room: Class) -> None:
    """A group that does not agree gets the default for what is missing; what was entered stands."""
    room.do(laying(north="1B"), lambda draft: turns.force(draft, "g1", 1))

    assert "night" == session(room).state.scene


def test_nobody_joins_a_lesson_at_tables(room: Class) -> None:
    """Who comes with a phone is told how this lesson is played."""
    assert "at-tables" == refusal(room, coming("Ana"))[0]


def test_more_groups_can_come(room: Class) -> None:
    """A third group begins while two play; as many as play already are refused, and so is none or too many."""
    again = refusal(room, lambda draft: tables.begin(draft, 2))[0]
    wrong = [refusal(room, lambda draft, count=count: tables.begin(draft, count))[0] for count in (0, 61)]
    room.do(laying(north="1B"), lambda draft: tables.begin(draft, 3))

    assert ("nothing-to-start", ["no-tables", "no-tables"]) == (again, wrong)
    assert ("g3", 1) == ([*room.live.now.lesson.groups][-1], session(room, "g3").turn)
    assert ("south",) == undecided(session(room).machine, session(room).state)


def test_a_role_that_nobody_plays_is_a_bots(room: Class) -> None:
    """A group that is too small gives a role to a bot, which decides at once, and takes it back."""
    room.do(lambda draft: tables.play_by(draft, "g1", "south", bot=True), laying(north="1B"))
    after = session(room).turn
    again = refusal(room, lambda draft: tables.play_by(draft, "g1", "south", bot=True))[0]
    room.do(lambda draft: tables.play_by(draft, "g1", "south", bot=False))

    assert ("nothing-to-start", PERSON) == (again, session(room).players["south"])
    assert after > 1
    assert "unknown-role" == refusal(room, lambda draft: tables.play_by(draft, "g1", "chance", bot=True))[0]
    assert "unknown-group" == refusal(room, lambda draft: tables.play_by(draft, "g9", "north", bot=True))[0]


def test_a_lesson_that_people_join_has_no_tables(tmp_path: Path) -> None:
    """Groups without seats, and roles without a seat, are not made in a lesson with phones."""
    with held(tmp_path) as room:
        begun = refusal(room, lambda draft: tables.begin(draft, 2))[0]
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start)

        assert ("no-tables", "no-tables") == (begun, refusal(room, lambda draft: tables.play_by(draft, "g1", "north", bot=True))[0])


def test_why_and_what_is_expected_are_kept_with_the_choice(room: Class) -> None:
    """What else stands on a slip is sealed with it."""
    slip = Slip("north", "1B", "They would not stop.", "rises")
    room.do(lambda draft: tables.hand_in(draft, "g1", 1, (slip,)))
    event = session(room).log[-1].event

    assert isinstance(event, Chose)
    assert ("They would not stop.", "rises") == (event.reason, event.expectation)


def test_how_groups_judged_a_claim_is_told_in_fives(tmp_path: Path) -> None:
    """A judgement on a slip is kept before the choice, and told when the lesson is over, of all groups together."""
    with at_tables(tmp_path, 6, of=from_data(council.council(), council.corpus())) as room:
        room.do(lambda draft: tables.begin(draft, 6))
        weighs = [card.weighs for card in cards_now(session(room))]
        room.do(*(judging(f"g{number}", "well" if number == 6 else "poorly") for number in range(1, 7)))
        kinds = [entry.event.kind for entry in session(room).log[-2:]]
        before = console_view(*room.live.now, room.opened.machine).judged
        room.do(words.end)
        [told] = console_view(*room.live.now, room.opened.machine).judged

    assert ([True, False], ["judged", "chose"], ()) == (weighs, kinds, before)
    assert (("poorly", 5),) == told.counts


def test_a_judgement_where_no_claim_stands_is_refused(room: Class) -> None:
    """Nothing of the slip is entered then."""
    assert "nothing-to-judge" == refusal(room, judging("g1", "well"))[0]


def test_without_reasons_none_is_kept(tmp_path: Path) -> None:
    """A lesson that asks for no reasons keeps none."""
    with at_tables(tmp_path, reasons=False) as room:
        slip = Slip("north", "1B", "They would not stop.", "rises")
        room.do(lambda draft: tables.begin(draft, 1), lambda draft: tables.hand_in(draft, "g1", 1, (slip,)))
        event = session(room).log[-1].event

        assert isinstance(event, Chose)
        assert (None, None) == (event.reason, event.expectation)


def test_the_table_knows_which_cards_are_needed(room: Class) -> None:
    """Each role that decides has its card, with the codes on it that are not open, and whether its slip is entered."""
    room.do(laying(north="1B"))

    assert [("north", 1, ("1C",), True, False), ("south", 2, (), False, False)] == [
        (card.role, card.card, card.closed, card.decided, card.bot) for card in cards_now(session(room))
    ]


def test_private_news_is_a_card_for_those_who_receive_it() -> None:
    """News that came for some roles alone is named by its card until the turn is over."""
    scenario = small.scenario(
        {
            "bridge": small.scene({"north": {"open": small.option("concession")}}, [small.branch("night")]),
            "night": small.scene({"north": {"open": small.option("concession")}}, [small.branch("end")]),
            "end": small.outcome(),
        },
        injects={"whisper": small.inject(roles=["south"]), "shout": small.inject()},
    )
    play = Table(ScenarioMachine(scenario))
    before = play.session
    told = play.release("whisper").release("shout").session
    after = play.choose(north="open").choose(north="open").session

    assert [(), (("south", 1),), ()] == [tuple((card.role, card.number) for card in news_now(play)) for play in (before, told, after)]


def test_a_form_of_slips_has_a_part_for_each_role() -> None:
    """A role whose card is left empty has laid none down, whatever else is typed for it."""
    body = b"key=abcdefgh&group=g1&turn=3&card-north=+1B+&why-north=So.&expects-north=&card-south=&why-south=Later.&expects-south=rises"
    body += b"&finds-north=cannot-tell"
    form, slips = read_slips(body)

    assert ("g1", 3) == (form.group, form.turn)
    assert (Slip("north", " 1B ", "So.", support="cannot-tell"),) == slips


@pytest.mark.parametrize(
    "body",
    [
        b"group=g1&turn=1&cost-north=1B",
        b"group=g1&turn=1&card-north=1B&expects-north=stays",
        b"group=g1&turn=1&card-north=1B&finds-north=true",
        b"group=g1&turn=1&card-north=" + b"1" * 21,
        b"group=g1&turn=1&card-" + b"n" * 65 + b"=1B",
        b"turn=1&card-north=1B",
        b"group=g1&turn=1&more=2&card-north=1B",
        b"group=g1&turn=1&card-north=1B&card-north=1A",
    ],
)
def test_what_is_no_form_of_slips_is_refused(body: bytes) -> None:
    """Fields that the page does not have are refused."""
    with pytest.raises(SimError) as refused:
        read_slips(body)

    assert "not-a-form" == refused.value.code
