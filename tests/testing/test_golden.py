"""A play is held against its golden trace, which is rewritten on request and shown in two columns where it differs."""

from pathlib import Path

import pytest

from sim.testing.golden import OtherTrace, check_trace, trace_path
from sim.testing.run import run
from sim.testing.trace import side_by_side, trace
from tests.testing.at_table import cases, opened, played

TEXT = "about: x\nsteps:\n  - choose: {north: $n, south: wait}\nwith: {n: [block, open]}\n"


def bless(folder: Path, text: str) -> None:
    """Write the traces of every play of a file."""
    for case in cases(folder, text):
        check_trace(case, run(case, opened()), bless=True)


def test_a_trace_tells_what_the_rules_made(tmp_path: Path) -> None:
    """A trace has each offer, branch and change in order; choices are told when they are opened, or where something comes between."""
    text = (
        "about: x\nbots: {south: cautious}\nsteps:\n  - choose: {north: block}\n  - draw: quiet\n  - release: letter\n  - expire: true\n"
        "  - rewind: 1\n"
    )

    assert [
        "act one, course whole, south by cautious",
        "turn 1 bridge",
        "  at tension 3",
        "  asks north: open, block",
        "  asks south: wait, march",
        "  opened north block, south wait",
        "  takes branches[2] of bridge",
        "  changes tension 3 to 5",
        "turn 2 night",
        "  asks south: call, guard",
        "  asks chance: quiet, shots",
        "  opened south call, chance quiet",
        "  takes branches[1] of night",
        "  changes tension 5 to 6, trust 0 to 1",
        "turn 3 bridge",
        "  asks north: open, block, attack",
        "  asks south: wait, march",
        "  south chooses wait (bot)",
        "  the facilitator releases letter",
        "  news letter",
        "  changes tension 6 to 5",
        "  the time runs out",
        "  opened north open, south wait",
        "  takes branches[1] of bridge",
        "  changes tension 5 to 2",
        "turn 4 talks",
        "  asks north: sign, leave",
        "  back to turn 3",
        "turn 5 bridge",
        "  at tension 6, trust 1",
        "  asks north: open, block, attack",
        "  asks south: wait, march",
        "  south chooses wait (bot)",
    ] == trace(played(tmp_path, text)).splitlines()


def test_a_trace_names_the_seed_and_the_end(tmp_path: Path) -> None:
    """A trace says from which seed was drawn, and in which class of outcomes the play ended."""
    text = "about: x\nseed: 9\nsteps:\n  - choose: {north: open, south: wait}\n  - choose: {north: sign}\n"
    lines = trace(played(tmp_path, text)).splitlines()

    assert ("act one, course whole, seed 9", "  ended settled") == (lines[0], lines[-1])


def test_a_play_without_a_trace_is_not_compared(tmp_path: Path) -> None:
    """A play that nobody blessed passes, and leaves no file."""
    case = cases(tmp_path, TEXT)[0]
    check_trace(case, run(case, opened()), bless=False)

    assert not trace_path(case.path).exists()


def test_a_blessed_play_passes(tmp_path: Path) -> None:
    """Right after `--bless` every play of a file goes as its trace has it."""
    bless(tmp_path, TEXT)

    for case in cases(tmp_path, TEXT):
        check_trace(case, run(case, opened()), bless=False)


def test_traces_of_one_file_stand_together(tmp_path: Path) -> None:
    """The plays of a file with parameters have one file of traces, each under its name, in the order of the plays."""
    bless(tmp_path, TEXT)

    assert ["# block", "# open"] == [line for line in trace_path(tmp_path / "test.play.yaml").read_text().splitlines() if line[0] == "#"]


def test_a_trace_of_a_play_that_is_gone_is_dropped(tmp_path: Path) -> None:
    """Blessing a file again leaves out traces of plays that it no longer has."""
    bless(tmp_path, TEXT)
    bless(tmp_path, TEXT.replace("[block, open]", "[open]"))

    assert ["# open"] == [line for line in trace_path(tmp_path / "test.play.yaml").read_text().splitlines() if line[0] == "#"]


def test_a_play_that_goes_another_way_is_shown_in_two_columns(tmp_path: Path) -> None:
    """A play that differs from its trace fails; the message has the kept lines on the left and the new ones on the right."""
    bless(tmp_path, TEXT)
    path = trace_path(tmp_path / "test.play.yaml")
    path.write_text(path.read_text().replace("tension 3 to 5", "tension 3 to 4"))
    case = cases(tmp_path, TEXT)[0]

    with pytest.raises(OtherTrace) as failure:
        check_trace(case, run(case, opened()), bless=False)

    assert "changes tension 3 to 4 | changes tension 3 to 5" in [" ".join(line.split()) for line in str(failure.value).splitlines()]


def test_a_new_play_of_a_blessed_file_needs_its_trace(tmp_path: Path) -> None:
    """Where a file has traces, a play of it without one fails."""
    bless(tmp_path, TEXT.replace("[block, open]", "[open]"))
    case = cases(tmp_path, TEXT)[0]

    with pytest.raises(OtherTrace, match="with --bless"):
        check_trace(case, run(case, opened()), bless=False)


def test_columns_show_only_what_differs_and_a_little_around() -> None:
    """Of two long texts only the lines that differ are shown, with two on either side."""
    kept = [f"line {number}" for number in range(20)]
    now = [*kept[:10], "other", *kept[11:]]

    assert [
        "    kept      now",
        "    …         …",
        "    line 8    line 8",
        "    line 9    line 9",
        "    line 10 | other",
        "    line 11   line 11",
        "    line 12   line 12",
    ] == side_by_side("\n".join(kept), "\n".join(now)).splitlines()


def test_long_lines_are_shown_where_they_differ() -> None:
    """Of long lines that begin alike the part is shown in which they differ."""
    same = ", ".join(f"indicator-{number} 0" for number in range(20))
    one, other = side_by_side(f"{same}, last 1", f"{same}, last 2").splitlines()[-1].split(" | ")

    assert (", last 1", ", last 2") == (one.strip()[-8:], other[-8:])


def test_long_lines_are_cut() -> None:
    """A line that is wider than its column ends in an ellipsis."""
    shown = side_by_side("a" * 100, "b" * 100).splitlines()[-1]

    assert f"    {'a' * 61}… | {'b' * 61}…" == shown
