"""What comes next follows from the table and from what was told."""

from pathlib import Path

from sim.model.ids import RoleId
from sim.terminal.flow import Moment, Stage, hot_seat, next_moment, onlooker
from sim.terminal.local import LocalTable
from tests.terminal.seated import seated


def test_one_person_goes_straight_to_the_scene(tmp_path: Path) -> None:
    """Nobody has to pass a keyboard that nobody shares."""
    with seated(tmp_path, "eastbank") as table:
        assert Moment(Stage.SCENE, "eastbank", 1) == next_moment(table, 0, None)


def test_a_hand_over_comes_before_every_shared_turn(tmp_path: Path) -> None:
    """Where two share a keyboard, a role's page comes only after it was passed on."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        assert Moment(Stage.HANDOVER, "eastbank", 1) == next_moment(table, 0, None)
        assert Moment(Stage.SCENE, "eastbank", 1) == next_moment(table, 0, "eastbank")


def test_who_has_decided_is_not_asked_again(tmp_path: Path) -> None:
    """After one role has sealed its choice, the keyboard goes to the other."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        table.choose("eastbank", "promise-nothing", 1)

        assert Moment(Stage.HANDOVER, "westbank", 1) == next_moment(table, 0, "eastbank")


def test_a_finished_turn_is_told_before_the_next_begins(tmp_path: Path) -> None:
    """What happened comes first, once, and for everybody where a keyboard is shared."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)

        assert Moment(Stage.HAPPENED, "eastbank", 1) == next_moment(table, 0, "eastbank")
        assert Moment(Stage.SCENE, "eastbank", 2) == next_moment(table, 1, "eastbank")


def test_the_end_comes_after_the_last_turn_was_told(tmp_path: Path) -> None:
    """An outcome is shown when everything that led to it has been."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        table.choose("eastbank", "keep-rope", 2)

        assert Moment(Stage.HAPPENED, "eastbank", 2) == next_moment(table, 1, "eastbank")
        assert Moment(Stage.END, "eastbank", 3) == next_moment(table, 2, "eastbank")


def test_who_watches_sees_what_everybody_sees(tmp_path: Path) -> None:
    """Where bots decide for all, every page is public."""
    with seated(tmp_path) as table:
        assert (None, False) == (onlooker(table), hot_seat(table))
        assert Moment(Stage.HAPPENED, None, 1) == next_moment(table, 0, None)


class _HalfElsewhere(LocalTable):
    """A table at which only Eastbank sits; Westbank is played somewhere else."""

    @property
    def people(self) -> tuple[RoleId, ...]:
        """Eastbank alone."""
        return ("eastbank",)


def test_people_elsewhere_are_waited_for(tmp_path: Path) -> None:
    """When everybody here has decided and others have not, there is nothing to do but wait."""
    with seated(tmp_path, "eastbank", "westbank", kind=_HalfElsewhere) as table:
        table.choose("eastbank", "promise-nothing", 1)

        assert Moment(Stage.WAITING, "eastbank", 1) == next_moment(table, 0, "eastbank")
