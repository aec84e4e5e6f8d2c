"""What every part of a scenario has in common: it is frozen, knows all its fields, and is written by people as mappings.

Authors write `options: {fine: {…}, warn: {…}}`; the model keeps `tuple[Option, ...]` in that order, because a frozen mapping neither
hashes nor pickles. `keyed` is the bridge; JSON made from the model (a list with ids inside) reads back the same way.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, Strict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Whole: TypeAlias = Annotated[int, Strict()]
"""A whole number; text such as "1" is not one."""

YesNo: TypeAlias = Annotated[bool, Strict()]
"""true or false, nothing else."""


class Part(BaseModel):
    """A frozen piece of data that refuses fields it does not know."""

    model_config = ConfigDict(
        frozen=True, defer_build=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, validate_by_alias=True
    )


def keyed(field: str = "id") -> Callable[[object], object]:
    """Return a reader that turns `{key: {…}}` into `({field: key, …}, …)` and leaves anything else alone."""

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return tuple({field: key, **body} if isinstance(body, Mapping) else body for key, body in value.items())

    return read


class KeyedSchema:
    """Says in the JSON Schema that a tuple of parts is written as a mapping from `field` to the rest."""

    def __init__(self, field: str = "id") -> None:
        """Remember which field is the key."""
        self.field = field

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the mapping an author writes."""
        items = handler(core)["items"]
        return {"type": "object", "additionalProperties": items, "x-key": self.field}
