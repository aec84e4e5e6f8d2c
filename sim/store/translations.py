"""The translations of a scenario: `translations/LANGUAGE.yaml` in its folder, read as strictly as everything else and written for people.

Rule 1: whether a translation is complete is asked in `sim.evidence.translated`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import Problem
from sim.model.translation import LanguageId, Translated, Translation
from sim.store.documents import read_yaml
from sim.store.files import called, content_of, names_in
from sim.store.places import Place, located
from sim.store.shape import Shaped, shaped

FOLDER = "translations"
_ENDING = ".yaml"
_CODE = re.compile(r"[a-z]{2,3}(-[a-zA-Z0-9]{1,8})*\Z")
_PLAIN = re.compile(r"[a-z][A-Za-z0-9_.-]*\Z")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """One file of translations, as far as it could be read."""

    language: LanguageId
    translation: Translation | None
    """None where anything is wrong with the file."""
    problems: tuple[Problem, ...]
    place: Place

    def at(self, problem: Problem) -> Problem:
        """Return a problem with its place in the file."""
        path = problem.path.removeprefix("texts.")
        texts = self.place.parts.get("texts") if isinstance(self.place.parts, dict) else None
        entry = texts.parts.get(path) if texts is not None and isinstance(texts.parts, dict) else None
        if entry is None:
            return replace(located(replace(problem, path="texts"), self.place), path=problem.path)
        return replace(problem, file=self.place.file, line=entry.key[0], column=entry.key[1])


def languages(folder: Path) -> tuple[LanguageId, ...]:
    """Return the languages that a scenario's folder has translations into."""
    return tuple(name.removesuffix(_ENDING) for name in names_in(folder / FOLDER) if name.endswith(_ENDING))


def read_translation(folder: Path, language: LanguageId) -> Sidecar:
    """Return one translation of the scenario in a folder, with every problem of its file."""
    name = f"{FOLDER}/{language}{_ENDING}"
    shown = f"{called(folder)}/{name}"
    nowhere = Place(1, 1, (1, 1), None, 0, shown)
    content, wrong = content_of(folder, name)
    if content is None:
        return Sidecar(language, None, (wrong,) if wrong else (), nowhere)
    read = read_yaml(content, shown)
    if not read.whole:
        return Sidecar(language, None, read.problems, nowhere)
    found = shaped(Translation, read.data, read.place)
    problems = (*read.problems, *found.problems, *_misnamed(language, found))
    return Sidecar(language, None if problems else found.part, problems, found.place)


def of_another(language: LanguageId, name: str) -> bool:
    """Tell whether what a file calls its language is the code of another one than the file has in its name."""
    return name != language and _CODE.match(name) is not None


def _misnamed(language: LanguageId, found: Shaped[Translation]) -> tuple[Problem, ...]:
    if found.part is None or not of_another(language, found.part.language):
        return ()
    what = f"the file is named for {language!r}, and its language is {found.part.language!r}"
    remedy = f"write the name of the language, or {language!r}; or rename the file"
    return (located(Problem("file-name", "language", what, remedy), found.place, (Translation,)),)


def write_translation(folder: Path, language: LanguageId, translation: Translation) -> Path:
    """Write a translation, in the order of its texts, and return its file."""
    path = folder / FOLDER / f"{language}{_ENDING}"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_lines(translation)) + "\n", encoding="utf-8", newline="\n")
    return path


def _lines(translation: Translation) -> Iterator[str]:
    yield "# Each text of the scenario: `of` is the original, `text` the translation. Quotations stay in the language of their documents."
    yield f"language: {_quoted(translation.language)}"
    yield f"author: {_quoted(translation.author)}"
    yield "texts:" if translation.texts else "texts: {}"
    for entry in translation.texts:
        yield f"  {entry.path if _PLAIN.match(entry.path) else _quoted(entry.path)}:"
        yield from _entry(entry)


def _entry(entry: Translated) -> Iterator[str]:
    for field, text in (("of", entry.of), ("text", entry.text), ("before", entry.before)):
        if text is None:
            continue
        lines = text.strip().split("\n")
        if len(lines) == 1 or any(line != line.strip() for line in lines):
            yield f"    {field}: {_quoted(text.strip())}"
        else:
            yield f"    {field}: |-"
            yield from (f"      {line}".rstrip() for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
