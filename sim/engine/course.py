"""The reported course: the play in which every role does what the documents report of it.

Where they report nothing of a role, it takes its default; where they report nothing of chance, its likeliest option falls. So the course
can be walked to its end, but only turns in which something is reported say anything about the documents (`tells`).
"""

from sim.engine.machine import ScenarioMachine
from sim.engine.policy import reported
from sim.engine.rules import joint, outcome, start
from sim.model.ids import ActId, CourseId, OptionId, RoleId, SceneId
from sim.model.state import State, Step


def reported_course(machine: ScenarioMachine, act: ActId, course: CourseId = "whole") -> tuple[Step, ...]:
    """Return the turns of the reported course, one step each, from a course's start to an outcome or until it would repeat itself.

    Raises:
        Missing: there is no such act or course.

    """
    state = start(machine, act, course)
    steps: list[Step] = []
    seen: set[State] = set()
    while outcome(machine, state) is None and state not in seen:
        seen.add(state)
        picks = {role: reported(machine, state, role, 0) for role in machine.plans[state.scene].roles}
        steps.append(joint(machine, state, picks))
        state = steps[-1].after
    return tuple(steps)


def reported_option(machine: ScenarioMachine, scene: SceneId, role: RoleId) -> OptionId | None:
    """Return the option that the documents report of a role in a scene, or None."""
    return machine.plans[scene].reported.get(role)


def tells(machine: ScenarioMachine, scene: SceneId) -> bool:
    """Tell whether the documents report what anybody chose, or what fell, in a scene."""
    return bool(machine.plans[scene].reported)
