"""A whole lesson in a real browser: a facilitator and four phones play an act to its end, on pages that everybody can use."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha384
from pathlib import Path

import pytest

from tests.classroom.killing import free_port, status

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

ROOT = Path(__file__).parent.parent.parent
VENDORED = ROOT / "tests" / "vendored"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
MOST_BYTES = 60_000
"""Of a first page with its style and script."""


PAYLOADS = tuple(
    form.format(act=act)
    for act in ("alert(1)", "fetch('//evil.example')", "document.title='x'")
    for form in (
        "<script>{act}</script>",
        "<img src=x onerror={act}>",
        "<svg/onload={act}>",
        "</textarea><script>{act}</script>",
        "'\"><b onmouseover={act} autofocus tabindex=1 onfocus={act}>",
        "<iframe srcdoc='<script>{act}</script>'>",
        "<a href='javascript:{act}'>go</a>",
        "<style>@import '//evil.example'</style>",
        "<meta http-equiv=refresh content='0;url=javascript:{act}'>",
        "{{{{ {act} }}}}{{% {act} %}}",
        "<base href='//evil.example/'>",
        "<form action='//evil.example'><button autofocus onfocus={act}>",
        "<details open ontoggle={act}>",
        "<math><mi xlink:href='data:x,<script>{act}</script>'>",
        "--><script>{act}</script><!--",
        "`${{{act}}}`",
    )
)
"""Texts that would be programs if anything took them for more than text."""


@dataclass
class Hosted:
    """A server that `sim host` runs."""

    base: str
    code: str
    console: str


@contextmanager
def hosting(folder: Path, *arguments: str) -> Iterator[Hosted]:
    """Host a lesson as long as the block runs."""
    port = free_port()
    command = [sys.executable, "-m", "sim", "host", *arguments, "--port", str(port), "--bind", "127.0.0.1"]
    with (folder / "said").open("w+") as said:
        environment = {"SIM_DATA": str(folder), "PATH": "/usr/bin", "PYTHONUTF8": "1"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            while status(port, "/health") != 200:
                assert process.poll() is None, (folder / "said").read_text("utf-8")
                time.sleep(0.1)
            text = (folder / "said").read_text("utf-8")
            code, console = re.search(r"code (\w+)", text), re.search(r"Console: (\S+)", text)
            assert code, text
            assert console, text
            yield Hosted(f"http://127.0.0.1:{port}", code[1], console[1])
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """Host the short course of an act."""
    with hosting(tmp_path_factory.mktemp("hosted"), "kosovo", "--act", "2022", "--course", "short") as made:
        yield made


@dataclass
class Browsing:
    """Windows of one browser, and everything in them that went wrong."""

    browser: "playwright.Browser"
    wrong: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def window(self, size: dict[str, int], **more: str) -> "playwright.Page":
        """Open a window of its own, with cookies of its own."""
        page = self.browser.new_context(viewport=size, **more).new_page()
        page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(("http://127.0.0.1:", "data:")) else self.outside.append(request.url)
        )
        page.on("dialog", lambda dialog: dialog.accept())
        return page


@pytest.fixture(scope="module")
def browsing() -> Iterator[Browsing]:
    """Start the browser of this computer."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this computer")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield Browsing(browser)
        browser.close()


