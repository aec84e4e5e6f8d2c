"""Coverage figures equal counts made by hand, on three small scenarios."""

from sim.model.scenario import Scenario
from sim.testing.coverage import Coverage, Row, rows
from sim.testing.table import Table
from sim.testing.touched import Kind
from tests import small
from tests.testing.at_table import opened


def counted(*tables: Table) -> dict[str, tuple[int, int]]:
    """Return covered and total of every line of the report on some plays of one scenario."""
    return {f"{row.kind} {row.role or ''}".strip(): (row.covered, row.total) for row in reported(*tables)}


def reported(*tables: Table) -> tuple[Row, ...]:
    """Return the report on some plays of one scenario."""
    coverage = Coverage()
    for table in tables:
        coverage.add(table)
    return rows(tables[0].opened, coverage.touched[str(tables[0].opened.folder)])


def missing(kind: Kind, *tables: Table) -> tuple[str, ...]:
    """Return the paths of one kind that some plays of one scenario leave out."""
    return next(row.missing for row in reported(*tables) if row.kind == kind and row.role is None)


def gate() -> Scenario:
    """Return one role, one scene, two options of which the second opens with tension, two outcomes."""
    return small.scenario(
        {
            "gate": small.scene(
                {"north": {"options": {"wait": small.option(), "push": small.option("force", when={"at_least": {"tension": 1}})}}},
                [small.branch("over", when={"chose": {"north": "push"}}), small.branch("still")],
            ),
            "over": small.outcome("broken"),
            "still": small.outcome("settled"),
        },
        roles=("north",),
    )


def test_the_gate_is_counted_by_hand() -> None:
    """One play that waits at the gate covers what a person counts: two scenes of three, one option of two, one branch of two."""
    assert {
        "scenes": (2, 3),
        "options": (1, 2),
        "options north": (1, 2),
        "branches": (1, 2),
        "conditions": (2, 4),  # `push` was not open, and branch 0 did not agree: each false, and never true
        "joint": (0, 0),
        "injects": (0, 0),
        "outcomes": (1, 2),
        "citations": (1, 1),  # every part cites the same words on the same basis
        "citations public": (1, 1),
        "citations north": (1, 1),
    } == counted(Table(opened(gate())).choose(north="wait"))


def test_the_gate_names_what_is_missing() -> None:
    """What a play leaves out is named by its path."""
    table = Table(opened(gate())).choose(north="wait")

    assert ("acts.one.scenes.over",) == missing("scenes", table)
    assert ("acts.one.scenes.gate.decision.north.options.push",) == missing("options", table)
    assert ("acts.one.scenes.gate.branches[0]",) == missing("branches", table)
    assert (
        "acts.one.scenes.gate.decision.north.options.push.when true",
        "acts.one.scenes.gate.branches[0].when true",
    ) == missing("conditions", table)


def ford() -> Scenario:
    """Return two roles and chance, who decide together in 2 x 2 x 2 ways; news that comes at tension 2, and a letter."""
    return small.scenario(
        {
            "ford": small.scene(
                {
                    "north": {"options": {"stay": small.option("wait"), "cross": small.option("pressure", effects={"tension": 1})}},
                    "south": {"options": {"stay": small.option("wait"), "cross": small.option("pressure", effects={"tension": 1})}},
                    "chance": {"options": {"low": small.option(None, weight=1), "high": small.option(None, weight=1)}},
                },
                [small.branch("ford", when={"chose": {"chance": "high"}}), small.branch("end")],
            ),
            "end": small.outcome(),
        },
        injects={"horns": small.inject(when={"at_least": {"tension": 2}}), "letter": small.inject()},
    )


def test_the_ford_is_counted_by_hand() -> None:
    """Two turns of one play cover two of eight joint choices, both branches, the news and its condition both ways."""
    table = Table(opened(ford())).choose(north="cross", south="cross").draw("high").choose(north="stay", south="cross").draw("low")

    assert {
        "scenes": (2, 2),
        "options": (5, 6),  # all but south's `stay`
        "options north": (2, 2),
        "options south": (1, 2),
        "options chance": (2, 2),
        "branches": (2, 2),
        "conditions": (3, 4),  # branch 0 both ways; `horns` true after the first turn, and news comes once
        "joint": (2, 8),
        "injects": (1, 2),
        "outcomes": (1, 1),
        "citations": (1, 1),
        "citations public": (1, 1),
        "citations north": (1, 1),
        "citations south": (1, 1),
    } == counted(table)


def test_two_plays_of_the_ford_are_counted_together() -> None:
    """What either of two plays touches is covered, once."""
    one = Table(opened(ford())).choose(north="cross", south="cross").draw("high")
    other = Table(one.opened).release("letter").choose(north="stay", south="stay").draw("high")
    found = counted(one, other)

    assert {"options": (5, 6), "joint": (2, 8), "injects": (2, 2), "conditions": (3, 4)} == {  # branch 0 agreed twice
        kind: found[kind] for kind in ("options", "joint", "injects", "conditions")
    }


def mail() -> Scenario:
    """Return two roles of which only the south reads the news, with a passage of its own, and a decision that cites on another basis."""
    said = [{"source": "letter", "quote": "words of a letter", "basis": "reported"}]
    shown = [{"source": "letter", "quote": "These are words", "basis": "inferred"}]
    return small.scenario(
        {
            "hall": small.scene(
                {"north": {"options": {"speak": small.option(cites=said), "leave": small.option("threat")}}}, [small.branch("end")]
            ),
            "end": small.outcome(),
        },
        injects={"whisper": small.inject(roles=["south"], cites=shown)},
    )


def test_citations_are_counted_for_each_who_sees_them() -> None:
    """Of three citations everybody sees the scene's; only the north its option's, before it is opened; only the south its news'."""
    table = Table(opened(mail())).release("whisper")
    found = counted(table)

    assert {"citations": (3, 3), "citations public": (1, 3), "citations north": (2, 3), "citations south": (2, 3)} == {
        kind: pair for kind, pair in found.items() if kind.startswith("citations")
    }


def test_what_a_choice_rests_on_is_seen_by_all_when_it_is_opened() -> None:
    """After the turn, everybody has seen the citation of the option that was chosen."""
    assert (2, 3) == counted(Table(opened(mail())).choose(north="speak"))["citations public"]


def test_what_another_process_noted_is_added() -> None:
    """What one process notes can be sent as plain data and added in another, with the same report."""
    table = Table(opened(ford())).choose(north="cross", south="cross").draw("high")
    here, there = Coverage(), Coverage()
    there.add(table)
    here.merge(there.sent())

    assert rows(table.opened, there.touched["None"]) == rows(table.opened, here.touched["None"])


def test_nothing_to_cover_is_all_covered() -> None:
    """A kind of which the scenario has nothing counts as covered."""
    assert 100.0 == next(row.percent for row in reported(Table(opened(gate()))) if row.kind == "injects")
