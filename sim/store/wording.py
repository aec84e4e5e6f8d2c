"""What pydantic finds wrong with data, in the words of an author.

Rule 1: nothing that a file says is repeated at length, so that a message stays one line that fits a screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from sim.model.nearest import listed, nearest
from sim.model.part import Part
from sim.model.paths import written_as

_SHOWN = 60
"""Characters of a wrong text that are repeated, at most."""
_KINDS = {
    "string_type": "a text is expected",
    "int_type": "a whole number is expected",
    "bool_type": "true or false is expected",
    "tuple_type": "a list is expected",
    "model_type": "a mapping of fields is expected",
    "model_attributes_type": "a mapping of fields is expected",
}


_OUR_OWN = {"forbidden_character", "several_lines", "empty_condition", "one_claim"}
"""Findings of the model's own validators, which say it in our words."""


@dataclass(frozen=True, slots=True)
class Words:
    """One finding, as a problem says it."""

    code: str
    what: str
    expected: str = ""
    suggestion: str = ""


def short(text: str) -> str:
    """Return a text on one line, in quotation marks, cut short."""
    one_line = " ".join(text.split())
    return repr(one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…")


def wording(details: ErrorDetails, around: type[Part] | None) -> Words:
    """Return a finding in an author's words.

    Args:
        details: the finding.
        around: the kind of part in which the field stands; None where it stands in none.

    """
    kind = details["type"]
    name = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "missing":
        return Words("missing-field", f"missing field {name!r}")
    if kind == "extra_forbidden":
        return _unknown_field(name, around)
    if kind in _KINDS:
        return _wrong_kind(_KINDS[kind], details["input"], name)
    return _wrong_value(details)


def _unknown_field(name: str, around: type[Part] | None) -> Words:
    known = [written_as(field, info) for field, info in around.model_fields.items()] if around else []
    guess = nearest(name, known)
    return Words(
        "unknown-field", f"unknown field {short(name)}", "" if guess else f"the fields here are {listed(known, len(known))}", guess
    )


def _wrong_kind(expected: str, value: object, name: str) -> Words:
    if isinstance(value, bool | int | float) and "text" in expected:
        expected = "a text is expected; quotation marks make it one"
    if name == "amount":
        expected = 'a whole number is expected, such as +1 to add or "= 1" to set'
    return Words("wrong-type", _given(value), expected)


def _wrong_value(details: ErrorDetails) -> Words:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind in {"literal_error", "enum"}:
        return _not_one_of(value, str(context["expected"]))
    if kind == "string_pattern_mismatch":
        return _wrong_form(str(value), str(context["pattern"]))
    if kind.endswith(("too_short", "too_long")):
        return _wrong_length(kind, value, context)
    if kind in {"greater_than_equal", "less_than_equal"}:
        return Words(
            "out-of-range",
            _given(value),
            f"at least {context['ge']} is expected" if "ge" in context else f"at most {context['le']} is expected",
        )
    if kind in _OUR_OWN:
        return Words(kind.replace("_", "-"), details["msg"])
    return Words("invalid-value", f"{_given(value)}: {details['msg']}")


def _given(value: object) -> str:
    if value is None:
        return "nothing is given"
    if isinstance(value, bool):
        return f"{str(value).lower()} is given"
    if isinstance(value, int | float):
        return f"the number {value} is given"
    if isinstance(value, str):
        return f"the text {short(value)} is given"
    return "a mapping is given" if isinstance(value, Mapping) else "a list is given"


def _not_one_of(value: object, allowed: str) -> Words:
    """Say what is allowed; pydantic lists it as `'a', 'b' or 'c'`."""
    words = allowed.replace(" or ", ", ").replace("'", "").split(", ")
    guess = nearest(value, words) if isinstance(value, str) else ""
    return Words(
        "not-one-of", _given(value), f"one of these is expected: {', '.join(words)}" if len(words) > 1 else f"{allowed} is expected", guess
    )


def _wrong_form(value: str, pattern: str) -> Words:
    if "a-f" in pattern:
        return Words("bad-hash", f"{short(value)} is no hash", "64 digits and letters from a to f are expected, as sha256sum prints them")
    first = "a small letter or digit" if pattern.startswith("^[a-z0-9]") else "a small letter"
    return Words(
        "bad-id", f"{short(value)} is no id", f"an id begins with {first}; small letters, digits, - and _ may follow, 64 characters in all"
    )


def _wrong_length(kind: str, value: object, context: Mapping[str, object]) -> Words:
    noun = "characters" if kind.startswith("string") else "entries"
    length = len(value) if isinstance(value, str | tuple | Mapping) else 0
    if kind.endswith("short"):
        return Words("too-short", f"{length} {noun}" if length else "empty", f"at least {context['min_length']} are expected")
    return Words("too-long", f"{length:,} {noun}", f"at most {context['max_length']} are expected")
