"""`sim host`: what it prints, and what it serves."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

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
    """Run `sim host` until the block ends."""
    port = free_port()
    process = command(folder, *arguments, "--port", str(port), "--bind", "127.0.0.1")
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


def test_a_stop_is_quick(tmp_path: Path) -> None:
    """Ctrl-C ends the server within three seconds, and says how to go on."""
    with hosting(tmp_path, "tutorial") as held:
        held.process.send_signal(signal.SIGINT)
        held.process.wait(3)
        assert held.process.stdout is not None
        said = held.process.stdout.read()

        assert f"sim host --lesson {held.lesson}" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("tutorial", "--bind", "192.0.2.77"), 5, "this computer has no address '192.0.2.77'"),
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
