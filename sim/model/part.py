"""What every part of a scenario has in common: it is frozen, knows all its fields, and is written by people as mappings.

Authors write `options: {fine: {…}, warn: {…}}`; the model keeps `tuple[Option, ...]` in that order, because a frozen mapping neither
hashes nor pickles. `keyed` is the bridge; JSON made from the model (a list with ids inside) reads back the same way.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, Strict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Whole: TypeAlias = Annotated[int, Strict()]
"""A whole number; text such as "1" is not one."""

YesNo: TypeAlias = Annotated[bool, Strict()]
"""true or false, nothing else."""

Digest: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256, in hex: of an edition, or of something secret that itself is kept nowhere."""


class Part(BaseModel):
    """A frozen piece of data that refuses fields it does not know."""

    model_config = ConfigDict(
        frozen=True, defer_build=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, validate_by_alias=True
    )


class Numerous(Part):
    """A part of which a server holds hundreds of thousands, such as entries of logs and what is shown to people.

    Which fields were given is remembered once for all parts that were given the same ones: a set for each part, as the library makes it,
    is three quarters of what a part takes.
    """

    def model_post_init(self, context: object, /) -> None:
        """Share what is remembered of the fields that were given."""
        del context
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


_GIVEN: dict[frozenset[str], set[str]] = {}
"""The fields that parts were given; there are few such sets, because there are few kinds of parts."""


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
