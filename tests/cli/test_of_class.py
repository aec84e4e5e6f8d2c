"""The play of a lesson's group among one's own sessions: only its class goes on with it, and how its claims were judged stays untold."""

import json
from pathlib import Path

import pytest

from sim.classroom.lesson import reading, seats, turns
from sim.engine.session import Session
from sim.library import from_data
from sim.model.events import Began
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.log import Standing
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, NAME, coming, convened, placing
from tests.cli.running import sim
from tests.engine import council
from tests.harness import Ticking

SESSION = f"{NAME}-g1"


@pytest.fixture(autouse=True)
def _judged(tmp_path: Path) -> None:
    """Keep a lesson in which a team of one judged a claim."""
    (tmp_path / "data").mkdir()
    opened = from_data(council.council(), council.corpus())
    with SqliteLog(tmp_path / "data" / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        live = LiveLesson.convene(archive, opened.machine, edition=opened.edition, convened=convened(opened), code=CODE, clock=Ticking())
        live.do_all([coming("Ana"), coming("Ben"), placing(s1="g1 north", s2="g1 south"), seats.start])
        live.do(lambda draft: reading.judge(draft, "s1", "meeting", "poorly"))
        while not live.now.sessions["g1"].over:
            live.do(lambda draft: turns.force(draft, "g1", draft.sessions["g1"].turn))


@pytest.mark.parametrize("form", [(), ("--format", "markdown"), ("--json",), ("--step",)])
def test_a_replay_tells_no_judgement(tmp_path: Path, form: tuple[str, ...]) -> None:
    """Whatever form a replay has, it tells the play and not what a role judged."""
    told = sim(tmp_path, "replay", SESSION, *form, typed="\n" * 9).stdout

    assert (False, True) == ("poorly" in told.lower(), len(told) > 50)


def test_an_export_has_no_judgement_and_comes_in_again(tmp_path: Path) -> None:
    """The file of the session has every other entry, and says so; what is kept of it elsewhere can be played on."""
    told = sim(tmp_path, "export", SESSION, "--to", str(tmp_path / "play.jsonl"))
    text = (tmp_path / "play.jsonl").read_text("utf-8")
    brought = sim(tmp_path, "import", str(tmp_path / "play.jsonl"))
    numbers = [json.loads(line)["number"] for line in text.splitlines()[2:]]

    assert (False, True) == ("poorly" in text, "left out how claims were judged" in told.stderr)
    assert [*range(1, len(numbers) + 1)] == numbers
    assert 0 == brought.exit_code, brought.stderr


def test_a_debrief_of_one_group_tells_no_judgement(tmp_path: Path) -> None:
    """Asked for by the name of its session, it tells as little as that of its lesson."""
    sim(tmp_path, "debrief", SESSION, "--to", str(tmp_path / "after.md"), "--no-check")

    assert "poorly" not in (tmp_path / "after.md").read_text("utf-8").lower()


@pytest.mark.parametrize(("more", "told"), [((), False), (("--names",), True)])
def test_an_export_with_pseudonyms_has_no_judgement(tmp_path: Path, more: tuple[str, ...], *, told: bool) -> None:
    """That a role has judged is there, and how is not; whoever may read names may read that too."""
    events = [json.loads(line).get("event", {}) for line in sim(tmp_path, "lessons", "export", NAME, *more).stdout.splitlines()]
    judged = [event for event in events if event.get("kind") == "judged"]

    assert [{"kind": "judged", "role": "north", "scene": "meeting", **({"support": "poorly"} if told else {})}] == judged


def test_a_play_of_ones_own_tells_them(tmp_path: Path) -> None:
    """Who played alone reads what was judged: a session that no lesson names is nobody else's."""
    with SqliteLog(tmp_path / "data" / "sessions.db") as log:
        first, *rest = log.read(SESSION)
        assert isinstance(first.event, Began)
        mine = first.model_copy(update={"event": first.event.model_copy(update={"session": f"{NAME}-g2"})})
        log.create((mine, *rest), Standing.of(Session.open(council.machine(), (mine, *rest))))

    assert "poorly" in sim(tmp_path, "replay", f"{NAME}-g2").stdout


MINE = ("play", "tutorial", "--course", "whole", "--bot", "reported", "--role", "eastbank", "--seed", "3", "--name", "mine")


def test_a_class_is_gone_on_with_by_its_server_alone(tmp_path: Path) -> None:
    """To resume what a group plays is refused, and a copy is offered; nothing is written."""
    before = sim(tmp_path, "replay", SESSION, "--json").stdout
    told = sim(tmp_path, "resume", SESSION, typed="\n1\n")

    assert (6, True, True) == (told.exit_code, f"sim host --lesson {NAME}" in told.stderr, f"sim fork {SESSION}" in told.stderr)
    assert before == sim(tmp_path, "replay", SESSION, "--json").stdout


@pytest.mark.parametrize("command", ["resume", "fork", "replay", "export", "debrief"])
def test_no_class_is_chosen_without_its_name(tmp_path: Path, command: str) -> None:
    """What is meant without a name is one's own, however lately a class has played."""
    told = sim(tmp_path, command)

    assert (4, True) == (told.exit_code, "session; `sim play` begins one" in told.stderr)


def test_a_copy_of_a_class_is_ones_own(tmp_path: Path) -> None:
    """It is resumed, listed and deleted like any other."""
    copied = sim(tmp_path, "fork", SESSION, "--turn", "1", "--name", "copy")

    assert ("copy\n", 0) == (copied.stdout, sim(tmp_path, "resume", typed="\nq\n").exit_code)
    assert ["copy"] == [line.split()[0] for line in sim(tmp_path, "sessions").stdout.splitlines()]
    assert 0 == sim(tmp_path, "sessions", "delete", "copy", "--yes").exit_code


def test_a_group_s_play_is_kept_with_its_lesson(tmp_path: Path) -> None:
    """It is not deleted alone, since the lesson could not be opened without it."""
    told = sim(tmp_path, "sessions", "delete", SESSION, "--yes")

    assert (6, True, 0) == (told.exit_code, f"sim lessons delete {NAME}" in told.stderr, sim(tmp_path, "replay", SESSION).exit_code)


def test_plays_of_lessons_are_listed_apart(tmp_path: Path) -> None:
    """The list has one's own, says that there are others, and shows them where asked; programs get all, each with its lesson."""
    sim(tmp_path, *MINE, typed="\n1\n")
    own, theirs = sim(tmp_path, "sessions"), sim(tmp_path, "sessions", "--lessons").stdout
    listed = json.loads(sim(tmp_path, "sessions", "--json").stdout)["sessions"]

    assert (["mine"], [SESSION]) == (
        [line.split()[0] for line in own.stdout.splitlines()],
        [line.split()[0] for line in theirs.splitlines()],
    )
    assert "sim: 1 play of a group of a lesson is kept too; see `sim sessions --lessons`" in own.stderr
    assert "no session of your own" not in own.stderr
    assert {"mine": None, SESSION: NAME} == {one["session"]: one["lesson"] for one in listed}


def test_plays_of_lessons_alone_are_no_sessions_of_one_s_own(tmp_path: Path) -> None:
    """Where only groups of lessons have played, it is said that none is one's own, and where theirs are listed."""
    told = sim(tmp_path, "sessions")

    assert "" == told.stdout
    assert [
        "sim: no session of your own is kept yet; `sim play` begins one",
        "sim: 1 play of a group of a lesson is kept too; see `sim sessions --lessons`",
    ] == told.stderr.splitlines()
