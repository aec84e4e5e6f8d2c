"""The reference pages say what the code says."""

import pytest

from tests.pages import BLOCKS, REFERENCE, written


@pytest.mark.parametrize("page", BLOCKS)
def test_a_page_is_up_to_date(page: str) -> None:
    """What a page has from the code is what the code has; `python -m tests.pages` writes it."""
    assert written(page) == REFERENCE.joinpath(page).read_text("utf-8")


@pytest.mark.parametrize("page", BLOCKS)
def test_nothing_on_a_page_is_without_explanation(page: str) -> None:
    """Every field, event, problem and finding that a table lists has a meaning beside it."""
    assert [] == [line for line in written(page).splitlines() if line.startswith("| `") and line.endswith("|  |")]
