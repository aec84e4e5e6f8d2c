"""`sim host`: what it prints, and what it serves."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from sim.classroom.web.answers import BEAT
from tests.classroom.faults.killing import free_port, status

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are stopped by signals here")


@dataclass
class Hosting:
    """A server that is running."""

    process: "subprocess.Popen[str]"
    port: int
    said: str
    """What it printed before it served."""

    def named(self, what: str) -> str:
        """Return what stands after a word on one of its lines."""
        found = re.search(rf"{what}:\s+(\S+)", self.said)
        return found[1] if found else ""

    @property
    def lesson(self) -> str:
        """The name of its lesson."""
        return self.named("Console").split("/")[4]


def command(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start `sim host` with its sessions in a folder."""
    environment = {"SIM_DATA": str(folder), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "sim", "host", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def hosting(folder: Path, *arguments: str) -> Iterator[Hosting]:
    """Run `sim host` on a free port until the block ends."""
    port = free_port()
    with served(folder, port, *arguments, "--port", str(port), "--bind", "127.0.0.1") as held:
        yield held


@contextmanager
def served(folder: Path, port: int, *arguments: str) -> Iterator[Hosting]:
    """Run `sim host` until the block ends; `port` is the one that it serves on."""
    process = command(folder, *arguments)
    assert process.stdout is not None
    said = ""
    try:
        while "Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        while not status(port, "/health"):
            assert process.poll() is None, said
        yield Hosting(process, port, said)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


def refused(folder: Path, *arguments: str) -> tuple[int, str]:
    """Return how `sim host` ends when it does not serve, and what it said."""
    process = command(folder, *arguments)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def test_a_lesson_is_hosted_and_gone_on_with(tmp_path: Path) -> None:
    """The addresses that are printed answer; after a stop the lesson is there again, and a second server of the file is refused.

    What is mistyped is said before that, since it can be put right at once.
    """
    with hosting(tmp_path, "tutorial") as first:
        code = re.search(r"code (\w{6})$", first.said, re.MULTILINE)
        assert code
        joined = status(first.port, f"/join/{code[1]}", form={"name": "Ana"})
        busy = refused(tmp_path, "tutorial")
        mistyped = [refused(tmp_path, *words)[1] for words in (("tutorail",), ("tutorial", "--act", "fery"), ("--lesson", "tutorail"))]
    with hosting(tmp_path, "--lesson", first.lesson) as second:
        again = status(second.port, f"/join/{code[1]}", form={"name": "Ben"})

    assert (303, 303) == (joined, again)
    assert 5 == busy[0]
    assert f"sim host serves lesson {first.lesson} already, at http://127.0.0.1:{first.port}; stop it with Ctrl-C" in " ".join(
        busy[1].split()
    )
    assert [] == [said for said in mistyped if "already" in said or ("there is no" not in said and "no act" not in said)]
    assert first.named("Console").partition("#")[2] == second.named("Console").partition("#")[2] != ""
    assert "180 days after their end" in " ".join(first.said.split())


def test_nobody_is_invented_for_a_class(tmp_path: Path) -> None:
    """A lesson of a class is gone on with as what it is, and so is a rehearsal."""
    with hosting(tmp_path, "tutorial") as first:
        taught = first.lesson
    with hosting(tmp_path, "tutorial", "--rehearse", "3") as second:
        rehearsed = second.lesson
    with hosting(tmp_path, "--lesson", rehearsed, "--rehearse", "3") as third:
        again = third.lesson

    assert rehearsed == again
    assert "a rehearsal is a lesson of its own" in refused(tmp_path, "--lesson", taught, "--rehearse", "3")[1]


def test_a_port_that_is_taken_is_said_before_a_lesson_begins(tmp_path: Path) -> None:
    """Where another program listens, another port is named, and no lesson is kept that nobody could join."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = refused(tmp_path, "tutorial", "--bind", "127.0.0.1", "--port", str(port))
    listed = subprocess.run(
        [sys.executable, "-m", "sim", "lessons"],
        cwd=ROOT,
        env={"SIM_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert 5 == code
    assert f"another program listens on port {port}, perhaps another sim host" in " ".join(said.split())
    assert "" == listed.stdout


@contextmanager
def listening(held: Hosting) -> Iterator[list[HTTPResponse]]:
    """Open the pages of a class that stay open: a phone's, packed and as it is, and the projector's."""
    code = re.search(r"code (\w{6})$", held.said, re.MULTILINE)
    assert code
    with ExitStack() as opened:

        def ask(method: str, path: str, form: str | None = None, **headers: str) -> HTTPResponse:
            connection = opened.enter_context(closing(HTTPConnection("127.0.0.1", held.port, timeout=10)))
            connection.request(method, path, form, {"Accept-Encoding": "gzip", **headers})
            return opened.enter_context(connection.getresponse())

        joined = ask("POST", f"/join/{code[1]}", "name=Ana", Origin=f"http://127.0.0.1:{held.port}")
        cookie = (joined.headers["set-cookie"] or "").partition(";")[0]
        phones = (f"/s/{held.lesson}/events", f"/s/{held.lesson}/events?pack=1")
        pages = [ask("GET", path, Cookie=cookie) for path in (*phones, f"/screen/{code[1]}/events")]
        assert [(200, 1)] * 3 == [(page.status, len(page.read(1))) for page in pages]
        yield pages


def test_a_stop_is_quick_and_quiet(tmp_path: Path) -> None:
    """With pages open a server goes after Ctrl-C, before their streams beat again: they end well, and nothing is said but how to go on."""
    with hosting(tmp_path, "tutorial") as held, listening(held) as pages:
        began = time.monotonic()
        held.process.send_signal(signal.SIGINT)
        code, took = held.process.wait(20), time.monotonic() - began
        assert held.process.stdout is not None
        said = held.process.stdout.read()
        rests = [page.read() for page in pages]  # raises where a page was cut off

    assert f"sim: everything that was acknowledged is kept; go on with: sim host --lesson {held.lesson}" == " ".join(said.split())
    assert (True, True) == (took < BEAT - 5, all(rests))
    assert 130 == code


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("tutorial", "--bind", "192.0.2.77"), 5, "this computer has no address '192.0.2.77'"),
        (("tutorial", "--notice", "nothing.txt"), 5, "nothing.txt: No such file or directory; name a file of text"),
        (("tutorial", "--notice", "tests/vendored"), 5, "tests/vendored: Is a directory"),
        (("nowhere",), 4, "there is no scenario and no folder"),
        (("tutorial", "--act", "nothing"), 4, "no act"),
        (("tutorial", "--bot", "reportd"), 2, "did you mean 'reported'?"),
        (("--lesson", "nothing"), 4, "there is no lesson 'nothing'"),
    ],
)
def test_what_cannot_be_held_is_refused(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """An unknown scenario, act, bot or lesson is named, and no server starts."""
    found = refused(tmp_path, *arguments)

    assert code == found[0], found[1]
    assert said in found[1]


def test_a_class_is_served_without_any_extra() -> None:
    """What only a database server needs is not asked for where none is used."""
    without = "import sys; sys.modules['psycopg'] = None; from sim.cli import main; sys.argv = ['sim', 'host', 'nowhere']; main()"
    run = subprocess.run([sys.executable, "-c", without], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)

    assert "error unknown-scenario" in run.stderr
