"""Words that are explained: found in the narrator's texts and marked, so that a key or a click opens their explanation.

Rule 1: a document's own words are never marked.
"""

import re
from dataclasses import dataclass

from sim.model.guide import Guide, ShownGloss
from sim.terminal.blocks import Leaf
from sim.terminal.lines import Line, Span, paragraphs, wrap


@dataclass(frozen=True, slots=True)
class Glossed(Leaf):
    """A text of one paragraph or several in which explained words are marked at their first place."""

    text: str
    glossary: "Glossary"

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the paragraphs with an empty line between them."""
        lines: list[Line] = []
        known: set[str] = set()
        for paragraph in paragraphs(self.text):
            lines.extend((Line(),) if lines else ())
            lines.extend(wrap(self.glossary.marked(paragraph, known), width))
        return tuple(lines)


class Glossary:
    """The explained words of a scenario, ready to be found."""

    def __init__(self, guide: Guide) -> None:
        """Prepare the words of a guide; the longest form wins where one holds another."""
        self._of = {form.lower(): gloss for gloss in guide.glossary for form in (gloss.term, *gloss.also)}
        forms = "|".join(re.escape(form) for form in sorted(self._of, key=len, reverse=True))
        self._found = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE) if forms else None

    def prose(self, text: str) -> Glossed:
        """Return a text with its explained words marked."""
        return Glossed(text, self)

    def marked(self, paragraph: str, known: set[str]) -> tuple[Span, ...]:
        """Return a paragraph as spans; words in `known` are passed over, and those marked are added to it."""
        spans: list[Span] = []
        done = 0
        for match in self._found.finditer(paragraph) if self._found else ():
            gloss = self._of[match.group().lower()]
            if gloss.term in known:
                continue
            known.add(gloss.term)
            spans += [Span(paragraph[done : match.start()]), Span(match.group(), "gloss", f"term {gloss.term}")]
            done = match.end()
        return (*spans, Span(paragraph[done:]))

    def within(self, text: str) -> tuple[ShownGloss, ...]:
        """Return the explanations of the words that occur in a text, in the order in which they first occur."""
        matches = self._found.finditer(text) if self._found else ()
        return tuple({gloss.term: gloss for gloss in (self._of[match.group().lower()] for match in matches)}.values())
