"""The JSON Schemas of the files that authors write, for their editors.

Rule 1: read off the model, never written by hand; docs/schema/ has copies, and a test keeps them the same.
Rule 2: a schema helps to write, it does not judge: whether a scenario can be played is for `sim check`.
"""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from annotated_types import MinLen
from pydantic import BaseModel

from sim.errors import Missing
from sim.model.nearest import listed, nearest
from sim.model.part import Part
from sim.model.paths import part_within, written_as
from sim.model.scenario import Act, Scenario
from sim.model.source import Catalogue

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Schema: TypeAlias = dict[str, Json]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WHOLE: dict[str, type[Part]] = {"scenario": Scenario, "act": Act, "catalogue": Catalogue}
_LISTS_OF_WORDS = ("loaded", "residents", "names")


def schema(name: str) -> Schema:
    """Return one schema, by the name of the file that it describes.

    Raises:
        Missing: there is no such schema.

    """
    if name in _WHOLE:
        found = _of_model(_WHOLE[name])
    elif name in PARTS:
        found = _of_field(name)
    else:
        guess = nearest(name, PARTS)
        message = f"there is no schema {name[:64]!r}; there are {listed(PARTS, 40)}" + (f"; did you mean {guess!r}?" if guess else "")
        raise Missing(message, "unknown-schema")
    if name == "scenario":
        _without_files_of_their_own(found)
    return _headed(name, found)


def schema_of(model: type[Part], name: str) -> Schema:
    """Return the schema of a kind of file that is no part of a scenario, under a name of its own."""
    return _headed(name, _of_model(model))


def _headed(name: str, found: Schema) -> Schema:
    return {"$schema": _DRAFT, "$id": f"urn:standoff:schema:1:{name}", "title": f"Standoff: {name}", **found}


def _fields() -> tuple[str, ...]:
    """Return the fields of a scenario that are worth a file of their own."""
    fields = {written_as(name, field): field for name, field in Scenario.model_fields.items()}
    return tuple(name for name, field in fields.items() if name != "acts" and (part_within(field.annotation) or name in _LISTS_OF_WORDS))


def _of_model(model: type[BaseModel]) -> Schema:
    found: Schema = model.model_json_schema()
    _written(found)
    return found


def _of_field(name: str) -> Schema:
    whole = _of_model(Scenario)
    definitions = _mapping(whole["$defs"])
    found = _mapping(_mapping(whole["properties"])[name])
    used = dict(_used(found, definitions, set()))
    return {**found, "$defs": {key: used[key] for key in definitions if key in used}}


def _used(node: Json, definitions: Schema, seen: set[str]) -> Iterator[tuple[str, Json]]:
    """Give the definitions that a schema leads to."""
    for part in _nodes(node):
        key = _target(part)
        if key and key not in seen:
            seen.add(key)
            yield key, definitions[key]
            yield from _used(definitions[key], definitions, seen)


def _without_files_of_their_own(found: Schema) -> None:
    elsewhere = {"acts", *_fields()}
    found["required"] = [name for name in _list(found["required"]) if name not in elsewhere]


def _mapping(node: Json) -> Schema:
    return node if isinstance(node, dict) else {}


def _list(node: Json) -> list[Json]:
    return node if isinstance(node, list) else []


def _target(node: Schema) -> str:
    """Return the name of the definition that a schema refers to, or an empty text."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def _nodes(node: Json) -> Iterator[Schema]:
    """Give every mapping inside a schema, itself included."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from _nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _nodes(inner)


def _written(found: Schema) -> None:
    """Turn what pydantic says of a model into what authors write: mappings by key, with a line on each field."""
    definitions = _mapping(found.get("$defs", {}))
    kinds = {kind.__name__: kind for kind in _kinds()}
    for node in (found, *(_mapping(inner) for inner in definitions.values())):
        _describe(node, kinds.get(str(node.pop("title", ""))))
    keys: dict[str, str] = {}
    for node in _nodes(found):
        if "x-key" in node:
            key = str(node.pop("x-key"))
            node.pop("default", None)
            target = _target(_mapping(node["additionalProperties"]))
            form = _mapping(_mapping(_mapping(definitions[target])["properties"])[key])
            node["propertyNames"] = {"pattern": form["pattern"]}
            keys[target] = key
    for target, key in keys.items():
        _mapping(_mapping(definitions[target])["properties"]).pop(key)
        _list(_mapping(definitions[target])["required"]).remove(key)


def _describe(node: Schema, kind: type[Part] | None) -> None:
    """Put the model's own line on each field into its schema, and leave out the titles that only repeat the names."""
    lines = dict(lines_of(kind)) if kind else {}
    fields = {written_as(name, field): field for name, field in kind.model_fields.items()} if kind else {}
    for name, inner in _mapping(node.get("properties", {})).items():
        written = _mapping(inner)
        written.pop("title", None)
        if name in lines:
            written["description"] = lines[name]
        least = max((mark.min_length for mark in fields[name].metadata if isinstance(mark, MinLen)), default=0) if "x-key" in written else 0
        if least:
            written["minProperties"] = least


def _kinds() -> Iterator[type[Part]]:
    """Give every kind of part."""
    waiting: list[type[Part]] = [Part]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


@cache
def lines_of(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """Return the line under each field of a kind of part, by the field's name in a file; an inherited field has its own line."""
    inherited = (line for base in kind.__bases__ if issubclass(base, Part) for line in lines_of(base))
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    return (*inherited, *(found for written in body if isinstance(written, ast.ClassDef) for found in _lines_under(kind, written)))


def _lines_under(kind: type[Part], written: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in zip(written.body, written.body[1:], strict=False):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(line))) if name in kind.model_fields:
                yield written_as(name, kind.model_fields[name]), inspect.cleandoc(line)


def text_of(name: str) -> str:
    """Return a schema as the file in docs/schema/ has it."""
    return written_out(schema(name))


def written_out(found: Schema) -> str:
    """Return a schema as text."""
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


PARTS: tuple[str, ...] = (*_WHOLE, *_fields())
"""The names of all schemas: whole files first, then the fields of a scenario that may have a file of their own."""
