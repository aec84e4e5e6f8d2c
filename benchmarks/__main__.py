"""Run every benchmark and print its table; the exit status is 1 if a ratio is above its limit.

Run it from the top of a checkout in which the extras `dev` and `bench` are installed: `python -m benchmarks`.
"""

import sys

from benchmarks import engine_step, startup
from benchmarks.pairs import over, table


def main() -> int:
    """Print all tables and return the exit status."""
    measured = {
        "Rules: one event, processor time": engine_step.run(),
        "Start: whole process, wall time": startup.version(),
        "Start: first screen on a terminal of 80×24, wall time": startup.first_screen(),
    }
    print("\n\n".join(table(title, rows) for title, rows in measured.items()))
    problems = [sentence for rows in measured.values() for sentence in over(rows)]
    for sentence in problems:
        print(f"above its limit: {sentence}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
