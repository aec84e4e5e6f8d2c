"""Play single seeds: `python -m tests.simulation --seed 7`, or many from there on with `--count`."""

import argparse
import sys

from tests.simulation.many import Report, play_many
from tests.simulation.world import World


def main() -> int:
    """Play what was asked for, and tell what broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description="Play lessons over a bad network, each from one seed.")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="how many seeds")
    asked = parser.parse_args()
    if asked.count == 1:
        one = World(asked.seed).run()
        sys.stdout.write(f"{one.broken or 'all holds'}\ntrace {one.trace}\n")
        return 1 if one.broken else 0
    report: Report = play_many(asked.seed, asked.count)
    sys.stdout.write("".join(f"{line}\n" for line in (*report.lost, report)))
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
