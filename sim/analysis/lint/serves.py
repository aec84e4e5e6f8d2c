"""What no role needs: options that never serve the aims that their author declared, whatever the others do.

Rule 1: only a note; an option may be there because somebody took it, or so that it can be argued about.
"""

from collections.abc import Iterator
from contextlib import suppress

from sim.analysis.lint.finding import Finding
from sim.analysis.lint.subject import Subject
from sim.engine.rules import start
from sim.errors import Fault
from sim.model.scenario import Act


def serving_findings(subject: Subject) -> Iterator[Finding]:
    """Report options that are dominated wherever they are offered, in acts that can be solved from their ends."""
    aims = [aim for role in subject.machine.scenario.roles for aim in role.aims]
    for act in subject.acts:
        if subject.surveys[act.id].exhaustive and any(aim.counts_in(act.id) for aim in aims):
            with suppress(Fault):  # an act that the kernel cannot take apart is passed over
                yield from _never_serving(subject, act)


def _never_serving(subject: Subject, act: Act) -> Iterator[Finding]:
    from sim.analysis.kernel.compiled import compile_act  # noqa: PLC0415 -- what looks at no aim does not wait for numpy
    from sim.analysis.solve.dominated import dominated  # noqa: PLC0415 -- the same
    from sim.analysis.solve.order import layers  # noqa: PLC0415 -- the same
    from sim.analysis.solve.policies import profile  # noqa: PLC0415 -- the same
    from sim.analysis.solve.reached import Cut, reach  # noqa: PLC0415 -- the same
    from sim.analysis.solve.values import Solved  # noqa: PLC0415 -- the same
    from sim.analysis.solve.worth import aims  # noqa: PLC0415 -- the same

    survey = subject.surveys[act.id]
    reached = reach(compile_act(subject.machine, act.id, [start(subject.machine, act.id, course.id) for course in act.courses]))
    order = None if isinstance(reached, Cut) else layers(reached)
    if isinstance(reached, Cut) or order is None:
        return
    for one in dominated(Solved(reached, order), profile(reached, {}), aims(reached)):
        if one.everywhere:
            what = (
                f"{one.role} has another option that serves its aims as well as {one.option!r} or better, whatever the others do, "
                f"in each of the {one.offered:,} states in which it is offered (all choosing evenly later)"
            )
            path = f"acts.{act.id}.scenes.{one.scene}.decision.{one.role}.options.{one.option}"
            route = survey.route(survey.scenes[one.scene]) if one.scene in survey.scenes else None
            yield Finding(
                "option-never-serves", path, what, "an effect or a branch by which it serves an aim, or no such option", "note", route
            )
