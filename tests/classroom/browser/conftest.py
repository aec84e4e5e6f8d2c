"""The browser in which pages are tried: one for the tests of a file, which see together what went wrong in it."""

from collections.abc import Iterator

import pytest

from tests.classroom.browser.browsers import Browsing, started


@pytest.fixture(scope="module")
def browsing() -> Iterator[Browsing]:
    """Start the browser of this computer."""
    with started() as made:
        yield made
