"""The part of a view that is not the scene itself: exercises, aims, and what one act leaves to the next.

Rule 1: like `view`, built by inclusion; of judgements a role sees its own alone.
"""

from sim.engine.campaign import aims, carried
from sim.engine.rules import outcome
from sim.engine.session import Session
from sim.engine.shown import show_all, show_note
from sim.model.events import Judged, Support
from sim.model.grounds import Grounds
from sim.model.ids import RoleId
from sim.model.scene import Exercise, Scene
from sim.model.view import ShownAim, ShownExercise, ShownOutcome, ShownResult


def judgements(session: Session, role: RoleId) -> tuple[Support, ...]:
    """Return how a role judged the claim of the current scene's exercise, oldest first; a rewind voids none of it."""
    scene = session.state.scene
    events = (entry.event for entry in session.log)
    return tuple(event.support for event in events if isinstance(event, Judged) and event.role == role and event.scene == scene)


def shown_exercise(session: Session, role: RoleId | None, grounds: Grounds) -> ShownExercise | None:
    """Return the exercise that the author set for this role before it decides here, or None."""
    plan = session.machine.plans[session.state.scene]
    exercise = plan.scene.exercise
    if exercise is None or role is None or role not in plan.readers:
        return None
    judged = judgements(session, role)
    return ShownExercise(
        claim=exercise.claim,
        passages=show_all(exercise.passages, grounds),
        support=judged[-1] if judged else None,
        revised=len(judged) > 1,
        publishers=grounds.publishers(exercise.passages) if judged else None,
        notes=tuple(show_note(grounds.notes[note], grounds.corpus) for note in _notes(exercise, grounds)) if judged else (),
    )


def _notes(exercise: Exercise, grounds: Grounds) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for citation in exercise.passages for note in grounds.of(citation).notes))


def shown_outcome(session: Session, scene: Scene) -> ShownOutcome | None:
    """Return how an act ended, or None for a scene that ends nothing."""
    if scene.outcome is None:
        return None
    found = next(entry for entry in session.machine.scenario.outcome_classes if entry.id == scene.outcome.outcome_class)
    return ShownOutcome(id=found.id, name=found.name, about=found.about, epilogue=scene.outcome.epilogue, compared=scene.outcome.compared)


def shown_aims(session: Session, role: RoleId | None) -> tuple[ShownAim, ...]:
    """Return a role's own aims in the act that is being played; the public has none."""
    act = session.act
    return tuple(
        ShownAim(role=entry.name, text=aim.text, met=None)
        for entry in session.machine.scenario.roles
        if entry.id == role
        for aim in entry.aims
        if aim.counts_in(act)
    )


def shown_results(session: Session) -> tuple[ShownResult, ...]:
    """Return how the acts of the effective play ended so far, oldest first, with every role's aims."""
    machine = session.machine
    results = []
    for turn in session.turns:
        ended = shown_outcome(session, machine.plans[turn.state.scene].scene)
        if ended is None:
            continue
        reached = tuple(
            ShownAim(role=role.name, text=aim.text, met=met)
            for role in machine.scenario.roles
            for aim, met in aims(machine, turn.state, role.id)
        )
        results.append(ShownResult(act=machine.lookup.act_of[turn.state.scene].title, outcome=ended, aims=reached))
    return tuple(results)


def shown_carried(session: Session) -> tuple[str, ...]:
    """Return what the act before left to this one while its first turn lasts."""
    if len(session.turns) == 1:
        return ()
    before = session.turns[-2].state
    if outcome(session.machine, before) is None:
        return ()
    return tuple(rule.text for rule in carried(session.machine, before, session.act)[1])
