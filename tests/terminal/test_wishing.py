"""Whoever waits in a terminal is asked which role they would like, as on a phone."""

import io
import re
from pathlib import Path

import pytest

from sim.terminal.desk import Desk
from sim.terminal.leaving import Ending
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from sim.terminal.wishing import WHOSE, choices, meant
from tests.terminal.seated import GUIDE, type_in, words_on
from tests.terminal.test_led import lesson


class Keyboard(io.StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        """Tell that a person is there."""
        return True


@pytest.mark.parametrize(
    ("typed", "wanted"), [("1", "eastbank"), ("4", "observer"), ("westbank", "westbank"), ("Any role", "any"), ("5", None)]
)
def test_a_wish_is_named_by_number_or_name(typed: str, wanted: str | None) -> None:
    """The roles come first, then any of them, then none."""
    assert wanted == meant(GUIDE, typed)


def test_only_roles_that_decide_can_be_wished_for() -> None:
    """A role that is asked nothing in the act is offered to nobody, as on a phone."""
    east, west = GUIDE.roles
    silent = GUIDE.model_copy(update={"roles": (east.model_copy(update={"decides": False}), west)})

    assert ["westbank", "any", "observer"] == [wanted for wanted, _ in choices(silent)]
    assert None is meant(silent, "eastbank")


def test_the_full_screen_asks_for_a_wish(tmp_path: Path) -> None:
    """The lobby says that one is asked for; `w` opens the list, what was wished before is marked in it, and it can be changed."""
    with lesson(tmp_path) as table:
        table.stage, table.choosing = "waiting", True
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        before = words_on(desk)
        type_in(desk, "w", "2")
        after = words_on(desk)
        type_in(desk, "w", "enter")

    assert ("You are asked which role you would like. You have not said." in before, "Your wish is kept." in after) == (True, True)
    assert [("wish", "westbank")] * 2 == table.lesson.sent


def test_nobody_wishes_who_is_not_asked(tmp_path: Path) -> None:
    """Where the facilitator does not ask, the key does nothing."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")

        assert (False, []) == ("wish" in {command.name for command in desk.available}, desk.sheets)


@pytest.mark.parametrize(("typed", "wanted"), [("2", "westbank"), ("", "any")])
def test_plain_lines_ask_for_a_wish_once(tmp_path: Path, typed: str, wanted: str) -> None:
    """A line is a wish, and an empty one leaves it to the lot; then the play is waited for."""
    _, sent, said = wished(tmp_path, f"{typed}\n1\n")

    assert ([("wish", wanted)], 1) == (sent, said.count(WHOSE))


def test_plain_lines_ask_again_for_what_names_no_role(tmp_path: Path) -> None:
    """Nothing is wished for that nobody has named, and the person is asked until a line names one."""
    _, sent, said = wished(tmp_path, "kfor\n5\nWestbank\n1\n")

    assert [("wish", "westbank")] == sent
    assert ["“kfor” is none of them.", "“5” is none of them."] == re.findall("“.*” is none of them.", said)
    assert 3 == said.count("q leaves")


def test_a_wish_is_no_reason_to_stay(tmp_path: Path) -> None:
    """`q` leaves there as everywhere, and nothing is wished for."""
    ending, sent, _ = wished(tmp_path, "q\n")

    assert (Ending.LEFT, []) == (ending, sent)


def wished(folder: Path, typed: str) -> tuple[Ending, list[tuple[str | None, str]], str]:
    """Type lines where a wish is asked for; return how it ended, what was sent and what was said."""
    with lesson(folder) as table:
        table.stage, table.choosing = "waiting", True

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [table.start, end]
        sink = io.StringIO()
        ending = run_plain(table, Settings(), Keyboard(f"\n{typed}"), sink)
        return ending, table.lesson.sent, sink.getvalue()


def test_a_pipe_is_not_asked(tmp_path: Path) -> None:
    """Where nobody types, each line is a decision of the play."""
    with lesson(tmp_path) as table:
        table.stage, table.choosing = "waiting", True

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [table.start, end]
        sink = io.StringIO()
        run_plain(table, Settings(), io.StringIO("\n1\n"), sink)

    assert ([], False) == (table.lesson.sent, WHOSE in sink.getvalue())
