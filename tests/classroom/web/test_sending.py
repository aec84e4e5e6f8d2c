"""Answers leave whole: head and body in one packet, and nothing is lost or sent after the end."""

import asyncio

from sim.classroom.web.sending import Joining


class Line(asyncio.Transport):
    """A connection that remembers what became of it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__({"peername": ("127.0.0.1", 9)})
        self.seen: list[str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Remember what is sent."""
        self.seen.append(bytes(data).decode())

    def close(self) -> None:
        """Remember the end."""
        self.seen.append("<closed>")

    def abort(self) -> None:
        """Remember the end."""
        self.seen.append("<aborted>")

    def pause_reading(self) -> None:
        """Remember that it reads no more."""
        self.seen.append("<paused>")

    def resume_reading(self) -> None:
        """Remember that it reads."""
        self.seen.append("<resumed>")

    def is_closing(self) -> bool:
        """Tell whether the end was there."""
        return "<closed>" in self.seen or "<aborted>" in self.seen


async def _sent(*steps: str) -> list[str]:
    """Return what a connection saw of some steps; `.` lets the event loop turn to something else."""
    line = Line()
    joining = Joining(line, asyncio.get_running_loop())
    for step in steps:
        match step:
            case ".":
                await asyncio.sleep(0)
            case "close":
                joining.close()
            case "abort":
                joining.abort()
            case "pause":
                joining.pause_reading()
            case "resume":
                joining.resume_reading()
            case _:
                joining.write(step.strip("_").encode())
    assert joining.is_closing() == line.is_closing()
    assert ("127.0.0.1", 9) == joining.get_extra_info("peername")
    return line.seen


def test_what_is_written_in_one_go_leaves_in_one_packet() -> None:
    """Head, body and the empty end of an answer are one packet; what a stream writes later is another."""
    assert ["head body", "news"] == asyncio.run(_sent("head", " body", "_", ".", "news", "."))


def test_nothing_is_held_at_the_end() -> None:
    """Whoever hangs up has sent all; whoever hangs up at once sends nothing more; and after the end nothing is sent."""
    assert ["head", "<closed>"] == asyncio.run(_sent("head", "close", "."))
    assert ["<aborted>"] == asyncio.run(_sent("head", "abort", "."))
    assert ["<closed>"] == asyncio.run(_sent("close", "late", "."))


def test_reading_is_the_connections() -> None:
    """Whether it is read from is handed on."""
    assert ["<paused>", "<resumed>"] == asyncio.run(_sent("pause", "resume", "."))
