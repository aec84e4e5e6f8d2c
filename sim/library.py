"""Opening a scenario: read it, check it, find its quotations, compile it. The one door for every front end.

Rule 1: what leaves this module was checked as a whole; nobody else reads a scenario's files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from sim.engine.machine import ScenarioMachine
from sim.errors import InvalidLog, InvalidScenario, Problem
from sim.model.grounds import Grounds
from sim.model.ids import ScenarioId
from sim.model.scenario import Scenario
from sim.model.source import Corpus
from sim.store.kept import Edition, hash_of
from sim.store.remembered import recall, remember
from sim.store.shelf import Origin, Shelved, data_folder, find, look_up, shipped

__all__ = ["OpenScenario", "data_folder", "find", "from_data", "look_up", "open_edition", "open_scenario", "reopen", "shipped", "take"]


@dataclass(frozen=True)
class OpenScenario:
    """A scenario that was checked and compiled, with everything that a front end reads of it."""

    scenario: Scenario
    corpus: Corpus
    grounds: Grounds
    machine: ScenarioMachine
    folder: Path | None
    """Where it was read; None for the copy that a session keeps."""
    origin: Origin | Literal["copy"]
    """Where it was found; `copy`: kept with a session."""
    texts: tuple[str, str] | None = None
    """The scenario and its documents as JSON, where they are at hand already; None: they are written when they are needed."""

    @property
    def rules_hash(self) -> str:
        """Hash of what changes play."""
        return self.machine.rules_hash

    @property
    def whole_hash(self) -> str:
        """Hash of everything: texts and documents too."""
        return self.edition.whole_hash

    @cached_property
    def edition(self) -> Edition:
        """The scenario and its documents as they are kept with a session."""
        scenario, corpus = self.texts or (self.scenario.model_dump_json(), self.corpus.model_dump_json())
        return Edition(hash_of(scenario, corpus), self.rules_hash, self.scenario.title, scenario, corpus)


def open_scenario(name_or_path: str, cache: Path | None = None) -> OpenScenario:
    """Return a scenario, checked and compiled, by the name of a shipped one or by the path of its folder.

    Args:
        name_or_path: which scenario.
        cache: a folder where checked scenarios are remembered by their contents; absent: it is read and checked anew.

    Raises:
        Missing: there is no such scenario.
        InvalidScenario: with every problem of its files and quotations at once.

    """
    return take(look_up(name_or_path, cache))


def take(shelved: Shelved) -> OpenScenario:
    """Return a scenario, checked and compiled, that was found on the shelf; where its letters are remembered, without reading them anew.

    Raises:
        InvalidScenario: with every problem of its files and quotations at once.

    """
    folder, origin, cache, name = shelved.folder, shelved.origin, shelved.cache, shelved.contents
    known = recall(cache, name) if cache and name else None
    if known:
        return OpenScenario(
            known.scenario, known.grounds.corpus, known.grounds, ScenarioMachine(known.scenario), folder, origin, known.texts
        )
    scenario, grounds = _read(folder)
    if cache and name:
        remember(cache, name, scenario, grounds)
    return OpenScenario(scenario, grounds.corpus, grounds, ScenarioMachine(scenario), folder, origin)


def _read(folder: Path) -> tuple[Scenario, Grounds]:
    """Read and check a folder with its documents."""
    from sim.evidence.check import ground  # noqa: PLC0415 -- needed only where a scenario is not remembered; saves a tenth of the start
    from sim.store.scenarios import examine, in_order  # noqa: PLC0415 -- the same

    examined = examine(folder)
    problems: list[Problem] = list(examined.problems)
    corpus: Corpus | None = None
    if examined.scenario is not None:
        try:
            corpus = _documents(folder, examined.scenario)
        except InvalidScenario as error:
            problems += error.problems
    if examined.scenario is None or corpus is None:
        raise InvalidScenario(in_order(problems))
    grounds, missing = ground(examined.scenario, corpus)
    problems += examined.genuine(missing)
    if problems:
        raise InvalidScenario(in_order(problems))
    return examined.scenario, grounds


def _documents(folder: Path, scenario: Scenario) -> Corpus:
    from sim.store.files import called  # noqa: PLC0415 -- needed only where a scenario is not remembered
    from sim.store.seeds import read_corpus  # noqa: PLC0415 -- the same

    if scenario.documents == "own":
        return read_corpus(folder / "sources", f"{called(folder)}/sources")
    return read_corpus(data_folder() / "seeds")


def from_data(scenario: Scenario, corpus: Corpus) -> OpenScenario:
    """Return a scenario that is at hand as data, checked and compiled.

    Raises:
        InvalidScenario: with every problem that shows between its parts or in its quotations.

    """
    from sim.evidence.check import ground  # noqa: PLC0415 -- a remembered scenario was checked before
    from sim.model.crossref import problems as compare  # noqa: PLC0415 -- the same

    grounds, missing = ground(scenario, corpus)
    problems = (*compare(scenario), *missing)
    if problems:
        raise InvalidScenario(problems)
    return OpenScenario(scenario, corpus, grounds, ScenarioMachine(scenario), None, "copy")


def reopen(scenario_json: str, corpus_json: str) -> OpenScenario:
    """Return a scenario from the copy that a session keeps.

    Raises:
        InvalidLog: the copy is damaged, or was made by a version that this one cannot read.

    """
    try:
        return from_data(Scenario.model_validate_json(scenario_json), Corpus.model_validate_json(corpus_json))
    except (ValueError, InvalidScenario) as error:
        message = f"the copy of the scenario kept with this session cannot be read: {str(error).splitlines()[0]}"
        raise InvalidLog(message, "damaged-copy") from error


def open_edition(scenario: ScenarioId, whole_hash: str, copy: Callable[[], Edition], cache: Path | None = None) -> OpenScenario:
    """Return what something was played with: the scenario that came with the program where it is that, word for word, else a copy of it.

    Args:
        scenario: which scenario, by the name it gives itself.
        whole_hash: of the edition that was played.
        copy: returns the edition as it was kept; asked only where the scenario did not come with the program.
        cache: a folder where checked scenarios are remembered by their contents; absent: it is read and checked anew.

    Raises:
        InvalidLog: the copy is damaged, or was made by a version that this one cannot read.

    """
    if scenario in shipped():
        try:
            opened = open_scenario(scenario, cache)
        except InvalidScenario:  # its files were changed; what was played is kept
            pass
        else:
            if opened.whole_hash == whole_hash:
                return opened
    kept = copy()
    return reopen(kept.scenario, kept.corpus)
