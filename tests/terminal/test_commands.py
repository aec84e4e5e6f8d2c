"""The table of commands holds every key, and everything in it can be done."""

from itertools import combinations, product

import pytest

from sim.terminal.actions import ACTIONS
from sim.terminal.commands import COMMANDS, ENTRY, HANDOVER, SCENE, available, shown_key, shown_keys
from sim.terminal.flow import Stage

PLACES = sorted({place for command in COMMANDS for place in command.where})


@pytest.mark.parametrize("place", PLACES)
def test_a_key_does_one_thing_at_one_place(place: str) -> None:
    """No two commands share a key where both apply."""
    here = available(place, alone=True, reasons=True)
    shared = [(one.name, other.name) for one, other in combinations(here, 2) if set(one.keys) & set(other.keys)]

    assert [] == shared


def test_every_command_does_something() -> None:
    """Each command of the table has its action, and there is no action that no command reaches."""
    assert {command.name for command in COMMANDS} == set(ACTIONS)


def test_every_stage_of_a_play_is_a_place() -> None:
    """There are commands wherever a play can be."""
    assert {*Stage} <= {*PLACES}


@pytest.mark.parametrize("place", PLACES)
def test_there_is_a_way_out_of_every_place(place: str) -> None:
    """Leaving at once works everywhere, and from what is laid over a play there is a way back."""
    names = {command.name for command in available(place, alone=True, reasons=True)}

    assert "leave" in names
    assert names & {"quit", "back", "cancel"}


def test_a_hand_over_shows_nothing() -> None:
    """While the keyboard is passed on, no command opens a page about the play."""
    names = {command.name for command in available(HANDOVER, alone=True, reasons=True)}

    assert set() == names & {"passages", "conflicts", "glossary", "board", "brief", "map", "log", "undo", "fork", "export", "notice"}


def test_undo_and_fork_are_for_those_who_play_alone() -> None:
    """Where somebody plays elsewhere, the play is not this terminal's to take back."""
    names = {command.name for command in available(SCENE, alone=False, reasons=True)}

    assert set() == names & {"undo", "fork"}


def test_reasons_can_be_switched_off() -> None:
    """Without reasons there is no key that asks for one."""
    assert "reason" not in {command.name for command in available(SCENE, alone=True, reasons=False)}


def test_letters_can_be_written_in_a_line() -> None:
    """No command takes a printable key where a text is written."""
    keys = [key for command in available(ENTRY, alone=True, reasons=True) for key in command.keys]

    assert [] == [key for key in keys if len(key) == 1]


def test_every_command_says_what_it_does() -> None:
    """The help of a command is one line without a full stop, and its title begins with a capital letter."""
    assert all(command.help and "\n" not in command.help and not command.help.endswith(".") for command in COMMANDS)
    assert all(command.title[0].isupper() for command in COMMANDS)


@pytest.mark.parametrize(("key", "shown"), [("c-p", "Ctrl-P"), ("pagedown", "PgDn"), (" ", "Space"), ("s", "s")])
def test_keys_are_called_as_people_call_them(key: str, shown: str) -> None:
    """The screen says `Ctrl-P`, not `c-p`."""
    assert shown == shown_key(key)


def test_digits_are_shown_as_a_range() -> None:
    """The help does not list nine keys."""
    assert "1–9" == shown_keys(next(command for command in COMMANDS if command.name == "look"))


def test_conditions_only_ever_take_commands_away() -> None:
    """What applies with less also applies with more."""
    for place, alone, reasons in product(PLACES, (False, True), (False, True)):
        assert set(available(place, alone=alone, reasons=reasons)) <= set(available(place, alone=True, reasons=True))
