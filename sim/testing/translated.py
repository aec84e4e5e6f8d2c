"""How far the translations of a scenario are complete, and bringing one up to date with the scenario.

Rule 1: a translation never stops a scenario from being played; what is wrong with one is a finding, with its place in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.errors import Problem
from sim.evidence.translated import misfits, same, translatable
from sim.model.nearest import nearest
from sim.model.scenario import Scenario
from sim.model.translation import LanguageId, Translated, Translation
from sim.store.translations import languages, read_translation
from sim.store.wording import wording


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one translation is."""

    language: LanguageId
    name: str
    """The language by its own name."""
    done: int
    """Texts that are translated and up to date."""
    of: int
    """Texts that the scenario has."""
    problems: tuple[Problem, ...]
    """What is missing, out of date, left over, or wrong with the file."""


def progress(scenario: Scenario, folder: Path) -> tuple[Progress, ...]:
    """Return how far each translation in a scenario's folder is."""
    return tuple(_progress(scenario, folder, language) for language in languages(folder))


def _progress(scenario: Scenario, folder: Path, language: LanguageId) -> Progress:
    wanted = translatable(scenario)
    sidecar = read_translation(folder, language)
    if sidecar.translation is None:
        return Progress(language, language, 0, len(wanted), sidecar.problems)
    done = sum(
        entry.text is not None and entry.path in wanted and same(entry.of, wanted[entry.path]) for entry in sidecar.translation.texts
    )
    found = tuple(sidecar.at(problem) for problem in problems(scenario, sidecar.translation))
    done -= sum(problem.code == "translation-unfit" for problem in found)
    return Progress(language, sidecar.translation.language, done, len(wanted), found)


def problems(scenario: Scenario, translation: Translation) -> Iterator[Problem]:
    """Give everything that keeps a translation from being complete; places are paths in its file."""
    wanted = translatable(scenario)
    given = {entry.path: entry for entry in translation.texts}
    unfit = misfits(scenario, {path: entry.text for path, entry in given.items() if path in wanted and entry.text is not None})
    for path, text in wanted.items():
        entry = given.get(path)
        if entry is None:
            yield Problem("translation-missing", "texts", f"{path} is not there", "`sim translate` adds it")
        elif not same(entry.of, text):
            what = f"the scenario's text is another now: {' '.join(text.split())[:80]!r}"
            yield Problem("translation-outdated", f"texts.{path}", what, "`sim translate` brings `of` up to date")
        elif entry.text is None:
            yield Problem("translation-missing", f"texts.{path}", "there is no translation yet", "text: …")
        elif path in unfit:
            words = wording(unfit[path], None)
            yield Problem("translation-unfit", f"texts.{path}", f"the field cannot hold the translation: {words.what}", words.expected)
    for path in given:
        if path not in wanted:
            guess = nearest(path, wanted)
            yield Problem(
                "translation-unknown",
                f"texts.{path}",
                "the scenario has no text there",
                "" if guess else "`sim translate` removes it",
                guess,
            )


def renewed(scenario: Scenario, before: Translation) -> Translation:
    """Return a translation with every text of the scenario: what is the same is kept, what has changed is to be done again."""
    known = {entry.path: entry for entry in before.texts}
    texts = tuple(_entry(path, text, known.get(path)) for path, text in translatable(scenario).items())
    return before.model_copy(update={"texts": texts})


def _entry(path: str, text: str, known: Translated | None) -> Translated:
    if known is None:
        return Translated(path=path, of=text)
    if same(known.of, text):
        return known
    return Translated(path=path, of=text, before=known.text or known.before)
