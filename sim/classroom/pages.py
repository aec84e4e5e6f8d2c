"""Writing pages: one environment of templates, in which every word of a scenario or a person is text and never markup.

Rule 1: a template that misses a value fails at once; it never shows an empty place.
"""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_PARAGRAPHS = Markup("</p><p>")


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("sim.classroom", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["paragraphs"] = paragraphs
    return made


def paragraphs(text: str) -> Markup:
    """Return a text as the inside of paragraphs: an empty line begins a new one."""
    return Markup("<p>{}</p>").format(_PARAGRAPHS.join(part.replace("\n", " ") for part in text.split("\n\n")))


def page(template: str, **values: object) -> str:
    """Return a page, or a part of one, as text."""
    return environment().get_template(template).render(values)


@cache
def static_file(name: str) -> bytes | None:
    """Return a file that pages load, or None where there is none of that name."""
    known = {entry.name: entry for entry in files("sim.classroom").joinpath("static").iterdir()}
    return known[name].read_bytes() if name in known else None
