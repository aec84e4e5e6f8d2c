"""The published JSON Schema of play files: up to date, sound, and true of what is shipped."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sim.library import data_folder
from sim.store.documents import read_yaml
from sim.store.scalars import Data
from sim.testing.playschema import PLAY, play_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "schema" / f"{PLAY}.schema.json"
FILES = sorted(path for folder in (data_folder() / "scenarios", ROOT / "docs") for path in folder.rglob("*.play.yaml"))
SCHEMA = Draft202012Validator(json.loads(play_schema()))


def plain(data: Data) -> object:
    """Return data with lists for tuples."""
    if isinstance(data, Mapping):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, tuple) else data


def judged(text: str) -> bool:
    """Tell whether a play file with this text fits the schema."""
    return SCHEMA.is_valid(plain(read_yaml(text.encode(), "test.play.yaml").data))


def test_the_published_copy_is_up_to_date() -> None:
    """docs/schema/ has what `sim schema play` prints."""
    assert play_schema() == PUBLISHED.read_text("utf-8")


def test_the_schema_is_a_schema() -> None:
    """It is sound by the rules of JSON Schema, has an id without a host, and says nothing only we understand."""
    Draft202012Validator.check_schema(json.loads(play_schema()))

    assert ("urn:standoff:schema:1:play", False) == (json.loads(play_schema())["$id"], "x-key" in play_schema())


def test_shipped_plays_fit_their_schema() -> None:
    """An editor that knows the schema has nothing to say against any play that is shipped."""
    wrong = {path.name: [error.message for error in SCHEMA.iter_errors(plain(read_yaml(path.read_bytes(), "").data))] for path in FILES}

    assert FILES
    assert {} == {name: errors for name, errors in wrong.items() if errors}


def test_the_first_line_of_every_shipped_play_names_its_schema() -> None:
    """Editors find the schema by a relative path."""
    first = {path: path.read_text("utf-8").partition("\n")[0].removeprefix("# yaml-language-server: $schema=") for path in FILES}

    assert [] == [path.name for path, target in first.items() if (path.parent / target).resolve() != PUBLISHED.resolve()]


@pytest.mark.parametrize(
    "text",
    [
        "about: x\nsteps: []\n",
        "about: $a\nseed: $s\nsteps: [{choose: {north: $o}, expect: {indicators: {tension: $t}, branch: $b}}]\nwith: {a: [x]}\n",
        "about: x\nwith: [{a: 1, b: true}]\nsteps: [{expire: true}]\n",
        "about: x\nplays: {one: {course: short, steps: [{rewind: 1}]}}\n",
        "about: x\nsteps: [{expect: {indicators: {tension: {at_least: 1}}, sees: {public: [A text]}}}]\n",
    ],
)
def test_what_an_author_may_write_fits(text: str) -> None:
    """Plays, parameters in the place of any value, rows, and several plays in a file are all right."""
    assert judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "steps: []\n",
        "about: x\nstep: []\n",
        "about: x\nseed: one\n",
        "about: x\nsteps: [{chose: {}}]\n",
        "about: x\nplays: {One: {steps: []}}\n",
        "about: x\nplays: {one: {name: one}}\n",
        "about: x\nsteps: [{expect: {indicators: {tension: {at_lest: 1}}}}]\n",
    ],
)
def test_what_an_author_may_not_write_does_not_fit(text: str) -> None:
    """A missing or unknown field, a text for a number, a bad name, and a name that is already the key are found."""
    assert not judged(text)
