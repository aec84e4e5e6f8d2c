"""Phones on a network, where pages come over plain HTTP from another computer: browsers say less there than on the computer itself.

A page from `127.0.0.1` counts as safe, so that a browser sends along from where a form comes and lets scripts use everything. None of that
holds for the address that students type.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.browser.browsers import PHONE, Browsing, joined, promise_nothing, started
from tests.classroom.live import Away, Live, live
from tests.classroom.taught import CODE, TICKET

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]
NAMED = "class.test"
"""A name that stands for an address of the network: no browser takes it for its own computer."""


@pytest.fixture(scope="module")
def browsing() -> Iterator[Browsing]:
    """Start a browser for which the name is this computer."""
    with started(f"--host-resolver-rules=MAP {NAMED} 127.0.0.1") as made:
        yield made


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[Live]:
    """Serve a lesson that is also asked for by that name."""
    with live(tmp_path, hosts=(NAMED,)) as made:
        yield made


def base(lesson: Live) -> str:
    """Return what students type."""
    return f"http://{NAMED}:{lesson.port}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_joins_decides_and_comes_back(browsing: Browsing, lesson: Live, *, scripts: bool) -> None:
    """Every form that a student sends is taken, with scripts and without: the code, the name, a decision, a message, the way back."""
    phone = joined(browsing.window(PHONE, java_script_enabled=scripts), base(lesson), CODE, "Ana")
    assert not scripts or phone.evaluate("() => window.isSecureContext") is False
    Away(lesson, "Ben")
    lesson.place("Ana g1 eastbank", "Ben g1 westbank")
    lesson.order("start")
    lesson.order("talk", words="on")
    phone.goto(phone.url)
    promise_nothing(phone)
    phone.locator("#seat-box summary").click()
    code = phone.locator("#seat-box .code").inner_text()

    other = browsing.window(PHONE, java_script_enabled=scripts)
    other.goto(f"{base(lesson)}/join/{CODE}")
    other.get_by_text("I was here before").click()
    other.locator("#resume").fill(code)
    other.get_by_role("button", name="Back to my seat").click()
    other.locator(".sealed", has_text="Promise nothing yet.").wait_for()


def test_whoever_scans_joins(browsing: Browsing, lesson: Live) -> None:
    """The address in the QR code is one of the network, too."""
    phone = browsing.window(PHONE)
    phone.goto(f"{base(lesson)}/join/{CODE}#{TICKET}")
    phone.locator("#name").fill("Ana")
    phone.get_by_role("button", name="Join").click()
    phone.locator(".status", has_text="You are in.").wait_for()
