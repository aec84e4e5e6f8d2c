"""The facilitator's orders: each carried out once, by whom it was given."""

from pathlib import Path
from urllib.parse import urlencode

import pytest

from sim.classroom.lesson import seats, turns
from sim.classroom.web.orders import ORDERS, ordered
from sim.errors import Invalid, Missing, SimError
from sim.terminal.console.orders import COMMANDS
from tests.classroom.faults.consoles import lead_together
from tests.classroom.taught import CODE, NAME, held, placing, served


def body(**form: str) -> bytes:
    """Return a form as a page sends it."""
    return urlencode(form).encode()


def test_an_order_that_comes_again_is_carried_out_once(tmp_path: Path) -> None:
    """A page that sends an order again, because no answer came, does it once; the same words under another key are a new order."""
    with held(tmp_path) as room:
        for key in ("key-one1", "key-one1", "key-two2", "key-one1"):
            room.do(ordered("note", body(words="Lively.", key=key)))

        assert 2 == len(room.live.now.lesson.said)


def test_an_order_without_a_key_is_an_order(tmp_path: Path) -> None:
    """A form that a browser sends by itself has no key, and is carried out as often as it is sent."""
    with held(tmp_path) as room:
        for _ in range(2):
            room.do(ordered("note", body(words="Lively.")))

        assert 2 == len(room.live.now.lesson.said)


def test_every_entry_of_an_order_is_of_who_gave_it(tmp_path: Path) -> None:
    """Whatever an order adds to the log stands there under the name of the facilitator who gave it."""
    with held(tmp_path) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start)
        before = room.live.now.lesson.number
        room.do(ordered("force", body(group="g1", turn="1", key="key-one1"), "facilitator-2"))
        entries = room.archive.lessons.read(NAME, before)

        assert {"facilitator-2"} == {entry.seat for entry in entries}
        assert ["key-one1", *[None] * (len(entries) - 1)] == [entry.key for entry in entries]


def test_a_refused_order_leaves_its_key_free(tmp_path: Path) -> None:
    """An order that was refused can be given again under its key, once it can be."""
    with held(tmp_path) as room:
        with pytest.raises(SimError):
            room.do(ordered("resume", body(key="key-one1")))
        room.do(ordered("pause", body(key="key-two2")), ordered("resume", body(key="key-one1")))

        assert not room.live.now.lesson.paused


def test_there_is_no_other_order() -> None:
    """An order that is not in the table is refused."""
    with pytest.raises(Missing, match="no such order"):
        ordered("dance", b"")


@pytest.mark.parametrize("sent", [b"\xff\xfe", b"&".join(b"a%d=1" % field for field in range(60)), b"key=short&words=x"])
@pytest.mark.parametrize("name", ["note", "pause"])
def test_a_form_that_cannot_be_read_is_refused(tmp_path: Path, name: str, sent: bytes) -> None:
    """Whatever is sent, an order that cannot be read is refused as a form, and nothing happens."""
    with held(tmp_path) as room:
        with pytest.raises(Invalid):
            room.do(ordered(name, sent))

        assert 1 == room.live.now.lesson.number


def test_the_console_is_told_what_only_the_server_knows(tmp_path: Path) -> None:
    """A program reads clocks, pace and the code to join beside what the log tells."""
    with held(tmp_path) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start, lambda draft: turns.set_clock(draft, "g1", 90))
        with served(room) as server:
            shown = server.facilitator.get(f"/c/{NAME}/console.json").json()

            assert ([["g1", 90]], CODE, "", []) == (shown["left"], shown["code"], shown["failed"], shown["here"])


def test_four_consoles_at_once_make_one_log(tmp_path: Path) -> None:
    """Of 2,000 orders from four consoles each is carried out once, or refused; there is one log, and whoever opens it sees the same."""
    report = lead_together(tmp_path, 2_000)

    assert ([], 2_000) == (report.lost, report.orders)
    assert report.done > 500


def test_every_order_has_a_command() -> None:
    """Whatever the browser can order, the terminal can, and nothing else."""
    assert {*ORDERS} == {command.order for command in COMMANDS if command.order}
