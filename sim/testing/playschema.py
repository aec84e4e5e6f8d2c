"""The JSON Schema of play files, for editors: published beside those of a scenario's files, and read off the model as they are.

Rule 1: where a value may stand, `$name` may stand for it; the model never sees one, so it is the schema alone that has to say so.
"""

from sim.store.schema import Json, Schema, schema_of, written_out
from sim.testing.playfile import PlayFile

PLAY = "play"
"""Its name."""

_PARAMETER: Schema = {
    "type": "string",
    "pattern": "^\\$[a-z][a-z0-9_]*$",
    "description": "Stands for each of the values that `with` gives under this name.",
}
_ABOUT = ("description", "default")


def play_schema() -> str:
    """Return the schema as docs/schema/play.schema.json has it."""
    whole = schema_of(PlayFile, PLAY)
    definitions = whole["$defs"]
    found = {key: _with_parameters(value) for key, value in whole.items()}
    if isinstance(definitions, dict):
        found["$defs"] = {name: _with_parameters(value) for name, value in definitions.items()} | {"Parameter": _PARAMETER}
    return written_out(found)


def _with_parameters(node: Json) -> Json:
    """Return a schema in which a parameter may stand wherever a number, an id, true or false may."""
    if isinstance(node, list):
        return [_with_parameters(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    kind = node.get("type")
    if kind in ("integer", "boolean") or (kind == "string" and "pattern" in node):
        return {
            "anyOf": [_without(node, *_ABOUT), {"$ref": "#/$defs/Parameter"}],
            **_without(node, *(name for name in node if name not in _ABOUT)),
        }
    inner = {key: value if key == "propertyNames" else _with_parameters(value) for key, value in node.items()}
    return _without(inner, "default") if inner.get("type") == "object" else inner  # the model's is a tuple, an author writes a mapping


def _without(node: Schema, *names: str) -> Schema:
    return {key: value for key, value in node.items() if key not in names}
