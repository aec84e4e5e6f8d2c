"""Reading YAML that a stranger may have written: plain data out, with the line and column of every piece.

Rule 1: nothing of a file is ever a tag, an anchor, an alias, a merge key or a directive, and no key stands twice.
Rule 2: the pieces are put together here from the parser's events, with caps on depth and number; the composer of the C library recurses
and crashes on deep nesting, so it is never called.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import yaml

from sim.errors import Problem
from sim.model.text import clean, forbidden_character
from sim.store.decoding import MOST, decoded, hidden
from sim.store.places import Place
from sim.store.scalars import Data, LongNumberError, is_text, value_of

MAX_DEPTH = 64
"""Mappings and lists inside one another, at most."""
MAX_NODES = 50_000
"""Pieces of data in one file, at most."""
_CORE = "tag:yaml.org,2002:"
"""What the parser makes of `!!`."""
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, and what is wrong with its text."""

    data: Data
    place: Place
    problems: tuple[Problem, ...]
    nodes: int
    """How many pieces of data it has."""
    whole: bool
    """False where the text could not be read to its end, so that `data` is not what the author wrote."""


def read_yaml(content: bytes, file: str) -> Read:
    """Return the data of a YAML file with every problem of its text; what the data means is not looked at.

    Args:
        content: the bytes of the file.
        file: its name as the author knows it.

    """
    text, problems = decoded(content, file)
    if text is None:
        return Read(None, Place(1, 1, (1, 1), None, 0, file), problems, 0, whole=False)
    builder = _Builder(file)
    try:
        builder.parse(text)
    except _StoppedError:
        return Read(None, Place(1, 1, (1, 1), None, 0, file), tuple(builder.problems), builder.nodes, whole=False)
    return Read(builder.data, replace(builder.root, file=file), tuple(builder.problems), builder.nodes, whole=True)


