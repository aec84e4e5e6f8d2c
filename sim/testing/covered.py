"""A coverage report as people and programs read it: terminal table, JSON, HTML; and the thresholds it is held against."""

import json
from collections.abc import Iterator, Mapping, Sequence

from sim.errors import Invalid
from sim.model.nearest import nearest
from sim.report.page import cell, framed, page, safe
from sim.testing.coverage import Row
from sim.testing.touched import KINDS, Kind

SCHEMA = 1
"""Version of the JSON form."""

_NAMES: Mapping[Kind, str] = {
    "scenes": "scenes",
    "options": "options chosen",
    "branches": "branches taken",
    "conditions": "conditions, both ways",
    "joint": "joint choices",
    "injects": "injects",
    "outcomes": "outcomes",
    "citations": "citations shown",
}
_COLUMNS = ("part", "covered", "of", "%")
_LISTED = 12
"""Missing parts that the terminal table names for one kind; the other forms name all."""


def read_thresholds(text: str) -> dict[Kind, float]:
    """Return thresholds in per cent, written as `90` (every kind) or `scenes=100,joint=40` (only these).

    Raises:
        Invalid: it is neither.

    """
    found: dict[Kind, float] = {}
    for part in text.split(","):
        name, equals, number = part.strip().rpartition("=")
        try:
            value = float(number.removesuffix("%"))
        except ValueError:
            value = -1.0
        kinds = [kind for kind in KINDS if kind == name.strip()] if equals else [*KINDS]
        if not kinds:
            guess = nearest(name.strip(), KINDS)
            hint = f"; did you mean {guess!r}?" if guess else ""
            message = f"coverage threshold {part.strip()!r}: nothing is called {name.strip()!r}; there are: {', '.join(KINDS)}{hint}"
            raise Invalid(message, "bad-threshold")
        if not 0 <= value <= 100:  # noqa: PLR2004 -- per cent
            message = f"coverage threshold {part.strip()!r} is no number from 0 to 100; write 90, or scenes=100,joint=40"
            raise Invalid(message, "bad-threshold")
        found.update(dict.fromkeys(kinds, value))
    return found


def below(rows: Sequence[Row], thresholds: Mapping[Kind, float]) -> tuple[str, ...]:
    """Return a line for each kind that does not reach its threshold."""
    return tuple(
        f"{_NAMES[row.kind]}: {row.percent:.1f} % covered, {thresholds[row.kind]:g} % asked for"
        for row in rows
        if row.role is None and row.kind in thresholds and row.percent < thresholds[row.kind]
    )


def as_text(name: str, rows: Sequence[Row]) -> str:
    """Return the table of one scenario, with what is missing below it."""
    lines = [f"{name:<34}{'covered':>8}{'of':>6}{'%':>6}"]
    for row in rows:
        label = f"  {_NAMES[row.kind]}" if row.role is None else f"    {row.role}"
        lines.append(f"{label:<34}{row.covered:>8}{row.total:>6}{_percent(row):>6}")
    for row in rows:
        if row.role is None and row.missing:
            lines.append(f"  not covered, {_NAMES[row.kind]}:")
            lines += [f"    {path}" for path in row.missing[:_LISTED]]
            if len(row.missing) > _LISTED:
                lines.append(f"    and {len(row.missing) - _LISTED} more")
    return "\n".join(lines)


def _percent(row: Row) -> str:
    """Return whole per cent; 100 only where nothing is missing."""
    return f"{min(row.percent, 99 if row.missing else 100):.0f}"


def as_json(reports: Mapping[str, Sequence[Row]]) -> str:
    """Return the rows of every scenario as JSON."""
    data = {
        "schema": SCHEMA,
        "scenarios": [
            {
                "scenario": name,
                "rows": [
                    {"kind": row.kind, "role": row.role, "covered": row.covered, "of": row.total, "missing": list(row.missing)}
                    for row in rows
                ],
            }
            for name, rows in reports.items()
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


_STYLE = """
.role td:first-child { padding-left: 2rem }
.short td { background: var(--pale) } .short td:first-child { border-left: .3rem solid var(--warn) }
"""


def as_html(reports: Mapping[str, Sequence[Row]]) -> str:
    """Return the rows of every scenario as one page that needs nothing else."""
    parts = (part for name, rows in reports.items() for part in _section(name, rows))
    return page("Scenario coverage", ("<h1>Scenario coverage</h1>", *parts), style=_STYLE)


def _section(name: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"<h2>{safe(name)}</h2>"
    yield from framed(_COLUMNS, map(_row, rows), caption="Parts that the plays reached; by role where a role decides them")
    for row in rows:
        if row.role is None and row.missing:
            paths = "".join(f"<li><code>{safe(path)}</code></li>" for path in row.missing)
            yield f"<details><summary>{len(row.missing)} not covered: {_NAMES[row.kind]}</summary><ul>{paths}</ul></details>"


def _row(row: Row) -> str:
    classes = " ".join(["role"] * (row.role is not None) + ["short"] * (row.role is None and bool(row.missing)))
    label = _NAMES[row.kind] if row.role is None else row.role
    texts = (label, str(row.covered), str(row.total), _percent(row))
    cells = (cell(safe(text), head, number=bool(place)) for place, (text, head) in enumerate(zip(texts, _COLUMNS, strict=True)))
    return f'<tr class="{classes}">{"".join(cells)}</tr>'
