"""Real plays to sit down at in tests of the terminal: a shipped scenario, a log in a temporary folder, and a table over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.engine.guide import guide
from sim.library import OpenScenario, from_data, open_scenario
from sim.model.events import PERSON
from sim.model.ids import RoleId
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from sim.terminal.actions import press, write
from sim.terminal.desk import Desk
from sim.terminal.glossed import Glossary
from sim.terminal.local import LocalTable
from sim.terminal.pages import columns
from sim.terminal.paint import top
from sim.terminal.settings import Settings
from tests.engine import council
from tests.harness import began, opened, ticking

TUTORIAL = open_scenario("tutorial")
COUNCIL = from_data(council.council(), council.corpus())
"""Two acts in a row, with exercises, aims and notes from outside."""
GUIDE = guide(opened(TUTORIAL.machine, began(TUTORIAL.machine, "ferry")), TUTORIAL.grounds, ours=True)
"""What everybody may read of the tutorial."""
GLOSSARY = Glossary(GUIDE)
"""The explained words of the tutorial."""

SCENE = ("enter", "enter")
"""Keys from the notice to the first scene of a person alone."""


@contextmanager
def seated(
    folder: Path,
    *people: RoleId,
    scenario: OpenScenario = TUTORIAL,
    bot: str = "cautious",
    kind: type[LocalTable] = LocalTable,
    campaign: bool = False,
) -> Iterator[LocalTable]:
    """Begin a play of a scenario's first act, in which a bot decides for the roles that nobody plays."""
    played = {role.id: PERSON if role.id in people else bot for role in scenario.scenario.roles}
    with SqliteLog(folder / "sessions.sqlite") as log:
        edition = Edition.of(scenario.scenario, scenario.corpus)
        act = scenario.scenario.acts[0].id
        live = LiveSession.begin(log, scenario.machine, edition, ticking(), act=act, seed=7, played=played, campaign=campaign, name="demo")
        yield kind(live, scenario.grounds, ours=scenario.origin == "shipped")


def desk_at(table: LocalTable, *keys: str, settings: Settings | None = None) -> Desk:
    """Sit down at a table and press keys; a text longer than a key is written into the line that is asked for."""
    desk = Desk(table, settings or Settings())
    type_in(desk, *keys)
    return desk


def type_in(desk: Desk, *keys: str) -> None:
    """Press keys; a text in angle brackets, such as `<my reason>`, is written into the line that is asked for."""
    for key in keys:
        if key.startswith("<"):
            write(desk, key[1:-1])
        else:
            assert press(desk, key), f"the key {key} does nothing at {desk.where}"


def words_on(desk: Desk, width: int = 80) -> str:
    """Return everything that stands on the uppermost page, scrolled to or not, on one line."""
    return " ".join(" ".join(line.text for column in columns(desk.page, width) for line in column).split())


def drawn(desk: Desk, width: int = 80, height: int = 24) -> str:
    """Return the upper part of the screen as it is drawn at a size."""
    return "\n".join(line.text for line in top(desk, width, height))
