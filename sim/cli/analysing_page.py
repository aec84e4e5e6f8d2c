"""What `sim analyse --html` writes: one page that needs nothing else, with bars, curves and every branch with the passage it rests on.

Rule 1: every text of a scenario is escaped; the page has no script and asks for nothing from anywhere.
"""

from collections.abc import Iterator, Sequence
from html import escape

from sim.analysis.solve.diagram import ways
from sim.analysis.solve.outlook import Outlook
from sim.library import Opened
from sim.model.ids import IndicatorId

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums; width: 5rem }
td.b { width: 14rem } meter { width: 100% }
svg { width: 14rem; height: 2.5rem } polyline { fill: none; stroke: #14508c; stroke-width: 2 }
pre { white-space: pre-wrap }
"""
_WIDE, _HIGH = 220, 40
"""Size of a curve, in units of its own."""


def page(opened: Opened, acts: Sequence[tuple[str, Sequence[str], Outlook | None]], assumed: str) -> Iterator[str]:
    """Give the lines of the page.

    Args:
        opened: the scenario.
        acts: of each answer its name, its lines, and its figures where it was computed state by state.
        assumed: what the answers assume.

    """
    title = escape(f"{opened.scenario.title}: what could happen")
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1><p>{escape(assumed)}</p>"
    for name, lines, found in acts:
        yield f"<section><h2>{escape(name)}</h2>"
        if found is None:
            yield f"<pre>{escape(chr(10).join(lines))}</pre>"
        else:
            yield f"<p>{escape(lines[0])}</p>"
            yield from _outcomes(opened, found)
            yield from _indicators(opened, found)
            yield from _aims(opened, found)
            yield from _branches(opened, found)
        yield "</section>"
    yield "</main></body></html>"


def _table(caption: str, heads: Sequence[str], rows: Iterator[str]) -> Iterator[str]:
    titles = "".join(f"<th scope=col>{escape(head)}</th>" for head in heads)
    yield f"<h3>{escape(caption)}</h3><table><thead><tr>{titles}</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table>"


def _share(share: float) -> str:
    """Return the cells of a probability: the number, and a bar that says nothing else."""
    return f'<td class=n>{share:.4f}</td><td class=b><meter value="{share:.4f}" aria-hidden=true></meter></td>'


def _outcomes(opened: Opened, found: Outlook) -> Iterator[str]:
    names = {entry.id: entry.name for entry in opened.scenario.outcome_classes}

    def rows() -> Iterator[str]:
        for scene, share in found.outcomes:
            there = opened.machine.plans[scene].scene
            kind = names[there.outcome.outcome_class] if there.outcome else ""
            yield f"<tr><td>{escape(there.heading)}</td><td>{escape(kind)}</td>{_share(share)}</tr>"

    yield from _table("Outcomes", ("outcome", "class", "probability", ""), rows())


def _indicators(opened: Opened, found: Outlook) -> Iterator[str]:
    known = {indicator.id: indicator for indicator in opened.scenario.indicators}

    def row(name: IndicatorId, means: tuple[float, ...]) -> str:
        low, high = known[name].low, known[name].high
        points = " ".join(
            f"{_WIDE * turn / max(len(means) - 1, 1):.1f},{_HIGH - _HIGH * (mean - low) / (high - low):.1f}"
            for turn, mean in enumerate(means)
        )
        curve = f'<svg viewBox="0 -2 {_WIDE} {_HIGH + 4}" aria-hidden=true><polyline points="{points}"/></svg>'
        said = f"{means[0]:.2f} at the start, {means[-1]:.2f} at the end"
        return f"<tr><td>{escape(known[name].name)} ({low} to {high})</td><td>{said}</td><td>{curve}</td></tr>"

    yield from _table("Indicators, mean turn by turn", ("indicator", "mean", "course"), (row(*entry) for entry in found.indicators))


def _aims(opened: Opened, found: Outlook) -> Iterator[str]:
    texts = {(role.id, aim.id): (role.name, aim.text) for role in opened.scenario.roles for aim in role.aims}

    def rows() -> Iterator[str]:
        for role, aim, share in found.aims:
            name, text = texts[role, aim]
            yield f"<tr><td>{escape(name)}</td><td>{escape(text)}</td>{_share(share)}</tr>"

    if found.aims:
        yield from _table("Aims that are met (teaching values of the author)", ("role", "aim", "probability", ""), rows())


def _branches(opened: Opened, found: Outlook) -> Iterator[str]:
    plans = opened.machine.plans
    ever = {visited.scene: visited.ever for visited in found.scenes}

    def rows() -> Iterator[str]:
        for way in ways(opened.machine, found):
            if way.scene in ever:
                cited = "\n".join(f"{cite.source}: “{cite.quote}”" for cite in way.branch.cites)
                scene, to = plans[way.scene].scene.heading, plans[way.branch.to].scene.heading
                story = f'<td title="{escape(cited)}">{escape(way.branch.narration)}</td>'
                yield f"<tr><td>{escape(scene)} ({ever[way.scene]:.2f})</td>{story}<td>{escape(to)}</td>{_share(way.share)}</tr>"

    heads = ("scene (probability of coming there)", "what happens (rest on it for the passages)", "leads to", "when there", "")
    yield from _table("Story", heads, rows())
