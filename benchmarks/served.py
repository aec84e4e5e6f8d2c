"""The server that `sim host` runs, over what has its lessons already: `python -m benchmarks.served PLACE PORT`.

The place is a file, or the address of a PostgreSQL database that several servers may share.
"""

import sys
from contextlib import ExitStack

import uvicorn

from sim.classroom.server.hall import Keeping
from sim.classroom.server.tidying import tidy_seldom
from sim.classroom.web.app import Setting, application
from sim.classroom.web.serving import allow_connections, serving
from sim.cli.keeping import now
from sim.library import open_scenario
from sim.store.lessons import Archive
from sim.store.opening import open_log
from sim.store.sqlite import SqliteLog


def main() -> None:
    """Serve until killed."""
    place, port = sys.argv[1], int(sys.argv[2])
    opened = open_scenario("kosovo")
    with ExitStack() as stack:
        log = open_log(place)
        stack.enter_context(log)
        hints = None if isinstance(log, SqliteLog) else stack.enter_context(log.hints())
        keeping = Keeping(
            Archive(log, log.lessons()),
            now,
            lambda whole_hash: opened if opened.whole_hash == whole_hash else None,
            hints.wait if hints is not None else None,
        )
        allow_connections()
        tidy_seldom()
        uvicorn.Server(serving(application(keeping, Setting()), "127.0.0.1", port, proxy=False)).run()


if __name__ == "__main__":
    main()
