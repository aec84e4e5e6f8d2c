"""What every session log promises, whatever keeps it; a further implementation is added to `LOGS` and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from sim.engine.session import Session
from sim.errors import Illegal, InvalidLog, Missing, Stale
from sim.model.events import Chose, Drew, Entry, Rewound
from sim.store.log import SessionLog, Standing
from sim.store.postgres import PostgresLog
from sim.store.sqlite import SqliteLog
from tests.harness import Ticking, began, opened
from tests.store.keeping import EDITION, MACHINE, chosen, fresh

LOGS: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[SessionLog]]] = {
    "sqlite": lambda request: SqliteLog(request.getfixturevalue("tmp_path") / "sessions.db"),
    "postgres": lambda request: PostgresLog(request.getfixturevalue("address")),
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def log(request: pytest.FixtureRequest) -> Iterator[SessionLog]:
    """Give each kind of log in turn, empty but for one edition."""
    with LOGS[request.param](request) as made:
        made.keep(EDITION)
        yield made


def kept(log: SessionLog, name: str = "table") -> Session:
    """Keep a session in which the north has chosen, and return it."""
    begun = fresh(name)
    log.create(begun.log, Standing.of(begun))
    longer = chosen(begun, "north", "block")
    log.append(name, longer.log[1:], Standing.of(longer))
    return longer


def test_what_was_kept_is_read_back(log: SessionLog) -> None:
    """The entries come back as they were given, oldest first."""
    longer = kept(log)

    assert longer.log == log.read("table")


def test_an_edition_is_read_back(log: SessionLog) -> None:
    """A kept edition comes back word for word."""
    assert EDITION == log.edition(EDITION.whole_hash)


def test_keeping_an_edition_twice_changes_nothing(log: SessionLog) -> None:
    """An edition that is there already is left as it is."""
    log.keep(EDITION)

    assert EDITION == log.edition(EDITION.whole_hash)


def test_an_unknown_edition_is_missing(log: SessionLog) -> None:
    """Asking for an edition that was never kept is refused."""
    with pytest.raises(Missing, match="the edition 000000000000 of the scenario is not kept here"):
        log.edition("0" * 64)


def test_a_session_needs_its_edition(log: SessionLog) -> None:
    """A session whose edition is not kept is refused, so that it can always be replayed."""
    begun = opened(MACHINE, began(MACHINE, "one"))
    with pytest.raises(Missing) as refused:
        log.create(begun.log, Standing.of(begun))

    assert ("unknown-edition", ()) == (refused.value.code, log.sessions())


def test_a_name_is_given_once(log: SessionLog) -> None:
    """A second session of the same name is refused, and the first one stays."""
    longer = kept(log)
    with pytest.raises(Illegal) as refused:
        log.create(fresh().log, Standing.of(fresh()))

    assert ("session-exists", longer.log) == (refused.value.code, log.read("table"))


def test_a_session_begins_with_its_beginning(log: SessionLog) -> None:
    """Entries that do not begin with `began` make no session."""
    longer = chosen(fresh(), "north", "block")
    with pytest.raises(InvalidLog) as refused:
        log.create(longer.log[1:], Standing.of(longer))

    assert ("no-beginning", ()) == (refused.value.code, log.sessions())


def test_no_entries_make_no_fresh(log: SessionLog) -> None:
    """An empty log is refused."""
    with pytest.raises(InvalidLog, match="begins with one entry of kind 'began'"):
        log.create((), Standing.of(fresh()))


def test_a_number_is_given_once(log: SessionLog) -> None:
    """An entry whose number is taken is stale: the session has gone on elsewhere."""
    longer = kept(log)
    with pytest.raises(Stale, match="gone on elsewhere, to entry 2; load it again") as refused:
        log.append("table", longer.log[1:], Standing.of(longer))

    assert ("continued-elsewhere", longer.log) == (refused.value.code, log.read("table"))


def test_numbers_leave_no_gap(log: SessionLog) -> None:
    """An entry that does not follow the last is refused."""
    longer = kept(log)
    further = chosen(longer, "south", "wait").log[-1].model_copy(update={"number": 4})
    with pytest.raises(InvalidLog, match="entry 4 does not follow entry 2"):
        log.append("table", (further,), Standing.of(longer))

    assert longer.log == log.read("table")


def test_a_role_chooses_once_a_turn(log: SessionLog) -> None:
    """A second choice of the same role in the same turn is refused by the log itself, even where nothing else would notice."""
    longer = kept(log)
    second = Entry(number=3, time="2026-01-01T13:00:00Z", seat="north", turn=1, event=Chose(role="north", option="open"))
    with pytest.raises(Stale) as refused:
        log.append("table", (second,), Standing.of(longer))

    assert ("continued-elsewhere", longer.log) == (refused.value.code, log.read("table"))


def test_chance_is_drawn_once_a_turn(log: SessionLog) -> None:
    """Two draws in one turn are refused together: entries are kept all or none."""
    longer = kept(log)
    draws = tuple(Entry(number=number, time="2026-01-01T13:00:00Z", seat="chance", turn=1, event=Drew(option="quiet")) for number in (3, 4))
    with pytest.raises(Stale):
        log.append("table", draws, Standing.of(longer))

    assert longer.log == log.read("table")


def test_a_session_with_two_choices_in_a_turn_is_not_made(log: SessionLog) -> None:
    """A whole log in which a role chooses twice in a turn is refused whole."""
    longer = chosen(fresh(), "north", "block")
    twice = (*longer.log, longer.log[1].model_copy(update={"number": 3}))
    with pytest.raises(InvalidLog):
        log.create(twice, Standing.of(longer))

    assert () == log.sessions()


def test_a_rewind_lets_a_role_choose_anew(log: SessionLog) -> None:
    """After a rewind the turn has another number, so that the same role's choice is kept beside the one taken back."""
    longer = kept(log)
    rewound = longer.apply(longer.entry(Rewound(to=1), "north", "2026-01-01T13:00:00Z"))
    again = chosen(rewound, "north", "open")
    log.append("table", again.log[2:], Standing.of(again))

    assert again.log == log.read("table")


