"""Measuring in pairs: the machines are noisy, so ours and the peer take turns, and the ratio of each pair is kept."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing."""

    name: str
    median: float
    """Seconds for one call."""
    ratio: float
    """Median over the rounds of this thing's time divided by the peer's in the same round; 1 for the peer."""
    limit: float | None
    """The ratio that must not be exceeded, or None."""


def measure(
    peer: str, things: Mapping[str, Callable[[], object]], *, calls: int, rounds: int, limits: Mapping[str, float]
) -> tuple[Row, ...]:
    """Time each thing `rounds` times in turn, `calls` calls each time, by processor time of this process.

    Args:
        peer: which of the things the others are compared with.
        things: what to call, by name.
        calls: how many calls make one measurement.
        rounds: how many measurements of each.
        limits: the ratio that must not be exceeded, by name.

    """
    times: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, call in things.items():
            before = time.process_time()
            for _ in range(calls):
                call()
            times[name].append((time.process_time() - before) / calls)
    return rows(peer, times, limits)


def rows(peer: str, times: Mapping[str, list[float]], limits: Mapping[str, float]) -> tuple[Row, ...]:
    """Return a row for each thing from times that were taken in turn."""
    return tuple(
        Row(
            name,
            statistics.median(taken),
            statistics.median(mine / other for mine, other in zip(taken, times[peer], strict=True)),
            limits.get(name),
        )
        for name, taken in times.items()
    )


def table(title: str, measured: tuple[Row, ...]) -> str:
    """Return rows as a Markdown table."""
    lines = [f"### {title}", "", "| what | median | ratio | limit |", "| --- | ---: | ---: | ---: |"]
    for row in measured:
        time_text = f"{row.median * 1e6:.1f} µs" if row.median < 1e-3 else f"{row.median * 1e3:.0f} ms"  # noqa: PLR2004 -- a millisecond
        limit = "" if row.limit is None else f"{row.limit:g}"
        lines.append(f"| {row.name} | {time_text} | {row.ratio:.2f} | {limit} |")
    return "\n".join(lines)


def over(measured: tuple[Row, ...]) -> tuple[str, ...]:
    """Return a sentence for each row above its limit."""
    return tuple(
        f"{row.name}: ratio {row.ratio:.2f}, limit {row.limit:g}" for row in measured if row.limit is not None and row.ratio > row.limit
    )
