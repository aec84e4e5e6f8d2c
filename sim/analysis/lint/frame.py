"""The frame of a scenario: indicators that nobody reads or changes, roles that wait too long, outcome classes without a play."""

from collections.abc import Iterator

from sim.analysis.lint.finding import Finding
from sim.analysis.lint.subject import Subject
from sim.analysis.survey import Route, Survey
from sim.engine.rules import outcome
from sim.model.condition import Bound
from sim.model.effects import Effect
from sim.model.ids import IndicatorId, RoleId
from sim.model.paths import walk
from sim.model.scenario import Indicator
from sim.model.state import State


def frame_findings(subject: Subject) -> Iterator[Finding]:
    """Report what is odd about indicators, roles and outcome classes."""
    yield from _indicators(subject)
    for role in subject.machine.scenario.roles:
        yield from _idle(subject, role.id)
    yield from _classes(subject)


def _indicators(subject: Subject) -> Iterator[Finding]:
    scenario = subject.machine.scenario
    read: set[IndicatorId] = set()
    changed: set[IndicatorId] = set()
    for path, part in walk(scenario):
        if isinstance(part, Bound) and not path.startswith("proofs."):
            read.add(part.indicator)
        elif isinstance(part, Effect) and not path.startswith("prices."):
            changed.add(part.indicator)
    for place, indicator in enumerate(scenario.indicators):
        path = f"indicators.{indicator.id}"
        if indicator.id not in changed:
            yield Finding("indicator-never-changed", path, f"nothing changes {indicator.id!r}", "effects on it, or no such indicator")
        elif indicator.id not in read and indicator.commitment is None:
            what = f"no condition reads {indicator.id!r}, so it has no consequence"
            yield Finding("indicator-never-read", path, what, "a condition that reads it, or no such indicator")
        if indicator.id in changed:
            yield from _stuck(subject, indicator, place, path)


def _stuck(subject: Subject, indicator: Indicator, place: int, path: str) -> Iterator[Finding]:
    """Report an indicator whose value tells nothing: the same wherever a play stands, or at one bound wherever one ends."""
    surveys = [survey for survey in subject.surveys.values() if survey.exhaustive]
    if len(surveys) < len(subject.surveys):
        return
    states = [(survey, state) for survey in surveys for state in survey.states]
    ends = [(survey, state) for survey, state in states if outcome(subject.machine, state) is not None]
    for where, looked_at in (("wherever a play stands", states), ("wherever a play ends", ends)):
        values = {state.indicators[place] for _, state in looked_at}
        if len(values) == 1 and (looked_at is states or values <= {indicator.low, indicator.high}):
            survey, state = looked_at[-1]
            what = f"{indicator.id!r} is {values.pop()} {where}: its effects cancel out, or stop at a bound"
            yield Finding("indicator-stuck", path, what, "wider bounds, another start, or smaller effects", route=survey.route(state))
            return


def _idle(subject: Subject, role: RoleId) -> Iterator[Finding]:
    for act in subject.acts:
        survey = subject.surveys[act.id]
        chain = _longest_wait(subject, survey, role) if survey.exhaustive else []
        if len(chain) > subject.idle:
            scenes = ", ".join(state.scene for state in chain)
            what = f"{role} has nothing to decide for {len(chain)} turns in a row or more: {scenes}"
            remedy = "a decision for it in one of these scenes"
            yield Finding("role-idle", f"roles.{role}", what, remedy, route=subject.way(survey, chain))


def _longest_wait(subject: Subject, survey: Survey, role: RoleId) -> list[State]:
    """Return the states of the longest wait of a role, up to one more than it may have."""
    waits: dict[State, int] = {}
    before: dict[State, State] = {}
    idle = [state for state in survey.states if _waits(subject, state, role)]
    waits.update(dict.fromkeys(idle, 1))
    waiting = idle
    while waiting:
        state = waiting.pop()
        if waits[state] > subject.idle:
            continue
        for after in survey.after[state]:
            if after in waits and waits[after] < waits[state] + 1:
                waits[after], before[after] = waits[state] + 1, state
                waiting.append(after)
    if not waits:
        return []
    last = max(waits, key=lambda state: waits[state])
    chain = [last]
    while chain[-1] in before and len(chain) <= subject.idle:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _waits(subject: Subject, state: State, role: RoleId) -> bool:
    return outcome(subject.machine, state) is None and not subject.decides(role, state.scene)


def _classes(subject: Subject) -> Iterator[Finding]:
    if subject.played == frozenset():
        yield Finding("no-plays", "", "no play of the scenario's own comes to an end", "plays in plays/, so that it is tested", "note")
    ends = {scene.outcome.outcome_class for act in subject.acts for scene in act.scenes if scene.outcome}
    for entry in subject.machine.scenario.outcome_classes:
        path = f"outcome_classes.{entry.id}"
        if entry.id not in ends:
            yield Finding(
                "class-without-outcome", path, f"no outcome is of class {entry.id!r}", "an outcome of that class, or no such class"
            )
        elif subject.played and entry.id not in subject.played:
            what = f"no play of the scenario's own ends in class {entry.id!r}"
            yield Finding("class-without-play", path, what, "a play in plays/ that ends there", route=_nearest_end(subject, entry.id))


def _nearest_end(subject: Subject, wanted: str) -> Route | None:
    for survey in subject.surveys.values():
        for state in survey.outcomes.values():
            ended = outcome(subject.machine, state)
            if ended is not None and ended.outcome_class == wanted:
                return survey.route(state)
    return None
