"""The whole screen as lines: the bar at the top, the page, what is asked, the keys. Desk and size in, lines out.

Rule 1: nothing is decided here and nothing changes but how far columns are scrolled, which depends on the size.
"""

from sim.terminal.commands import ALWAYS, HANDOVER, NOTICE, SCENE, Command, shown_key
from sim.terminal.company import standing
from sim.terminal.desk import Desk
from sim.terminal.frame import Button, key_bar, one_column, said
from sim.terminal.lines import Line, Span, padded, width_of
from sim.terminal.notice import EVERYBODY
from sim.terminal.pages import bar, columns, seen, sides


def top(desk: Desk, width: int, height: int) -> tuple[Line, ...]:
    """Return the bar and the page, exactly `height` lines; the columns are scrolled as far as they are."""
    desk.width = width
    whose = _whose(desk)
    title = bar(_title(desk, width - width_of((Span(f"  {whose}  "),))), whose, width)
    parts = columns(desk.page, width)
    if len(parts) > 1:
        rows = _two(desk, parts, width, height - 1)
    else:
        rows = one_column(parts[0], desk.scrolls[0], desk.page.measure, width, height - 1)
    return (title, *rows)


def asked(desk: Desk, width: int, _height: int) -> tuple[Line, ...]:
    """Return what is asked or was said, in as many lines as it takes."""
    text, style = _said(desk)
    before = standing(desk.table.led) if desk.table.led is not None else ""
    return said(f"{before} {text}".strip(), style, width)


def _said(desk: Desk) -> tuple[str, str]:
    if desk.ask:
        left = f" {desk.ask.limit - len(desk.written)} characters left." if desk.ask.counted else ""
        return f"{desk.ask.prompt}{left}", "ask"
    if desk.message:
        return desk.message, "ask"
    return desk.page.ask, "ask" if desk.page.urgent else "status"


def side_at(desk: Desk, column: int) -> int:
    """Return which column of the page stands at a column of the screen: 0 or 1."""
    left, _ = sides(desk.width)
    return int(len(columns(desk.page, desk.width)) > 1 and column > left + _margin(desk.width) + 1)


def keys(desk: Desk, width: int, _height: int) -> tuple[Line, ...]:
    """Return the bar of keys in one line: as many as fit, help and commands always among them."""
    contested = desk.moment.stage == SCENE and bool(desk.view.conflicts) and not desk.option
    shown = [command for command in desk.available if command.bar and (desk.option or not command.with_option)]
    shown = [command for command in shown if command.name != "conflicts" or contested or desk.moment.stage != SCENE or desk.sheets]
    loud = (*ALWAYS, "conflicts") if contested and not desk.sheets else ALWAYS
    return key_bar([_button(desk, command, always=command.name in loud) for command in shown], width)


def _button(desk: Desk, command: Command, *, always: bool) -> Button:
    key = shown_key(command.keys[0])
    if command.name == "look" and desk.decision and len(desk.decision.options) > 1:
        key = f"1–{min(len(desk.decision.options), len(command.keys))}"
    title = (desk.sheets[-1].bar if command.name == "pick" and desk.sheets else "") or command.bar
    return Button(command.name, key, title, always)


def _title(desk: Desk, room: int) -> str:
    """Return the title of the page behind that of the act, or alone where both are wider than there is room."""
    title = desk.page.title
    whole = title if title in (desk.guide.title, desk.guide.act_title) else f"{desk.guide.act_title} · {title}"
    return whole if width_of((Span(whole),)) <= room else title


def _whose(desk: Desk) -> str:
    """Return for whose eyes the screen is, and when; on a hand-over neither."""
    if desk.moment.stage in (NOTICE, HANDOVER):
        return EVERYBODY
    if desk.is_early and desk.table.led is not None:
        return desk.table.led.news().seat.name
    return f"{desk.view.role_name} · turn {desk.moment.turn}" if desk.moment.turn else desk.view.role_name


def _two(desk: Desk, parts: tuple[tuple[Line, ...], ...], width: int, height: int) -> tuple[Line, ...]:
    left, _ = sides(width)
    margin = Span(" " * _margin(width))
    shown = [
        seen(lines, scroll, height, active=desk.side == place)
        for place, (lines, scroll) in enumerate(zip(parts, desk.scrolls, strict=True))
    ]
    rows = []
    for place in range(height):
        cells = [column[place] if place < len(column) else Line() for column in shown]
        rows.append(Line((margin, *padded(cells[0], left), Span(" │ ", "rule"), *cells[1].spans)))
    return tuple(rows)


def _margin(width: int) -> int:
    """Return the columns at the left of two columns of text."""
    return max(1, (width - sum(sides(width)) - 3) // 2)
