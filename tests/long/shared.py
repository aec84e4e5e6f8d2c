"""Lessons on PostgreSQL in long runs: servers, the database and connections killed, and two servers of which one is always being killed.

`python -m tests.long.shared --count 500` strikes that often, and then lets 25 lessons finish while one of two servers is killed every 5 s.
"""

from __future__ import annotations

import argparse
import signal
import sys

from tests.classroom.faults.killing import kill, share, strike
from tests.store.serving import Server, programs


def main() -> int:
    """Strike as often as is asked for; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.shared", description="Kill what serves lessons from PostgreSQL.")
    parser.add_argument(
        "--count", type=int, default=500, help="how many times: half of them servers, a fifth the database, the rest connections"
    )
    parser.add_argument("--lessons", type=int, default=25, help="how many lessons two servers share")
    parser.add_argument("--every", type=float, default=5.0, help="seconds from one kill of theirs to the next")
    parser.add_argument("--pause", type=float, default=15.0, help="seconds between two submissions of one person in them")
    parser.add_argument("--seed", type=int, default=1, help="from which the moments follow")
    asked = parser.parse_args()
    folder = programs()
    if folder is None:
        parser.error("PostgreSQL's initdb and postgres are not installed")
    with Server(folder) as running:

        def crash() -> None:
            running.stop(signal.SIGQUIT)
            running.start()

        servers, databases = asked.count // 2, asked.count // 5
        reports = []
        for report in (
            lambda: kill(running.database(), servers, asked.seed),
            lambda: strike("database killed", running.database(), databases, crash, asked.seed),
            lambda: strike("connections cut", running.database(), asked.count - servers - databases, running.drop, asked.seed),
            lambda: share(running.database(), asked.lessons, asked.every, asked.seed, asked.pause),
        ):
            reports.append(report())
            sys.stdout.write("".join(f"{line}\n" for line in (*reports[-1].lost, reports[-1])))
            sys.stdout.flush()
    return 1 if any(report.lost for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
