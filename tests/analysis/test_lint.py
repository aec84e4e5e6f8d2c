"""Findings are told with place, cause and remedy, and lint says what it could not look for."""

from pathlib import Path

from sim.analysis.explore import Leg, Limits
from sim.analysis.lint import CODES, Finding, lint
from sim.analysis.survey import survey
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.draft import Draft, at_least, chose
from tests.analysis.test_planted_faults import BRIDGE, FERRY

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "lint.md"


def found(scenario: Scenario, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return what lint finds."""
    machine = ScenarioMachine(scenario)
    return lint(machine, survey(machine, limits=limits))


def codes(scenario: Scenario, limits: Limits | None = None) -> set[str]:
    """Return the codes of what lint finds."""
    return {finding.code for finding in found(scenario, limits)}


def test_a_finding_is_one_line() -> None:
    """A finding says place, cause, remedy and code on one line, and where it is explained."""
    finding = next(finding for finding in found(small.stand_off()) if finding.code == "indicator-never-read")

    assert (
        "indicators.rumours: no condition reads 'rumours', so it has no consequence; a condition that reads it, or no such indicator "
        "(indicator-never-read)"
    ) == str(finding)
    assert "docs/reference/lint.md#indicator-never-read" == finding.page


def test_warnings_come_first() -> None:
    """Notes stand after all warnings."""
    draft = Draft(small.stand_off())
    draft.option("bridge", "north", "attack").update(when={"at_least": {"tension": 0}})
    levels = [finding.level for finding in found(draft.scenario())]

    assert ["warning", "note"] == [*dict.fromkeys(levels)]


def test_what_was_not_visited_is_not_judged() -> None:
    """Where a survey was cut short lint says so, and reports nothing as never played except scenes to which nothing leads."""
    draft = Draft(small.stand_off())
    draft.without(draft.act, "injects", "summit")
    draft.without(draft.act, "injects", "envoy")
    draft.branch("bridge", 1)["to"] = "night"
    found_codes = codes(draft.scenario(), Limits(states=2))

    assert {"not-exhaustive", "unreachable-scene"} == found_codes & {
        "not-exhaustive",
        "unreachable-scene",
        "shadowed-branch",
        "option-never-offered",
        "inject-never-comes",
        "no-way-out",
    }


def test_what_a_facilitator_may_bring_is_not_called_unreachable() -> None:
    """Scenes that only an inject of the facilitator leads to are not reported, nor what follows them."""
    draft = Draft(small.stand_off())
    draft.without(draft.act, "injects", "summit")
    draft.branch("bridge", 1)["to"] = "night"

    assert not {"unreachable-scene", "shadowed-branch"} & codes(draft.scenario())


def test_a_prize_is_no_price() -> None:
    """An indicator that only a claim reads has no consequence in play."""
    draft = Draft(small.stand_off())
    draft.data["proofs"] = [{"id": "quiet", "text": "It stays quiet.", "always": {"at_most": {"rumours": 3}}}]

    assert "indicator-never-read" in codes(draft.scenario())


def test_joint_choices_that_are_not_offered_together_are_shown_by_their_scene() -> None:
    """Where an overlap concerns an option that is open only later, the play that shows it goes there; where it never is, to an end."""
    draft = Draft(small.stand_off())
    draft.branch("bridge", 1)["when"] = chose(south="march")
    later = next(finding for finding in found(draft.scenario()) if finding.code == "overlapping-branches")
    draft.option("bridge", "north", "attack")["when"] = {"all": [at_least(tension=5), {"at_most": {"tension": 4}}]}
    never = next(finding for finding in found(draft.scenario()) if finding.code == "overlapping-branches")

    assert Leg("bridge", (("north", "attack"), ("south", "march"))) == (later.route and later.route.legs[-1])
    assert "attack" not in str(never.route)


def test_a_class_of_an_outcome_that_nothing_leads_to_has_no_play() -> None:
    """A class without a play whose outcome cannot be reached is shown by the shortest play to another end."""
    draft = Draft(small.stand_off())
    draft.branch("talks", 0)["to"] = "clash"
    machine = ScenarioMachine(draft.scenario())
    finding = next(finding for finding in lint(machine, survey(machine), played={"broken"}) if finding.code == "class-without-play")

    assert "outcome_classes.settled" == finding.path
    assert finding.route is not None


def test_conditions_on_indicators_may_agree_with_any_choice() -> None:
    """A branch that reads a choice and, under a `not`, an indicator may speak of a joint choice; one that reads another choice does not."""
    draft = Draft(small.stand_off())
    draft.scene("bridge")["branches"] = [
        {**draft.branch("bridge", 0), "when": {"chose": {"north": "open"}, "not": at_least(tension=4)}},
        {**draft.branch("bridge", 0), "when": {"any": [chose(north="block"), {"all": [chose(north="attack"), chose(south="wait")]}]}},
        {**draft.branch("bridge", 0), "when": {"not": {"any": [chose(north="open"), chose(north="attack"), chose(north="block")]}}},
        draft.branch("bridge", 2),
    ]
    finding = next(finding for finding in found(draft.scenario()) if finding.code == "unnamed-joint-choices")

    assert finding.what.startswith("1 of 6 joint choices come to the last branch alone, such as north attack + south march")


def test_every_code_is_listed_and_explained() -> None:
    """Every code that the planted faults give is in the list of codes, and each code of the list has a section in the reference."""
    text = REFERENCE.read_text("utf-8")

    assert {code for _, code, _ in (*BRIDGE.values(), *FERRY.values())} <= set(CODES)
    assert [] == [code for code in CODES if f"\n## {code}\n" not in text]


def test_news_that_only_a_facilitator_brings_is_noted() -> None:
    """Who plays alone would never see it, so news with neither `when` nor `scenes` nor `cue` is named; a cue is enough."""
    draft = Draft(small.stand_off())
    before = [finding for finding in found(draft.scenario()) if finding.code == "inject-waits"]
    draft.inject("letter")["cue"] = ["bridge"]
    after = [finding for finding in found(draft.scenario()) if finding.code == "inject-waits"]

    assert [("note", "acts.one.injects.letter"), ("note", "acts.one.injects.envoy")] == [(one.level, one.path) for one in before]
    assert ["acts.one.injects.envoy"] == [one.path for one in after]
