"""A coverage report as people and programs read it: terminal table, JSON, HTML; and the thresholds it is held against."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from sim.errors import Invalid
from sim.model.nearest import nearest
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
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
table { border-collapse: collapse; width: 100% } th, td { padding: .25rem .75rem; border-bottom: 1px solid #767676; text-align: right }
th:first-child, td:first-child { text-align: left } .role td:first-child { padding-left: 2.5rem } .short td { background: #fdeceb }
code { overflow-wrap: anywhere }
"""


def as_html(reports: Mapping[str, Sequence[Row]]) -> str:
    """Return the rows of every scenario as one page that needs nothing else."""
    body = "".join(part for name, rows in reports.items() for part in _section(name, rows))
    head = f'<meta charset="utf-8"><title>Scenario coverage</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body><main><h1>Scenario coverage</h1>{body}</main></body></html>\n'


def _section(name: str, rows: Sequence[Row]) -> Iterator[str]:
    columns = "".join(f"<th scope=col>{name}" for name in ("part", "covered", "of", "%"))
    yield f"<h2>{escape(name)}</h2><table><thead><tr>{columns}</tr></thead><tbody>"
    for row in rows:
        classes = " ".join(["role"] * (row.role is not None) + ["short"] * (row.role is None and bool(row.missing)))
        label = _NAMES[row.kind] if row.role is None else row.role
        yield f'<tr class="{classes}"><td>{escape(label)}<td>{row.covered}<td>{row.total}<td>{_percent(row)}</tr>'
    yield "</tbody></table>"
    for row in rows:
        if row.role is None and row.missing:
            paths = "".join(f"<li><code>{escape(path)}</code>" for path in row.missing)
            yield f"<details><summary>{len(row.missing)} not covered: {_NAMES[row.kind]}</summary><ul>{paths}</ul></details>"
