"""What each command does to the desk, found by the command's name; what is more than a line or two stands in `opened` and `changes`.

Rule 1: a refusal of the play reaches the person as a page; nothing that was begun is lost.
"""

from collections.abc import Callable, Mapping

from sim.errors import SimError
from sim.terminal import changes, judging, moving, opened, reading, talking
from sim.terminal.desk import Desk
from sim.terminal.flow import Stage
from sim.terminal.palette import open_palette
from sim.terminal.settings import THEMES

_WHEEL = 3
"""Lines that one step of a mouse's wheel scrolls."""


def press(desk: Desk, key: str) -> bool:
    """Do what a key does here; tell whether it does anything."""
    command = next((command for command in desk.available if key in command.keys), None)
    if command is None:
        return False
    run(desk, command.name, key)
    return True


def run(desk: Desk, name: str, key: str = "") -> None:
    """Do what a command does, by its name; `key` is the one that was pressed, for commands that have several."""
    desk.message = ""
    _guarded(desk, lambda: ACTIONS[name](desk, key))


def write(desk: Desk, text: str) -> None:
    """Take what stands in the line that is being written; what is longer than allowed is cut when it is accepted."""
    desk.written = text
    if desk.ask and desk.ask.changed:
        desk.ask.changed(text)


def follow(desk: Desk, link: str) -> None:
    """Do what a click on words with a link does; where it does nothing, nothing happens."""
    verb, _, rest = link.partition(" ")
    here = {command.name for command in desk.available}
    if verb == "key" and rest in here:
        run(desk, rest)
    elif verb == "option" and "look" in here:
        run(desk, "look", rest)
    elif verb == "section" and "jump" in here:
        run(desk, "jump", rest)
    elif verb == "item" and desk.sheets and desk.sheets[-1].items:
        desk.ask = None
        desk.mark(int(rest))
        run(desk, "pick")
    elif verb == "term" and "glossary" in here:
        run(desk, "glossary")
        desk.scrolls[0].to(link)
    elif verb == "passage" and "passages" in here:
        _guarded(desk, lambda: opened.linked_passage(desk, rest))


def wheel(desk: Desk, side: int, steps: int) -> None:
    """Scroll the column under the pointer, down when positive."""
    desk.scrolls[side].by(_WHEEL * steps)


def _guarded(desk: Desk, act: Callable[[], None]) -> None:
    try:
        act()
    except SimError as error:
        desk.refuse(error)


def _go_on(desk: Desk, _key: str) -> None:
    if desk.moment.stage is Stage.NOTICE and desk.scrolls[0].below:
        desk.scrolls[0].leaf(1)  # the notice is read to its end
    else:
        desk.go_on()


def _look(desk: Desk, key: str) -> None:
    decision = desk.decision
    if decision is None:
        return
    number = int(key) if key else desk.focus or 1
    if number > len(decision.options):
        desk.message = f"There is no option {number} here."
    else:
        desk.look_at(number)


def _step_option(desk: Desk, step: int) -> None:
    if desk.decision:
        count = len(desk.decision.options)
        start = desk.focus or (0 if step > 0 else 1)
        desk.look_at((start - 1 + step) % count + 1)


def _seal(desk: Desk, _key: str) -> None:
    if desk.option is None:
        desk.message = "Nothing to seal yet: press the number of an option to look at it first."
    else:
        desk.seal()


def _pick(desk: Desk, key: str) -> None:
    sheet = desk.sheets[-1]
    place = int(key) - 1 if key.isdecimal() else sheet.marked
    if sheet.items and place < len(sheet.items):
        sheet.items[place].act()


def _back(desk: Desk, key: str) -> None:
    """Close what is open; on a question that was asked by the same key, give the answer that the key stands for."""
    answer = next((item for item in desk.sheets[-1].items or () if key and item.key == key), None)
    if answer:
        answer.act()
    else:
        desk.close()


