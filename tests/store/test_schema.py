"""The published JSON Schemas: up to date, sound, and true of what is shipped."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sim.errors import Missing
from sim.library import data_folder
from sim.store.documents import read_yaml
from sim.store.scalars import Data
from sim.store.schema import PARTS, schema, text_of

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = ROOT / "docs" / "schema"
FILES = sorted(
    file
    for folder in (data_folder() / "scenarios", data_folder() / "seeds", ROOT / "tests" / "bad" / "good")
    for file in folder.rglob("*.yaml")
    if "plays" not in file.parts  # tests/testing/test_playschema.py holds them against theirs
)


def _plain(data: Data) -> object:
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, tuple) else data


def _read(file: Path) -> object:
    return _plain(read_yaml(file.read_bytes(), file.name).data)


def _name(file: Path) -> str:
    return "act" if file.parent.name == "acts" else file.stem


@pytest.mark.parametrize("part", PARTS)
def test_the_published_copy_is_up_to_date(part: str) -> None:
    """docs/schema/ has what `sim schema` prints."""
    assert text_of(part) == (PUBLISHED / f"{part}.schema.json").read_text("utf-8")


def test_nothing_else_is_published() -> None:
    """Every file in docs/schema/ is the schema of something; that of plays has its test in tests/testing/."""
    assert sorted(f"{part}.schema.json" for part in (*PARTS, "play")) == sorted(file.name for file in PUBLISHED.iterdir())


@pytest.mark.parametrize("part", PARTS)
def test_a_schema_is_a_schema(part: str) -> None:
    """Each is sound by the rules of JSON Schema, has an id without a host, and says nothing only we understand."""
    found = schema(part)

    Draft202012Validator.check_schema(found)

    assert f"urn:standoff:schema:1:{part}" == found["$id"]
    assert "x-key" not in text_of(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_shipped_files_fit_their_schema(file: Path) -> None:
    """An editor that knows the schema has nothing to say against what is shipped."""
    assert [] == [error.message for error in Draft202012Validator(schema(_name(file))).iter_errors(_read(file))]


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("glossary", {"Rope": {"term": "rope", "text": "A text."}}),
        ("glossary", {"rope": {"id": "rope", "term": "rope", "text": "A text."}}),
        ("glossary", {"rope": {"term": "rope"}}),
        ("glossary", [{"id": "rope", "term": "rope", "text": "A text."}]),
        ("roles", {}),
        ("scenario", {"schema": 2, "id": "x", "title": "T", "author": "A", "about": "A", "notice": "N"}),
        ("loaded", ["word", 7]),
    ],
)
def test_a_schema_finds_what_an_author_may_not_write(part: str, data: object) -> None:
    """A wrong key, a repeated id, a missing field, a list for a mapping, too little, another version, another kind."""
    assert not Draft202012Validator(schema(part)).is_valid(data)


def test_the_first_line_of_every_shipped_file_names_its_schema() -> None:
    """Editors find the schema beside the file, by a relative path."""
    wrong = []
    for file in FILES:
        first = file.read_text("utf-8").partition("\n")[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        if "bad" not in file.parts and (target == first or (file.parent / target).resolve() != PUBLISHED / f"{_name(file)}.schema.json"):
            wrong.append(file.name)

    assert [] == wrong


def test_fields_are_explained() -> None:
    """The line under a field of the model is its description."""
    properties = json.loads(text_of("act"))["$defs"]["Citation"]["properties"]

    assert "Which document: the stem of its file." == properties["source"]["description"]


def test_an_unknown_schema_is_missing() -> None:
    """Who asks for another is told what there is, and what is near."""
    with pytest.raises(Missing, match=r"there is no schema 'glosary'.*; did you mean 'glossary'"):
        schema("glosary")
    with pytest.raises(Missing, match="there is no schema 'x'; there are scenario, act, catalogue"):
        schema("x")
