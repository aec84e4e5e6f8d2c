"""What a step expects, held against what happened; and predicates over a whole play.

Rule 1: every difference is told, each as small as it can be: the names that are missing, the indicator that is off, the nearest text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sim.model.condition import Bound
from sim.model.ids import IndicatorId, OutcomeClassId, RoleId, SceneId
from sim.testing.playfile import PUBLIC, Expectation, Level, Texts, Throughout
from sim.testing.table import Moment, Table

_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as a play says."""

    path: str
    """Which part of the step says it: `expect.indicators.tension`."""
    expected: str
    found: str
    hint: str = ""
    """The shortest difference, where expected and found are long; empty where they say it themselves."""


def differences(expected: Expectation, table: Table, since: Sequence[Moment]) -> tuple[Difference, ...]:
    """Return everything that is not as a step expects.

    Args:
        expected: what the step expects.
        table: the play after the step.
        since: what happened in the step, oldest first.

    """
    return (
        *_place(expected, table),
        *_levels(expected.indicators, table.indicators),
        *_happened(expected, since),
        *_asked(expected, table),
        *(found for texts in expected.sees for found in _sees(texts, table)),
        *(found for texts in expected.does_not_see for found in _does_not_see(texts, table)),
    )


def _place(expected: Expectation, table: Table) -> Iterator[Difference]:
    if expected.scene is not None and expected.scene != table.scene:
        yield Difference("expect.scene", expected.scene, table.scene)
    if expected.outcome is not None and expected.outcome != table.outcome:
        yield Difference("expect.outcome", expected.outcome, table.outcome or "none; the play goes on")


def _levels(levels: Iterable[Level], values: Mapping[IndicatorId, int]) -> Iterator[Difference]:
    for level in levels:
        value = values[level.indicator]
        if (level.at_least is not None and value < level.at_least) or (level.at_most is not None and value > level.at_most):
            yield Difference(f"expect.indicators.{level.indicator}", _bounds(level), str(value))


def _bounds(level: Level) -> str:
    if level.at_least == level.at_most:
        return str(level.at_least)
    sides = (("at least", level.at_least), ("at most", level.at_most))
    return " and ".join(f"{side} {value}" for side, value in sides if value is not None)


def _happened(expected: Expectation, since: Sequence[Moment]) -> Iterator[Difference]:
    steps = [moment.step for moment in since if moment.step is not None]
    if expected.branch is not None:
        taken = next((step.taken for step in reversed(steps) if step.taken is not None), None)
        if taken is None or taken.index != expected.branch:
            found = "none; the turn is not over" if taken is None else f"branches[{taken.index}] of {taken.scene}"
            yield Difference("expect.branch", f"branches[{expected.branch}]", found)
    if expected.injects is not None:
        news = tuple(inject for step in steps for inject in step.injects)
        yield from _lists("expect.injects", expected.injects, news)


def _asked(expected: Expectation, table: Table) -> Iterator[Difference]:
    for menu in expected.offered:
        yield from _lists(f"expect.offered.{menu.role}", menu.options, table.offered(menu.role))
    if expected.waits_for is not None:
        yield from _lists("expect.waits_for", expected.waits_for, table.waits_for)


def _lists(path: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Difference]:
    if tuple(expected) == tuple(found):
        return
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    said = [f"missing: {', '.join(missing)}"] * bool(missing) + [f"not expected: {', '.join(extra)}"] * bool(extra)
    yield Difference(path, ", ".join(expected) or "none", ", ".join(found) or "none", "; ".join(said) or "the order differs")


