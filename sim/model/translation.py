"""A translation of a scenario's texts: a file beside the scenario, which changes nothing of how it plays.

Rule 1: quotations are no part of it; a document is quoted in the language in which it was written.
"""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from sim.model.part import KeyedSchema, Part, keyed
from sim.model.text import Label, Text

LanguageId: TypeAlias = str  # "de"; the stem of the file


class Translated(Part):
    """One text in another language."""

    path: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\[\]-]{1,300}$")]
    """Where the text stands in the scenario: `acts.ferry.scenes.the-night.heading`."""
    of: Text
    """The text as it was when it was translated; when the scenario's differs, the translation is out of date."""
    text: Text | None = None
    """The translation; absent: there is none yet."""
    before: Text | None = None
    """A translation of what stood there before, to be looked over."""


class Translation(Part):
    """The texts of a scenario in one other language."""

    language: Label
    """The language by its own name: `Deutsch`."""
    author: Label
    """Who translated."""
    texts: Annotated[tuple[Translated, ...], BeforeValidator(keyed("path")), KeyedSchema("path")] = ()
    """Every text of the scenario by its path."""
