"""Erasing somebody from the log of a lesson and of its groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import turns, words
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.errors import Stale
from sim.model.events import Chose
from sim.model.leading import Erased, Noted, Told
from sim.model.lesson import Joined, LessonEntry, Proposed, Readmitted, Spoke, Voted
from sim.store.erasing import ERASED, erased_lesson, erased_session, names
from tests.classroom.taught import NAME, Class
from tests.classroom.written import ANA, wanting, written
from tests.engine.test_lesson import joined, log


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson in which the first seat has written."""
    with written(tmp_path) as made:
        yield made


def erase(room: Class, seat: str = "s1") -> None:
    """Erase a seat where the lesson is kept."""
    entries = room.archive.lessons.read(NAME)
    groups = Lesson.open(entries).groups.values()
    changed = {group.session: erased_session(room.archive.sessions.read(group.session), entries, seat) for group in groups}
    told = LessonEntry(number=len(entries) + 1, time=room.clock(), seat="facilitator", event=Erased(seat=seat))
    room.archive.lessons.rewrite(NAME, erased_lesson(entries, seat), changed, told)


def test_the_name_and_the_words_of_a_seat_give_way_to_a_mark(room: Class) -> None:
    """Its name, messages, proposals and reasons are gone, and what it alone was told; the words of others stay, without its name."""
    erase(room)
    found = [entry.event for entry in room.archive.lessons.read(NAME)]

    assert [ERASED, "Ben", "Cem"] == [event.name for event in found if isinstance(event, Joined)]
    assert [ERASED, f"I agree with {ERASED}.", ERASED, f"{ERASED} was quick.", ERASED] == [
        event.words for event in found if isinstance(event, Spoke | Proposed | Noted | Told)
    ]
    assert [None, ERASED, f"As {ERASED} says", None] == [event.reason for event in found if isinstance(event, Voted)]


def test_a_reason_that_became_the_teams_is_erased_with_it(room: Class) -> None:
    """The sealed reason in the group's session was the seat's, and goes too."""
    erase(room)
    session = room.archive.sessions.read(f"{NAME}-g1")

    assert [ERASED, None] == [entry.event.reason for entry in session if isinstance(entry.event, Chose) and entry.seat == entry.event.role][
        :2
    ]


def test_erasing_another_seat_leaves_the_reason_of_the_first(room: Class) -> None:
    """A reason belongs to whoever gave it."""
    erase(room, "s2")
    session = room.archive.sessions.read(f"{NAME}-g1")

    assert "My secret reason" in [entry.event.reason for entry in session if isinstance(entry.event, Chose)]


def test_the_lesson_goes_on_after_erasing(room: Class) -> None:
    """Both logs fold to the same play as before, and the votes of the seat still count."""
    before = room.live.now
    erase(room)
    after = room.again().now

    assert before.lesson.number + 1 == after.lesson.number
    assert [vote.option for vote in before.lesson.votes.values()] == [vote.option for vote in after.lesson.votes.values()]
    assert before.sessions["g1"].state == after.sessions["g1"].state
    assert isinstance(after.sessions["g1"], Session)


def test_nothing_opens_an_erased_seat(room: Class) -> None:
    """The digests by which a browser or a code came back are gone."""
    before = room.live.now.lesson.seats["s1"]
    erase(room)
    after = room.again().now.lesson

    assert (None, (), True) == (after.holder(before.tokens[0]), after.seats["s1"].resumes, after.seats["s1"].is_shut)


def test_a_lesson_that_is_open_is_read_anew(room: Class) -> None:
    """A server that has read what was erased has it no more: what it keeps next has the mark instead."""
    room.do(lambda draft: turns.rewind(draft, "g1", 1, "Once more."), wanting("s1", "open", 3, "Another secret"))
    erase(room)
    reads = room.live.reload()
    room.do(wanting("s2", "open", 3))
    reasons = [entry.event.reason for entry in room.archive.sessions.read(f"{NAME}-g1") if isinstance(entry.event, Chose)]

    assert (True, room.again().now) == (reads, room.live.now)
    assert (ERASED, [ERASED, None, None]) == (room.live.now.lesson.seats["s1"].name, reasons)


def test_what_was_read_before_something_was_new_is_not_written(room: Class) -> None:
    """Whoever erases by an older log is refused, and nothing has changed: what is new may hold the same words."""
    entries = room.archive.lessons.read(NAME)
    room.do(lambda draft: words.note(draft, f"{ANA} again."))
    told = LessonEntry(number=len(entries) + 1, time=room.clock(), seat="facilitator", event=Erased(seat="s1"))
    with pytest.raises(Stale):
        room.archive.lessons.rewrite(NAME, erased_lesson(entries, "s1"), {}, told)

    assert room.live.now == room.again().now


def test_erasing_twice_changes_nothing_more(room: Class) -> None:
    """An erased seat has no name that could be looked for."""
    erase(room)
    entries = room.archive.lessons.read(NAME)

    assert ((), ()) == (names(entries, "s1"), erased_lesson(entries, "s1"))


def test_the_name_is_in_no_byte_of_the_folder(room: Class, tmp_path: Path) -> None:
    """Neither the file nor its write-ahead log holds the name or a word of the seat afterwards."""
    erase(room)
    found = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())

    assert (False, False, False, True) == (
        ANA.encode() in found,
        b"My secret reason" in found,
        b"We would rather phone" in found,
        b"I agree with" in found,
    )


def test_a_device_that_came_back_is_forgotten_too() -> None:
    """A later device of the seat opens it no more."""
    entries = log(joined(1), Readmitted(seat="s1", token="1" * 64, resume="2" * 64))

    assert "0" * 64 == next(entry.event.token for entry in erased_lesson(entries, "s1") if isinstance(entry.event, Readmitted))


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("Petrović", "Petrovića i petrović, not Spetrović", f"{ERASED} i {ERASED}, not Spetrović"),
        ("a", "a word", "a word"),
        ("C++", "with C++.", f"with {ERASED}."),
    ],
)
def test_a_name_is_found_in_what_others_wrote(name: str, text: str, after: str) -> None:
    """A whole word in whatever letters, and a word that begins with the name; a name of one letter is not looked for."""
    entries = log(joined(1).model_copy(update={"name": name}), Noted(words=text))
    found = {entry.number: entry.event for entry in erased_lesson(entries, "s1")}
    note = found.get(3, entries[2].event)

    assert isinstance(note, Noted)
    assert after == note.words


def test_a_name_that_got_a_number_is_found_as_it_was_given() -> None:
    """Somebody who was made another Ana is called Ana by those who write to her; who typed the number is called by the whole."""
    called = (("Ana", None), ("Ana 2", "Ana"), ("Ana 3", None))
    entries = log(
        *(joined(number).model_copy(update={"name": name, "given": given}) for number, (name, given) in enumerate(called, 1)),
        Noted(words="Ana, hm?"),
    )
    found = {entry.number: entry.event for entry in erased_lesson(entries, "s2")}

    assert isinstance(found[3], Joined)
    assert isinstance(found[5], Noted)
    assert ((ERASED, None), f"{ERASED}, hm?") == ((found[3].name, found[3].given), found[5].words)
    assert (("Ana",), ("Ana 2", "Ana"), ("Ana 3",)) == tuple(names(entries, f"s{number}") for number in (1, 2, 3))
