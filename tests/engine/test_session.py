"""A session: its log, its turns, and what is refused because it comes too late, too early or twice."""

from collections.abc import Callable
from time import perf_counter

import pytest

from sim.engine.session import Session
from sim.errors import Illegal, InvalidLog, SimError, Stale
from sim.model.events import Chose, Drew, Entry, Event, Expired, Handed, Marked, Opened, Proceeded, Rewound, SeatEvent
from tests import small
from tests.engine import council
from tests.harness import Table, began, clock, opened

MACHINE = small.machine()
ROOM = (
    Opened(role="north", source="letter", quote="words of a letter"),
    Marked(role="north", source="letter", words="words"),
    Handed(role="north", by="cautious"),
)


def entry(number: int, turn: int, option: str = "open") -> Entry:
    """Return an entry in which the north chooses."""
    return Entry(number=number, time=clock(), seat="north", turn=turn, event=Chose(role="north", option=option))


def test_a_session_begins_at_turn_one() -> None:
    """A session that has just begun is at the first turn, with nothing before it."""
    session = Table(MACHINE).session

    assert (1, 0, (), "one", None) == (session.turn, session.depth, session.steps, session.act, session.outcome)


@pytest.mark.parametrize("log", [(), (entry(1, 0),)])
def test_a_log_begins_with_its_beginning(log: tuple[Entry, ...]) -> None:
    """An empty log, or one that begins with something else, is no session."""
    with pytest.raises(InvalidLog) as refused:
        Session.open(MACHINE, log)

    assert "no-beginning" == refused.value.code


def test_a_log_of_other_rules_is_refused() -> None:
    """A log that was played by other rules is refused with both hashes, and with what to do."""
    beginning = began(MACHINE, "one").model_copy(update={"rules_hash": "a" * 64})
    with pytest.raises(InvalidLog, match=r"rules aaaaaaaaaaaa, here [0-9a-f]{12}\); open it with the edition, and the version") as refused:
        opened(MACHINE, beginning)

    assert "other-rules" == refused.value.code


def test_applying_leaves_the_session_alone() -> None:
    """A session is a value: one more entry makes another."""
    session = Table(MACHINE).session
    longer = session.apply(entry(2, 1))

    assert (1, 2) == (len(session.log), len(longer.log))


