"""Two facilitators who give the same order at once, each seeing what the other saw: it is carried out once, and the second is told."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats
from sim.model.lesson_view import ConsoleView
from tests.classroom.taught import JSON, NAME, Served, held, placing, served

WHY = {"reason": "to see"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Serve a lesson of two groups, whose clocks are set."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben", "Cem", "Dua")
        room.do(placing(s1="g1 north", s2="g1 south", s3="g2 north", s4="g1 north"), seats.start)
        with served(room) as made:
            made.order("clock", seconds="30")
            made.order("force", group="g1", turn="1")
            made.order("clock", group="g1", seconds="30")
            yield made


def page(server: Served, form: str) -> dict[str, str]:
    """Return what a form of the console sends as its page has it, but for what a person adds."""
    text = server.facilitator.get(f"/c/{NAME}/").text
    written = text[text.index(f'id="{form}"') :]
    written = written[: written.index("</form>")]
    return {name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', written)}


def answers(server: Served, order: str, form: dict[str, str]) -> list[tuple[int, str]]:
    """Give an order twice, each time as it stands on a page that was loaded before; return the answers."""
    found = [server.facilitator.post(f"/c/{NAME}/do/{order}", data=form, headers=JSON) for _ in range(2)]
    return [(answer.status_code, answer.json().get("code", "")) for answer in found]


TWICE = {
    "extend": ("extend-g1-2", {}),
    "rewind": ("rewind-g1", {"turn": "1", **WHY}),
    "fork": ("fork-g1", {"turn": "1", "who": "half", **WHY}),
    "force": ("force-g1-2", {}),
}


@pytest.mark.parametrize("order", TWICE)
def test_of_two_who_give_an_order_the_second_is_told(server: Served, order: str) -> None:
    """What the page showed goes with the order; once that has changed, it is refused with the reason."""
    form, more = TWICE[order]
    told = answers(server, order, {**page(server, form), **more})

    assert (200, "") == told[0]
    assert (409, True) == (told[1][0], told[1][1].startswith("stale"))


def test_one_minute_more_is_one_minute(server: Served) -> None:
    """Two who press at once give one minute; a third press, after looking again, gives another."""
    form = page(server, "extend-g1-2")
    answers(server, "extend", form)
    once = ConsoleView.model_validate_json(server.facilitator.get(f"/c/{NAME}/console.json").text).groups[0].seconds
    answers(server, "extend", page(server, "extend-g1-2"))
    twice = ConsoleView.model_validate_json(server.facilitator.get(f"/c/{NAME}/console.json").text).groups[0].seconds

    assert (90, 150) == (once, twice)


@pytest.mark.parametrize("form", ["deal", "deal-wished"])
def test_roles_are_dealt_once(tmp_path: Path, form: str) -> None:
    """Two who deal at once deal once, so that nobody has a role that somebody else has been shown; after looking they can deal anew."""
    with held(tmp_path) as room, served(room) as server:
        room.come("Ana", "Ben", "Cem", "Dua")
        server.order("wishes", words="on")
        first = answers(server, "deal", {**page(server, form), "groups": "1"})
        again = answers(server, "deal", {**page(server, form), "groups": "1"})

    assert [(200, ""), (409, "stale-order")] == first == again


def test_who_says_nothing_of_what_they_saw_is_not_compared(server: Served) -> None:
    """A program of an earlier version, which does not send it, is heard as before; what is no number is refused."""
    plain = {"group": "g1", "turn": "2", "seconds": "60"}

    assert [(200, ""), (200, "")] == answers(server, "extend", {**plain, "seen": ""})
    assert [(422, "not-a-form")] * 2 == answers(server, "extend", {**plain, "seen": "x"})
    assert [(404, "unknown-group")] * 2 == answers(server, "rewind", {"group": "g9", "turn": "1", "seen": "1", **WHY})


def test_what_is_sealed_is_shown_without_a_script(server: Served) -> None:
    """A browser that sends forms by itself is answered with what is sealed, and nobody is sent on past it; the console has it no more."""
    server.order("decide", group="g1", turn="2", role="north", option="march")
    shown = server.facilitator.post(f"/c/{NAME}/do/look", data={"group": "g1"})
    told = server.facilitator.post(f"/c/{NAME}/do/look", data={"group": "g1"}, headers=JSON).json()["sealed"]

    assert (200, True) == (shown.status_code, bool(told))
    assert told == [html.unescape(line) for line in re.findall(r"<li>(.*?)</li>", shown.text)]
    assert 'href="../"' in shown.text
    assert 303 == server.facilitator.post(f"/c/{NAME}/do/note", data={"words": "Next."}).status_code
