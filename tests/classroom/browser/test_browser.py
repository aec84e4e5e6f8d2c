"""Whether the browser and the rules with which pages are looked at can find anything wrong."""

from hashlib import sha384

import pytest

from tests.classroom.browser.browsers import NARROW, PHONE, VENDORED, Browsing, too_wide, violations

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


def test_the_vendored_rules_are_the_ones_that_are_named() -> None:
    """The file of accessibility rules is the one whose hash stands beside it."""
    assert sha384((VENDORED / "axe.min.js").read_bytes()).hexdigest() in (VENDORED / "README.md").read_text("utf-8")


def test_the_rules_find_what_is_wrong(browsing: Browsing) -> None:
    """A page with a picture that says nothing and a field without a label is found out."""
    page = browsing.window(PHONE)
    page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"><input></main></html>')

    assert ["image-alt", "label"] == sorted(line.split(": ")[1] for line in violations(page, "planted"))


def test_what_is_too_wide_is_found(browsing: Browsing) -> None:
    """A page that is wider than a phone is found out, and so is one whose words can hardly be seen in the dark."""
    page = browsing.window(NARROW, color_scheme="dark")
    page.set_content(
        '<html lang="en"><title>x</title><main><h1>x</h1><p style="width:400px;color:#777;background:#666">Too pale</p></main></html>'
    )

    assert too_wide(page)
    assert ["color-contrast"] == [line.split(": ")[1] for line in violations(page, "planted", ["color-contrast"])]


def test_what_is_asked_for_elsewhere_is_found(browsing: Browsing) -> None:
    """A page that asks for something of another place is found out."""
    page = browsing.window(PHONE)
    page.set_content('<img alt="" src="http://evil.invalid/x.png">')
    page.wait_for_timeout(200)

    assert ["http://evil.invalid/x.png"] == browsing.outside