def violations(page: "playwright.Page", where: str) -> list[str]:
    """Return what axe finds on a page."""
    page.evaluate((VENDORED / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(found => found.violations)", RULES)
    return [f"{where}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_wide(page: "playwright.Page") -> bool:
    """Tell whether a page has to be moved sideways to be read."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def joined(browsing: Browsing, hosted: Hosted, name: str, size: dict[str, int], **more: str) -> "playwright.Page":
    """Let a phone join, by the keyboard alone."""
    page = browsing.window(size, **more)
    page.goto(f"{hosted.base}/")
    page.locator("#code").press_sequentially(hosted.code.lower())
    page.keyboard.press("Enter")
    page.locator("#name").press_sequentially(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/**")
    return page


def decided(page: "playwright.Page") -> bool:
    """Let a phone decide if it is asked, by the keyboard alone, and tell whether it was."""
    radio = page.locator(".decision input[name=option]")
    if not radio.count():
        return False
    radio.first.focus()
    page.keyboard.press("Space")
    page.locator(".decision button").focus()
    page.keyboard.press("Enter")
    page.locator("[data-net]", has_text=re.compile("Saved|Something new")).wait_for()
    return True


def test_the_vendored_rules_are_the_ones_that_are_named() -> None:
    """The file of accessibility rules is the one whose hash stands beside it."""
    assert sha384((VENDORED / "axe.min.js").read_bytes()).hexdigest() in (VENDORED / "README.md").read_text("utf-8")


def test_the_rules_find_what_is_wrong(browsing: Browsing) -> None:
    """A page with a picture that says nothing and a field without a label is found out."""
    page = browsing.window(PHONE)
    page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"><input></main></html>')

    assert ["image-alt", "label"] == sorted(line.split(": ")[1] for line in violations(page, "planted"))


def test_no_text_becomes_a_program(browsing: Browsing, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names, messages, proposals, reasons, news and notes that look like programs run on no phone, console, screen or debrief."""
    with hosting(tmp_path_factory.mktemp("hosted"), "tutorial") as server:
        dialogs: list[str] = []
        pages = [browsing.window({"width": 1280, "height": 900}), *(browsing.window(PHONE) for _ in range(2))]
        for page in pages:
            page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        console, *phones = pages
        console.goto(server.console)
        console.wait_for_url("**/c/**")
        for phone, name in zip(phones, PAYLOADS, strict=False):
            phone.goto(f"{server.base}/join/{server.code}")
            phone.locator("#name").fill(name[:40])
            phone.get_by_role("button", name="Join", exact=True).click()
            phone.wait_for_url("**/s/**")
        headers = {"origin": server.base, "accept": "application/json"}

        def send(page: "playwright.Page", path: str, **form: str) -> None:
            answer = page.request.post(re.sub(r"[^/]*$", path, page.url), form=form, headers=headers)
            assert answer.ok, answer.text()

        for order, form in (("deal", {}), ("start", {}), ("talk", {"words": "on"})):
            send(console, f"do/{order}", **form)
        for payload in PAYLOADS:
            send(phones[0], "speak", to="", words=payload)
            send(phones[1], "propose", turn="1", words=payload)
            send(console, "do/tell", words=payload)
            send(console, "do/note", words=payload)
        shown = phones[0].request.get(re.sub(r"[^/]*$", "seat.json", phones[0].url)).json()
        if shown["view"]["decision"]:
            send(phones[0], "choose", turn="1", option=shown["view"]["decision"]["options"][0]["id"], reason=PAYLOADS[0])
        send(console, "do/force", group="g1", turn="1")
        screen = browsing.window(PHONE)
        screen.goto(f"{server.base}/screen/{server.code}/")
        for page in (*pages, screen):
            page.reload()
            page.locator("#now > *").first.wait_for()
        send(console, "do/end")
        for phone in phones:
            phone.goto(re.sub(r"[^/]*$", "debrief", phone.url))
            phone.locator("h1").first.wait_for()
        console.goto(re.sub(r"[^/]*$", "debrief?group=all", console.url))

        assert PAYLOADS[-1][:20] in phones[0].content()
        assert ([], [], []) == (dialogs, browsing.wrong, browsing.outside)
        for page in (*pages, screen):
            page.close()  # what looks for a server that is gone would be counted in the next test


def test_a_class_plays_to_the_debrief(hosted: Hosted, browsing: Browsing) -> None:
    """Four phones and a facilitator play the short course to its debrief; no page breaks a rule of accessibility or is too wide."""
    found: list[str] = []
    wide: list[str] = []
    console = browsing.window({"width": 1280, "height": 900})
    console.goto(hosted.console)
    console.wait_for_url("**/c/**")
    door = browsing.window(NARROW)
    for path in ("/", f"/join/{hosted.code}"):
        door.goto(f"{hosted.base}{path}")
        found += violations(door, path)
        wide += [path] if too_wide(door) else []
    phones = [
        joined(browsing, hosted, "Ana", PHONE),
        joined(browsing, hosted, "Besnik", NARROW),
        joined(browsing, hosted, "Chloé", PHONE, color_scheme="dark"),
        joined(browsing, hosted, "Dragan", PHONE, contrast="more"),
    ]
    found += violations(phones[0], "lobby") + violations(console, "console before")
    console.get_by_role("button", name="Deal the roles at random").click()
    console.get_by_role("button", name="Start the play").click()
    for phone in phones:
        phone.locator("section[data-turn]").wait_for()
    first = phones[0].request.get(phones[0].url)
    style, script = (len(phones[0].request.get(f"{hosted.base}/static/classroom.{kind}").body()) for kind in ("css", "js"))

    assert len(first.body()) + style + script <= MOST_BYTES

    for turn in range(12):
        for place, phone in enumerate(phones):
            found += violations(phone, f"turn {turn}, phone {place}")
            wide += [f"turn {turn}, phone {place}"] if too_wide(phone) else []
        found += violations(console, f"turn {turn}, console")
        if any(phone.locator(".outcome").count() for phone in phones):
            break
        before = phones[0].locator("section[data-turn]").get_attribute("data-turn")
        assert sum(decided(phone) for phone in phones), "nobody is asked, and the play goes on"
        for phone in phones:
            phone.locator(f'section[data-turn]:not([data-turn="{before}"])').wait_for()
    assert phones[0].locator(".outcome").count()
    screen = browsing.window({"width": 1600, "height": 900})
    screen.goto(f"{hosted.base}/screen/{hosted.code}/")
    screen.locator(".card").wait_for()
    found += violations(screen, "screen")
    for path in ("past", "guide"):
        phones[1].goto(re.sub(r"/s/([^/]+)/.*", rf"/s/\1/{path}", phones[1].url))
        found += violations(phones[1], path)
        wide += [path] if too_wide(phones[1]) else []
    console.get_by_role("button", name="End, and go to the debrief").click()
    phones[0].get_by_text("To the debrief").click()
    phones[0].locator("h1").first.wait_for()
    found += violations(console, "console after")

    assert ([], [], [], []) == (found, wide, browsing.wrong, browsing.outside)
