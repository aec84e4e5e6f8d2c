"""No quotation of a shipped scenario can be changed without anybody noticing."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.errors import InvalidScenario, Problem
from sim.evidence.check import ground, quotations
from sim.library import OpenScenario, data_folder, open_scenario
from sim.model.part import Part
from sim.model.paths import slots
from sim.model.reading import Quoted
from sim.model.scenario import Scenario
from sim.model.source import Citation
from sim.store.places import located
from sim.store.scenarios import examine

pytestmark = pytest.mark.whole

LETTERS = str.maketrans(
    {letter: "x" if letter != "x" else "y" for letter in "abcdefghijklmnopqrstuvwxyz"}
    | {letter: "X" if letter != "X" else "Y" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
)


@pytest.fixture(scope="module", params=["kosovo", "tutorial"])
def opened(request: pytest.FixtureRequest) -> OpenScenario:
    """A shipped scenario."""
    return open_scenario(request.param)


def _changed(quote: str, place: int) -> str:
    """Return a quotation with the letter nearest to a place changed."""
    spots = [index for index, letter in enumerate(quote) if letter.translate(LETTERS) != letter]
    spot = min(spots, key=lambda index: abs(index - place))
    return quote[:spot] + quote[spot].translate(LETTERS) + quote[spot + 1 :]


def _problems(opened: OpenScenario, quote: str, place: int) -> tuple[Problem, ...]:
    """Return what is wrong when one quotation, wherever it stands, has one letter changed."""
    _, problems = ground(_with(opened.scenario, {quote: _changed(quote, place)}), opened.corpus)
    return problems


def _with(scenario: Scenario, quotes: Mapping[str, str]) -> Scenario:
    """Return a scenario of nothing but quotations, some of them replaced."""
    kept = [
        Quoted(source=part.source, quote=quotes.get(part.quote, part.quote)) for _, part in quotations(scenario) if part.quote in quotes
    ]
    nothing = {slot.name: () for slot in slots(Scenario)} | {"prices": None, "campaign": None}
    corroboration = scenario.corroborations[0] if scenario.corroborations else None
    filled = {"what": corroboration.what if corroboration else "Words."}
    return scenario.model_copy(update=nothing | {"corroborations": (_Passages(passages=tuple(kept), **filled),)})


class _Passages(Part):
    """Quotations in a row."""

    what: str
    passages: tuple[Quoted, ...]


def test_one_changed_letter_in_any_quotation_is_found(opened: OpenScenario) -> None:
    """Each quotation in turn, its first, middle and last letter: the words are not found, and the nearest are those that were meant."""
    missed = []
    for quote in {part.quote for _, part in quotations(opened.scenario)}:
        for place in (0, len(quote) // 2, len(quote)):
            problems = _problems(opened, quote, place)
            if not problems or any(problem.code != "quote-not-found" or "in sentence" not in problem.expected for problem in problems):
                missed.append((quote, place))

    assert [] == missed


def test_every_part_cites(opened: OpenScenario) -> None:
    """Every scene, option, branch, inject and, with its scene, outcome rests on at least one citation that was found."""
    found = [part for _, part in quotations(opened.scenario) if isinstance(part, Citation)]
    parts = [
        part
        for act in opened.scenario.acts
        for scene in act.scenes
        for part in (scene, *scene.branches, *(option for entry in scene.decision for option in entry.options))
    ] + [inject for act in opened.scenario.acts for inject in act.injects]

    assert all(part.cites for part in parts)
    assert all(opened.grounds.of(citation).words for citation in found)


@pytest.mark.parametrize(
    ("name", "file"),
    [("kosovo", "acts/2022.yaml"), ("kosovo", "conflicts.yaml"), ("tutorial", "acts/ferry.yaml"), ("tutorial", "glossary.yaml")],
)
def test_one_changed_letter_in_a_file_stops_the_load(name: str, file: str, tmp_path: Path) -> None:
    """Through the whole door: the message has file, line and column of the quotation, and the nearest words."""
    folder = Path(shutil.copytree(data_folder() / "scenarios" / name, tmp_path / name))
    if name == "kosovo":
        shutil.copytree(data_folder() / "seeds", folder / "sources")
        main = folder / "scenario.yaml"
        main.write_text(main.read_text("utf-8").replace("documents: shipped", "documents: own"), "utf-8")
    opened = open_scenario(str(folder))
    text = (folder / file).read_text("utf-8")
    quote = next(part.quote for _, part in quotations(opened.scenario) if part.quote in text)
    (folder / file).write_text(text.replace(quote, _changed(quote, len(quote) // 2)), "utf-8")

    with pytest.raises(InvalidScenario) as caught:
        open_scenario(str(folder))

    lines = text.splitlines()
    assert {"quote-not-found"} == {problem.code for problem in caught.value.problems}
    for problem in caught.value.problems:
        assert f"{name}/{file}" == problem.file
        assert quote[:20] in lines[problem.line - 1][problem.column - 1 :]
        assert "the nearest there, in sentence" in problem.expected


def test_every_quotation_has_its_place(opened: OpenScenario) -> None:
    """A problem of any quotation is told with the file, line and column at which its words begin: a changed letter is found there."""
    assert opened.folder is not None
    place = examine(opened.folder).place
    elsewhere = []
    for path, part in quotations(opened.scenario):
        told = located(Problem("quote-not-found", f"{path}.quote", "", ""), place)
        lines = opened.folder.parent.joinpath(told.file).read_text("utf-8").splitlines()[told.line - 1 :]
        if not _letters(" ".join((lines[0][told.column - 1 :], *lines[1:12])).replace("\\n", " ")).startswith(_letters(part.quote)[:12]):
            elsewhere.append(str(told))

    assert [] == elsewhere


def _letters(text: str) -> str:
    """Return the letters and figures of a text alone, whatever quotes it."""
    return "".join(letter for letter in text if letter.isalnum())
