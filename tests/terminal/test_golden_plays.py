"""Whole plays by each role with real keys in a real terminal, screen by screen as they are kept in golden/.

`BLESS=1 pytest -m "" tests/terminal/test_golden_plays.py` plays them anew and keeps what came; the difference is reviewed like any other.
"""

from pathlib import Path

import pytest

from tests.terminal.kept import hold
from tests.terminal.real import terminal

SIZE = (80, 24)
ACTS = {
    ("2021", "belgrade"): ("reported", "1"),
    ("2021", "pristina"): ("reported", "2"),
    ("2021", "eu"): ("cautious", "21"),
    ("2021", "kfor"): ("hard-line", "12"),
    ("2022", "belgrade"): ("reported", "1"),
    ("2022", "pristina"): ("cautious", "2"),
    ("2022", "eu"): ("hard-line", "12"),
    ("2022", "kfor"): ("reported", "3"),
    ("2023", "belgrade"): ("cautious", "2"),
    ("2023", "pristina"): ("reported", "21"),
    ("2023", "eu"): ("hard-line", "1"),
    ("2023", "kfor"): ("reported", "32"),
}
"""By act and role: who decides for the others, and the options taken, as `hold` reads them."""
CAMPAIGNS = {"belgrade": ("reported", "12"), "pristina": ("cautious", "21"), "eu": ("reported", "1"), "kfor": ("hard-line", "2")}
"""By role, the same."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one home folder for all plays, so that what the first has read need not be read again."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.whole
@pytest.mark.parametrize(("act", "role"), ACTS)
def test_each_act_is_played_by_each_role(home: Path, act: str, role: str) -> None:
    """From the notice to the last section of the end, every screen of an act is as it was last looked at."""
    bot, wishes = ACTS[act, role]
    name = f"{act}-{role}"
    given = ("--role", role, "--act", act, "--course", "whole", "--seed", "7", "--bot", bot, "--name", name)
    with terminal(home, SIZE, "play", "kosovo", *given) as running:
        said = hold(name, running, wishes)

    assert "This is the last section." in said


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", CAMPAIGNS)
def test_a_whole_campaign_is_played_by_each_role(home: Path, role: str) -> None:
    """Three acts in a row, with what each leaves to the next."""
    bot, wishes = CAMPAIGNS[role]
    name = f"campaign-{role}"
    given = ("--role", role, "--campaign", "--seed", "7", "--bot", bot, "--name", name)
    with terminal(home, SIZE, "play", "kosovo", *given) as running:
        said = hold(name, running, wishes)

    assert "This is the last section." in said
