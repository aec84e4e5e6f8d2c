"""How `sim analyse` says what it found: tables with bars for people, and the same for programs.

Rule 1: nothing is computed here; a probability is shown with four digits and written to JSON in full.
"""

from collections.abc import Iterator, Mapping

from sim.analysis.solve.campaign import InARow
from sim.analysis.solve.outlook import Outlook
from sim.analysis.solve.pivotal import Judged, by_people
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.sample import Frequency, Sampled
from sim.analysis.solve.sensitivity import Tried
from sim.analysis.solve.sweep import Swept
from sim.cli.output import Json
from sim.library import OpenScenario
from sim.model.ids import ActId, SceneId

_BAR = 24
"""Signs of a bar that stands for certainty."""
_ROWS, _PIVOTS, _NUDGES = 20, 10, 15
"""Rows of outcomes, pivotal decisions and changed numbers that are shown; JSON has all."""
_NOTHING = 5e-5
"""Probabilities below this are shown as `<`."""


def bar(share: float) -> str:
    """Return a probability as a number and a bar."""
    number = "<0.0001" if 0 < share < _NOTHING else f"{share:.4f}"
    return f"{number:>7} {'#' * round(share * _BAR):<{_BAR}}"


def outlook(opened: OpenScenario, found: Outlook) -> Iterator[str]:
    """Give the lines of an act that was computed exactly."""
    yield f"act {found.act}: exact, over {found.states:,} states and {found.steps:,} joint steps; {found.turns:.1f} turns to an end"
    yield "  outcomes"
    for scene, share in found.outcomes:
        yield f"  {bar(share)} {_outcome(opened, scene)}"
    if found.never_ends > 0:
        yield f"  {bar(found.never_ends)} never ends"
    if found.unfinished > 0:
        yield f"  not followed to an end: {found.unfinished:.1e}"
    yield "  scenes that a play comes to"
    for visited in found.scenes:
        if opened.machine.plans[visited.scene].roles:
            again = f", {visited.times:.2f} times" if visited.times > visited.ever + _NOTHING else ""
            yield f"  {bar(visited.ever)} {visited.scene}{again}"
    yield "  indicators, mean at the start and after each turn"
    width = max((len(name) for name, _ in found.indicators), default=0)
    for name, means in found.indicators:
        yield f"    {name:<{width}} {' '.join(f'{mean:5.2f}' for mean in means)}"
    if found.aims:
        yield "  aims that are met"
        for role, aim, share in found.aims:
            yield f"  {bar(share)} {role}: {aim}"


def _outcome(opened: OpenScenario, scene: SceneId) -> str:
    there = opened.machine.plans[scene].scene
    return f"{scene} ({there.outcome.outcome_class})" if there.outcome else scene


def outlook_json(found: Outlook) -> Mapping[str, Json]:
    """Return an act that was computed exactly for programs."""
    return {
        "exact": True,
        "states": found.states,
        "steps": found.steps,
        "turns": found.turns,
        "outcomes": dict(found.outcomes),
        "never_ends": found.never_ends,
        "unfinished": found.unfinished,
        "scenes": {
            visited.scene: {"ever": visited.ever, "times": visited.times, "branches": list(visited.branches)} for visited in found.scenes
        },
        "indicators": {name: list(means) for name, means in found.indicators},
        "aims": [{"role": role, "aim": aim, "met": share} for role, aim, share in found.aims],
    }


def pivots(opened: OpenScenario, found: Judged) -> Iterator[str]:
    """Give the lines of a play: which choice, made otherwise by one role alone, would have changed what was to be expected the most."""
    yield "  where the play was decided: how much probability of outcomes goes elsewhere, had one role alone chosen otherwise"
    shown = [pivot for pivot in by_people(found)[:_PIVOTS] if pivot.shift >= _NOTHING]
    for pivot in shown:
        then, was, scene = max(zip(pivot.after, pivot.before, found.outcomes, strict=True), key=lambda entry: entry[0] - entry[1])
        more = f"{_outcome(opened, scene)} {was:.2f} -> {then:.2f}"
        yield f"  {bar(pivot.shift)} turn {pivot.turn}, {pivot.scene}: {pivot.role} chose {pivot.chosen}, not {pivot.instead}; {more}"
    if not shown:
        yield "    no other choice of one role would have changed anything"
    if found.passed_over:
        turns = ", ".join(str(turn) for turn in found.passed_over)
        yield f"  not judged, because a facilitator's news took the play elsewhere: turns {turns}"


