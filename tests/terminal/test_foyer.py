"""The notice of a play that is not open yet looks as the desk shows it."""

from pathlib import Path

import pytest

from sim.library import OpenScenario
from sim.terminal.announced import Announced
from sim.terminal.foyer import Foyer
from sim.terminal.seat import Seat
from sim.terminal.settings import Settings
from sim.terminal.table import Table
from tests.terminal.seated import COUNCIL, TUTORIAL, seated


def _never() -> Table:
    raise AssertionError


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 12)])
@pytest.mark.parametrize("scenario", [TUTORIAL, COUNCIL], ids=["ours", "from elsewhere"])
@pytest.mark.parametrize("settings", [Settings(), Settings(theme="light", reasons=False)], ids=["as it is", "as it was set"])
def test_the_desk_takes_over_unseen(tmp_path: Path, size: tuple[int, int], scenario: OpenScenario, settings: Settings) -> None:
    """Every cell, every style and every key of the notice is the same before and after the play is open."""
    texts = scenario.scenario
    foyer = Foyer(Announced(texts.title, texts.author, texts.notice, scenario.origin == "shipped", _never), settings)
    with seated(tmp_path, texts.roles[0].id, scenario=scenario) as table:
        seat = Seat(table, settings)
        after = seat.theme, seat.ask, seat.available, seat.top(*size), seat.asked(*size), seat.keys(*size)

    assert after == (foyer.theme, foyer.ask, foyer.available, foyer.top(*size), foyer.asked(*size), foyer.keys(*size))
