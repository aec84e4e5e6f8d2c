"""Nobody sees what is not theirs: over every route a seat, the screen or a stranger can read, through a whole play."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.classroom import seats, words
from sim.classroom.access import digest
from sim.classroom.turns import Wish, vote
from sim.engine.policy import draw
from sim.library import Opened, from_data, shipped
from sim.model.ids import RoleId
from sim.model.scenario import Scenario
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, JSON, NAME, Class, coming, convened, placing, served
from tests.classroom.taught import opened as small_one
from tests.harness import Ticking
from tests.scenarios.reached import opened

READS = ("", "seat.json", "past", "guide")


def marked(scenario: Scenario) -> Scenario:
    """Return a scenario with a mark in everything that one role alone may know: briefings and private news, each with who may read it."""
    acts = []
    for act in scenario.acts:
        scenes = tuple(
            scene.model_copy(
                update={
                    "briefings": tuple(
                        briefing.model_copy(update={"text": f"{briefing.text} MARK:{scene.id}:{briefing.role}:"})
                        for briefing in scene.briefings
                    )
                }
            )
            for scene in act.scenes
        )
        injects = tuple(
            inject.model_copy(update={"text": f"{inject.text} MARK:{inject.id}:{','.join(inject.roles)}:"}) if inject.roles else inject
            for inject in act.injects
        )
        acts.append(act.model_copy(update={"scenes": scenes, "injects": injects}))
    return scenario.model_copy(update={"acts": tuple(acts)})


@contextmanager
def taught(folder: Path, scenario: Opened, act: str, seed: int) -> Iterator[Class]:
    """Hold a lesson of an act with two seats in each role and an observer."""
    clock = Ticking()
    began = convened(scenario).model_copy(update={"act": act, "seed": seed})
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=clock)
        room = Class(live, archive, scenario, clock)
        roles = seats.playable(scenario.machine, act)
        names = [f"{role}-{number}" for role in roles for number in (1, 2)]
        room.do(*(coming(name) for name in (*names, "observer")))
        places = {f"s{place}": f"g1 {name.rpartition('-')[0]}" for place, name in enumerate(names, 1)}
        room.do(placing(**places, **{f"s{len(names) + 1}": "g1"}), seats.start, lambda draft: words.permit(draft, talk=True))
        yield room


def leaks(text: str, role: RoleId | None) -> list[str]:
    """Return the marks in a text that this role may not read."""
    return [mark for mark in re.findall(r"MARK:[\w-]+:[\w,-]*:", text) if role is None or role not in mark.split(":")[2].split(",")]


@pytest.mark.whole
@pytest.mark.parametrize("name", shipped())
def test_no_page_tells_a_secret(tmp_path: Path, name: str) -> None:
    """Through a play of every act no page of a seat, an observer, the screen or a stranger holds what another role alone may know."""
    plain = opened(name)
    scenario = from_data(marked(plain.scenario), plain.corpus)
    told: list[str] = []
    read = 0
    for act in scenario.scenario.acts:
        folder = tmp_path / act.id
        folder.mkdir()
        with taught(folder, scenario, act.id, 5) as room, served(room) as server:
            people = {seat.id: (server.browser(), seat.place.role if seat.place else None) for seat in room.live.now.lesson.seats.values()}
            for seat, (browser, _) in people.items():
                browser.cookies.set(f"seat-{NAME}", f"token of {room.live.now.lesson.seats[seat].name}")
            for step in range(40):
                for browser, role in people.values():
                    pages = [browser.get(f"/s/{NAME}/{path}").text for path in READS]
                    told += [f"{act.id} {role}: {mark}" for page in pages for mark in leaks(page, role)]
                    read += sum("MARK:" in page for page in pages)
                strange = [server.browser().get(path).text for path in (f"/screen/{CODE}/", f"/join/{CODE}", f"/s/{NAME}/")]
                told += [f"{act.id} stranger: {mark}" for page in strange for mark in leaks(page, None)]
                if not _decide([browser for browser, _ in people.values()], step):
                    break

    assert [] == told
    assert (read > 0) == ("MARK:" in scenario.scenario.model_dump_json())


def _decide(browsers: list[TestClient], step: int) -> bool:
    """Let everybody who is asked something vote for what a draw says, and tell whether anybody was."""
    asked = False
    for browser in browsers:
        view = browser.get(f"/s/{NAME}/seat.json").json()["view"]
        decision = view["decision"]
        if decision and not decision["chosen"]:
            option = decision["options"][draw(3, step, view["scene"], view["role"]) % len(decision["options"])]["id"]
            answer = browser.post(f"/s/{NAME}/choose", data={"turn": str(view["turn"]), "option": option}, headers=JSON)
            asked = asked or answer.status_code == 200
    return asked


def test_no_page_tells_how_another_role_votes(tmp_path: Path) -> None:
    """Pages of other roles and of the screen are the same, byte for byte, whatever a team that has not decided votes for."""
    pages = []
    for option in ("open", "block"):
        folder = tmp_path / option
        folder.mkdir()
        with taught(folder, small_one(), "one", 5) as room:
            room.do(lambda draft, option=option: vote(draft, "s1", Wish(1, option, f"because {option}")))
            with served(room) as server:
                browser = server.browser()
                browser.cookies.set(f"seat-{NAME}", "token of south-1")
                pages.append([browser.get(path).text for path in (f"/s/{NAME}/", f"/s/{NAME}/seat.json", f"/screen/{CODE}/")])

    assert pages[0] == pages[1]


def test_tokens_and_keys_are_kept_nowhere(tmp_path: Path) -> None:
    """Neither the database nor its log has a token, a key or a code to come back in it."""
    with taught(tmp_path, small_one(), "one", 5) as room, served(room) as server:
        page = server.seat("Zoe")
        token = page.cookies[f"seat-{NAME}"]
        code = page.get(f"/s/{NAME}/").text.split('<strong class="code">')[1].split("<")[0]
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert [False, False, False] == [secret.encode() in kept for secret in (token, code, "the-facilitators-key")]
    assert digest(token).encode() in kept
