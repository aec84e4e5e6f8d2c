"""The server that `sim host` runs, over a database that has its lessons already: `python -m benchmarks.served FILE PORT`."""

import sys
from pathlib import Path

import uvicorn

from sim.classroom.app import Setting, application
from sim.classroom.hall import Keeping
from sim.classroom.tidying import tidy_seldom
from sim.cli.keeping import now
from sim.library import Opened, open_scenario
from sim.store.lessons import Archive
from sim.store.opening import open_log


def main() -> None:
    """Serve until killed."""
    opened: list[Opened] = [open_scenario("kosovo"), open_scenario("tutorial")]
    with open_log(Path(sys.argv[1])) as log:
        keeping = Keeping(
            Archive(log, log.lessons()), now, lambda whole_hash: next((one for one in opened if one.whole_hash == whole_hash), None)
        )
        tidy_seldom()
        uvicorn.run(
            application(keeping, Setting()),
            host="127.0.0.1",
            port=int(sys.argv[2]),
            log_level="warning",
            access_log=False,
            timeout_keep_alive=75,
        )


if __name__ == "__main__":
    main()
