"""Texts that look like programs, in every file that is written to be opened: exports, debriefs, translations, and names of files."""

import csv
import io
import re
import shutil
import zipfile
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Error, Page

from sim.classroom.lesson import turns
from sim.classroom.lesson.turns import Ballot
from sim.cli.app import app
from sim.cli.translating import in_language
from sim.engine.rules import legal
from sim.library import open_scenario
from sim.store.live_lesson import LiveLesson
from tests.classroom.browser.browsers import LAPTOP, ROOT, Browsing
from tests.classroom.browser.payloads import PAYLOADS, hostile
from tests.classroom.browser.test_payloads import QUIET, looked_at, window, written
from tests.classroom.live import Away, live
from tests.classroom.taught import NAME

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]

FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 -- the wide ones are read as formulas too
"""What a spreadsheet takes a cell for that begins so."""
NAMES = ("<svg onload=alert(1)>", "<img src=x onerror=window.ran=1>", '" autofocus onfocus=alert(1) x="', "=HYPERLINK(1)")
"""Names that files have."""
OWN = ("file:", "chrome:", "chrome-extension:")


def run(data: Path, *arguments: str, keys: str = "") -> str:
    """Run a command over the lessons and sessions in a folder, and return what it wrote."""
    done = CliRunner().invoke(app, arguments, input=keys, env={"SIM_DATA": str(data)})
    assert 0 == done.exit_code, done.output
    return done.stdout


def opened(page: Page, file: Path) -> list[object]:
    """Return what came to pass when a file was opened; one that a browser hands on to another program comes to nothing."""
    try:
        return looked_at(page, file.as_uri())
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return QUIET


def every(browsing: Browsing, folder: Path) -> tuple[dict[str, list[object]], list[str]]:
    """Open every file below a folder; return what came to pass, and dialogs that opened."""
    dialogs: list[str] = []
    page = window(browsing, LAPTOP, dialogs)
    found = {str(file.relative_to(folder)): opened(page, file) for file in sorted(folder.rglob("*")) if file.is_file()}
    page.context.close()
    return found, dialogs


def outside(browsing: Browsing) -> list[str]:
    """Return what a page asked for that is no file of this computer, and no part of the browser, such as what shows a PDF."""
    return [url for url in browsing.outside if not url.startswith(OWN)]


def formulas(folder: Path) -> list[str]:
    """Return the cells of tables that a spreadsheet would compute."""
    rows = [row for file in folder.rglob("*.csv") for row in csv.reader(io.StringIO(file.read_text("utf-8-sig")))]
    return [cell for row in rows for cell in row if FORMULA.match(cell)]


def decided(lesson: LiveLesson) -> None:
    """Let everybody write every payload, and decide for reasons that are payloads."""
    written(lesson)
    for seat, role, payload in (("s1", "eastbank", PAYLOADS[0]), ("s3", "westbank", PAYLOADS[47])):
        session = lesson.now.sessions["g1"]
        option = legal(session.machine, session.state, role)[0].id
        lesson.do(lambda draft, seat=seat, option=option, why=payload[:280]: turns.vote(draft, seat, Ballot(1, option, why, "rises")))


def test_what_is_exported_runs_nowhere(browsing: Browsing, tmp_path: Path) -> None:
    """The debriefs of a lesson, and its exports in every form with names and without, opened in a browser: nothing of them runs."""
    out = tmp_path / "out"
    out.mkdir()
    with live(tmp_path, open_scenario(str(hostile(tmp_path / "hostile"))), before=decided) as served:
        Away(served, "Reader")
        served.order("force", group="g1", turn="1")
        served.order("end")
        console = browsing.window(LAPTOP)
        console.goto(served.console)
        console.wait_for_url("**/c/**")
        with zipfile.ZipFile(io.BytesIO(console.request.get(f"{served.base}/c/{NAME}/debrief.zip").body())) as packed:
            packed.extractall(out / "debrief")
        (out / "console.json").write_bytes(console.request.get(f"{served.base}/c/{NAME}/console.json").body())
    for form in ("csv", "json", "jsonl"):
        run(tmp_path, "lessons", "export", NAME, "--to", str(out / f"named.{form}"), "--names")
        run(tmp_path, "lessons", "export", NAME, "--to", str(out / f"others.{form}"), "--key", str(out / f"who-{form}.csv"))
    found, dialogs = every(browsing, out)

    assert len(found) > 15
    assert dict.fromkeys(found, QUIET) == found
    assert ([], []) == (dialogs, outside(browsing))
    assert [] == formulas(out)
    assert all("alert(1)" in (out / f"named.{form}").read_text("utf-8") for form in ("csv", "json", "jsonl"))


