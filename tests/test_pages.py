"""The reference pages say what the code says."""

import pytest

from tests.pages import BLOCKS, REFERENCE, written


@pytest.mark.parametrize("page", BLOCKS)
def test_a_page_is_up_to_date(page: str) -> None:
    """What a page has from the code is what the code has; `python -m tests.pages` writes it."""
    assert written(page) == REFERENCE.joinpath(page).read_text("utf-8")
