"""Three hundred texts that look like programs, through everything that people and scenarios can write, on every page, in a real browser."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from sim.classroom.lesson import seats, words
from sim.classroom.server.tokens import digest
from sim.cli.app import app
from sim.library import open_scenario
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson
from tests.classroom.browser.browsers import LAPTOP, PHONE, Browsing
from tests.classroom.browser.payloads import PAYLOADS, hostile
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE, NAME, placing

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

REPORT = "addEventListener('securitypolicyviolation', event => { (window.broken ||= []).push(event.violatedDirective) })"
ASK = "() => [document.title === 'x', 'ran' in window, window.broken || []]"
QUIET = [False, False, []]


def window(browsing: Browsing, size: dict[str, int], dialogs: list[str]) -> Page:
    """Open a window that reports what breaks the policy of its page, and what opens a dialog."""
    context = browsing.context(size)
    context.add_init_script(REPORT)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    return page


def looked_at(page: Page, address: str) -> list[object]:
    """Return what came to pass on a page on which everything was opened and pointed at."""
    page.goto(address)
    page.evaluate("() => document.querySelectorAll('details').forEach(box => { box.open = true })")
    for name in ("focus", "pointerenter", "mouseover"):
        page.evaluate(f"() => document.querySelectorAll('main *').forEach(part => part.dispatchEvent(new Event('{name}')))")
    page.wait_for_timeout(50)
    found: list[object] = page.evaluate(ASK)
    return found


def written(lesson: LiveLesson) -> None:
    """Let everybody write every payload wherever they can, and the facilitator too."""

    def come(draft: Draft) -> None:
        for number, payload in enumerate(PAYLOADS):
            seats.join(draft, payload[:40], digest(f"token of {number}"), digest(f"code of {number}"))

    def say(draft: Draft) -> None:
        for number, payload in enumerate(PAYLOADS):
            side = number % 2
            words.speak(draft, f"s{2 * side + 1}", None, payload)
            words.propose(draft, f"s{2 * side + 2}", 1, payload)
            words.tell(draft, payload)
            words.note(draft, payload)

    lesson.do(come)
    lesson.do(placing(s1="g1 eastbank", s2="g1 eastbank", s3="g1 westbank", s4="g1 westbank"))
    lesson.do(seats.start)
    lesson.do(lambda draft: words.permit(draft, talk=True))
    lesson.do(say)


@pytest.mark.slow
def test_what_people_write_runs_nowhere(browsing: Browsing, tmp_path: Path) -> None:
    """Names, messages, proposals, words and notes of the facilitator, reasons and a hostile scenario: nothing of it runs on any page."""
    dialogs: list[str] = []
    opened = open_scenario(str(hostile(tmp_path / "hostile")))
    with live(tmp_path, opened, before=written) as served:
        console, phone, screen = (window(browsing, size, dialogs) for size in (LAPTOP, PHONE, LAPTOP))
        console.goto(served.console)
        console.wait_for_url("**/c/**")
        reader = Away(served, "Reader")
        served.order("place", seat=f"s{len(PAYLOADS) + 1}", group="g1", role="eastbank")
        name, _, token = reader.cookie.partition("=")
        phone.context.add_cookies([{"name": name, "value": token, "url": served.base}])
        seat, desk = f"{served.base}/s/{NAME}/", f"{served.base}/c/{NAME}/"
        found = {
            "door": looked_at(phone, f"{served.base}/join/{CODE}"),
            "seat": looked_at(phone, seat),
            "guide": looked_at(phone, f"{seat}guide"),
            "console": looked_at(console, desk),
            "screen": looked_at(screen, f"{served.base}/screen/{CODE}/"),
        }
        shown = phone.request.get(f"{seat}seat.json").json()["view"]["decision"]["options"][0]["id"]
        reader.send("choose", turn="1", option=shown, reason="".join(PAYLOADS)[:280])
        served.order("force", group="g1", turn="1")
        found |= {
            "seat, later": looked_at(phone, seat),
            "past": looked_at(phone, f"{seat}past"),
            "console, later": looked_at(console, desk),
        }
        served.order("end")
        found |= {
            "over": looked_at(phone, seat),
            "debrief": looked_at(phone, f"{seat}debrief"),
            "all groups": looked_at(console, f"{desk}debrief?group=all"),
            "refusal": looked_at(phone, f"{seat}debrief?group={PAYLOADS[0]}"),
        }
        text = phone.request.get(f"{seat}debrief").text() + console.request.get(f"{desk}console.json").text()

    assert dict.fromkeys(found, QUIET) == found
    assert ([], []) == (dialogs, browsing.outside)
    assert [] == [line for line in browsing.wrong if "status of 4" not in line]  # the refusal that was asked for
    assert "alert(1)" in text


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 100, 200])
def test_what_a_scenario_says_runs_on_no_page_that_is_written(browsing: Browsing, tmp_path: Path, first: int) -> None:
    """A hostile scenario in a folder with a hostile name, on paper, as a map and as evidence: nothing runs, nothing is asked elsewhere."""
    dialogs: list[str] = []
    folder = str(hostile(tmp_path / "<svg onload=alert(1)>", first))
    pages = {
        "paper": ("print", folder, "--to"),
        "evidence": ("evidence", folder, "--html"),
        "map": ("analyse", folder, "--html"),
    }
    found = {}
    for name, arguments in pages.items():
        file = tmp_path / f"{name}.html"
        done = CliRunner().invoke(app, [*arguments, str(file)], env={"SIM_DATA": str(tmp_path / "data")})
        assert 0 == done.exit_code, done.output
        assert any(payload.split("{")[0][:12].replace("<", "&lt;") in file.read_text("utf-8") for payload in PAYLOADS)
        found[name] = looked_at(window(browsing, LAPTOP, dialogs), file.as_uri())

    assert dict.fromkeys(pages, QUIET) == found
    assert ([], []) == (dialogs, [url for url in browsing.outside if not url.startswith("file:")])
