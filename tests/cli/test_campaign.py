"""Acts in a row from the command line: `sim play --campaign`, and the menu where somebody can be asked."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.cli.casting import Wanted
from sim.library import data_folder
from tests.cli.running import sim
from tests.cli.test_casting import asked

ACT = """\
id: after
title: The week after
about: What comes next.
account: The River Letter's.
courses: {whole: {scene: morning, about: All of it.}, late: {scene: morning, about: The same.}}
scenes:
  morning:
    heading: A morning at the landing
    date: a week later
    date_known: invented
    situation: The boat lies at the landing.
    cites: CITES
    decision:
      eastbank:
        options:
          wave: {label: Wave, text: You wave., kind: talk, pro: It is kind., contra: It is cold., cites: CITES}
          wait: {label: Wait, text: You wait., kind: wait, pro: It is safe., contra: It is dull., cites: CITES}
    branches:
      - {to: evening, narration: They waved., cites: CITES}
  evening:
    heading: An evening at the landing
    date: a week later
    date_known: invented
    situation: The boat lies there still.
    cites: CITES
    outcome: {class: agreement, epilogue: It was evening., compared: No text tells of it.}
"""
CITES = "[{source: river-letter, quote: Both mayors said that they would meet on the landing, basis: invented}]"
CAMPAIGN = """
campaign:
  acts: [ferry, after]
  carry:
    - {into: after, effects: {}, text: The ferry was quarrelled over.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Return a copy of the tutorial with a second act after the first."""
    target = tmp_path / "river"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", target, ignore=shutil.ignore_patterns("plays"))
    target.joinpath("acts", "after.yaml").write_text(ACT.replace("CITES", CITES), "utf-8")
    with target.joinpath("scenario.yaml").open("a", encoding="utf-8") as file:
        file.write(CAMPAIGN)
    return str(target)


def test_a_campaign_is_played_through(tmp_path: Path, folder: str) -> None:
    """One line goes on from the first act's outcome, and the second act is played to its own."""
    told = sim(tmp_path, "play", folder, "--campaign", "--role", "eastbank", "--bot", "reported", typed="\n1\n1\n\n1\n")

    assert (0, 2, True) == (told.exit_code, told.stdout.count("Outcome: "), "The ferry was quarrelled over." in told.stdout)


def test_a_campaign_that_was_stopped_goes_on_later(tmp_path: Path, folder: str) -> None:
    """A session that was left between two acts is not over, and `sim resume` goes on there."""
    stopped = sim(tmp_path, "play", folder, "--campaign", "--role", "eastbank", "--bot", "reported", typed="\n1\n1\nq\n")
    told = sim(tmp_path, "resume", typed="\n1\n")

    assert (0, True) == (stopped.exit_code, "go on with: sim resume" in stopped.stderr)
    assert (0, True) == (told.exit_code, "An evening at the landing" in told.stdout)


def test_a_campaign_is_listed_under_the_act_that_is_played(tmp_path: Path, folder: str) -> None:
    """In the list of sessions stands the act in which a play is now, not the one that it began with."""
    sim(tmp_path, "play", folder, "--campaign", "--role", "eastbank", "--bot", "reported", typed="\n1\n1\n\n")
    line = sim(tmp_path, "sessions").stdout
    (told,) = json.loads(sim(tmp_path, "sessions", "--json").stdout)["sessions"]

    assert (True, "ferry", "after") == (", after  eastbank  turn " in line, told["act"], told["act_now"])


def test_a_session_whose_copy_cannot_be_read_is_listed_by_its_first_act(tmp_path: Path, folder: str) -> None:
    """A damaged copy of the scenario keeps no session out of the list."""
    sim(tmp_path, "play", folder, "--campaign", "--role", "eastbank", "--bot", "reported", typed="\n1\n1\n\n")
    with closing(sqlite3.connect(tmp_path / "data" / "sessions.db")) as connection, connection:
        connection.execute("UPDATE edition SET scenario = '{}'")

    assert ", ferry  eastbank  turn " in sim(tmp_path, "sessions").stdout


def test_a_campaign_begins_with_its_first_act(tmp_path: Path, folder: str) -> None:
    """Another act with `--campaign` is refused, and the message says what to do."""
    told = sim(tmp_path, "play", folder, "--campaign", "--act", "after")

    assert (2, True) == (told.exit_code, "a campaign begins with its first act, ferry; leave --act out" in told.stderr)


def test_the_first_act_may_be_named(tmp_path: Path, folder: str) -> None:
    """`--act` with the campaign's first act says nothing new and is allowed."""
    told = sim(tmp_path, "play", folder, "--campaign", "--act", "ferry", "--watch", typed="\n\n")

    assert (0, 2) == (told.exit_code, told.stdout.count("Outcome: "))


def test_a_scenario_without_a_campaign_says_so(tmp_path: Path) -> None:
    """Where acts are not played in a row, `--campaign` is refused."""
    told = sim(tmp_path, "play", "tutorial", "--campaign")

    assert (4, True) == (told.exit_code, "scenario tutorial has no campaign; its acts are played one at a time" in told.stderr)


def test_without_the_option_one_act_is_played(tmp_path: Path, folder: str) -> None:
    """In a pipe an act is played alone unless the campaign is asked for."""
    told = sim(tmp_path, "play", folder, "--role", "eastbank", "--course", "whole", "--bot", "reported", typed="\n1\n1\n")

    assert (0, True) == (told.exit_code, "The play is over." in told.stdout)


def test_the_menu_offers_the_acts_in_a_row(folder: str) -> None:
    """Somebody who is asked which act to play may take all of them, and is then asked no course."""
    told = asked(Wanted(folder, None, None, ("eastbank",), ("random",), 1, watch=False), "campaign\n").stdout

    assert ("3. campaign – ferry, after in a row, with what happened carried over" in told, True) == (
        True,
        "settled: river ferry whole" in told or "settled: tutorial ferry whole" in told,
    )


def test_the_menu_still_offers_each_act_alone(folder: str) -> None:
    """An act of the list is played alone."""
    told = asked(Wanted(folder, None, "whole", ("eastbank",), ("random",), 1, watch=False), "after\n").stdout

    assert "after whole" in told.partition("settled: ")[2]
