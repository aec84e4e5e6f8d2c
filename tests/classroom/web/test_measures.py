"""What whoever watches over a server can read: health, and figures that name nobody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.server.tokens import digest
from sim.classroom.web.app import Setting
from tests.classroom.taught import CODE, JSON, KEY, NAME, TICKET, Served, held, served
from tests.classroom.web.authorised import browser_of, served_to_all

TOKEN = "a-token-of-whoever-watches"  # noqa: S105 -- of this test alone
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
SAMPLE = re.compile(rf'(?P<name>[a-z_]+)(?:\{{(?P<label>[a-z]+)="(?P<value>[^"\\\n]*)"\}})? (?P<number>{NUMBER})')


def read(text: str) -> dict[str, dict[str, float]]:
    """Return the samples of Prometheus's text format by name and label, refusing everything that its definition does not allow."""
    found: dict[str, dict[str, float]] = {}
    family, kind = "", ""
    assert text.endswith("\n")
    for line in text[:-1].split("\n"):
        if helped := re.fullmatch(r"# HELP ([a-z_]+) ([^\\]+)", line):
            family, kind = helped[1], ""
            assert family not in found, f"{family} comes twice"
            found[family] = {}
        elif typed := re.fullmatch(r"# TYPE ([a-z_]+) (gauge|counter|histogram)", line):
            assert (family, kind) == (typed[1], ""), line
            kind = typed[2]
            assert (kind == "counter") == family.endswith("_total"), line
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample is not None, line
            allowed = {family} if kind != "histogram" else {f"{family}_bucket", f"{family}_sum", f"{family}_count"}
            assert sample["name"] in allowed, line
            where = f"{sample['name'].removeprefix(family)} {sample['value'] or ''}".strip()
            assert where not in found[family], line
            found[family][where] = float(sample["number"])
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Serve a play of two groups."""
    with served_to_all(tmp_path) as made:
        yield made


def figures(server: Served) -> dict[str, dict[str, float]]:
    """Return the figures as a program on the server's computer reads them."""
    answer = server.browser("127.0.0.1").get("/metrics")

    assert "text/plain; version=0.0.4; charset=utf-8" == answer.headers["content-type"]
    return read(answer.text)


def test_the_figures_count_what_is_there(server: Served) -> None:
    """Lessons, seats that are held, and groups are counted."""
    found = figures(server)

    assert {"waiting": 0, "dealt": 0, "playing": 1, "paused": 0, "over": 0} == found["sim_lessons"]
    assert [{"": 6}, {"": 2}, {"": 0}, {"": 0}] == [
        found[name] for name in ("sim_seats", "sim_groups", "sim_streams", "sim_lessons_failed")
    ]


def test_the_figures_count_what_happens(server: Served) -> None:
    """Answers, refusals before any page, and codes that were typed wrong are counted."""
    before = figures(server)
    server.browser().get("/join/XXXXXX")
    server.browser().get("/", headers={"host": "evil.example"})
    server.browser().post("/enter", data={"code": CODE}, headers={"origin": "http://evil.example"})
    after = figures(server)

    assert 1 == after["sim_wrong_codes_total"][""] - before["sim_wrong_codes_total"][""]
    assert {"host": 1, "origin": 1} == after["sim_refused_total"]
    assert 3 == after["sim_answers_total"]["4xx"] - before["sim_answers_total"].get("4xx", 0)


def test_the_time_of_forms_is_sorted(server: Served) -> None:
    """How long forms take stands in a histogram whose parts grow and end in the whole."""
    browser_of(server, "seat").post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON)
    found = figures(server)["sim_form_seconds"]
    parts = [count for where, count in found.items() if where.startswith("_bucket")]

    assert sorted(parts) == parts
    assert found["_bucket +Inf"] == found["_count"] == 2


def test_the_figures_name_nobody(server: Served) -> None:
    """No name, code, lesson, address, token or text is among the figures."""
    browser_of(server, "seat").post(f"/s/{NAME}/speak", data={"to": "", "words": "My own words."}, headers=JSON)
    text = server.browser("127.0.0.1").get("/metrics").text

    assert [] == [
        secret for secret in ("Ana", CODE, NAME, KEY, TICKET, "token of", "own words", "192.168", "small", "g1") if secret in text
    ]


def test_elsewhere_the_token_opens_the_figures(tmp_path: Path) -> None:
    """Whoever has the token reads the figures from another computer; behind a proxy nobody does without it."""
    with held(tmp_path) as room, served(room, Setting(secure=True, measures=digest(TOKEN))) as server:
        asked = ("", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}")
        far = [server.browser("203.0.113.9").get("/metrics", headers={"authorization": given}).status_code for given in asked]
        near = server.browser("127.0.0.1").get("/metrics").status_code

    assert ([403, 403, 403, 200], 403) == (far, near)


def test_without_a_token_an_empty_one_opens_nothing(server: Served) -> None:
    """Where no token was set, none is right."""
    assert 403 == server.browser().get("/metrics", headers={"authorization": "Bearer "}).status_code


def test_health_tells_what_a_load_balancer_needs(tmp_path: Path) -> None:
    """A server answers; it is ready while it can reach what keeps lessons, and not when that is gone."""
    with held(tmp_path) as room, served(room) as server:
        sound = [server.browser().get(path) for path in ("/health", "/health/live", "/health/ready")]
        (tmp_path / "sessions.db").rename(tmp_path / "elsewhere.db")
        gone = [server.browser().get(path).status_code for path in ("/health/live", "/health/ready")]

    assert [(200, "ok\n")] * 3 == [(answer.status_code, answer.text) for answer in sound]
    assert [200, 503] == gone