def test_what_a_translation_says_runs_nowhere(browsing: Browsing, tmp_path: Path) -> None:
    """A scenario in another language, every text of which is a program, played, debriefed, printed and exported: nothing of it runs."""
    folder, out, data = tmp_path / "scenario", tmp_path / "out", tmp_path / "data"
    out.mkdir()
    shutil.copytree(ROOT / "scenarios" / "tutorial", folder, ignore=shutil.ignore_patterns("plays"))
    run(data, "translate", str(folder), "de")
    file, words = folder / "translations" / "de.yaml", cycle(PAYLOADS)
    sidecar = yaml.safe_load(file.read_text("utf-8"))
    sidecar |= {"language": PAYLOADS[3], "author": PAYLOADS[5]}
    for path, one in sidecar["texts"].items():
        sidecar["texts"][path] = {**one, "text": f"{one['of'].strip()} {next(words)}"}
    file.write_text(yaml.safe_dump(sidecar, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    translated = in_language(open_scenario(str(folder)), "de")
    run(data, "play", str(folder), "--language", "de", "--role", "eastbank", "--seed", "1", "--plain", keys="1\n" * 80)
    run(data, "debrief", "--to", str(out / "debrief"))
    dialogs: list[str] = []
    (tmp_path / "lesson").mkdir()
    with live(tmp_path / "lesson", translated) as served:
        reader = Away(served, "Reader")
        served.place("Reader g1 eastbank")
        served.order("start")
        phone, screen = window(browsing, LAPTOP, dialogs), window(browsing, LAPTOP, dialogs)
        name, _, token = reader.cookie.partition("=")
        phone.context.add_cookies([{"name": name, "value": token, "url": served.base}])
        shown = {path: looked_at(phone, f"{served.base}/s/{NAME}/{path}") for path in ("past", "guide", "")}
        shown["console"] = looked_at(screen, served.console)
        text = phone.content()
    found, more = every(browsing, out)

    assert dict.fromkeys(shown, QUIET) == shown
    assert dict.fromkeys(found, QUIET) == found
    assert ([], [], []) == (dialogs, more, outside(browsing))
    assert [] == formulas(out)
    assert "alert(1)" in text
    assert any("alert(1)" in one.read_text("utf-8") for one in out.rglob("*.html"))


def test_what_a_file_is_called_runs_nowhere(browsing: Browsing, tmp_path: Path) -> None:
    """Plays in files whose names are programs, side by side under those names, and a scenario in a folder of such a name."""
    plays, out = tmp_path / NAMES[0] / "class", tmp_path / "out"
    plays.mkdir(parents=True)
    out.mkdir()
    folder = tmp_path / NAMES[1]
    shutil.copytree(ROOT / "scenarios" / "tutorial", folder, ignore=shutil.ignore_patterns("plays"))
    (folder / "translations").mkdir()
    for number, name in enumerate(NAMES):
        data = tmp_path / f"data-{number}"
        run(data, "play", str(folder), "--role", "eastbank", "--seed", str(number), "--plain", keys="1\n" * 80)
        (plays / f"{name.replace('/', '')}.jsonl").write_text(run(data, "export"), "utf-8")
    data = tmp_path / "data"
    run(data, "debrief", str(plays), "--names", "--to", str(out / "debrief"), "--key", str(out / "who.csv"))
    run(data, "debrief", str(plays), "--to", str(out / "other"), "--earlier", str(plays))
    for what, arguments in {"paper": ("print", "--to"), "evidence": ("evidence", "--html"), "map": ("analyse", "--html")}.items():
        command, option = arguments
        run(data, command, str(folder), option, str(out / f"{what}.html"))
    found, dialogs = every(browsing, out)

    assert dict.fromkeys(found, QUIET) == found
    assert ([], []) == (dialogs, outside(browsing))
    assert [] == formulas(out)
    assert any("onerror" in one.read_text("utf-8") for one in out.rglob("*.html"))
