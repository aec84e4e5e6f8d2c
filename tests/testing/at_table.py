"""What tests of the plugin share: a small scenario opened, a play file written and read, and both brought together."""

from pathlib import Path

from sim.library import OpenScenario, from_data
from sim.model.scenario import Scenario
from sim.testing.run import run
from sim.testing.script import Case, read_script
from sim.testing.table import Table
from tests import small


def opened(scenario: Scenario | None = None) -> OpenScenario:
    """Return a small scenario with the document it cites; `small.stand_off` unless another is given."""
    return from_data(scenario or small.stand_off(), small.corpus())


def written(folder: Path, text: str, name: str = "test.play.yaml") -> Path:
    """Write a play file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def cases(folder: Path, text: str) -> tuple[Case, ...]:
    """Return the plays of a file with this text, which has no problem."""
    script = read_script(written(folder, text), "test.play.yaml")
    assert () == script.problems
    return script.cases


def played(folder: Path, text: str, scenario: Scenario | None = None) -> Table:
    """Play the first play of a file with this text."""
    return run(cases(folder, text)[0], opened(scenario))


def two_acts() -> Scenario:
    """Return the stand-off with a second act after it, a campaign of both; a settlement carries little tension over."""
    first = small.stand_off().model_dump(by_alias=True)
    later = small.scenario(
        {
            "later": small.scene(
                {"north": {"options": {"keep": small.option("wait"), "leave": small.option("threat", effects={"tension": 2})}}},
                [small.branch("lost", when={"at_least": {"tension": 5}}), small.branch("kept")],
            ),
            "kept": small.outcome("settled"),
            "lost": small.outcome("broken"),
        }
    ).model_dump(by_alias=True)
    carry = {"into": "two", "outcomes": ["settled"], "effects": {"tension": "= 1"}, "text": "It is remembered."}
    acts = [*first["acts"], {**later["acts"][0], "id": "two"}]
    return Scenario.model_validate({**first, "acts": acts, "campaign": {"acts": ["one", "two"], "carry": [carry]}})


def claiming(scenario: Scenario | None = None, **claim: object) -> Scenario:
    """Return a scenario, the stand-off unless another is given, with one claim about every play, `calm`."""
    data = (scenario or small.stand_off()).model_dump(by_alias=True)
    return Scenario.model_validate({**data, "proofs": {"calm": {"text": "The bridge stays calm.", **claim}}})
