"""The whole screen as lines: the bar at the top, the page, what is asked, the keys. Desk and size in, lines out.

Rule 1: nothing is decided here and nothing changes but how far columns are scrolled, which depends on the size.
"""

from sim.terminal.commands import HANDOVER, NOTICE, SCENE, Command, shown_key
from sim.terminal.desk import Desk
from sim.terminal.lines import Line, Span, clipped, padded, width_of, wrap
from sim.terminal.pages import bar, columns, seen, sides

_ALWAYS = ("go-on", "seal", "back", "accept", "cancel", "help", "palette", "quit")
"""Commands whose keys are in the bar however narrow it is."""


def top(desk: Desk, width: int, height: int) -> tuple[Line, ...]:
    """Return the bar and the page, exactly `height` lines; the columns are scrolled as far as they are."""
    desk.width = width
    title = bar(_title(desk), _whose(desk), width)
    parts = columns(desk.page, width)
    rows = _two(desk, parts, width, height - 1) if len(parts) > 1 else _one(desk, parts[0], width, height - 1)
    return (title, *rows)


def asked(desk: Desk, width: int, _height: int) -> tuple[Line, ...]:
    """Return what is asked or was said, in as many lines as it takes."""
    said, style = _said(desk)
    lines = wrap((Span(said, style),), width - 1, (Span(" ", style),), (Span(" ", style),))
    return tuple(Line((*line.spans, Span(" " * (width - width_of(line.spans)), style))) for line in lines)


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
    always = [command for command in shown if command.name in _ALWAYS or (command.name == "conflicts" and contested and not desk.sheets)]
    room = width - sum(width_of(_button(desk, command)) for command in always)
    fitting: list[Command] = []
    for command in shown:
        if command in always:
            fitting.append(command)
        elif width_of(_button(desk, command)) <= room:
            room -= width_of(_button(desk, command))
            fitting.append(command)
    spans = tuple(span for command in fitting for span in _button(desk, command))
    return (Line((*clipped(spans, width), Span(" " * max(0, width - width_of(spans)), "bar"))),)


def _button(desk: Desk, command: Command) -> tuple[Span, ...]:
    key = shown_key(command.keys[0])
    if command.name == "look" and desk.decision and len(desk.decision.options) > 1:
        key = f"1–{min(len(desk.decision.options), len(command.keys))}"
    link = f"key {command.name}"
    bar = (desk.sheets[-1].bar if command.name == "pick" and desk.sheets else "") or command.bar
    return (Span(f" {key}", "key", link), Span(f" {bar} ", "bar", link))


def _title(desk: Desk) -> str:
    title = desk.page.title
    return title if title in (desk.guide.title, desk.guide.act_title) else f"{desk.guide.act_title} · {title}"


def _whose(desk: Desk) -> str:
    """Return for whose eyes the screen is, and when; on a hand-over neither."""
    if desk.moment.stage in (NOTICE, HANDOVER):
        return "Everybody"
    return f"{desk.view.role_name} · turn {desk.moment.turn}" if desk.moment.turn else desk.view.role_name


def _one(desk: Desk, lines: tuple[Line, ...], width: int, height: int) -> tuple[Line, ...]:
    margin = Span(" " * max(1, (width - min(width - 2, desk.page.measure)) // 2))
    rows = seen(lines, desk.scrolls[0], height)
    return tuple(Line((margin, *row.spans)) for row in rows) + (Line(),) * (height - len(rows))


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
