"""A teacher at the table's page in a real browser: codes are covered, wrong ones are told and stay to be mended, everybody can use it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.classroom.browser.browsers import LAPTOP, NARROW, Browsing, too_wide, violations
from tests.classroom.paper.on_paper import Laptop, laptop

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """Host the tutorial at two tables."""
    with laptop(tmp_path_factory.mktemp("table"), "tutorial", "--table", "2") as made:
        yield made


def entered(page: Page, held: Laptop) -> None:
    """Open the console with the key that was printed; it leads to the table."""
    page.goto(f"http://127.0.0.1:{held.desk.port}/console/{held.desk.lesson}/#{held.key}")
    page.wait_for_url("**/table/")


def typed(page: Page, group: str, wrong: str = "") -> None:
    """Type the first open code of every card of a group by the keyboard, or a wrong one into the last field, and press Enter."""
    asked = held_cards(page, group)
    for field, code in asked:
        page.locator(f"#{field}").fill("")
        page.locator(f"#{field}").press_sequentially(wrong if wrong and field == asked[-1][0] else code)
    page.keyboard.press("Enter")


def held_cards(page: Page, group: str) -> list[tuple[str, str]]:
    """Return the fields of a group with a code of the card that each asks for."""
    fields = page.locator(f"#{group}-heading").locator("xpath=..").locator("input.slip[id^=card-]")
    labels = [(field.get_attribute("id") or "", field.locator("xpath=../label").inner_text()) for field in fields.all()]
    return [(name, f"{label.partition('(card ')[2].rstrip(')')}a") for name, label in labels]


def test_a_teacher_plays_two_groups_at_one_laptop(browsing: Browsing, held: Laptop) -> None:
    """From the key to the debrief: what is typed is covered, a wrong card is told and can be mended, and no page breaks a rule."""
    page = browsing.window(LAPTOP)
    entered(page, held)
    found = violations(page, "before the play")
    page.get_by_label("The lesson ends in so many minutes").fill("45")
    page.get_by_role("button", name="Set").click()
    page.get_by_role("button", name="Start the play").click()
    page.wait_for_selector("#g2-heading")
    look = "getComputedStyle(document.querySelector('input.slip[id^=card-g1]')).webkitTextSecurity"  # of the field that is there now
    covered = page.evaluate(look)
    page.get_by_label("Cover the codes that I type").uncheck()
    shown = page.evaluate(look)
    typed(page, "g1", wrong="999x")
    page.locator("[data-net]", has_text="Not saved").wait_for()
    told, kept = page.locator("[data-net]").inner_text(), page.locator("input.slip[id^=card-g1]").last.input_value()
    found += violations(page, "a wrong card")
    typed(page, "g1")
    page.wait_for_selector("#g1-heading ~ details[id^=before-g1]")
    found += violations(page, "a turn is over")
    large = page.context.new_page()
    large.goto(f"{page.url.rpartition('/')[0]}/read/g1/")
    large.wait_for_selector("#now-heading")
    found += violations(large, "large")
    for _ in range(20):
        if not page.locator("input.slip[id^=card-g1]").count():
            break
        form = page.locator("form.slips[id^=cards-g1]").get_attribute("id")
        typed(page, "g1")
        page.locator(f"#{form}").wait_for(state="detached")
    page.get_by_role("button", name="End, and go to the debrief").click()
    page.wait_for_selector("a[href='../debrief?group=all']")
    found += violations(page, "over")
    page.get_by_role("link", name="group 1").first.click()
    page.wait_for_url("**/debrief?group=g1")

    assert ("disc", "none") == (covered, shown)
    assert "there is no card 999" in told
    assert "999x" == kept
    assert "Debrief" in page.title()
    assert [] == found
    assert [] == browsing.outside
    assert [] == [wrong for wrong in browsing.wrong if "404 (Not Found)" not in wrong]
    assert [] == held.reached()


@pytest.mark.parametrize("size", [LAPTOP, NARROW], ids=["laptop", "narrow"])
def test_nothing_has_to_be_moved_sideways(browsing: Browsing, held: Laptop, size: dict[str, int]) -> None:
    """The table and what a group looks at fit a laptop, and a window of 320 pixels."""
    page = browsing.window(size)
    entered(page, held)
    table = too_wide(page)
    page.goto(f"{page.url.rpartition('/')[0]}/read/g1/")

    assert (False, False) == (table, too_wide(page))
