"""`sim` in a process that reaches no other computer: whatever it connects to, binds or looks up beyond this computer ends it.

Run it as `python -m tests.classroom.paper.cut_off host …`; what it refused stands on standard error, after `REACHED`.
"""

import os
import sys

from sim.cli import main

_NEAR = ("127.", "::1", "localhost")
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        target = arguments[1]
        where = target[0] if isinstance(target, tuple) else ""
    elif event in _LOOKED_UP:
        where = arguments[0] or ""
    else:
        return
    if where and not str(where).startswith(_NEAR):
        os.write(2, f"REACHED {event} {where}\n".encode())
        os._exit(99)


if __name__ == "__main__":
    sys.addaudithook(_watch)
    main()
