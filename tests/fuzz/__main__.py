"""Fuzz the reader of scenarios for as long as asked: `python -m tests.fuzz --seconds 600`. The exit code is 1 when it failed."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.loader import fuzz


def main() -> int:
    """Run and print what was wrong, then one line for the record."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Open spoilt scenarios.")
    parser.add_argument("--seconds", type=float, default=600, help="for how long")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = fuzz(Path(folder), asked.seconds, asked.seed)
    sys.stdout.write("".join(f"{line}\n" for line in (*report.wrong, report)))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
