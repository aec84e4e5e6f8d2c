"""Whether every decision has at least two options that can lead well, and not only the reported one."""

from collections.abc import Mapping, Sequence

from sim.analysis.explore import Limits
from sim.analysis.survey import survey
from sim.analysis.viable import Sequels, viability
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small

PEACE = {"text": "Peace", "outcomes": ["settled", "patched"]}
TREATY = {"text": "A treaty", "outcomes": ["settled"]}


def told(*roads: str, reported: str | None = None, aims: Mapping[str, object] | None = None) -> Scenario:
    """Return a scenario in which the north's options `a`, `b`, … lead straight to outcomes of the classes given."""
    options = {name: small.option() for name in "abcd"[: len(roads)]}
    entry: dict[str, object] = {"options": options}
    if reported:
        entry["reported"] = reported
    branches = [small.branch(f"end-{road}", when={"chose": {"north": name}}) for name, road in zip(options, roads, strict=True)]
    ends = {f"end-{road}": small.outcome(road) for road in roads}
    written = small.scenario(
        {"begin": small.scene({"north": entry}, [*branches, small.branch(f"end-{roads[0]}")]), **ends}, roles=("north",)
    ).model_dump(by_alias=True)
    classes = {name: {"name": name, "about": "An end."} for name in ("settled", "patched", "broken")}
    role = {
        "name": "North",
        "about": "A side.",
        "adviser": "An adviser",
        "aims": {"peace": PEACE, "treaty": TREATY} if aims is None else aims,
    }
    return Scenario.model_validate(written | {"outcome_classes": classes, "roles": {"north": role}})


def findings(scenario: Scenario, limits: Limits | None = None) -> Sequence[tuple[str, str]]:
    """Return code and cause of everything that is found."""
    machine, sequels = ScenarioMachine(scenario), Sequels()
    surveys = survey(machine, spy=sequels.see, limits=limits)
    return [(problem.code, problem.what) for problem in viability(machine, surveys, sequels)]


def test_two_ways_to_a_good_outcome_are_enough() -> None:
    """Where two options reach what the aims admit, and the best of it not by the reported one alone, nothing is found."""
    assert [] == findings(told("settled", "settled", "broken", reported="a"))


def test_one_way_is_too_few() -> None:
    """Where one option alone can still lead to an outcome that an aim admits, that is found."""
    assert [("one-viable-option", "only 'b' can still lead to an outcome that the role's aims admit")] == findings(
        told("broken", "settled")
    )


def test_the_reported_option_is_not_the_only_road_to_the_best() -> None:
    """Where only what is reported leads to the outcome that most aims admit, that is found; where another option does alone, it is not."""
    what = "only what is reported, 'a', can still lead to the outcome that most aims of the role admit"

    assert [("only-road", what)] == findings(told("settled", "patched", reported="a"))
    assert [] == findings(told("settled", "patched", reported="b"))
    assert [] == findings(told("settled", "patched"))


def test_where_nothing_can_be_won_any_two_options_do() -> None:
    """A decision after which no aim can be met any more is one all the same; with a single option it is not."""
    assert [] == findings(told("broken", "broken"))
    assert ["one-viable-option"] == [code for code, _ in findings(told("broken"))]


def test_a_role_without_aims_needs_two_options() -> None:
    """Where the author says nothing of what is well, two options are enough and one is not."""
    assert [] == findings(told("settled", "broken", reported="a", aims={}))
    assert ["one-viable-option"] == [code for code, _ in findings(told("settled", aims={}))]


def test_aims_of_another_act_do_not_count() -> None:
    """An aim that holds in another act says nothing of this one."""
    scenario = told("settled", "broken", reported="a", aims={"treaty": TREATY | {"acts": ["two"]}})

    assert [] == findings(scenario)


def test_what_was_not_explored_whole_proves_nothing() -> None:
    """A survey that was cut short finds no road missing."""
    assert [] == findings(told("broken", "settled"), Limits(states=1))


def test_a_scene_that_no_play_reaches_is_passed_over() -> None:
    """Decisions that nobody comes to are another check's."""
    scenes = {
        "begin": small.scene({"north": {"options": {"go": small.option(), "stay": small.option()}}}, [small.branch("end")]),
        "lost": small.scene({"north": {"options": {"only": small.option()}}}, [small.branch("end")]),
        "end": small.outcome(),
    }

    assert [] == findings(small.scenario(scenes, roles=("north",)))


def test_chance_needs_no_way_out() -> None:
    """What falls by chance is nobody's decision; a loop on the way hides no ending."""
    scenes = {
        "begin": small.scene(
            {
                "chance": {"options": {"rain": small.option(None, weight=1)}},
                "north": {"options": {"go": small.option(), "stay": small.option()}},
            },
            [small.branch("begin", when={"chose": {"north": "stay"}}), small.branch("end")],
        ),
        "end": small.outcome(),
    }

    assert [] == findings(small.scenario(scenes, roles=("north",)))
