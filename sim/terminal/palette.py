"""The palette: every command that applies here, found by typing letters of its name in their order."""

from collections.abc import Callable, Iterable
from functools import partial

from sim.terminal.blocks import Gap, Rule
from sim.terminal.commands import Command, shown_key
from sim.terminal.desk import Desk
from sim.terminal.pages import Page
from sim.terminal.sheets import Ask, Item, Sheet

Runner = Callable[[Desk, str], None]
"""Does what a command does, by its name."""


def open_palette(desk: Desk, run: Runner) -> None:
    """Open the list of commands with a line to type in."""
    offered = tuple(command for command in desk.available if command.palette)
    ask = "Type a part of a name. Enter runs the marked command, Esc goes back."
    desk.open(
        Sheet(
            Page(
                "Commands",
                (Rule("All commands"), Gap()),
            ),
            (),
        )
    )
    _filter(desk, run, offered, "")
    desk.ask_for(Ask(ask, partial(_run_marked, desk), changed=partial(_filter, desk, run, offered)))


def _filter(desk: Desk, run: Runner, offered: tuple[Command, ...], text: str) -> None:
    desk.sheets[-1].items = tuple(_item(desk, run, command, lit) for command, lit in matching(text, offered))
    desk.mark(0)


def _item(desk: Desk, run: Runner, command: Command, lit: tuple[int, ...]) -> Item:
    sign = shown_key(command.keys[0]) if command.keys else "·"
    return Item(said(command), partial(_close_and_run, desk, run, command.name), sign=sign, lit=lit)


def _run_marked(desk: Desk, _text: str) -> None:
    items, marked = desk.sheets[-1].items, desk.sheets[-1].marked
    if items:
        items[marked].act()
    else:
        desk.close()
        desk.message = "No command has these letters in this order."


def _close_and_run(desk: Desk, run: Runner, name: str) -> None:
    desk.ask = None
    desk.close()
    run(desk, name)


def fuzzy(wanted: str, text: str) -> tuple[int, tuple[int, ...]] | None:
    """Return how badly the letters of `wanted` are found in a text, in order, and where; None when one of them is missing.

    Letters beside each other and at the beginning of words count as good; 0 is the best.
    """
    places: list[int] = []
    cost = 0
    folded = text.lower()
    for letter in wanted.lower():
        if letter == " ":
            continue
        start = places[-1] + 1 if places else 0
        found = _found(folded, letter, start)
        if found is None:
            return None
        begins = found == 0 or not folded[found - 1].isalnum()
        cost += 0 if places and found == start else 1 if begins else 3 + found - start
        places.append(found)
    return cost, tuple(places)


def _found(text: str, letter: str, start: int) -> int | None:
    """Return where a letter stands next: right here, else at the beginning of a word, else anywhere."""
    if text.startswith(letter, start):
        return start
    places = [place for place in range(start, len(text)) if text[place] == letter]
    begins = (place for place in places if not text[place - 1].isalnum())
    return next(begins, places[0] if places else None)


def matching(wanted: str, commands: Iterable[Command]) -> tuple[tuple[Command, tuple[int, ...]], ...]:
    """Return the commands whose title or help holds the letters of `wanted` in order, best first, with the places in `said`."""
    found = [(match, place, command) for place, command in enumerate(commands) if (match := fuzzy(wanted, said(command)))]
    return tuple((command, match[1]) for match, _, command in sorted(found, key=lambda entry: (entry[0][0], entry[1])))


def said(command: Command) -> str:
    """Return what the palette shows of a command and looks into."""
    return f"{command.title}: {command.help}"
