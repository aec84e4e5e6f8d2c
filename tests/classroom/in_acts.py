"""A lesson of a campaign whose second act asks another role than its first, for tests of who may take which role when."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.library import OpenScenario, from_data
from sim.model.scenario import Scenario
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests import small
from tests.classroom.taught import CODE, Class, convened
from tests.harness import Ticking


def _asking(role: str, first: str, second: str) -> Scenario:
    """Return a scenario of one act in which a role decides twice."""
    options = {"stay": small.option("wait"), "leave": small.option("threat")}
    scenes = {
        first: small.scene({role: {"options": options}}, [small.branch(second)]),
        second: small.scene({role: {"options": options}}, [small.branch(f"after-{second}")]),
        f"after-{second}": small.outcome("settled"),
    }
    return small.scenario(scenes)


def in_acts() -> OpenScenario:
    """Return a scenario in which the north decides two turns in act `one`, and the south two turns in act `two`."""
    one, two = _asking("north", "bridge", "gate"), _asking("south", "road", "town")
    acts = (one.acts[0], two.acts[0].model_copy(update={"id": "two"}))
    whole = {
        **one.model_dump(by_alias=True),
        "acts": [act.model_dump(by_alias=True) for act in acts],
        "campaign": {"acts": ["one", "two"], "carry": []},
    }
    return from_data(Scenario.model_validate(whole), small.corpus())


@contextmanager
def held_in_acts(folder: Path, table: int = 0) -> Iterator[Class]:
    """Hold a lesson that goes on to the second act; with `table`, so many groups are to play at tables."""
    scenario, clock = in_acts(), Ticking()
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        began = convened(scenario).model_copy(update={"table": table, "campaign": True})
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=clock)
        yield Class(live, archive, scenario, clock)
