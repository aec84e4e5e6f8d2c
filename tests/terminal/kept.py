"""A play kept as text: the keys that were pressed in a real terminal, and the screen that came after each of them.

Rule 1: comparing presses the kept keys and waits for the kept screens, so that nothing waits for a screen to come to rest.
Rule 2: keeping a play anew finds the keys by what the screen asks for, so that a play survives a change of its scenes.
"""

import os
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.terminal.real import KEYS, Terminal, agrees

GOLDEN = Path(__file__).parent / "golden"
_SIGN = ">>> "
"""Stands before the keys in a kept play; no screen has it."""
_NOTICE = "Press Enter when you have read this."
_CHOOSING = re.compile(r"Press (?:1|1 or (\d)|1 to (\d)) to jump to (?:the|an) option")
_OVER = "You have left your role"
_NEXT_ACT = "Enter goes on to “"
_LAST = "This is the last section."


def hold(name: str, running: Terminal, wishes: str) -> str:
    """Play to the end, compared with what is kept under a name, or keep it if that was asked for; return the last screen.

    Args:
        name: of the play.
        running: the command, just started.
        wishes: the options to take, as digits, over and over; where there are fewer options, the last one.

    """
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("BLESS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{_SIGN}{keys}\n{screen}\n" for keys, screen in _played(running, wishes)), encoding="utf-8")
        return running.words
    for place, part in enumerate(file.read_text("utf-8").split(_SIGN)[1:], 1):
        keys, _, screen = part.partition("\n")
        for key in keys.split():
            running.process.send(KEYS.get(key, key))
        wanted = screen.rstrip("\n")
        agrees(wanted, running.until_rest(wanted), f"{file}: screen {place}, after {keys or 'the start'}")
    return running.words


def _played(running: Terminal, wishes: str) -> Iterator[tuple[str, str]]:
    """Play, and give the keys that were pressed with the screen that came after them."""
    running.until_it_says(_NOTICE)
    yield "", running.shown
    wished = cycle(wishes)
    while True:
        keys = _next_keys(running.words, wished)
        if not keys:
            return
        running.press(*keys.split())
        yield keys, running.shown


def _next_keys(said: str, wished: Iterator[str]) -> str:
    """Return what to press, by what a screen asks for; nothing where nothing more is asked for."""
    if _LAST in said:
        return ""
    if choosing := _CHOOSING.search(said):
        return min(next(wished), choosing[1] or choosing[2] or "1")
    if _OVER in said and _NEXT_ACT not in said:
        return "n"
    return "Enter"