def texts_in(value: object) -> Iterator[str]:
    """Give every text in nested plain data, white space made single."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def seen(table: Table, role: RoleId) -> tuple[str, ...]:
    """Return every text that a role sees now, or everybody for `public`."""
    return tuple(dict.fromkeys(texts_in(table.view(None if role == PUBLIC else role).model_dump())))


def _sees(texts: Texts, table: Table) -> Iterator[Difference]:
    shown = seen(table, texts.role)
    for text in texts.texts:
        wanted = " ".join(text.split())
        if not any(wanted in one for one in shown):
            yield Difference(f"expect.sees.{texts.role}", repr(wanted), "not in the view", _nearest(wanted, shown))


def _nearest(wanted: str, shown: Iterable[str]) -> str:
    """Return the text most like a wanted one, cut to the part where they meet."""
    best, text = 0.0, ""
    for one in shown:
        match = SequenceMatcher(None, wanted, one, autojunk=False).find_longest_match()
        if match.size / len(wanted) > best:
            start = max(match.b - match.a, 0)
            best, text = match.size / len(wanted), one[start : start + len(wanted) + 20]
    return f"nearest: {text!r}" if best >= _CLOSE else ""


def _does_not_see(texts: Texts, table: Table) -> Iterator[Difference]:
    shown = seen(table, texts.role)
    for text in texts.texts:
        wanted = " ".join(text.split())
        holding = next((one for one in shown if wanted in one), None)
        if holding is not None:
            start = max(holding.index(wanted) - 30, 0)
            yield Difference(
                f"expect.does_not_see.{texts.role}", f"{wanted!r} nowhere", "in the view", f"…{holding[start : start + len(wanted) + 60]}…"
            )


def whole_differences(expected: Throughout, table: Table) -> tuple[Difference, ...]:
    """Return everything about a whole play that is not as it must be throughout."""
    missed = [scene for scene in expected.visits if not visits(table, scene)]
    met = [scene for scene in expected.avoids if visits(table, scene)]
    above = [bound for bound in expected.never_above if highest(table, bound.indicator) > bound.value]
    below = [bound for bound in expected.never_below if lowest(table, bound.indicator) < bound.value]
    return (
        *(Difference("throughout.visits", scene, f"only {', '.join(_visited(table))}") for scene in missed),
        *(Difference("throughout.avoids", f"never {scene}", "the play came to it") for scene in met),
        *(_beyond("above", bound, highest(table, bound.indicator)) for bound in above),
        *(_beyond("below", bound, lowest(table, bound.indicator)) for bound in below),
    )


def _beyond(side: str, bound: Bound, reached: int) -> Difference:
    return Difference(f"throughout.never_{side}.{bound.indicator}", f"never {side} {bound.value}", str(reached))


def _visited(table: Table) -> tuple[SceneId, ...]:
    return tuple(dict.fromkeys(moment.session.state.scene for moment in table.moments))


def visits(table: Table, scene: SceneId) -> bool:
    """Tell whether a play came to a scene, rewound or not."""
    return scene in _visited(table)


def avoids(table: Table, scene: SceneId) -> bool:
    """Tell whether a play never came to a scene."""
    return not visits(table, scene)


def ends_in(table: Table, outcome_class: OutcomeClassId) -> bool:
    """Tell whether a play has ended in a class of outcomes."""
    return table.outcome == outcome_class


def highest(table: Table, indicator: IndicatorId) -> int:
    """Return the highest value that an indicator ever had in a play."""
    place = table.opened.machine.names.index(indicator)
    return max(moment.session.state.indicators[place] for moment in table.moments)


def lowest(table: Table, indicator: IndicatorId) -> int:
    """Return the lowest value that an indicator ever had in a play."""
    place = table.opened.machine.names.index(indicator)
    return min(moment.session.state.indicators[place] for moment in table.moments)


def never_exceeds(table: Table, indicator: IndicatorId, value: int) -> bool:
    """Tell whether an indicator was at no time above a value."""
    return highest(table, indicator) <= value


def sees(table: Table, role: RoleId, text: str) -> bool:
    """Tell whether a role sees a text now, somewhere in its view."""
    wanted = " ".join(text.split())
    return any(wanted in one for one in seen(table, role))


def does_not_see(table: Table, role: RoleId, text: str) -> bool:
    """Tell whether a text stands nowhere in a role's view."""
    return not sees(table, role, text)
