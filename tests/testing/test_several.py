"""Several plays in one file: each is what it would be in a file of its own, and a mistake is told where it stands."""

from pathlib import Path

import pytest

from sim.testing.run import run
from sim.testing.script import read_script
from tests.testing.at_table import cases, opened, written

TWO = """about: Two ways over the bridge.
plays:
  both-open:
    steps: [{choose: {north: open, south: wait}, expect: {scene: talks}}]
  north-blocks:
    about: The north blocks it.
    steps: [{choose: {north: block, south: wait}, expect: {scene: night}}]
"""

MISTAKES = {
    "steps beside plays": (
        "about: x\nsteps: []\nplays: {a: {steps: []}}\n",
        "test.play.yaml:2:1: steps: 'steps' stands beside 'plays'; put it into each of the plays, or leave out 'plays'",
    ),
    "parameters beside plays": (
        "about: $a\nwith: {a: [x]}\nplays: {a: {steps: []}}\n",
        "test.play.yaml:2:1: with: 'with' stands beside 'plays'; put it into each of the plays, or leave out 'plays'",
    ),
    "no plays": ("about: x\nplays: {}\n", "test.play.yaml:2:1: plays: there are no plays; a mapping: a name for each play, and its fields"),
    "a list of plays": (
        "about: x\nplays: [{steps: []}]\n",
        "test.play.yaml:2:1: plays: there are no plays; a mapping: a name for each play, and its fields",
    ),
    "a play without fields": (
        "about: x\nplays: {one: 3}\n",
        "test.play.yaml:2:9: plays.one: the play has no fields; a mapping: steps, and whatever else differs",
    ),
    "a name that is none": (
        "about: x\nplays: {One play: {steps: []}}\n",
        "test.play.yaml:2:9: plays.One play: 'One play' is no name of a play; a-z, 0-9, - and _, beginning with a letter or digit",
    ),
    "another scenario": (
        "about: x\nplays: {one: {scenario: lake}}\n",
        "test.play.yaml:2:15: plays.one.scenario: one of several plays cannot have 'scenario'; write it for the whole file, or make",
    ),
    "a mistake in one": (
        "about: x\nplays:\n  one: {steps: []}\n  two:\n    steps:\n      - chose: {}\n",
        "test.play.yaml:6:9: plays.two.steps[0].chose: unknown field 'chose'; did you mean 'choose'?",
    ),
    "a mistake for all": (
        "about: x\ncourse: [a]\nplays: {one: {steps: []}, two: {steps: []}}\n",
        "test.play.yaml:2:1: course: a list is given; a text is expected",
    ),
    "nothing to say": ("plays:\n  one: {steps: []}\n", "test.play.yaml:2:3: plays.one: missing field 'about'"),
    "too many": (
        f"about: x\nplays: {{{', '.join(f'p{place}: {{steps: []}}' for place in range(257))}}}\n",
        "test.play.yaml:2:1: plays: the file holds 257 plays; at most 256",
    ),
}
"""A text, and the beginning of the only message about it."""


def test_every_play_has_its_name_and_its_steps(tmp_path: Path) -> None:
    """A file of two plays gives two, each named, each with its own steps."""
    found = cases(tmp_path, TWO)

    assert [("test[both-open]", "talks"), ("test[north-blocks]", "night")] == [(case.title, run(case, opened()).scene) for case in found]


def test_what_the_file_says_holds_for_all(tmp_path: Path) -> None:
    """A field above the plays holds for each that does not give it otherwise."""
    found = cases(tmp_path, TWO)

    assert ["Two ways over the bridge.", "The north blocks it."] == [case.play.about for case in found]


def test_a_failure_names_the_line_of_its_own_play(tmp_path: Path) -> None:
    """Where a step stands is told by the place in the file, not in the play."""
    found = cases(tmp_path, TWO)

    assert ["test.play.yaml:4", "test.play.yaml:7"] == [case.at("steps[0].expect.scene") for case in found]


@pytest.mark.parametrize(("text", "message"), MISTAKES.values(), ids=[*MISTAKES])
def test_a_mistake_is_told_once_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """A file with a mistake gives no play, and one message that begins with file, line and column and names the play."""
    script = read_script(written(tmp_path, text), "test.play.yaml")

    assert () == script.cases
    assert [message] == [str(problem)[: len(message)] for problem in script.problems]
