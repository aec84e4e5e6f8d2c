"""Nothing that was shown is lost, whatever is killed around a PostgreSQL server; `python -m tests.long.servers` kills more."""

from collections import Counter
from pathlib import Path

import pytest

from tests.long import servers
from tests.store.serving import Server

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.mark.timeout(300)
def test_a_session_of_two_processes_survives_every_blow(tmp_path: Path, server: Server) -> None:
    """Two processes play one session; writers, connections and the server are killed, and each step that was shown is there, once."""
    report = servers.strike(server, tmp_path, 4)

    assert ([], Counter({"writer": 4, "connections": 4, "server": 4})) == (report.lost, report.blows)
    assert report.shown > 100
