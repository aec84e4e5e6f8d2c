"""Every theme can be read: its contrasts are computed, and nothing needs a colour to be told apart."""

import re
from pathlib import Path

import pytest
from prompt_toolkit.styles import Attrs

from sim.terminal import ending, handover, panels, reading, render, sheets
from sim.terminal.settings import THEMES
from sim.terminal.themes import LOOKS, PALETTES, Palette, colours, style_for

LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size."""


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    """Black on white is 21:1."""
    assert 21.0 == round(_contrast("#000000", "#ffffff"), 6)


@pytest.mark.parametrize("name", PALETTES)
def test_every_pair_of_colours_can_be_read(name: str) -> None:
    """Words stand against their ground at 4.5:1 or more in every class of a theme."""
    ratios = {look: _contrast(*colours(LOOKS[look], PALETTES[name])) for look in LOOKS}

    assert {} == {look: round(ratio, 2) for look, ratio in ratios.items() if ratio < LEAST}


def test_high_contrast_is_higher() -> None:
    """The theme of high contrast keeps 7:1 everywhere, which is the stricter criterion 1.4.6."""
    assert 7 <= min(_contrast(*colours(look, PALETTES["contrast"])) for look in LOOKS.values())


@pytest.mark.parametrize("name", PALETTES)
def test_every_colour_is_one_that_8_bits_can_show(name: str) -> None:
    """Colours are of the cube or the greys of 256 colours, so that contrasts are the same there."""
    cube = {0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF}
    greys = {8 + 10 * step for step in range(24)}
    palette = PALETTES[name]
    parts = {field: tuple(bytes.fromhex(getattr(palette, field)[1:])) for field in Palette.__dataclass_fields__}

    assert {} == {field: rgb for field, rgb in parts.items() if not (set(rgb) <= cube or (len(set(rgb)) == 1 and rgb[0] in greys))}


def _attrs(theme: str, look: str, *, colour: bool = True) -> Attrs:
    return style_for(theme, colour=colour).get_attrs_for_style_str(f"class:{look}")


@pytest.mark.parametrize("theme", THEMES)
def test_without_colour_no_theme_has_any(theme: str) -> None:
    """NO_COLOR leaves bold, underline and reverse."""
    assert {("", "")} == {(attrs.color, attrs.bgcolor) for attrs in (_attrs(theme, look, colour=False) for look in LOOKS)}


def test_mono_has_no_colour() -> None:
    """The theme `mono` is the same as any other without colour."""
    assert all(_attrs("mono", look) == _attrs("dark", look, colour=False) for look in LOOKS)


@pytest.mark.parametrize("look", ["focus", "heading", "found", "ask", "bar", "key", "match", "gloss", "invented"])
def test_without_colour_what_matters_still_differs_from_plain_text(look: str) -> None:
    """What is focused, asked, headed, found or invented is marked without any colour."""
    assert _attrs("mono", look) != _attrs("mono", "text")


def test_every_theme_of_the_settings_can_be_drawn() -> None:
    """The names that the settings know are those that have a palette, and `mono`."""
    assert {*THEMES} == {*PALETTES, "mono"}


def test_pages_name_only_classes_that_exist() -> None:
    """A style named where pages are made stands in the table of looks."""
    modules = (ending, handover, panels, reading, render, sheets)
    sources = [Path(module.__file__).read_text("utf-8") for module in modules]
    named = {name for source in sources for name in re.findall(r'Span\([^()]*?, "([a-z-]+)"[,)]', source)}

    assert set() == named - set(LOOKS)
