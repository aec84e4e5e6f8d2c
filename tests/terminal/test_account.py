"""A lesson whose server is away: what was read stays on the screen, and nobody is thrown out of it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.model.guide import Guide
from sim.report.review import Review
from sim.terminal.aloud import Aloud
from sim.terminal.company import waiting_ask
from sim.terminal.desk import Desk
from sim.terminal.flow import Stage
from sim.terminal.leaving import Ending
from sim.terminal.local import LocalTable
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from sim.terminal.sitting import Sitting
from tests.terminal.seated import drawn, seated, type_in, words_on
from tests.terminal.test_led import InLesson, below

AWAY = "http://x does not answer"


class OverTheNetwork(InLesson):
    """A play in a lesson whose server can be away."""

    away = False
    asked = 0
    """How often the account was asked for."""

    def review(self) -> Review:
        """Return the account, if the server is there."""
        self.asked += 1
        self._reach()
        return super().review()

    def guide(self) -> Guide:
        """Return what everybody may read, if the server is there."""
        self._reach()
        return super().guide()

    def _reach(self) -> None:
        if self.away:
            raise StorageFailed(AWAY, "server-away")


@contextmanager
def over_the_network(folder: Path) -> Iterator[OverTheNetwork]:
    """Take a seat in a lesson that has not begun."""
    with seated(folder, "eastbank", kind=OverTheNetwork) as table:
        assert isinstance(table, OverTheNetwork)
        yield table


def after_a_turn(table: OverTheNetwork, *, away: bool) -> Desk:
    """Come to what happened in a turn that went by before its scene was read; then the server may be away already."""
    table.start()
    desk = Desk(table, Settings())
    type_in(desk, "enter")
    LocalTable.choose(table, "eastbank", "promise-nothing", 1)
    table.away = away
    type_in(desk, "enter")
    assert (Stage.HAPPENED, 1) == (desk.moment.stage, desk.moment.turn)
    return desk


def test_what_happened_stays_when_the_server_goes(tmp_path: Path) -> None:
    """The scene of a turn that one did not decide in is read once, and stays however often it is drawn, and when the server is away."""
    with over_the_network(tmp_path) as table:
        desk = after_a_turn(table, away=False)
        before = words_on(desk)
        table.away = True
        desk.catch_up()
        after = words_on(desk)

    assert before == after
    assert 1 == table.asked


def test_a_scene_that_could_not_be_read_comes_when_the_server_is_back(tmp_path: Path) -> None:
    """Who comes to what happened while the server is away reads what is known; drawing asks nothing, and the next news bring the scene."""
    with over_the_network(tmp_path) as table:
        desk = after_a_turn(table, away=True)
        without, tries = (words_on(desk), drawn(desk)), table.asked
        table.away = False
        desk.catch_up()
        whole = words_on(desk)

    assert 1 == tries
    assert "Who chose what" in without[0]
    assert len(without[0]) < len(whole)


def test_the_account_stays_when_the_facilitator_shuts_down(tmp_path: Path) -> None:
    """The end of a lesson can be read on, with its contradictions and a transcript, after the server has gone."""
    with over_the_network(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings(folder=tmp_path))
        type_in(desk, "enter", "enter")
        table.stage = "over"
        desk.catch_up()
        before = words_on(desk)
        table.away = True
        desk.catch_up()
        after = words_on(desk)
        type_in(desk, "c", "escape", "e", "<kept.md>", "enter")

    assert Stage.END == desk.moment.stage
    assert before == after
    assert (tmp_path / "kept.md").is_file()


def test_an_account_that_cannot_be_had_is_refused_in_words(tmp_path: Path) -> None:
    """Where the server went before the end was read, the page and the command say so, and the screen stays."""
    with over_the_network(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.stage, table.away = "over", True
        desk.catch_up()
        said = desk.page.ask
        type_in(desk, "c")

    assert f"{AWAY[0].upper()}{AWAY[1:]}." == said
    assert AWAY in words_on(desk)


def test_the_lobby_waits_for_what_it_needs_of_the_server(tmp_path: Path) -> None:
    """If the server goes just when the play begins, the lobby says so and stays; the next news lead into the play."""
    with over_the_network(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.start()
        table.away = True
        desk.catch_up()
        waits = (desk.moment.stage, below(desk))
        table.away = False
        desk.catch_up()

    assert (Stage.LOBBY, AWAY) == waits
    assert Stage.SCENE == desk.moment.stage


def test_a_page_over_a_play_that_is_no_more_is_closed(tmp_path: Path) -> None:
    """Who reads the glossary when the facilitator moves them to a group that does not play yet is in the lobby, and the screen stays."""
    with over_the_network(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter", "g")
        table.stage = "dealt"
        desk.catch_up()

    assert (Stage.LOBBY, "lobby") == (desk.moment.stage, desk.where)


def test_lines_go_on_without_what_cannot_be_read(tmp_path: Path) -> None:
    """In the line mode, too, nobody is thrown out: it waits for what the play needs, leaves a missed scene out, and ends in words."""
    sink = io.StringIO()
    with over_the_network(tmp_path) as table:

        def begin() -> None:
            table.start()
            table.away = True

        def miss() -> None:
            table.away = False
            LocalTable.choose(table, "eastbank", "promise-nothing", 1)

        def go() -> None:
            table.away, table.stage = True, "over"

        table.wants = "promise-nothing"  # so that nothing is asked here
        table.lesson.waits = [begin, miss, go]
        ending = run_plain(table, Settings(), io.StringIO("\n" * 9), sink)
    said = " ".join(sink.getvalue().split())

    assert Ending.OVER is ending
    assert f"The account of the play cannot be read: {AWAY}" in said


def test_lines_leave_out_a_scene_whose_server_is_away(tmp_path: Path) -> None:
    """What happened in a turn is said without its scene where that cannot be read."""
    sink = io.StringIO()
    with over_the_network(tmp_path) as table:
        table.start()
        sitting = Sitting(table, Settings(), Aloud(io.StringIO(), sink, Settings()))
        LocalTable.choose(table, "eastbank", "promise-nothing", 1)
        table.away = True

        assert not sitting.missed(1)
    assert "" == sink.getvalue()


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("", "The others have not all decided. This goes on by itself."),
        ("No connection. What was saved stays saved; this goes on by itself.", "The others have not all decided."),
    ],
)
def test_that_it_goes_on_by_itself_is_said_once(tmp_path: Path, way: str, said: str) -> None:
    """Where the way to the server says it already, what is asked below the page does not say it again."""
    with over_the_network(tmp_path) as table:
        table.start()
        table.lesson.way = way

        assert said == waiting_ask(table.lesson, can_change=False)