REFUSED: dict[str, tuple[Entry, type[SimError], str, str]] = {
    "a number that leaves a gap": (entry(4, 1), InvalidLog, "gap-in-log", "entry 4 does not follow entry 1"),
    "a number that is taken": (entry(1, 1), InvalidLog, "gap-in-log", "entry 1 does not follow entry 1"),
    "an earlier turn": (
        entry(2, 0),
        Stale,
        "stale-turn",
        "this was for turn 0, but the play is at turn 1; look again and decide anew",
    ),
    "a turn still to come": (entry(2, 2), InvalidLog, "unknown-turn", "turn 2 is still to come; the play is at turn 1"),
    "a second beginning": (
        entry(2, 1).model_copy(update={"event": began(MACHINE, "one")}),
        InvalidLog,
        "began-twice",
        "a session begins once",
    ),
    "the clock of an earlier turn": (
        entry(2, 1).model_copy(update={"event": Expired(turn=0)}),
        Stale,
        "stale-turn",
        "the clock of turn 0 ran out, but the play is at turn 1",
    ),
    "a rewind to a turn that never was": (
        entry(2, 1).model_copy(update={"event": Rewound(to=3)}),
        Illegal,
        "unknown-turn",
        "turn 3 is not part of this play; its turns: 1",
    ),
    "an act that does not follow": (
        entry(2, 1).model_copy(update={"event": Proceeded(to="two")}),
        Illegal,
        "not-next-act",
        "act 'two' cannot begin here; no act follows in this play",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_session_refuses(case: str) -> None:
    """Each refusal has a kind, a code and a reason."""
    given, kind, code, message = REFUSED[case]
    with pytest.raises(kind) as refused:
        Table(MACHINE).session.apply(given)

    assert (code, message) == (refused.value.code, str(refused.value))


def test_another_role_does_not_make_a_choice_stale() -> None:
    """A turn is one visit to a scene: somebody else's sealed choice leaves a choice for this turn good."""
    table = Table(MACHINE).choose(north="block")
    longer = table.session.apply(table.session.entry(Chose(role="south", option="wait"), "south", clock(), turn=1))

    assert 2 == longer.turn


@pytest.mark.parametrize("event", ROOM)
def test_an_event_of_a_seat_changes_nothing_in_the_play(event: SeatEvent) -> None:
    """An event of a seat lengthens the log and leaves everything else as it was."""
    table = Table(MACHINE).choose(north="open")
    before = table.session
    table.play(event, "north")
    after = table.session

    assert len(before.log) + 1 == len(after.log)
    assert (before.state, before.steps, before.turns) == (after.state, after.steps, after.turns)


def test_a_log_is_refused_with_the_place_of_the_entry() -> None:
    """A log with an entry that the rules refuse is refused as a whole, and says which entry it is."""
    log = (*Table(MACHINE).choose(north="block").session.log, entry(3, 1))
    with pytest.raises(InvalidLog, match=r"entry 3 does not follow the rules: north has already decided .*; the 2 before it") as refused:
        Session.open(MACHINE, log)

    assert "refused-entry" == refused.value.code


@pytest.mark.parametrize("kind", ["opened", "handed", "rewound"])
def test_a_long_log_is_folded_in_one_go(kind: str) -> None:
    """Ten thousand entries of one kind take a moment, not the square of it."""
    first = Table(MACHINE).session.log
    makes: dict[str, Callable[[int], Event]] = {
        "opened": lambda _: ROOM[0],
        "handed": lambda number: Handed(role="north", by="person" if number % 2 else "random"),
        "rewound": lambda number: Rewound(to=number - 1),
    }
    log = [
        Entry(number=number, time=clock(), seat="north", turn=number - 1 if kind == "rewound" else 1, event=makes[kind](number))
        for number in range(2, 10_001)
    ]
    begun = perf_counter()
    session = Session.open(MACHINE, (*first, *log))

    assert (10_000, True) == (len(session.log), perf_counter() - begun < 5)


def test_who_plays_is_known_at_every_entry() -> None:
    """A hand-over counts from the entry after it; a rewind takes it back no more than any other event of a seat."""
    table = Table(MACHINE).choose(north="block").play(Handed(role="north", by="cautious"), "north").rewind(1)
    table.play(Handed(role="north", by="person"), "facilitator")
    session = table.session

    assert ["person", "person", "cautious", "cautious", "person"] == [session.players_at(number)["north"] for number in (1, 3, 4, 5, 6)]
    assert (("cautious", "person"), ()) == (session.taken_over("north"), session.taken_over("south"))
    assert {"north": "person", "south": "person"} == session.players


def test_a_play_is_over_at_its_last_outcome() -> None:
    """A play is over where it has an outcome and no act follows."""
    table = Table(MACHINE).choose(north="open", south="wait")
    before = table.session.over
    table.choose(north="sign")

    assert (False, True) == (before, table.session.over)


def test_an_outcome_before_the_last_act_is_not_the_end() -> None:
    """In a campaign the outcome of an act that another follows ends nothing."""
    table = Table(council.machine(), campaign=True).choose(north="pledge", south="leave").draw("rain").choose(north="hold")
    first = table.session
    table.proceed("two").choose(south="go")

    assert (True, False, True) == (first.outcome is not None, first.over, table.session.over)


def test_a_rewind_goes_back_to_the_start_of_a_turn() -> None:
    """After a rewind the turn is as it began, without what was sealed in it, and has a new number."""
    table = Table(MACHINE)
    start = table.state
    table.choose(north="block", south="wait").draw("quiet").rewind(1)

    assert (start, 3, 0, ()) == (table.state, table.session.turn, table.session.depth, table.session.steps)


def test_a_turn_that_was_taken_back_has_no_number_any_more() -> None:
    """Turns beyond the target of a rewind are no part of the play, and their numbers lead nowhere."""
    table = Table(MACHINE).choose(north="block", south="wait").rewind(1)
    with pytest.raises(Illegal, match="turn 2 is not part of this play; its turns: 3"):
        table.rewind(2)


def test_turn_numbers_go_on_after_a_rewind() -> None:
    """The turn after a rewind has a number above all that were given before."""
    table = Table(MACHINE).choose(north="block", south="wait").rewind(1).choose(north="block", south="wait")

    assert (4, [3, 4]) == (table.session.turn, [turn.number for turn in table.session.turns])


def test_a_rewind_keeps_the_log() -> None:
    """What was taken back stays in the log; only the effective play is shorter."""
    table = Table(MACHINE).choose(north="block", south="wait")
    table.rewind(1)

    assert (4, 0, 0) == (len(table.session.log), len(table.session.kept), len(table.session.steps))


def test_a_rewind_to_the_current_turn_unseals() -> None:
    """Going back to the start of the turn that is being played drops its sealed choices."""
    table = Table(MACHINE).choose(north="open").rewind(1)

    assert ((), 2) == (table.state.pending, table.session.turn)


def test_a_rewind_revives_injects() -> None:
    """News that fired in turns taken back can fire again."""
    table = Table(MACHINE).choose(north="block", south="march")
    fired = table.state.fired
    table.rewind(1)
    before = table.state.fired
    table.choose(north="block", south="march")

    assert (("alarm",), (), ("alarm",)) == (fired, before, table.state.fired)


def test_the_kept_entries_stand_behind_the_steps() -> None:
    """Each step of the effective play has the entry that made it, rewinds and events of the seats left out."""
    table = Table(MACHINE).choose(north="open").rewind(1).choose(south="wait").play(ROOM[0], "north").choose(north="block")

    assert [step.event for step in table.session.steps] == [entry.event for entry in table.session.kept]


def test_a_fork_copies_the_play_up_to_a_turn() -> None:
    """A fork to a turn has what came before it, and names the session it comes from."""
    table = Table(MACHINE).choose(north="block", south="wait").draw("quiet").choose(south="call")
    forked = table.session.fork("other", clock(), 2)

    assert (table.session.turns[1].state, "table", "other") == (forked.state, forked.began.forked_from, forked.began.session)


def test_a_fork_without_a_turn_copies_everything() -> None:
    """Sealed choices of the unfinished turn are copied too."""
    table = Table(MACHINE).choose(north="block", south="wait").draw("quiet")

    assert table.state == table.session.fork("other", clock()).state


def test_a_fork_leaves_out_what_was_taken_back() -> None:
    """A fork has the effective play alone, with turns numbered from one."""
    table = Table(MACHINE).choose(north="open", south="wait").rewind(1).choose(north="block", south="wait")
    forked = table.session.fork("other", clock())

    assert (("night", 2), ["began", "chose", "chose"]) == (
        (forked.state.scene, forked.turn),
        [entry.event.kind for entry in forked.log],
    )


def test_a_fork_gives_an_expiry_its_new_turn() -> None:
    """An expiry names its turn, which may have another number in the fork."""
    table = Table(MACHINE).choose(north="open").rewind(1).expire()
    forked = table.session.fork("other", clock())

    assert (Expired(turn=2), Expired(turn=1)) == (table.session.log[-1].event, forked.log[-1].event)


def test_a_fork_keeps_the_times_of_the_play() -> None:
    """Copied entries keep the time at which they were made; the beginning has that of the fork."""
    table = Table(MACHINE).choose(north="open")
    forked = table.session.fork("other", "2030-01-01T00:00:00Z")

    assert ("2030-01-01T00:00:00Z", clock()) == (forked.log[0].time, forked.log[1].time)


def test_a_fork_to_an_unknown_turn_is_refused() -> None:
    """A turn that is not part of the play cannot be forked to."""
    with pytest.raises(Illegal, match="turn 2 is not part of this play; its turns: 1"):
        Table(MACHINE).session.fork("other", clock(), 2)


def test_a_draw_is_an_entry_like_any_other() -> None:
    """A log with a draw folds to the same session."""
    table = Table(MACHINE).choose(north="block", south="wait").play(Drew(option="shots"), "chance")

    assert table.session == Session.open(MACHINE, table.session.log)
