"""The layers of sim/ and what each may import, as pyproject.toml draws them."""

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports_command

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def verdict() -> tuple[int, str]:
    """The exit code and the text of the import linter over the whole package."""
    ours = logging.getLogger("sim.classroom")
    result = CliRunner().invoke(lint_imports_command, ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"])
    ours.disabled = False  # the linter sets up logging for itself, and silences whatever was there before
    return result.exit_code, result.output


def test_every_import_keeps_the_floor_plan(verdict: tuple[int, str]) -> None:
    """No module imports a layer above it, a sibling, or a package that its layer may not know."""
    code, report = verdict

    assert code == 0, report


def test_no_contract_is_left_out(verdict: tuple[int, str]) -> None:
    """All twelve contracts are kept; none is skipped."""
    _, report = verdict

    assert "Contracts: 12 kept, 0 broken." in report
