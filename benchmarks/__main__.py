"""Run the benchmarks and print their tables; the exit status is 1 if something is beyond its limit.

Run it from the top of a checkout in which the extras `dev` and `bench` are installed: `python -m benchmarks`, or only some of it:
`python -m benchmarks drawn --quick`. What the JavaScript peers need is installed by npm into a folder that is thrown away.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import classroom, debriefed, drawn, engine_step, exact, games, sharing, startup
from benchmarks.pairs import Row, over, table


def _rules(_quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    yield from _pairs("Rules: one event, processor time", engine_step.run(), problems)


def _start(_quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    yield from _pairs("Start: whole process, wall time", startup.version(), problems)
    yield from _pairs("Start: first screen on a terminal of 80×24, wall time", startup.first_screen(), problems)


def _exact(quick: bool, _problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    yield from exact.tables(quick=quick)
    yield ""


def _games(_quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    told: list[str] = []
    yield from _pairs("A small game: what everybody can expect, processor time", games.run(told), problems)
    problems += [sentence for sentence in told if "known" in sentence]
    yield from told
    yield ""


def _drawn(quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    raced, told = drawn.race(quick=quick)
    problems += drawn.below(raced) + [sentence for sentence in told if "known" in sentence]
    yield drawn.table(raced)
    yield ""
    yield from told
    yield ""


def _pairs(title: str, measured: tuple[Row, ...], problems: list[str]) -> Iterator[str]:
    problems += over(measured)
    yield table(title, measured)
    yield ""


def _debrief(quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    yield from _within(debriefed.tables(quick=quick), problems)


def _classroom(quick: bool, problems: list[str]) -> Iterator[str]:  # noqa: FBT001 -- every part is called alike
    yield from _within(classroom.tables(classroom.QUICK if quick else classroom.WHOLE), problems)


def _within(lines: Iterator[str], problems: list[str]) -> Iterator[str]:
    """Give the lines of a part, and keep those that tell of something beyond its limit."""
    for line in lines:
        if line.startswith("BEYOND: "):
            problems.append(line.removeprefix("BEYOND: "))
        else:
            yield line


PARTS: dict[str, Callable[[bool, list[str]], Iterator[str]]] = {
    "rules": _rules,
    "start": _start,
    "exact": _exact,
    "games": _games,
    "drawn": _drawn,
    "debrief": _debrief,
    "classroom": _classroom,
    "sharing": lambda quick, _: sharing.tables(quick=quick),
}


def main() -> int:
    """Print the tables and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, beside peers in the same run.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="less of everything, in about a minute")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables to a file too")
    asked = parser.parse_args()
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; the parts: {', '.join(PARTS)}")
    lines: list[str] = []
    problems: list[str] = []
    for part in asked.parts or PARTS:
        for line in PARTS[part](asked.quick, problems):
            print(line, flush=True)
            lines.append(line)
    if asked.write:
        asked.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for sentence in problems:
        print(f"beyond its limit: {sentence}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
