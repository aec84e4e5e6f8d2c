"""Scenario folders spoilt at random, the same way for the same seed.

A folder begins as one that is good; then pieces of its files are cut out, doubled, swapped, or replaced with what has broken readers of
YAML before.
"""

import json
import random
from collections.abc import Mapping
from pathlib import Path

from sim.store.documents import read_yaml
from sim.store.scalars import Data

Files = Mapping[str, bytes]
"""The bytes of each file of a folder, by path."""

_BITS = (
    b"[", b"]", b"{", b"}", b": ", b"- ", b"? ", b"& ", b"*a", b"!!str ", b"!", b"|", b">", b"%", b"@", b"`", b'"', b"'", b"#", b"\\",
    b"---\n", b"...\n", b"<<: ", b"\t", b"\r", b"\0", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"null",
    b"true", b"0x10", b"1e999", b".nan", b"-", b"9" * 30, b"\\ud800", b'"\\u202e"', b"\n  ", b"= 1", b'"= --1"', b'"= \xc2\xb2"', b"~",
    b"id: ", b"when: ", b"{}", b"[]", b"chance", b"whole", b"x" * 70, b"a.b", b"[0]", b"'", b"\xc3\xa9",
)  # fmt: skip
"""What a reader of YAML, of text or of scenarios may trip over."""


def files_of(folder: Path) -> Files:
    """Return every file of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def spoilt(files: Files, seed: int) -> Files:
    """Return the files with one to six changes, most often all in one file."""
    draw = random.Random(seed)
    changed = dict(files)
    name = draw.choice([*files])
    for _ in range(draw.randint(1, 6)):
        if draw.random() < 0.1:
            name = draw.choice([*files])
        changed[name] = _change(draw, changed[name])
    if draw.random() < 0.03:
        del changed[name]
    return changed


def _change(draw: random.Random, data: bytes) -> bytes:
    if draw.random() < 0.5:
        return _change_of_lines(draw, data)
    start = draw.randint(0, len(data))
    end = min(len(data), start + draw.choice((0, 0, 1, 1, 2, 8, 40)))
    put = draw.choice((b"", data[end : end + 5], draw.choice(_BITS), bytes([draw.randrange(256)])))
    return data[:start] + put + data[end:]


def _change_of_lines(draw: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    here, there = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(6):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            lines[here] = b" " * draw.randrange(6) + lines[here]
        case 4:
            lines[here] = lines[here].removeprefix(b"  ")
        case _:
            key, colon, _ = lines[here].partition(b":")
            lines[here] = key + colon + b" " + draw.choice(_BITS)
    return b"\n".join(lines)


def bent(files: Files, seed: int) -> Files:
    """Return the files with their data, not their text, changed at random: fields moved, renamed, doubled, lost or of another kind."""
    draw = random.Random(seed)
    changed = dict(files)
    name = draw.choice([name for name in files if name.endswith(".yaml")])
    data = read_yaml(files[name], name).data
    for _ in range(draw.randint(1, 3)):
        data = _bend(draw, data, draw.randint(1, 12))
    changed[name] = json.dumps(_listed(data), ensure_ascii=False, indent=1).encode()
    return changed


def _bend(draw: random.Random, data: Data, depth: int) -> Data:
    """Go down into data, as deep as given or as it goes, and change something there."""
    if depth and isinstance(data, Mapping) and data:
        key = draw.choice([*data])
        return {**data, key: _bend(draw, data[key], depth - 1)}
    if depth and isinstance(data, tuple) and data:
        index = draw.randrange(len(data))
        return (*data[:index], _bend(draw, data[index], depth - 1), *data[index + 1 :])
    return _other(draw, data)


def _other(draw: random.Random, data: Data) -> Data:
    if isinstance(data, Mapping) and data and draw.random() < 0.7:
        key = draw.choice([*data])
        rest = {name: value for name, value in data.items() if name != key}
        return draw.choice(
            (rest, {**rest, f"{key}x": data[key]}, {**data, draw.choice(_NAMES): data[key]}, tuple(data.values()), data[key])
        )
    if isinstance(data, tuple) and data and draw.random() < 0.7:
        return draw.choice((data[1:], data[:-1], data + data, data[::-1], data[0], {"a": data[0]}))
    if isinstance(data, str) and draw.random() < 0.7:
        return draw.choice((data[1:], data[:-1], f"{data}x", data.upper(), data.replace("-", "_"), "", data * 3))
    return draw.choice(_VALUES)


def _listed(data: Data) -> object:
    """Return data with lists for tuples, as JSON has them."""
    if isinstance(data, Mapping):
        return {key: _listed(value) for key, value in data.items()}
    return [_listed(value) for value in data] if isinstance(data, tuple) else data


_NAMES = ("id", "role", "when", "not", "class", "schema", "chance", "whole", "effects", "a b", "A", "", "\n", "a.b", "[0]", "é")
"""Keys that mean something somewhere, and keys that cannot be ids."""
_VALUES: tuple[Data, ...] = (
    *(None, True, False, 0, -1, 1, 2, 5, 10**9, 10**17, 1.5),
    *("", "a", "chance", "upper", "lower", "dry", "wet", "= 1", "= -2", "=", "= " + "9" * 5000, "= 1_0", "= --1", "=\u00b2"),
    *("x" * 501, "x" * 20_001, "\n", "a\nb", " ", "\u00e9"),
    *((), ({},), ("upper", "lower"), (("upper",),)),
    *({}, {"a": 1}, {"chose": {"upper": "promise"}}, {"at_least": {"depth": 1}}, {"all": ()}, {"not": {"at_most": {"anger": 1}}}),
    *({"anger": 1}, {"upper": "text"}),
)
"""Values of every kind, right in one place and wrong in most."""
