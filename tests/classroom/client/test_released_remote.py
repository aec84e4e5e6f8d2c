"""A seat that is released before its terminal shows the play: who sat there reads that, and how to come in anew."""

from pathlib import Path

import pytest

from sim.classroom.client.joining import come_back, come_in
from sim.classroom.client.wire import read_door
from sim.cli import joined
from sim.errors import Illegal
from sim.terminal.company import out
from sim.terminal.leaving import Ending
from tests.classroom.client.test_notice_remote import here
from tests.classroom.live import live
from tests.classroom.taught import CODE
from tests.classroom.waiting import until
from tests.cli.running import sim


def test_who_is_released_before_the_play_is_shown_reads_what_that_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was about to be read is refused; they are told once how to join anew, and no code of a seat that is theirs no longer."""
    with live(tmp_path) as room:
        shown = joined.interact

        def released_first(*arguments: object, plain: bool) -> Ending:
            room.order("release", seat="s1")
            return shown(*arguments, plain=plain)

        monkeypatch.setattr(joined, "interact", released_first)
        said = sim(tmp_path, "join", room.base, CODE, "--name", "Ana", "--plain", typed="\n1\n")

        assert [] == here(room)
    words = " ".join(said.output.split())
    out = "the facilitator has released your seat. You are out of the lesson, and what you chose stays in it."
    assert f"{out} To join anew: sim join {room.base} {CODE} " in words
    assert [True, False] == ["seat-released" in words, "come back with" in words]


def test_a_device_that_is_told_so_asks_no_more(tmp_path: Path) -> None:
    """Whoever reads anew when told, as a screen does, is refused, and told no second time."""
    told: list[str] = []
    with live(tmp_path) as room:
        door = read_door(room.base, CODE)
        first = come_in(door, "Ana")
        for _ in range(3):
            come_back(door, first.again.rpartition(" ")[2])

        def look() -> None:
            told.append(first.said())
            first.read("guide.json")

        first.listen(look)
        with pytest.raises(Illegal, match="other devices have it"):
            first.read("guide.json")

    assert ["This seat is not open here any more: other devices have it, or the lesson was deleted."] == told


def test_a_device_that_only_listens_is_told_too(tmp_path: Path) -> None:
    """Its stream ends when a third other device has the seat, it asks again, and it is told; nobody is counted for it."""
    with live(tmp_path) as room:
        door = read_door(room.base, CODE)
        first = come_in(door, "Ana")
        first.start()
        until(lambda: room.connected() == ["s1"])
        for _ in range(3):
            come_back(door, first.again.rpartition(" ")[2])
        until(lambda: first.gone and not room.connected())
        first.close()

    assert first.elsewhere


def test_a_device_that_others_took_the_place_of_is_not_told_that_the_seat_was_released(tmp_path: Path) -> None:
    """Three devices have a seat at most: the first hears that others have it and how to come back, and its code still opens it."""
    with live(tmp_path) as room:
        door = read_door(room.base, CODE)
        first = come_in(door, "Ana")
        code = first.again.rpartition(" ")[2]
        for _ in range(3):
            come_back(door, code)
        with pytest.raises(Illegal, match="not open here any more: other devices have it"):
            first.read("guide.json")
        said = f"{first.said()} {out(first)}"
        second = come_back(door, code)
        room.order("release", seat="s1")
        with pytest.raises(Illegal, match="the facilitator has released your seat"):
            second.read("guide.json")

        lost = [(each.gone, each.elsewhere) for each in (first, second)]

    assert [(True, True), (True, False)] == lost
    away = "This seat is not open here any more: other devices have it, or the lesson was deleted."
    assert f"{away} What was saved is kept. To come back: {first.again}" == said
