"""A class with printed cards: what students read on paper, and what the facilitator does at the one laptop."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from tests.classroom.hosted import free_port

ROOT = Path(__file__).parents[3]
_CUT_OFF = (sys.executable, "-m", "tests.classroom.paper.cut_off")
_SHEET = re.compile(r'<section class="card"><h3>(?P<title>[^<]*)</h3>(?P<body>.*?)</section>', re.DOTALL)
_OPTION = re.compile(r"<span[^>]*>(?P<code>\d+[A-Z]+)\. ")
_GROUP = re.compile(r'<section class="card" aria-labelledby="(?P<group>g\d+)-heading">(?P<body>.*?)</section>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paper:
    """What was printed."""

    cards: dict[int, tuple[str, ...]]
    """The codes on each card, by its number, in their order."""
    roles: dict[int, str]
    """Whose card it is."""
    news: dict[int, str]
    """Whose news it is, by the number of its card."""
    sheets: tuple[str, ...]
    """The roles that have a sheet, in their order."""

    @classmethod
    def read(cls, page: str) -> Paper:
        """Read the cards as somebody who holds them in the hand."""
        cards, roles, news, sheets = {}, {}, {}, []
        for found in _SHEET.finditer(page):
            kind, _, rest = unescape(found["title"]).partition(" · ")
            if kind.startswith("Card "):
                number = int(kind.removeprefix("Card "))
                roles[number] = rest.partition(" · ")[0]
                cards[number] = tuple(_OPTION.findall(found["body"]))
            elif kind.startswith("News "):
                news[int(kind.removeprefix("News "))] = rest.partition(" · ")[0]
            elif kind.startswith("Your role: "):
                sheets.append(kind.removeprefix("Your role: "))
        return cls(cards, roles, news, tuple(sheets))


@dataclass(frozen=True, slots=True)
class Before:
    """What the table's page says of a group."""

    group: str
    text: str
    turn: str
    """Empty where no slip is asked for."""
    asked: tuple[tuple[str, int], ...]
    """The roles whose slips are missing, by their ids, each with its card."""
    handed_out: tuple[tuple[str, int], ...]
    """Names of roles with the card that each gets."""
    closed: frozenset[str]
    """Codes on these cards that are not open now."""
    news: tuple[tuple[str, int], ...]
    """Names of roles with the number of the news that each alone receives."""
    talk: str
    """Seconds to talk, or empty."""


class Desk:
    """The facilitator's browser: it reads pages and sends the forms that stand on them."""

    def __init__(self, port: int, lesson: str) -> None:
        """Begin without a key."""
        self.port = port
        self.lesson = lesson
        self._cookie = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask for a page, or send a form, and return the status and the text of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"cookie": self._cookie, "origin": f"http://127.0.0.1:{self.port}", "content-type": "application/x-www-form-urlencoded"}
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        self._cookie = (answer.getheader("set-cookie") or self._cookie).partition(";")[0]
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def enter(self, key: str) -> None:
        """Open the console."""
        status, _ = self.ask(f"/console/{self.lesson}/enter", {"secret": key})
        assert status == 303

    def order(self, name: str, **form: str) -> tuple[int, str]:
        """Send a form of the table's page; the text is that of a refusal."""
        status, text = self.ask(f"/c/{self.lesson}/table/do/{name}", {field.replace("_", "-"): value for field, value in form.items()})
        return status, unescape(re.sub(r"<[^>]+>", " ", text))

    def groups(self) -> dict[str, Before]:
        """Read the table's page."""
        _, page = self.ask(f"/c/{self.lesson}/table/")
        return {found["group"]: _before(found["group"], found["body"]) for found in _GROUP.finditer(page)}

    def debrief(self, group: str) -> tuple[int, str]:
        """Read the debrief of a group."""
        return self.ask(f"/c/{self.lesson}/debrief?group={group}")


def _before(group: str, body: str) -> Before:
    turn, talk = re.search(r'name="turn" value="(\d+)"', body), re.search(r'name="seconds" value="(\d+)"', body)
    asked = re.findall(r'<span class="small">\(card (\d+)\)</span></label><input class="slip"[^>]* name="card-([\w-]+)"', body)
    line = re.search(r"<strong>Hand out:</strong>(.*?)</p>", body, re.DOTALL)
    handed = re.findall(r"(?:^|; )\s*([^:;]+): card (\d+)", unescape(line[1])) if line else []
    alone = re.findall(r"(?:^|; )\s*([^:;]+) alone: news (\d+)", unescape(line[1])) if line else []
    return Before(
        group=group,
        text=unescape(re.sub(r"<[^>]+>", " ", body)),
        turn=turn[1] if turn else "",
        asked=tuple((role, int(card)) for card, role in asked),
        handed_out=tuple((name.strip(), int(card)) for name, card in handed),
        closed=frozenset(re.findall(r"\d+[A-Z]+", " ".join(re.findall(r"\(([^)]*) not open now\)", line[1] if line else "")))),
        news=tuple((name.strip(), int(number)) for name, number in alone),
        talk=talk[1] if talk else "",
    )


@dataclass
class Laptop:
    """The one computer in the room."""

    desk: Desk
    process: subprocess.Popen[bytes]
    said: Path
    key: str = ""
    refused: list[str] = field(default_factory=list)

    def reached(self) -> list[str]:
        """Return what it tried to reach beyond itself."""
        return [line for line in self.said.read_text("utf-8").splitlines() if line.startswith("REACHED")]


def _environment(folder: Path) -> dict[str, str]:
    return {"SIM_DATA": str(folder), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def printed(folder: Path, *arguments: str) -> str:
    """Print a lesson on a computer that reaches no other, and return the page."""
    target = folder / "lesson.html"
    subprocess.run([*_CUT_OFF, "print", *arguments, "--to", str(target)], cwd=ROOT, env=_environment(folder), check=True)
    return target.read_text("utf-8")


@contextmanager
def laptop(folder: Path, *arguments: str) -> Iterator[Laptop]:
    """Host a lesson at tables on a computer that reaches no other, with a facilitator at its page."""
    port, said = free_port(), folder / "said"
    command = [*_CUT_OFF, "host", *arguments, "--port", str(port)]
    with said.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(folder), stdout=out, stderr=out)
        try:
            console = None
            while console is None or not _answers(port):
                assert process.poll() is None, said.read_text("utf-8")
                console = re.search(r"/console/(?P<lesson>[\w-]+)/#(?P<key>\S+)\n", said.read_text("utf-8"))
            desk = Desk(port, console["lesson"])
            desk.enter(console["key"])
            yield Laptop(desk, process, said, console["key"])
        finally:
            process.terminate()
            process.wait(30)


def _answers(port: int) -> bool:
    try:
        return Desk(port, "").ask("/health")[0] == 200
    except OSError:
        return False
