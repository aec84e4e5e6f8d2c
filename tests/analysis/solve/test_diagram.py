"""Diagrams show scenes, branches and how often each is taken."""

from sim.analysis.solve.diagram import dot, mermaid
from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import POLICIES, profile
from sim.engine.machine import ScenarioMachine
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing


def test_a_mermaid_flowchart_has_every_scene_and_branch() -> None:
    """Scenes are named, outcomes are round and carry their probability, branches carry how often they are taken."""
    machine = ScenarioMachine(crossing())
    found = reached(machine)

    assert [
        "flowchart TD",
        '    s0["A place"]',
        '    s1["A place"]',
        '    s2(["A place (0.6250)"])',
        '    s3(["A place (0.3750)"])',
        "    s0 -->|0.12| s3",
        "    s0 -->|0.88| s1",
        "    s1 -->|0.29| s3",
        "    s1 -->|0.71| s2",
    ] == [*mermaid(machine, outlook(found, profile(found, {})))]


def test_a_branch_that_is_never_taken_is_dashed() -> None:
    """Under a policy that avoids a branch or a scene, its line is dashed."""
    machine = ScenarioMachine(crossing())
    found = reached(machine)
    shown = outlook(found, profile(found, {"north": POLICIES["cautious"], "south": POLICIES["cautious"]}))

    assert "    s0 -.->|0.00| s3" in [*mermaid(machine, shown)]
    assert '    "bank" -> "swept" [label="0.00", tooltip="letter: words of a letter", style=dashed];' in [*dot(machine, shown)]


def test_a_graph_shows_the_passages_of_a_branch() -> None:
    """Each branch carries the words it rests on, each scene its situation."""
    machine = ScenarioMachine(crossing())
    found = reached(machine)
    lines = [*dot(machine, outlook(found, profile(found, {})))]

    assert 'digraph "one" {' == lines[0]
    assert '    "over" [label="A place (0.6250)", tooltip="How it stands.", shape=oval];' in lines
    assert '    "ford" -> "over" [label="0.71", tooltip="letter: words of a letter"];' in lines
    assert "}" == lines[-1]


def test_a_scene_that_no_play_comes_to_has_only_dashed_branches() -> None:
    """Where a policy never leads, every branch is dashed."""
    machine = ScenarioMachine(crossing())
    found = reached(machine)
    always = profile(found, {})
    bank = found.scene("bank")
    always[bank.node.number][0][:] = [0, 1]
    always[bank.node.number][1][:] = [0, 1]

    assert "    s1 -.->|0.00| s2" in [*mermaid(machine, outlook(found, always))]
