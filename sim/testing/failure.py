"""What a failed play looks like: file, line, step, state, the legal options, and the shortest difference."""

from dataclasses import replace

from sim.errors import Invalid, InvalidScenario, Problem, SimError
from sim.store.places import located
from sim.testing.expect import Difference
from sim.testing.script import Case, scenario_of
from sim.testing.table import Table


class InvalidPlay(Invalid):
    """A play file cannot be used; `problems` holds everything that is wrong with it."""

    code = "invalid-play"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Join the problems, one a line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def no_scenario(case: Case, error: SimError) -> tuple[Problem, ...]:
    """Return why the scenario of a play cannot be opened, at the place where the play names it."""
    what, remedy = str(error), "name a shipped scenario, or a folder by its path from this file"
    within: tuple[Problem, ...] = ()
    if isinstance(error, InvalidScenario):
        what, remedy = f"the scenario cannot be played as it is: {scenario_of(case)}", "mend its files, or name another scenario"
        within = error.problems
    if case.play.scenario is None:
        remedy = f"{remedy}: `scenario: …`"
    return (replace(located(Problem(error.code, "scenario", what, remedy), case.place), file=case.shown), *within)


class PlayFailed(SimError):  # noqa: N818 -- as in sim/errors.py, `SimError` above it says what it is
    """A play did not go as its file says."""

    code = "play-failed"

    def __init__(self, case: Case, index: int | None, found: tuple[Difference, ...], table: Table | None) -> None:
        """Tell what differs.

        Args:
            case: the play.
            index: the step that failed, from 0; None where the play failed as a whole.
            found: what differs.
            table: the play as it stands; None where it could not begin.

        """
        super().__init__("\n".join([*_what(case, index, found), *(_where(table) if table else [])]))
        self.case = case
        self.index = index
        self.found = found


def _what(case: Case, index: int | None, found: tuple[Difference, ...]) -> list[str]:
    lines = []
    for difference in found:
        path = difference.path if index is None else f"steps[{index}]{'.' if difference.path else ''}{difference.path}"
        step = "" if index is None else f"step {index + 1}, "
        lines.append(f"{case.at(path)}: {step}{difference.path or 'play'}")
        lines.append(f"    expected  {difference.expected}")
        lines.append(f"    found     {difference.found}")
        if difference.hint:
            lines.append(f"    {difference.hint}")
    return lines


def _where(table: Table) -> list[str]:
    session = table.session
    machine, state = session.machine, session.state
    hidden = {indicator.id for indicator in machine.scenario.indicators if indicator.hidden}
    values = ", ".join(f"{name} {value}{' (hidden)' if name in hidden else ''}" for name, value in table.indicators.items())
    lines = [f"  state     turn {session.turn}, {state.scene}: {values}"]
    lines += [f"  sealed    {role}: {option}" for role, option in state.pending]
    lines += [f"  open to   {role}: {', '.join(table.legal(role))}" for role in table.waits_for]
    if table.outcome is not None:
        lines.append(f"  ended     {table.outcome}")
    return lines
