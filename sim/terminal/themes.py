"""The looks of the full screen: what each class of words looks like in each theme.

Rule 1: a colour never says anything alone; words, signs or position say it too, and `mono` must be as usable as the others.
Rule 2: every pair of colours keeps a contrast of 4.5:1 or more, so a theme sets the ground as well as the words.
Rule 3: every colour is one of the 256 that terminals share, so that 8 bits show what 24 bits would.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prompt_toolkit.styles import BaseStyle, Style


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, as `#rrggbb`."""

    ground: str
    """Behind everything that names no other ground."""
    text: str
    soft: str
    """What may be passed over: credits, hints, rules."""
    accent: str
    """Headings and keys."""
    quote: str
    """The documents' own words."""
    private: str
    """What one role alone may read."""
    news: str
    good: str
    danger: str
    panel: str
    """Ground of the bars at the top and the bottom."""
    panel_text: str
    lit: str
    """Ground of what is focused or asked."""
    lit_text: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a class looks: names of a palette's colours, and attributes that work without any colour."""

    fore: str = "text"
    ground: str = "ground"
    marks: str = ""
    """Attributes in every theme: `bold`, `underline`, `reverse`, separated by spaces."""
    mono: str = ""
    """Attributes that stand in for the colours where there are none."""


PALETTES: Mapping[str, Palette] = {
    "dark": Palette(
        ground="#121212",
        text="#d7d7d7",
        soft="#9e9e9e",
        accent="#87d7ff",
        quote="#d7d7af",
        private="#d7afff",
        news="#ffd787",
        good="#87d787",
        danger="#ff8787",
        panel="#303030",
        panel_text="#eeeeee",
        lit="#005f87",
        lit_text="#ffffff",
    ),
    "light": Palette(
        ground="#eeeeee",
        text="#1c1c1c",
        soft="#585858",
        accent="#005f87",
        quote="#5f5f00",
        private="#5f00af",
        news="#870000",
        good="#005f00",
        danger="#af0000",
        panel="#d0d0d0",
        panel_text="#121212",
        lit="#005f87",
        lit_text="#ffffff",
    ),
    "muted": Palette(
        ground="#262626",
        text="#bcbcbc",
        soft="#9e9e9e",
        accent="#87afaf",
        quote="#afaf87",
        private="#afafd7",
        news="#d7af87",
        good="#87af87",
        danger="#d7afaf",
        panel="#3a3a3a",
        panel_text="#d0d0d0",
        lit="#4e4e4e",
        lit_text="#eeeeee",
    ),
    "contrast": Palette(
        ground="#000000",
        text="#ffffff",
        soft="#ffffff",
        accent="#ffff00",
        quote="#ffffff",
        private="#00ffff",
        news="#ffff00",
        good="#00ff00",
        danger="#ffff00",
        panel="#ffffff",
        panel_text="#000000",
        lit="#ffff00",
        lit_text="#000000",
    ),
}
"""The themes with colours; `mono` has none."""

LOOKS: Mapping[str, Look] = {
    "text": Look(),
    "strong": Look(marks="bold"),
    "soft": Look("soft"),
    "heading": Look("accent", marks="bold"),
    "subject": Look("text", marks="bold"),
    "rule": Look("soft"),
    "quote": Look("quote"),
    "credit": Look("soft"),
    "found": Look("lit_text", "lit", marks="bold underline", mono="bold underline"),
    "gloss": Look(marks="underline"),
    "basis": Look("soft"),
    "invented": Look("news", marks="bold"),
    "private": Look("private"),
    "private-heading": Look("private", marks="bold"),
    "news": Look("news", marks="bold"),
    "full": Look("accent"),
    "empty": Look("soft"),
    "moved": Look("news", marks="bold"),
    "good": Look("good"),
    "danger": Look("danger", marks="bold"),
    "number": Look("accent", marks="bold"),
    "focus": Look("lit_text", "lit", marks="bold", mono="reverse bold"),
    "edge": Look("accent", marks="bold"),
    "match": Look("accent", marks="bold underline"),
    "hint": Look("soft"),
    "bar": Look("panel_text", "panel", mono="reverse"),
    "bar-strong": Look("panel_text", "panel", marks="bold", mono="reverse bold"),
    "key": Look("panel_text", "panel", marks="bold", mono="reverse bold"),
    "ask": Look("lit_text", "lit", marks="bold", mono="bold"),
    "entry": Look("lit_text", "lit", mono="underline"),
    "status": Look("text"),
}
"""Every class that a span may name."""


def style_for(theme: str, *, colour: bool = True) -> BaseStyle:
    """Return a theme as prompt_toolkit wants it; without colour, and for an unknown name, `mono`."""
    palette = PALETTES.get(theme) if colour else None
    return Style.from_dict({"": _said(Look(), palette)} | {name: _said(look, palette) for name, look in LOOKS.items()})


def colours(look: Look, palette: Palette) -> tuple[str, str]:
    """Return the colour of the words and of the ground behind them."""
    named = {
        "ground": palette.ground,
        "text": palette.text,
        "soft": palette.soft,
        "accent": palette.accent,
        "quote": palette.quote,
        "private": palette.private,
        "news": palette.news,
        "good": palette.good,
        "danger": palette.danger,
        "panel": palette.panel,
        "panel_text": palette.panel_text,
        "lit": palette.lit,
        "lit_text": palette.lit_text,
    }
    return named[look.fore], named[look.ground]


def _said(look: Look, palette: Palette | None) -> str:
    if palette is None:
        return look.mono or look.marks
    fore, ground = colours(look, palette)
    return f"{fore} bg:{ground} {look.marks}".strip()
