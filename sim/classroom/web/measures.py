"""What a server counts of itself, and how whoever watches over it reads that: health for a load balancer, figures for Prometheus.

Rule 1: figures are sums over the whole server; no name, code, text, address or lesson is among them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sim import __version__
from sim.classroom.server.tokens import same
from sim.classroom.web.answers import Route, guarded, hall_of, not_yours
from sim.classroom.web.near import is_here
from sim.classroom.web.tally import BOUNDS, Tally
from sim.engine.lesson_view import whole_stage
from sim.model.lesson_view import Stage

_STAGES: tuple[Stage, ...] = ("waiting", "dealt", "playing", "paused", "over")
_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


async def live(request: Request) -> Response:
    """Tell that this process answers."""
    del request
    return PlainTextResponse("ok\n")


async def ready(request: Request) -> Response:
    """Tell whether this server can keep what it is given; nothing about any lesson."""
    hall = hall_of(request)
    sound = not any(room.failed is not None for room in hall.rooms) and await asyncio.to_thread(hall.is_reachable)
    return PlainTextResponse("ok\n" if sound else "failed\n", 200 if sound else 503)


async def figures(request: Request) -> Response:
    """Return the figures to whoever may read them: programs on this computer, and those with the token.

    Raises:
        Illegal: somebody else asks.

    """
    kept: str = request.app.state.measures
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    known = bool(kept) and scheme.lower() == "bearer" and same(token, kept)
    # Behind a proxy every request may come from this computer.
    if not known and (request.app.state.secure or not is_here(request)):
        message = "figures are for programs on this computer, or with the token of sim host --metrics-token"
        raise not_yours(message)
    return Response("".join(f"{line}\n" for line in _lines(request)), media_type=_FORMAT)


def _lines(request: Request) -> Iterator[str]:
    hall = hall_of(request)
    tally: Tally = request.app.state.tally
    lessons = [room.lesson for room in hall.rooms]
    stages = Counter(whole_stage(lesson) for lesson in lessons)
    yield from _one("sim_build_info", "gauge", "The version that runs.", {f'version="{__version__}"': 1})
    yield from _one(
        "sim_lessons", "gauge", "Lessons that are open on this server.", {f'stage="{stage}"': stages[stage] for stage in _STAGES}
    )
    seats = sum(not seat.released for lesson in lessons for seat in lesson.seats.values())
    yield from _one("sim_seats", "gauge", "Seats of these lessons that somebody holds.", {"": seats})
    yield from _one("sim_groups", "gauge", "Groups of these lessons that play.", {"": sum(len(lesson.groups) for lesson in lessons)})
    streams = sum(count for room in hall.rooms for count in room.here.values())
    yield from _one("sim_streams", "gauge", "Windows of seats that are open.", {"": streams})
    failed = sum(room.failed is not None for room in hall.rooms)
    yield from _one("sim_lessons_failed", "gauge", "Lessons of which nothing can be kept at the moment.", {"": failed})
    yield from _one("sim_wrong_codes_total", "counter", "Codes that were typed wrong.", {"": hall.guesses.taken})
    yield from _one("sim_refused_total", "counter", "Requests refused before any page saw them.", _by("why", tally.refused))
    yield from _one("sim_faults_total", "counter", "Requests that met a fault of the program.", {"": tally.faults})
    yield from _one("sim_answers_total", "counter", "Answers by the first digit of their status.", _by("status", tally.answers))
    yield from _histogram(tally)


def _by(label: str, counts: Counter[str]) -> dict[str, float]:
    return {f'{label}="{name}"': count for name, count in sorted(counts.items())}


def _one(name: str, kind: str, about: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items():
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"


def _histogram(tally: Tally) -> Iterator[str]:
    name = "sim_form_seconds"
    yield f"# HELP {name} Seconds from a form to the beginning of its answer, which comes when the form is kept."
    yield f"# TYPE {name} histogram"
    for bound, count in zip(BOUNDS, tally.within, strict=True):
        yield f'{name}_bucket{{le="{bound}"}} {count}'
    yield f'{name}_bucket{{le="+Inf"}} {tally.forms}'
    yield f"{name}_sum {tally.seconds:.6f}"
    yield f"{name}_count {tally.forms}"


READS: dict[str, Route] = {
    "health": guarded(ready),
    "health/live": guarded(live),
    "health/ready": guarded(ready),
    "metrics": guarded(figures),
}
"""What whoever watches over a server can look at, by its address."""
