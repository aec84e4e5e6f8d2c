"""Writing pages: one environment of templates, in which every word of a scenario or a person is text and never markup.

Rule 1: a template that misses a value fails at once; it never shows an empty place.
"""

from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.classroom.web.tongues import tongue
from sim.model.view import ShownPassage
from sim.report.typeset import can_typeset
from sim.report.wording import (
    DEFAULTED,
    EVEN,
    LATE,
    UNSETTLED,
    basis_sentence,
    changed,
    decided_instead,
    judgement,
    minutes,
    numbered,
    promised,
    sentence,
    tags,
    tied,
)

_PASSAGES = 2_000
"""Passages that are kept as they are written, of some two kilobytes each: all groups of a lesson read the same ones."""
_PARAGRAPHS = Markup("</p><p>")


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("sim.classroom.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a server's templates stay as they were installed; else each page would look for newer ones
    )
    made.filters["paragraphs"] = paragraphs
    made.filters["lang"] = lang
    made.filters["basis"] = basis_sentence
    made.filters["moment"] = moment
    made.filters["sentence"] = sentence
    made.globals["tags"] = tags
    made.globals["changed"] = changed
    made.globals["decided_instead"] = decided_instead
    made.globals["tied"] = tied
    made.globals["numbered"] = numbered
    made.globals["promised"] = promised
    made.globals["minutes"] = minutes
    made.globals["judgement"] = judgement
    made.globals["typesets"] = can_typeset()
    made.globals |= {"DEFAULTED": DEFAULTED, "EVEN": EVEN, "LATE": LATE, "UNSETTLED": UNSETTLED}
    made.filters["passage"] = lambda shown, part, name: _passage(_Same(shown), part, name)
    return made


class _Same:
    """A passage that is the same object, which is told faster than that two are equal: the engine has one of each."""

    __slots__ = ("shown",)

    def __init__(self, shown: ShownPassage) -> None:
        self.shown = shown

    def __hash__(self) -> int:
        return id(self.shown)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.shown is self.shown


@lru_cache(_PASSAGES)
def _passage(same: _Same, part: str, name: str) -> Markup:
    """Return a passage under a part, such as `this option`; `name` is its id in the page."""
    return Markup(page("passage.html", shown=same.shown, part=part, id=name))  # noqa: S704 -- the template has escaped it


def paragraphs(text: str) -> Markup:
    """Return a text as the inside of paragraphs: an empty line begins a new one."""
    return Markup("<p>{}</p>").format(_PARAGRAPHS.join(part.replace("\n", " ") for part in text.split("\n\n")))


def lang(text: str) -> Markup:
    """Return the attribute that says in which language a text is, where it is another than the page's."""
    found = tongue(text)
    return Markup(' lang="{}"').format(found) if found else Markup()


def moment(time: str) -> Markup:
    """Return a time of a log as people read it: in UTC, until the page's script shows it as the reader's own clock does."""
    return Markup('<time datetime="{}">{} UTC</time>').format(time, time[11:16])


def page(template: str, **values: object) -> str:
    """Return a page, or a part of one, as text."""
    return environment().get_template(template).render(values)


def block(template: str, name: str, **values: object) -> str:
    """Return one block of a template as text."""
    found = environment().get_template(template)
    return "".join(found.blocks[name](found.new_context(values)))


@cache
def static_file(name: str) -> bytes | None:
    """Return a file that pages load, or None where there is none of that name."""
    known = {entry.name: entry for entry in files("sim.classroom.web").joinpath("static").iterdir()}
    return known[name].read_bytes() if name in known else None
