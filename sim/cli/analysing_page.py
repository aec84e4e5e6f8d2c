"""What `sim analyse --html` and `sim export --html` write: one page that needs nothing else, with a story map, bars, curves and passages.

Rule 1: every text of a scenario is escaped; the page has no script and asks for nothing from anywhere.
"""

from collections.abc import Iterator, Sequence

from sim.analysis.solve.diagram import ways
from sim.analysis.solve.outlook import Outlook
from sim.cli.analysing_cited import cited, narration
from sim.cli.analysing_map import STYLE, StoryMap
from sim.library import OpenScenario
from sim.model.ids import IndicatorId
from sim.report.page import cell, framed, page, safe

_STYLE = """
.curve { width: 14rem; height: 2.5rem } .curve polyline { fill: none; stroke: var(--one); stroke-width: 2 }
details.way-out { margin: .2rem 0 } details.way-out q, details.way-out small { display: block; margin-top: .2rem }
"""
_WIDE, _HIGH = 220, 40
"""Size of a curve, in units of its own."""
_MAP = (
    "From top to bottom: each box is a scene with the probability that a play comes to it; at its foot stand its ways out, each with how "
    "often it is taken from there. Point at one, tap it, or reach it with the Tab key to read what happens and the passages it rests on."
)


def analysis_page(opened: OpenScenario, acts: Sequence[tuple[str, Sequence[str], Outlook | None]], assumed: str) -> str:
    """Return the page.

    Args:
        opened: the scenario.
        acts: of each answer its name, its lines, and its figures where it was computed state by state.
        assumed: what the answers assume.

    """
    maps = {name: StoryMap(opened, found, f"m{number}") for number, (name, _, found) in enumerate(acts) if found is not None}
    title = f"{opened.scenario.title}: what could happen"
    style = f"{STYLE}{_STYLE}" + "\n".join(rule for one in maps.values() for rule in one.style())
    return page(title, _body(opened, acts, assumed, maps, title), style=style)


def _body(
    opened: OpenScenario, acts: Sequence[tuple[str, Sequence[str], Outlook | None]], assumed: str, maps: dict[str, StoryMap], title: str
) -> Iterator[str]:
    yield f"<h1>{safe(title)}</h1><p>{safe(assumed)}</p>"
    for name, lines, found in acts:
        yield f"<section><h2>{safe(name)}</h2>"
        if found is None:
            yield "<pre>"
            yield from (safe(line) for line in lines)
            yield "</pre>"
        else:
            yield f"<p>{safe(lines[0])}</p><h3>Story map</h3><p>{_MAP}</p>"
            yield from maps[name].lines()
            yield from _outcomes(opened, found)
            yield from _indicators(opened, found)
            yield from _aims(opened, found)
            yield from _branches(opened, found)
        yield "</section>"


def _share(share: float) -> str:
    """Return the cells of a probability: the number, and a bar that says nothing else."""
    return cell(f"{share:.4f}", "probability", number=True) + cell(f'<meter value="{share:.4f}" aria-hidden="true"></meter>', "")


def _outcomes(opened: OpenScenario, found: Outlook) -> Iterator[str]:
    names = {entry.id: entry.name for entry in opened.scenario.outcome_classes}

    def rows() -> Iterator[str]:
        for scene, share in found.outcomes:
            there = opened.machine.plans[scene].scene
            kind = names[there.outcome.outcome_class] if there.outcome else ""
            yield f"<tr>{cell(safe(there.heading), 'outcome', heads=True)}{cell(safe(kind), 'class')}{_share(share)}</tr>"

    yield from framed(("outcome", "class", "probability", ""), rows(), caption="Outcomes")


def _indicators(opened: OpenScenario, found: Outlook) -> Iterator[str]:
    known = {indicator.id: indicator for indicator in opened.scenario.indicators}

    def row(name: IndicatorId, means: tuple[float, ...]) -> str:
        low, high = known[name].low, known[name].high
        points = " ".join(
            f"{_WIDE * turn / max(len(means) - 1, 1):.1f},{_HIGH - _HIGH * (mean - low) / (high - low):.1f}"
            for turn, mean in enumerate(means)
        )
        curve = f'<svg class="curve" viewBox="0 -2 {_WIDE} {_HIGH + 4}" aria-hidden="true"><polyline points="{points}"/></svg>'
        said = f"{means[0]:.2f} at the start, {means[-1]:.2f} at the end"
        title = f"{safe(known[name].name)} ({low} to {high})"
        return f"<tr>{cell(title, 'indicator', heads=True)}{cell(said, 'mean')}{cell(curve, 'course')}</tr>"

    rows = (row(*entry) for entry in found.indicators)
    yield from framed(("indicator", "mean", "course"), rows, caption="Indicators, mean turn by turn")


def _aims(opened: OpenScenario, found: Outlook) -> Iterator[str]:
    texts = {(role.id, aim.id): (role.name, aim.text) for role in opened.scenario.roles for aim in role.aims}

    def rows() -> Iterator[str]:
        for role, aim, share in found.aims:
            name, text = texts[role, aim]
            yield f"<tr>{cell(safe(name), 'role')}{cell(safe(text), 'aim')}{_share(share)}</tr>"

    if found.aims:
        heads = ("role", "aim", "probability", "")
        yield from framed(heads, rows(), caption="Aims that are met (teaching values of the author)", stacked=True)


def _branches(opened: OpenScenario, found: Outlook) -> Iterator[str]:
    plans = opened.machine.plans
    ever = {visited.scene: visited.ever for visited in found.scenes}
    heads = ("scene (probability of coming there)", "what happens", "leads to", "when there", "")

    def rows() -> Iterator[str]:
        for way in ways(opened.machine, found):
            if way.scene in ever:
                told = "".join(cited(opened, way.branch))
                what = f'<details class="way-out"><summary>{narration(way.branch)}</summary>{told}</details>'
                scene, to = safe(plans[way.scene].scene.heading), safe(plans[way.branch.to].scene.heading)
                cells = ((f"{scene} ({ever[way.scene]:.2f})", heads[0]), (what, heads[1]), (to, heads[2]))
                yield f"<tr>{''.join(cell(html, head) for html, head in cells)}{_share(way.share)}</tr>"

    yield from framed(heads, rows(), caption="Story: every branch, with the passages under what happens", stacked=True)
