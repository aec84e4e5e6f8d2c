"""A thousand texts that would move, colour, rename or copy in a terminal, through all that writes to one: it stays as it was."""

import contextlib
import io
import json
import logging
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest
from click.testing import CliRunner
from pydantic import TypeAdapter, ValidationError
from starlette.types import Message, Receive, Scope, Send

from sim.classroom.client.wire import Answer, cleaned
from sim.classroom.web.guard import Guard
from sim.cli.app import app
from sim.cli.output import talk, tell, tell_json
from sim.model.events import Chose
from sim.model.text import Name, Text, Words, clean, forbidden_character
from sim.report.outline import Item, Paragraph
from sim.report.spreadsheet import table
from sim.report.text import written
from sim.terminal.lines import Span, wrap

COUNT = 1_000
HEADER = "What is said:"
PIECES = (
    *(chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))),
    "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x1b]52;c;ZXZpbA==\x07",
    "\x9d52;c;ZXZpbA==\x9c", "\x1b[31m", "\x1b[2J", "\x1b[H", "\x1b[5A", "\x1b[?25l", "\x1b[?1049h", "\x1b[6n", "\x9b41m", "\x9b2J",
    "\x1b[8mhidden", "\x1b(0", "\x1bc", "\x1b#8", "\x1bP$qm\x1b\\", "\x1bPq#0;2;0;0;0#0~\x1b\\", "\x90tmux;\x1b\x1b]52;c;eA==\x07\x9c",
    "\x1b_Ga=T;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1b[20t", "\x1b[21t",
    "\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d", "\u2060", "\ufeff", "\u061c", "\u2028", "\u2029", "\U000e0041", "\ufe0f",
    "z" + "\u0336" * 40, "o" + "\u20dd\u0307" * 20, "\r", "\b\b\b\b", "\t", "=1+1", "words", "žena", "Ђорђе", " ",
)  # fmt: skip
"""What texts are made of: C0, C1, OSC 0, 2, 8 and 52, CSI, DCS, APC, directions, nothing wide, towers of marks, and good words."""


def texts() -> list[str]:
    """Return a thousand texts, the same each time, each with something to read at both ends."""
    drawn = random.Random(52)
    return [f"from{''.join(drawn.choices(PIECES, k=drawn.randint(1, 8)))}to" for _ in range(COUNT)]


NAME, WORDS, TEXT = TypeAdapter(Name), TypeAdapter(Words), TypeAdapter(Text)


def captured(write: Callable[[], object]) -> str:
    """Return what is written to both outputs."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        write()
    return out.getvalue()


def of_a_scenario(text: str) -> str:
    """Return a text of a scenario as it is kept, or the refusal of it."""
    try:
        return TEXT.validate_python(text)
    except ValidationError as error:
        return str(error.errors(include_input=False, include_url=False)[0]["msg"])


def answered(text: str) -> str:
    """Return the words of a refusal that a server of another make sent."""
    error = Answer(409, json.dumps({"code": "refused", "message": text})).error()
    assert error is not None
    return str(error)


SINKS: dict[str, Callable[[str], str]] = {
    "a name in a table": lambda text: table(["name"], [[NAME.validate_python(text)]]).removeprefix("\ufeff"),
    "a message in full screen": lambda text: "\n".join(line.text for line in wrap((Span("", WORDS.validate_python(text)),), 60)),
    "a note in a debrief": lambda text: "\n".join(written([Paragraph(WORDS.validate_python(text))], 80)),
    "a proposal in a list": lambda text: "\n".join(written([Item(WORDS.validate_python(text))], 80)),
    "a reason as data": lambda text: captured(lambda: tell(Chose(role="r", option="o", reason=text).reason or "")),
    "a text of a scenario": of_a_scenario,
    "what a server sends": lambda text: str(cleaned({"words": [text]})),
    "what a server refuses": answered,
    "standard output": lambda text: captured(lambda: tell(text)),
    "standard error": lambda text: captured(lambda: talk(f"sim: {text}")),
    "data for programs": lambda text: captured(lambda: tell_json({"words": text})),
    "a file that is not there": lambda text: CliRunner().invoke(app, ["check", f"{text}.yaml"]).output,
}


def shown(output: str) -> tuple[list[str], tuple[object, ...]]:
    """Return what a terminal shows after an output, and everything else about it that an output could change."""
    screen = pyte.Screen(100, 40)
    stream = pyte.Stream(screen)
    stream.feed(f"{HEADER}\r\n")
    stream.feed(output.replace("\r\n", "\n").replace("\n", "\r\n"))
    styles = {char[1:] for line in screen.buffer.values() for char in line.values()}
    return [line.rstrip() for line in screen.display], (screen.title, screen.icon_name, screen.cursor.hidden, {*screen.mode}, styles)


def words_of(lines: list[str]) -> str:
    """Return what stands on a screen, wherever its lines break."""
    return "".join("".join(lines).replace("\\n", "").split())


PLAIN = shown("plain")[1]
AT_ONCE = 25
"""Texts on one screen."""


@pytest.mark.parametrize("sink", SINKS)
def test_a_terminal_stays_as_it_was(sink: str) -> None:
    """A sink gives a terminal no character that could change it, and the screen is that of the cleaned text."""
    write, hostile = SINKS[sink], texts()
    for first in range(0, COUNT, AT_ONCE):
        some = hostile[first : first + AT_ONCE]
        outputs = [write(text).rstrip() for text in some]
        screen = shown("\n".join(outputs))

        assert [None] * len(some) == [forbidden_character(output.replace("\r\n", "\n")) for output in outputs]
        assert PLAIN == screen[1]
        if sink not in {"a text of a scenario", "data for programs", "a file that is not there"}:
            cleaned_first = shown("\n".join(write(clean(text)).rstrip() for text in some))

            assert words_of(cleaned_first[0]) == words_of(screen[0])


def test_no_style_comes_from_a_text() -> None:
    """All of it together, on one screen, has no colour, weight or link of its own."""
    styles = shown("\n".join(SINKS["standard output"](text) for text in texts()))[1][4]

    assert PLAIN[4] == styles


def test_a_log_has_one_line_for_a_fault_and_nothing_that_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the program is logged by its kind and place: neither its words, nor the address, nor a header."""
    texts_now = texts()

    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        raise ValueError(scope["path"])

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def sent(message: Message) -> None:
        del message

    def ask(text: str) -> None:
        headers = [(b"host", b"localhost"), (b"x-said", text.encode())]
        scope = {"type": "http", "method": "GET", "path": f"/{clean(text).replace(chr(10), chr(32))}", "headers": headers}
        with contextlib.suppress(StopIteration):
            Guard(fail, ())(scope, nothing, sent).send(None)

    with caplog.at_level(logging.DEBUG):
        for text in texts_now:
            ask(text)

    assert len(texts_now) == len([record for record in caplog.records if record.name == "sim.classroom"])
    assert 1 == len({record.getMessage() for record in caplog.records})
    assert "ValueError" in caplog.records[0].getMessage()


@pytest.mark.slow
def test_pytest_shows_a_hostile_play_as_plain_text(tmp_path: Path) -> None:
    """Plays full of such texts fail with words that leave the terminal as it was."""
    for number, text in enumerate(texts()[:200]):
        (tmp_path / f"p{number}.play.yaml").write_text(f"schema: 1\nplays:\n  {json.dumps(text)}: 1\n", "utf-8", "replace")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "sim.testing.plugin", "--color=no", "-q", str(tmp_path)]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8").stdout

    assert "hides or mov" in said
    assert forbidden_character(said) is None