def test_an_unknown_session_is_missing(log: SessionLog) -> None:
    """Reading a session that is not there names the nearest one."""
    kept(log)
    with pytest.raises(Missing, match="there is no session 'tabel'; did you mean 'table'"):
        log.read("tabel")


def test_an_unknown_session_is_not_continued(log: SessionLog) -> None:
    """Appending to a session that is not there, or no longer there, is refused."""
    longer = chosen(fresh(), "north", "block")
    with pytest.raises(Missing) as refused:
        log.append("table", longer.log[1:], Standing.of(longer))

    assert "unknown-session" == refused.value.code


def test_a_list_of_sessions_says_what_they_are(log: SessionLog) -> None:
    """A summary tells what is played, by whom, how far it has come and when."""
    longer = kept(log)
    (summary,) = log.sessions()
    first, last = longer.log[0], longer.log[-1]

    assert ("table", "small", "A small scenario", "one", "whole") == (
        summary.session,
        summary.scenario,
        summary.title,
        summary.act,
        summary.course,
    )
    assert (EDITION.whole_hash, longer.began.played, None) == (summary.whole_hash, summary.played, summary.forked_from)
    assert (first.time, last.time, 2, Standing("bridge", 1, None)) == (summary.created, summary.last, summary.entries, summary.standing)


def test_a_finished_session_is_listed_with_its_outcome(log: SessionLog) -> None:
    """The standing of a session that is over names the class of its outcome."""
    over = kept(log)
    for role, option in (("south", "march"), ("south", "guard")):
        over = chosen(over, role, option)
    over = over.apply(over.entry(Drew(option="shots"), "chance", "2026-01-01T13:00:00Z"))
    log.append("table", over.log[2:], Standing.of(over))

    assert Standing("clash", 3, "broken") == log.sessions()[0].standing


def test_the_session_used_last_is_listed_first(log: SessionLog) -> None:
    """The list begins with the session that has the latest entry."""
    tick = Ticking()
    for name in ("one", "two", "three"):
        begun = fresh(name)
        entries = (begun.log[0].model_copy(update={"time": tick()}),)
        log.create(entries, Standing.of(begun))
    longer = chosen(fresh("two"), "north", "block")
    log.append("two", longer.log[1:], Standing.of(longer))

    assert ["two", "three", "one"] == [summary.session for summary in log.sessions()]


def test_a_deleted_session_is_gone(log: SessionLog) -> None:
    """A deleted session is neither listed nor read, and its edition goes with it."""
    kept(log)
    log.delete("table")

    assert () == log.sessions()
    for gone in (lambda: log.read("table"), lambda: log.edition(EDITION.whole_hash), lambda: log.delete("table")):
        with pytest.raises(Missing):
            gone()


def test_an_edition_stays_while_it_is_played(log: SessionLog) -> None:
    """Deleting one session leaves the edition that another was played with."""
    kept(log)
    other = kept(log, "other")
    log.delete("table")

    assert (EDITION, other.log) == (log.edition(EDITION.whole_hash), log.read("other"))
