"""Nobody sees what is not theirs: over every route a seat, the screen or a stranger can read, through a whole play."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.classroom.lesson import seats, words
from sim.classroom.lesson.turns import Ballot, vote
from sim.classroom.server.tokens import digest
from sim.engine.seating import playable
from sim.library import OpenScenario
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, NAME, Class, coming, convened, placing, served
from tests.classroom.taught import opened as small_one
from tests.classroom.web.authorised import STREAMS, TABLE, address
from tests.harness import Ticking


@contextmanager
def taught(folder: Path, scenario: OpenScenario, act: str, seed: int) -> Iterator[Class]:
    """Hold a lesson of an act with two seats in each role and an observer."""
    clock = Ticking()
    began = convened(scenario).model_copy(update={"act": act, "seed": seed})
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=clock)
        room = Class(live, archive, scenario, clock)
        roles = playable(scenario.machine, act)
        names = [f"{role}-{number}" for role in roles for number in (1, 2)]
        room.do(*(coming(name) for name in (*names, "observer")))
        places = {f"s{place}": f"g1 {name.rpartition('-')[0]}" for place, name in enumerate(names, 1)}
        room.do(placing(**places, **{f"s{len(names) + 1}": "g1"}), seats.start, lambda draft: words.permit(draft, talk=True))
        yield room


ALIKE = [path for method, path in TABLE if method == "GET" and path.startswith(("/s/", "/screen/")) and path not in STREAMS]


def test_no_page_tells_how_another_role_votes(tmp_path: Path) -> None:
    """Every page of another role, an observer and the screen is the same, byte for byte, whatever an undecided team votes for."""
    pages = []
    for option in ("open", "block"):
        folder = tmp_path / option
        folder.mkdir()
        with taught(folder, small_one(), "one", 5) as room:
            room.do(lambda draft, option=option: vote(draft, "s1", Ballot(1, option, f"because {option}")))
            with served(room) as server:
                read = []
                for name in ("south-1", "observer"):
                    browser = server.browser()
                    browser.cookies.set(f"seat-{NAME}", f"token of {name}")
                    read += [browser.get(address(path)).text for path in ALIKE]
                pages.append(read)

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
