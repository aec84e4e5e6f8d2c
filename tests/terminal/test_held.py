"""Tests for requests to end a play: they wait until the play waits, and no earlier work is cut short."""

import io
import os
import signal
import threading

import pytest

from sim.terminal.held import Held, hold

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")


@POSIX
@pytest.mark.parametrize(
    ("number", "ends"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit), (signal.SIGHUP, SystemExit)]
)
def test_a_request_is_obeyed_when_a_line_is_waited_for(number: signal.Signals, ends: type[BaseException]) -> None:
    """A signal during work is noted, the work is finished, and reading the next line ends the play."""
    done = []
    with hold() as held:
        lines = held.source(io.StringIO("1\n"))
        os.kill(os.getpid(), number)
        done.append("the work")
        with pytest.raises(ends):
            lines.readline()

    assert ["the work"] == done


def test_a_request_is_obeyed_when_lines_are_written() -> None:
    """A reader who does not read cannot keep a play from ending."""
    held = Held()
    lines = held.sink(io.StringIO())
    lines.write("before\n")
    held.note(signal.SIGTERM)

    with pytest.raises(SystemExit) as ended:
        lines.flush()

    assert 128 + signal.SIGTERM == ended.value.code


def test_a_second_request_is_obeyed_at_once() -> None:
    """Who presses Ctrl-C twice does not wait for the work to end."""
    held = Held()
    held.note(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        held.note(signal.SIGINT)


def test_nothing_is_obeyed_without_a_request() -> None:
    """A line is read as it is when nobody asked to end."""
    assert "1\n" == Held().source(io.StringIO("1\n")).readline()


@POSIX
def test_what_the_signals_did_before_is_put_back() -> None:
    """After a play, each signal does again what it did before."""
    before = signal.getsignal(signal.SIGTERM)
    with hold():
        pass

    assert before == signal.getsignal(signal.SIGTERM)


def test_another_thread_has_no_signals_to_hold() -> None:
    """A play in a thread that is not the main one leaves the signals of the process alone."""
    before, inside = signal.getsignal(signal.SIGTERM), []

    def play() -> None:
        with hold():
            inside.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=play)
    thread.start()
    thread.join()

    assert [before] == inside
