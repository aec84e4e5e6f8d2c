"""A rehearsal says that it is one, where a facilitator or a class looks."""

from pathlib import Path

import pytest

from tests.classroom.taught import CODE, NAME, held, served


@pytest.mark.parametrize("rehearsal", [True, False])
def test_console_and_screen_say_that_it_is_a_rehearsal(tmp_path: Path, *, rehearsal: bool) -> None:
    """Both say so in a rehearsal, and neither where a class plays."""
    with held(tmp_path, rehearsal=rehearsal) as room, served(room) as server:
        pages = [server.facilitator.get(path).text for path in (f"/c/{NAME}/", f"/screen/{CODE}/")]

    assert [rehearsal] * 2 == ["Rehearsal" in page for page in pages]
