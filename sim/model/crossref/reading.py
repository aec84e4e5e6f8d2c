"""What helps people to read the documents: glossary, names in dispute, notes from outside, gaps; and who is heard how much."""

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.crossref.scope import Scope, unknown


def reading_problems(scope: Scope) -> Iterator[Problem]:
    """Report what does not fit among the parts that help to read."""
    yield from _glossary(scope)
    yield from _gaps(scope)
    yield from _spoken_for(scope)
    for note in scope.scenario.notes:
        if note.act not in scope.acts:
            yield unknown("act", f"notes.{note.id}.act", note.act, scope.acts)
        for index, reference in enumerate(note.references):
            for place, number in enumerate(reference.supports):
                if not 1 <= number <= len(note.sentences):
                    path = f"notes.{note.id}.references[{index}].supports[{place}]"
                    yield Problem(
                        "unknown-sentence", path, f"the note has no sentence {number}", f"name one from 1 to {len(note.sentences)}"
                    )


def _spoken_for(scope: Scope) -> Iterator[Problem]:
    for term in scope.scenario.terms:
        for field, usages in (("usage", term.usage), ("also", term.also)):
            for usage in usages:
                if usage.role not in scope.roles:
                    yield unknown("role", f"terms.{term.id}.{field}.{usage.role}", usage.role, scope.roles)
    for excepted in scope.scenario.balance.uneven if scope.scenario.balance else ():
        if excepted.role not in scope.roles:
            yield unknown("role", f"balance.uneven.{excepted.role}", excepted.role, scope.roles)


def _gaps(scope: Scope) -> Iterator[Problem]:
    for index, gap in enumerate(scope.scenario.gaps):
        for place, act in enumerate(gap.acts):
            if act not in scope.acts:
                yield unknown("act", f"gaps[{index}].acts[{place}]", act, scope.acts)


def _glossary(scope: Scope) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    words = [(f"glossary.{gloss.id}", gloss.id, (gloss.term, *gloss.also)) for gloss in scope.scenario.glossary]
    words += [(f"background.{page.id}", page.id, (page.heading, *page.also)) for page in scope.scenario.background]
    for path, name, forms in words:
        for form in dict.fromkeys(form.casefold() for form in forms):
            if form in seen:
                what = f"{form!r} is already explained by {seen[form]!r}"
                yield Problem("duplicate-term", path, what, "explain each form of a word once")
            seen.setdefault(form, name)