def pivots_json(found: Judged) -> Mapping[str, Json]:
    """Return a play for programs, with every option that was not taken."""
    return {
        "pivots": [
            {
                "turn": pivot.turn,
                "scene": pivot.scene,
                "role": pivot.role,
                "chosen": pivot.chosen,
                "instead": pivot.instead,
                "shift": pivot.shift,
                "before": dict(zip(found.outcomes, pivot.before, strict=True)),
                "after": dict(zip(found.outcomes, pivot.after, strict=True)),
            }
            for pivot in found.pivots
        ],
        "passed_over": [*found.passed_over],
    }


def sensitivity(found: Tried) -> Iterator[str]:
    """Give the lines of what small changes of the author's numbers do."""
    shown = [one for one in found.nudges if one.shift >= _NOTHING]
    tried = f"{len(found.nudges):,}" if len(found.nudges) == found.wanted else f"{len(found.nudges):,} of {found.wanted:,} (partial)"
    yield f"  how much probability of outcomes one changed number moves: {tried} tried, {len(shown):,} move any"
    for one in shown[:_NUDGES]:
        yield f"  {bar(one.shift)} {one.path} {one.change}"


def sensitivity_json(found: Tried) -> Mapping[str, Json]:
    """Return the same for programs."""
    nudges: list[Json] = [{"path": one.path, "change": one.change, "shift": one.shift} for one in found.nudges]
    return {"wanted": found.wanted, "nudges": nudges}


def in_a_row(found: InARow) -> Iterator[str]:
    """Give the lines of acts in a row."""
    yield f"acts {', '.join(found.acts)} in a row: exact, over {found.states:,} states; {len(found.endings):,} rows of outcomes"
    ordered = sorted(found.endings.items(), key=lambda entry: -entry[1])
    for history, share in ordered[:_ROWS]:
        yield f"  {bar(share)} {' > '.join(history)}"
    if len(ordered) > _ROWS:
        yield f"  {bar(sum(share for _, share in ordered[_ROWS:]))} {len(ordered) - _ROWS:,} more"
    if found.unended > 0:
        yield f"  not followed to an end: {found.unended:.1e}"


def in_a_row_json(found: InARow) -> Mapping[str, Json]:
    """Return acts in a row for programs."""
    endings: list[Json] = [{"outcomes": [*history], "probability": share} for history, share in found.endings.items()]
    return {"exact": True, "acts": [*found.acts], "states": found.states, "endings": endings, "unended": found.unended}


def sampled(opened: OpenScenario, act: ActId, why: Cut, found: Sampled) -> Iterator[str]:
    """Give the lines of an act that was drawn at random."""
    yield f"act {act}: {found.plays:,} plays drawn at random, {found.steps:,} turns ({why.limit}); intervals hold with 99.9 % confidence"
    for scene, frequency in found.outcomes.items():
        low, high = frequency.interval
        yield f"  {bar(frequency.share)} {_outcome(opened, scene)}, between {low:.4f} and {high:.4f}"
    if found.unended.count:
        yield f"  {bar(found.unended.share)} given up without an end"


def sampled_json(why: Cut, found: Sampled) -> Mapping[str, Json]:
    """Return an act that was drawn at random for programs."""
    return {
        "exact": False,
        "limit": why.limit,
        "plays": found.plays,
        "turns": found.steps,
        "outcomes": {scene: _frequency(frequency) for scene, frequency in found.outcomes.items()},
        "unended": _frequency(found.unended),
    }


def _frequency(found: Frequency) -> Mapping[str, Json]:
    return {"count": found.count, "share": found.share, "interval": [*found.interval]}


def cut(what: str, found: Cut) -> str:
    """Return the line that says that something was given up."""
    return f"{what}: {found.limit} after {found.states:,} states and {found.steps:,} joint steps; nothing was computed from them"


def cut_json(found: Cut) -> Mapping[str, Json]:
    """Return the same for programs."""
    return {"exact": False, "limit": found.limit, "states": found.states, "steps": found.steps}


def swept(opened: OpenScenario, act: ActId, found: Swept) -> Iterator[str]:
    """Give the lines of an act that has too many states to keep, and was swept scene by scene."""
    kept = "arrays of all there can be" if found.dense else "sorted, only those that are met"
    size = f"{found.states:,} states ({kept}), {found.steps:,} joint steps, {found.memory / 2**20:,.0f} MiB"
    yield f"act {act}: exact, swept scene by scene: {size}; only outcomes are known"
    for scene, share in found.outcomes:
        yield f"  {bar(share)} {_outcome(opened, scene)}"


def swept_json(found: Swept) -> Mapping[str, Json]:
    """Return the same for programs."""
    sizes: dict[str, Json] = {"states": found.states, "steps": found.steps, "memory": found.memory, "dense": found.dense}
    return {"exact": True, **sizes, "outcomes": dict(found.outcomes)}
