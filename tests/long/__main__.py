"""Long runs: `python -m tests.long kills --count 200`. Each prints one line for the record in docs/explanation/reliability.md.

The exit code is 1 when something was lost.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.long import commands, faults, kernel, kills, mutants


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.long", description="Run what is too long for every change.")
    parser.add_argument("what", choices=["commands", "kills", "faults", "mutants", "kernel"])
    parser.add_argument("--count", type=int, default=200, help="how many times")
    parser.add_argument("--seed", type=int, default=1, help="from which the random moments follow")
    asked = parser.parse_args()
    report: commands.Report | kills.Report | faults.Report | mutants.Report | kernel.Report
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        if asked.what == "commands":
            report = commands.kill(path, asked.count, asked.seed)
        elif asked.what == "kills":
            report = kills.kill(path / "sessions.db", asked.count, asked.seed)
        elif asked.what == "faults":
            report = faults.fail(path, asked.count)
        elif asked.what == "kernel":
            report = kernel.hold(asked.count, asked.seed)
        else:
            report = mutants.mutate(asked.count, asked.seed)
    sys.stdout.write("".join(f"{line}\n" for line in (*report.lost, report)))
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
