"""A finished play beside the reported course: the scenes of both, what is reported of whom, and where the play went another way.

Rule 1: the reported course is told only as far as the documents report something; after that a sentence says that they do not.
"""

from itertools import takewhile

from sim.engine.course import reported_course, reported_option, tells
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.engine.shown import basis_of, show_all
from sim.engine.view import shown_date
from sim.model.grounds import Grounds
from sim.model.ids import SceneId
from sim.model.source import Basis
from sim.model.state import Step, Turn
from sim.report.review import ReportedCourse, ReportedPick, ReviewedStop, ReviewedTurn

UNTOLD = "No text here tells what came next."
"""How the reported course ends when the documents do not tell an outcome."""


def path_of(session: Session) -> tuple[SceneId, ...]:
    """Return the scenes of the effective play of an act, the one that is being played, oldest first, the current or last one included."""
    return tuple(turn.state.scene for turn in _turns(session))


def _turns(session: Session) -> tuple[Turn, ...]:
    act_of = session.machine.lookup.act_of
    return tuple(turn for turn in session.turns if act_of[turn.state.scene].id == session.act)


def stops(machine: ScenarioMachine, path: tuple[SceneId, ...], others: tuple[SceneId, ...]) -> tuple[ReviewedStop, ...]:
    """Return the scenes of a way; each says whether the other way comes through it too."""
    scenes = (machine.plans[name].scene for name in path)
    return tuple(
        ReviewedStop(
            scene=scene.id,
            heading=scene.heading,
            date=shown_date(scene),
            basis=basis_of(scene.cites),
            shared=scene.id in others,
        )
        for scene in scenes
    )


def told(session: Session) -> tuple[tuple[Step, ...], tuple[SceneId, ...]]:
    """Return the reported course of the act, as far as the documents go.

    Returns:
        The turns up to the last one in which they report what somebody chose, and the scenes: those of the turns, and after them
        those that a text still reports or implies.

    """
    machine = session.machine
    course = session.began.course if session.act == session.began.act else "whole"
    steps = reported_course(machine, session.act, course)
    last = max((number for number, step in enumerate(steps, 1) if tells(machine, step.before.scene)), default=0)
    following = (step.after.scene for step in steps[last - 1 :]) if last else ()
    still = takewhile(lambda scene: basis_of(machine.plans[scene].scene.cites) in (Basis.REPORTED, Basis.INFERRED), following)
    return steps[:last], (*(step.before.scene for step in steps[:last]), *still)


def beside(session: Session, turns: tuple[ReviewedTurn, ...], grounds: Grounds) -> ReportedCourse:
    """Return the reported course and where a play went another way."""
    machine, played, path = session.machine, _turns(session), path_of(session)
    steps, course = told(session)
    apart = next((place for place, pair in enumerate(zip(path, course, strict=False)) if pair[0] != pair[1]), None)
    shared = {turn.number for turn in played[: min(len(steps), len(played) if apart is None else apart)]}
    return ReportedCourse(
        stops=stops(machine, course, path),
        picks=tuple(pick for step in steps for pick in _picks(machine, step, grounds)),
        ends=_ends(machine, course),
        left=None if apart is None else played[apart - 1].number,
        first_difference=next(
            (turn.number for turn in turns if turn.number in shared and any(decision.differs for decision in turn.decisions)), None
        ),
    )


def _ends(machine: ScenarioMachine, course: tuple[SceneId, ...]) -> str:
    outcome = machine.plans[course[-1]].scene.outcome if course else None
    if outcome is None:
        return UNTOLD
    return next(found.name for found in machine.scenario.outcome_classes if found.id == outcome.outcome_class)


def _picks(machine: ScenarioMachine, step: Step, grounds: Grounds) -> tuple[ReportedPick, ...]:
    plan = machine.plans[step.before.scene]
    names = machine.lookup.names
    return tuple(
        ReportedPick(
            scene=plan.scene.id,
            heading=plan.scene.heading,
            role=role,
            name=names[role],
            label=plan.options[role][pick].label,
            passages=show_all(plan.options[role][pick].cites, grounds),
        )
        for role, pick in step.picks
        if pick == reported_option(machine, plan.scene.id, role)
    )