def _mark(desk: Desk, step: int) -> None:
    if desk.sheets:
        desk.mark(desk.sheets[-1].marked + step)


def _theme(desk: Desk, _key: str) -> None:
    desk.theme = THEMES[(THEMES.index(desk.theme) + 1) % len(THEMES)]
    note = "" if desk.settings.colour else " (NO_COLOR is set, so no theme shows colours)"
    desk.message = f"Theme: {desk.theme}{note}"


def _help(desk: Desk, _key: str) -> None:
    desk.read(reading.help_page(desk.available, "Keys of this page"))


def _leave(desk: Desk, _key: str) -> None:
    desk.leaving = True


def _suspend(desk: Desk, _key: str) -> None:
    desk.wish = "suspend"


def _redraw(desk: Desk, _key: str) -> None:
    desk.wish = "redraw"


def _accept(desk: Desk, _key: str) -> None:
    ask, desk.ask = desk.ask, None
    if ask:
        ask.accept(desk.written[: ask.limit])


def _cancel(desk: Desk, _key: str) -> None:
    if desk.ask and desk.ask.changed:  # the palette goes with its line
        desk.close()
    desk.ask = None


ACTIONS: Mapping[str, Callable[[Desk, str], None]] = {
    "go-on": _go_on,
    "look": _look,
    "section": moving.section,
    "jump": moving.jump,
    "seal": _seal,
    "vote-anew": lambda desk, _: desk.vote_anew(),
    "speak": lambda desk, _: talking.speak(desk),
    "wish": lambda desk, _: talking.wish(desk),
    "propose": lambda desk, _: talking.propose(desk),
    "let-go": lambda desk, _: desk.look_at(None),
    "next-option": lambda desk, _: _step_option(desk, 1),
    "last-option": lambda desk, _: _step_option(desk, -1),
    "reason": lambda desk, _: changes.reason(desk),
    "weigh": lambda desk, _: judging.weigh(desk),
    "mark": lambda desk, _: judging.mark(desk),
    "next-act": lambda desk, _: desk.next_act(),
    "pick": _pick,
    "pick-number": _pick,
    "mark-next": lambda desk, _: _mark(desk, 1),
    "mark-last": lambda desk, _: _mark(desk, -1),
    "back": _back,
    "passages": lambda desk, _: opened.passages(desk),
    "conflicts": lambda desk, _: opened.conflicts(desk),
    "glossary": lambda desk, _: opened.glossary(desk),
    "board": lambda desk, _: opened.board(desk),
    "brief": lambda desk, _: opened.brief(desk),
    "map": lambda desk, _: opened.way(desk),
    "log": lambda desk, _: opened.turns(desk),
    "undo": lambda desk, _: changes.undo(desk),
    "fork": lambda desk, _: changes.fork(desk),
    "watch": lambda desk, _: changes.watch(desk),
    "export": lambda desk, _: changes.export(desk),
    "theme": _theme,
    "notice": lambda desk, _: opened.notice(desk),
    "turn-side": moving.turn_side,
    "line-down": lambda desk, _: moving.line(desk, 1),
    "line-up": lambda desk, _: moving.line(desk, -1),
    "page-down": lambda desk, _: moving.leaf(desk, 1),
    "page-up": lambda desk, _: moving.leaf(desk, -1),
    "read-on": moving.read_on,
    "top": lambda desk, _: moving.line(desk, -moving.FAR),
    "bottom": lambda desk, _: moving.line(desk, moving.FAR),
    "help": _help,
    "palette": lambda desk, _: open_palette(desk, run),
    "quit": lambda desk, _: changes.leave(desk),
    "leave": _leave,
    "suspend": _suspend,
    "redraw": _redraw,
    "accept": _accept,
    "cancel": _cancel,
    "entry-next": lambda desk, _: _mark(desk, 1),
    "entry-last": lambda desk, _: _mark(desk, -1),
}
"""By the name of the command; the second argument is the key that was pressed."""
