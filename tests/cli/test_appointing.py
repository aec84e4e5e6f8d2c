"""Further facilitators: where their passwords come from, and where they may not be used."""

import sys
from pathlib import Path

import click
import pytest

from sim.classroom.server.passwords import is_right
from sim.cli.appointing import appoint_all, passwords
from sim.engine.lesson import Lesson
from sim.errors import Invalid, StorageFailed
from tests.classroom.taught import NAME, held
from tests.cli.test_hosting import hosting, refused

WORD, OTHER = "four words of ours", "other words of ours"


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    """Return a file of passwords."""
    file = folder / "passwords.txt"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_passwords_come_from_a_file(tmp_path: Path) -> None:
    """Each name has the password of its line, which may hold a colon; lines of others do not matter."""
    file = written(tmp_path, f"Ana: {WORD}\n\n Ben :{OTHER}: and more\nCem: nothing\n")

    assert {"Ana": WORD, "Ben": f"{OTHER}: and more"} == passwords(("Ana", " Ben "), file)


@pytest.mark.parametrize(
    ("names", "text", "kind", "said"),
    [
        (("Ana",), f"Ben: {WORD}", Invalid, "no line that begins with 'Ana'"),
        (("Ana",), "Ana: short", Invalid, "has 5 characters; 12 to 128"),
        (("Ana", "Ana "), f"Ana: {WORD}", click.BadParameter, "a name of their own"),
        ((" ",), f"Ana: {WORD}", click.BadParameter, "a name of their own"),
    ],
)
def test_what_is_wrong_with_them_is_told(tmp_path: Path, names: tuple[str, ...], text: str, kind: type[Exception], said: str) -> None:
    """A name without a line, a password that is too short, and two facilitators of one name are refused."""
    with pytest.raises(kind, match=said):
        passwords(names, written(tmp_path, text))


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is said otherwise there")
def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """Passwords lie in a file of one person."""
    with pytest.raises(Invalid, match="run chmod 600"):
        passwords(("Ana",), written(tmp_path, f"Ana: {WORD}", 0o644))
    with pytest.raises(StorageFailed, match="name a file of lines"):
        passwords(("Ana",), tmp_path / "nowhere.txt")


def test_nobody_types_where_there_is_no_terminal() -> None:
    """Without a terminal and without a file there is no password."""
    with pytest.raises(click.UsageError, match="--passwords"):
        passwords(("Ana",), None)


def test_they_are_named_in_the_lesson(tmp_path: Path) -> None:
    """Facilitators are named in the lesson's log, where no password stands; a lesson that is gone on with too."""
    with held(tmp_path) as room:
        appoint_all(room.archive, NAME, room.opened, {"Ana": WORD})
        appoint_all(room.archive, NAME, None, {"Ben": OTHER})
        appoint_all(room.archive, NAME, None, {})
        entries = room.archive.lessons.read(NAME)
        ana, ben = Lesson.open(entries).facilitators

        assert [("Ana", True), ("Ben", False)] == [(one.name, is_right(WORD, one.password)) for one in (ana, ben)]
        assert not any(WORD in entry.model_dump_json() for entry in entries)


def test_no_password_crosses_plain_http(tmp_path: Path) -> None:
    """Without a proxy that speaks TLS no facilitator is named, and passwords without names are nobody's."""
    plain = refused(tmp_path, "tutorial", "--facilitator", "Ana")
    nobody = refused(tmp_path, "tutorial", "--passwords", "file.txt", "--proxy")

    assert (2, 2) == (plain[0], nobody[0])
    assert "a password must not cross this network in plain HTTP" in " ".join(plain[1].split())
    assert "--passwords needs --facilitator" in nobody[1]


def test_a_lesson_is_hosted_for_several(tmp_path: Path) -> None:
    """Behind a proxy the server starts with the facilitators of the file, and no password is in what it prints or keeps."""
    file = written(tmp_path, f"Ana: {WORD}\n")
    data = tmp_path / "data"
    with hosting(data, "tutorial", "--proxy", "--facilitator", "Ana", "--passwords", str(file)) as server:
        assert WORD not in server.said

    assert not any(WORD.encode() in place.read_bytes() for place in data.rglob("*") if place.is_file())
