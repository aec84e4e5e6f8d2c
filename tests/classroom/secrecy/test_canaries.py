"""Nobody reads what is not theirs yet: every scene of the shipped scenarios, every seat, every route, with marks in all that is secret."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.classroom.lesson import seats, turns, words
from sim.classroom.server.tokens import resume_code
from sim.library import shipped
from tests.classroom.secrecy.canaries import Known, leaks
from tests.classroom.secrecy.spread import Spread, spread
from tests.classroom.taught import CODE, JSON, KEY, NAME, TICKET, Served, served
from tests.classroom.web.authorised import FORMS, STREAMS, TABLE, address
from tests.classroom.web.streaming import heard
from tests.scenarios.reached import opened

GETS = [path for method, path in TABLE if method == "GET" and path not in STREAMS]
READS = [path for path in GETS if path.startswith("/s/")]
SENDS = [path for method, path in TABLE if method == "POST" and path.startswith("/s/") and not path.endswith(("watch", "consent"))]
WATCHED = [path for path in sorted(STREAMS) if path.startswith("/s/")]
OUTSIDE = [path for path in GETS if path.startswith(("/screen/", "/join/", "/s/", "/c/"))]
ALL_ACTS = [(name, act.id) for name in shipped() for act in opened(name).scenario.acts]
ACTS = [pytest.param(name, act, marks=pytest.mark.slow if name == "kosovo" else ()) for name, act in ALL_ACTS]


_BACK = 4
"""Groups of a lesson that are taken back: those that have played the longest."""


def browser_of(server: Served, made: Spread, seat: str) -> TestClient:
    """Return a browser with a seat."""
    browser = server.browser()
    browser.cookies.set(f"seat-{NAME}", made.token(seat))
    return browser


def read_by(server: Served, browser: TestClient, *, guide: bool = True) -> Iterator[tuple[str, str]]:
    """Yield every page that a seat can read, every stream as after a break, and what it is answered to forms that are wrong."""
    for path in READS:
        if guide or "guide" not in path:
            answer = browser.get(address(path))
            assert answer.status_code in (200, 409), path
            yield path, answer.text
    for path in WATCHED:
        yield path, heard(server.app, browser, address(path), last_event_id="1").text
    for path in SENDS:
        form = {**FORMS.get(path, {}), "turn": "999", "option": "none", "scene": "none", "to": "none"}
        yield path, browser.post(address(path), data=form, headers=JSON).text
    for path in (f"/s/{NAME}/nothing", f"/s/{NAME}/debrief?group=all", f"/c/{NAME}/"):
        yield path, browser.get(path).text


def told(server: Served, made: Spread, groups: Collection[str]) -> list[str]:
    """Return everything that anybody in some groups can read too early; the guide, which is long and alike for all, in the first alone."""
    sessions = made.room.again().now.sessions
    found = []
    for seat, (group, role) in made.places.items():
        if group in groups:
            read = read_by(server, browser_of(server, made, seat), guide=group == next(iter(groups)))
            found += leaks(made.marks, read, Known(sessions[group], group), role, seat)
    return found


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), ACTS)
def test_nobody_reads_what_is_not_theirs_yet(tmp_path: Path, name: str, act: str) -> None:
    """In every scene no seat and no observer is told, by page, stream, refusal or account, what only others may know or nobody yet."""
    with spread(tmp_path, opened(name), act) as made, served(made.room) as server:
        assert [] == told(server, made, [*made.room.live.now.sessions])


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), ACTS)
def test_after_going_back_nobody_reads_what_is_undone(tmp_path: Path, name: str, act: str) -> None:
    """Groups that the facilitator took back to their first turn are told nothing of what followed it, nor of any other group's play."""
    with spread(tmp_path, opened(name), act) as made:
        deep = sorted(made.room.live.now.sessions.items(), key=lambda item: -item[1].depth)[:_BACK]
        for group, session in deep:
            made.room.do(lambda draft, group=group, to=session.turns[0].number: turns.rewind(draft, group, to, "Once more."))
        with served(made.room) as server:
            assert [] == told(server, made, [group for group, _ in deep])


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), ACTS)
def test_the_room_and_strangers_read_nothing_secret(tmp_path: Path, name: str, act: str) -> None:
    """The screen and its stream show what is public; a stranger, and a released seat, read nothing of any play, name or message."""
    with spread(tmp_path, opened(name), act) as made:
        made.room.do(lambda draft: seats.release(draft, "s1"))
        sessions = made.room.live.now.sessions
        open_now = [Known(session, group) for group, session in sessions.items()]
        with served(made.room) as server:
            released, strange = browser_of(server, made, "s1"), server.browser()
            texts = [(path, browser.get(address(path)).text) for browser in (released, strange) for path in OUTSIDE]
            streams = [(browser, path) for browser in (released, strange) for path in sorted(STREAMS)]
            texts += [(path, heard(server.app, browser, address(path), last_event_id="1").text) for browser, path in streams]
            sent = [(browser, path) for browser in (released, strange) for path in SENDS]
            texts += [(path, browser.post(address(path), data=FORMS.get(path, {}), headers=JSON).text) for browser, path in sent]
            found = [
                (path, secret)
                for path, text in texts
                for secret in made.marks.found(text)
                if not (path.startswith("/screen/") and any(known.open_to(secret, None, "") for known in open_now))
            ]

    assert [] == found
    assert any(made.marks.found(text) for path, text in texts if path == "/screen/{code}/")


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), ACTS)
def test_no_answer_holds_a_key_a_token_or_anothers_code(tmp_path: Path, name: str, act: str) -> None:
    """Keys, tokens, tickets and the codes of other seats are in no page of anybody, not even the facilitator's."""
    with spread(tmp_path, opened(name), act) as made, served(made.room) as server:
        seat = "s2"
        others = [secret for other in made.places for secret in (made.token(other), resume_code(made.token(other))) if other != seat]
        mine = [text for _, text in read_by(server, browser_of(server, made, seat))]
        reads = [path for method, path in TABLE if method == "GET" and path.startswith("/c/") and path not in STREAMS]
        console = [server.facilitator.get(address(path)).text for path in reads]

        assert [] == [secret for secret in (*others, made.token(seat), KEY, TICKET) for text in mine if secret in text]
        assert [] == [secret for secret in (*others, KEY, TICKET) for text in console if secret in text]
        assert any(resume_code(made.token(seat)) in text for text in mine)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), ACTS)
def test_after_the_end_a_withheld_message_stays_unread(tmp_path: Path, name: str, act: str) -> None:
    """Once the lesson is over messages are open to the group, but for what is withheld and noted, and the debrief has nobody's name."""
    with spread(tmp_path, opened(name), act) as made:
        first = next(said for said in made.room.live.now.lesson.said if said.event.kind == "spoke")
        made.room.do(lambda draft: words.withhold(draft, first.number), words.end)
        names = [seat.name for seat in made.room.live.now.lesson.seats.values()]
        with served(made.room) as server:
            observer = next(seat for seat, (group, role) in made.places.items() if (group, role) == (first.event.group, None))
            browser = browser_of(server, made, observer)
            read = dict(read_by(server, browser))
            debriefs = [browser.get(address(path)).text for path in READS if "debrief" in path]

    assert first.event.words not in "".join(read.values())
    assert [] == [path for path, text in read.items() for secret in made.marks.found(text) if secret.kind == "note"]
    assert [] == [who for who in names for text in debriefs if who in text]
    assert CODE not in "".join(debriefs)
