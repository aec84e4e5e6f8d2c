"""What only data from elsewhere can hold, and how much is said; tests/bad has a scenario for every other problem."""

from sim.model import crossref
from sim.model.crossref import MOST, catalogue_problems
from sim.model.scenario import Scenario
from sim.model.source import Catalogue
from tests import small

GOOD = small.stand_off()


def _edited(**fields: object) -> Scenario:
    return Scenario.model_validate(GOOD.model_dump() | fields)


def test_a_sound_scenario_has_no_problem() -> None:
    """Where everything fits, nothing is reported."""
    assert () == crossref.problems(GOOD)


def test_ids_are_unique_also_in_data_that_is_no_yaml() -> None:
    """JSON keeps parts in lists, where an id can stand twice; that is reported with its place."""
    role = GOOD.roles[0].model_dump()

    found = crossref.problems(_edited(roles=[role, *(role.model_dump() for role in GOOD.roles)]))

    assert [("duplicate-id", f"roles.{GOOD.roles[0].id}")] == [(problem.code, problem.path) for problem in found]


def test_a_kind_has_one_price_also_in_data_that_is_no_yaml() -> None:
    """A kind that stands twice in the table of prices is reported."""
    price = {"kind": "talk", "effects": []}

    found = crossref.problems(_edited(prices={"shared": [], "kinds": [price, price]}))

    assert [("duplicate-id", "prices.kinds.talk")] == [(problem.code, problem.path) for problem in found]


def test_an_act_whose_scenes_are_in_another_act_too_is_reported() -> None:
    """Scene ids are unique in a whole scenario, and the second act is the one to mend."""
    act = GOOD.acts[0].model_dump()

    found = crossref.problems(_edited(acts=[act, act | {"id": "again"}]))

    assert {"duplicate-scene"} == {problem.code for problem in found}
    assert all(problem.path.startswith("acts.again.scenes.") for problem in found)


def test_reports_end_somewhere() -> None:
    """Of more problems than anybody reads only the first are reported, and it is said that there are more."""
    gloss = [{"id": f"g{number}", "term": "word", "text": "What it is."} for number in range(MOST + 10)]

    found = crossref.problems(_edited(glossary=gloss))

    assert MOST + 1 == len(found)
    assert found[-1].code == "too-many-problems"


def test_as_many_problems_as_are_reported_are_not_too_many() -> None:
    """Nothing is said of more where there is no more."""
    gloss = [{"id": f"g{number}", "term": "word", "text": "What it is."} for number in range(MOST + 1)]

    found = crossref.problems(_edited(glossary=gloss))

    assert {"duplicate-term"} == {problem.code for problem in found}
    assert MOST == len(found)


def test_background_takes_no_word_of_the_glossary() -> None:
    """A word leads to one place, be it an explained word or a page of background."""
    gloss = [{"id": "word", "term": "word", "text": "What it is."}]
    cites = GOOD.acts[0].scenes[0].model_dump()["cites"]
    behind = [{"id": "old", "heading": "Old days", "also": ["Word"], "text": "It was so.", "cites": cites}]

    found = crossref.problems(_edited(glossary=gloss, background=behind))

    assert [("duplicate-term", "background.old")] == [(problem.code, problem.path) for problem in found]


def test_a_gap_belongs_to_acts_that_are_there() -> None:
    """A gap that names an act of which the scenario has none is reported with its place."""
    gap = {"what": "Who.", "searched": "All.", "found": "Nothing.", "acts": (GOOD.acts[0].id, "nowhere")}

    found = crossref.problems(_edited(gaps=(gap,)))

    assert [("unknown-act", "gaps[0].acts[1]")] == [(problem.code, problem.path) for problem in found]


def test_the_nearest_name_is_suggested() -> None:
    """A slip of the finger is recognised."""
    found = crossref.problems(_edited(indicators=[{"id": "a", "name": "A", "about": "A.", "high": 1, "start": 0, "commitment": "nroth"}]))

    assert [("nroth" in problem.what, problem.suggestion) for problem in found if problem.code == "unknown-role"] == [(True, "north")]


def test_far_names_are_listed() -> None:
    """Where nothing is near, the message lists what there is."""
    found = crossref.problems(_edited(gaps=[], terms=[{"id": "t", "neutral": "N", "reason": "R", "usage": [{"role": "x", "text": "T"}]}]))

    assert ["there are: north, south"] == [problem.expected for problem in found]


def test_a_sound_catalogue_has_no_problem() -> None:
    """Where everything fits, nothing is reported."""
    assert () == catalogue_problems(small.corpus().catalogue)


def test_catalogues_keep_ids_apart() -> None:
    """A source that is described twice is reported."""
    catalogue = small.corpus().catalogue.model_dump()
    twice = Catalogue.model_validate(catalogue | {"sources": [*catalogue["sources"], *catalogue["sources"]]})

    assert ["duplicate-id"] == [problem.code for problem in catalogue_problems(twice)]
