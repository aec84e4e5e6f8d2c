"""What `sim host` begins a lesson with, and what of it is there when the lesson is gone on with."""

import shutil
import socket
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sim.classroom.client.joining import seat_of
from sim.classroom.client.wire import Wire, read_door
from sim.classroom.server.tokens import resume_code
from sim.store.lessons import convening
from sim.store.opening import open_log
from tests.classroom.faults.killing import free_port
from tests.cli.test_hosting import Hosting, hosting, refused, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are stopped by signals here")

ADDRESS = ("--address", "http://room12.example")


def drawn(server: Hosting) -> bytes:
    """Return the QR code on the screen for the room."""
    code = server.named("Screen").rstrip("/").rpartition("/")[2]
    asked = HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        asked.request("GET", f"/screen/{code}/qr.svg")
        return asked.getresponse().read()
    finally:
        asked.close()


def latecomers(folder: Path, lesson: str) -> str:
    """Return how those who come late are let into a lesson that is kept."""
    with open_log(folder / "sessions.db") as log:
        return convening(log.lessons().read(lesson)).latecomers


def test_the_qr_code_stays_what_it_was(tmp_path: Path) -> None:
    """On the computer that began a lesson it is the same after a restart; where the key is not known it has the code alone.

    And whoever joins once a group plays waits to be let in, since nothing else was asked for.
    """
    with hosting(tmp_path, "tutorial", *ADDRESS) as first:
        begun = drawn(first)
    with hosting(tmp_path, "--lesson", first.lesson, *ADDRESS) as second:
        again = drawn(second)
    shutil.rmtree(tmp_path / "consoles")
    with hosting(tmp_path, "--lesson", first.lesson, *ADDRESS) as third:
        elsewhere = drawn(third)

    assert "asked" == latecomers(tmp_path, first.lesson)
    assert begun == again
    assert begun[:5] == elsewhere[:5]
    assert len(elsewhere) < len(begun)


def test_after_the_end_the_code_leads_back_on_the_computer_that_began(tmp_path: Path) -> None:
    """When the server starts again after the lesson's end, it says the code still, and whoever lost a phone has their seat by it."""
    with hosting(tmp_path, "tutorial") as first:
        code = first.named("Screen").rstrip("/").rpartition("/")[2]
        wire = Wire(read_door(f"http://127.0.0.1:{first.port}"), 10)
        token = seat_of(wire.ask(f"/join/{code}", {"name": "Ana", "token": ""}))[2]
        secret = first.named("Console").partition("#")[2]
        wire.keep(wire.ask(f"/console/{first.lesson}/enter", {"secret": secret}).headers["set-cookie"].partition(";")[0])
        ended = wire.ask(f"/c/{first.lesson}/do/end", {}).status
    with hosting(tmp_path, "--lesson", first.lesson) as second:
        wire = Wire(read_door(f"http://127.0.0.1:{second.port}"), 10)
        answers = [wire.ask("/enter", {"code": code}), wire.ask(f"/back/{code}", {"resume": resume_code(token)})]
        refused = wire.ask(f"/join/{code}", {"name": "Zoe"}).status

    assert 200 == ended
    assert f"code {code}, for whoever has lost the phone of their seat" in " ".join(second.said.split())
    assert ([303, 303], 409) == ([answer.status for answer in answers], refused)


def test_who_comes_late_can_be_seated_unasked(tmp_path: Path) -> None:
    """With an option whoever joins once a group plays is seated, and nobody is asked."""
    with hosting(tmp_path, "tutorial", "--seat-latecomers") as server:
        lesson = server.lesson

    assert "seated" == latecomers(tmp_path, lesson)


def test_a_lesson_is_gone_on_with_where_it_was_served(tmp_path: Path) -> None:
    """With nothing but its name it has the port, the addresses and the proxy that it had, so that its pages find it; what is given wins.

    On a computer that never served it, it is served as if nothing had been said.
    """
    port, other = free_port(), free_port()
    usual = ("--bind", "127.0.0.1", "--port", str(port), "--address", "https://class.example/", "--proxy")
    with served(tmp_path, port, "tutorial", *usual) as first:
        pass
    with served(tmp_path, port, "--lesson", first.lesson) as again:
        pass
    with served(tmp_path, other, "--lesson", first.lesson, "--port", str(other), "--address", "", "--no-proxy") as changed:
        pass
    with served(tmp_path, other, "--lesson", first.lesson) as last:
        pass

    assert first.named("Console") == again.named("Console") != ""
    assert again.named("Console").startswith("https://class.example/console/")
    assert again.named("Join") == "https://class.example"
    said = (
        f"served as before, with --port {port} --bind 127.0.0.1 --address https://class.example/ --proxy; give an option again to change it"
    )
    assert (False, True) == ("as before" in first.said, said in " ".join(again.said.split()))
    assert changed.named("Console") == last.named("Console")
    assert changed.named("Console").startswith(f"http://127.0.0.1:{other}/console/")
    assert "served as before, with --bind 127.0.0.1; give" in " ".join(changed.said.split())


def test_a_port_that_is_kept_and_taken_is_said(tmp_path: Path) -> None:
    """Where another program listens on the port that the lesson had, it is named, and nothing is served elsewhere unasked."""
    with hosting(tmp_path, "tutorial") as first:
        pass
    with socket.create_server(("127.0.0.1", first.port)):
        code, said = refused(tmp_path, "--lesson", first.lesson)

    assert 5 == code
    assert f"another program listens on port {first.port}, perhaps another sim host; stop that one, or give this one --port" in " ".join(
        said.split()
    )
