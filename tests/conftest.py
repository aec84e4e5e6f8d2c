"""What every test shares: how far property tests search, and a home of its own so that no test touches a person's files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=5_000)  # asked for with --hypothesis-profile=long
settings.load_profile("default")


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the tests, and every process they start, an empty home folder and no settings of the person who runs them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            environment.setenv(name, str(home))
        for name in (
            "SIM_CONFIG",
            "SIM_DATA",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
            "XDG_RUNTIME_DIR",
            "NO_COLOR",
            "COLUMNS",
        ):
            environment.delenv(name, raising=False)
        yield home


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where a test was skipped in continuous integration: what a test needs has to be installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped") and not hasattr(session.config, "workerinput"):
        reporter.write_line("a test was skipped, and nothing is skipped here: install what it needs (.ci/run)", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