class _StoppedError(Exception):
    """The rest of the file cannot be read; never leaves this module."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    at: tuple[int, int]
    key: tuple[int, int]
    """Where its name stands."""
    is_mapping: bool
    values: dict[str, Data] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    items: list[Data] = field(default_factory=list)
    spots: list[Place] = field(default_factory=list)
    waiting: str | None = None
    """The key whose value has not come yet."""
    waiting_at: tuple[int, int] = (1, 1)
    ignored: bool = False
    """Whether that value is dropped, because its key was refused."""


class _Builder:
    """Puts the data of one file together from the events of the parser."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.nodes = 0
        self.data: Data = None
        self.root = Place(1, 1, (1, 1))
        self.open: list[_Open] = []
        self.begun = False

    def report(self, code: str, at: tuple[int, int], what: str, expected: str) -> None:
        self.problems.append(Problem(code, "", what, expected, "", self.file, *at))
        if len(self.problems) >= MOST:
            raise _StoppedError

    def stop(self, code: str, at: tuple[int, int], what: str, expected: str) -> _StoppedError:
        self.problems.append(Problem(code, "", what, expected, "", self.file, *at))
        return _StoppedError()

    def parse(self, text: str) -> None:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            at = _position(error.problem_mark or error.context_mark)
            said = clean(" ".join(part for part in (error.context, error.problem) if part), 200)
            raise self.stop("yaml-syntax", at, f"this is not YAML: {said}", "check indentation, colons and quotation marks") from None
        except yaml.YAMLError as error:
            raise self.stop("yaml-syntax", (1, 1), f"this is not YAML: {clean(str(error), 200)}", "write plain text") from None
        if not self.begun:
            raise self.stop("yaml-empty", (1, 1), "the file is empty", "write fields and their values")

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            at = _position(event.start_mark)
            self.nodes += 1
            if self.nodes > MAX_NODES:
                raise self.stop("too-many-nodes", at, f"the file has more than {MAX_NODES:,} pieces of data", "split it")
            self.node(event, at)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.begin(event, _position(event.start_mark))

    def begin(self, event: yaml.DocumentStartEvent, at: tuple[int, int]) -> None:
        if self.begun:
            raise self.stop("yaml-documents", at, "a second document begins here", "keep one document a file, without --- in the middle")
        if event.version or event.tags:
            self.report("yaml-directive", at, "the file has a directive", "remove the line that begins with %")
        self.begun = True

    def node(self, event: yaml.NodeEvent, at: tuple[int, int]) -> None:
        top = self.open[-1] if self.open else None
        is_key = top is not None and top.is_mapping and top.waiting is None
        if event.anchor is not None:
            self.anchored(event, event.anchor, at)
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None:
            self.report(
                "yaml-tag",
                at,
                f"tag {clean(event.tag.replace(_CORE, '!!'), 60)} is not allowed",
                "remove it; quotation marks make anything text",
            )
        if is_key and top is not None:
            self.key(top, event, at)
        elif isinstance(event, yaml.ScalarEvent):
            self.put(self.scalar(event, at), at, None)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) >= MAX_DEPTH:
                raise self.stop("too-deep", at, f"more than {MAX_DEPTH} mappings and lists stand inside one another", "write it flatter")
            key = top.waiting_at if top is not None and top.is_mapping else at
            self.open.append(_Open(at, key, isinstance(event, yaml.MappingStartEvent)))
        else:
            self.put(None, at, None)

    def anchored(self, event: yaml.NodeEvent, name: str, at: tuple[int, int]) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.report("yaml-alias", at, f"alias *{clean(name, 40)} is not allowed", "write the data out")
        else:
            self.report("yaml-anchor", at, f"anchor &{clean(name, 40)} is not allowed", "write the data out where it is needed")

    def key(self, top: _Open, event: yaml.NodeEvent, at: tuple[int, int]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.stop("yaml-key", at, "a key is not text", "use a plain word")
        text = self.visible(event, at)
        top.waiting, top.waiting_at, top.ignored = text, at, True
        if not event.style and text == "<<":
            self.report("yaml-merge-key", at, "merge key << is not allowed", "write the data out")
        elif not event.style and not is_text(text):
            self.report("yaml-key", at, f"key {text[:40]} is not text", f'write "{text[:40]}" in quotation marks')
        elif text in top.values:
            self.report("duplicate-key", at, f"key {text[:60]!r} stands twice", f"keep one; the first is in line {top.places[text].key[0]}")
        else:
            top.ignored = False

    def scalar(self, event: yaml.ScalarEvent, at: tuple[int, int]) -> Data:
        try:
            return self.visible(event, at) if event.style else value_of(event.value)
        except LongNumberError as error:
            self.report("number-too-big", at, str(error), "write a smaller one, or quotation marks if it is text")
            return 0

    def visible(self, event: yaml.ScalarEvent, at: tuple[int, int]) -> str:
        """Return a text without what escapes may have brought in, and report that; only `"` allows escapes."""
        text: str = event.value
        found = forbidden_character(text) if event.style == '"' else None
        if not found:
            return text
        code, _, what, expected = hidden(found[1])
        self.report(code, at, what, expected)
        return clean(text, len(text))

    def close(self) -> None:
        done = self.open.pop()
        if done.is_mapping:
            self.put(done.values, done.at, done.places, done.key)
        else:
            self.put(tuple(done.items), done.at, tuple(done.spots), done.key)

    def put(
        self, value: Data, at: tuple[int, int], parts: Mapping[str, Place] | tuple[Place, ...] | None, key: tuple[int, int] | None = None
    ) -> None:
        if not self.open:
            self.data, self.root = value, Place(*at, at, parts)
            return
        top = self.open[-1]
        if not top.is_mapping:
            top.items.append(value)
            top.spots.append(Place(*at, at, parts, len(top.spots)))
        elif top.waiting is not None:
            if not top.ignored:
                top.values[top.waiting] = value
                top.places[top.waiting] = Place(*at, key or top.waiting_at, parts)
            top.waiting = None


class _Mark(Protocol):
    """Where the parser is; both of its implementations have this."""

    line: int
    column: int


def _position(mark: _Mark | None) -> tuple[int, int]:
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
