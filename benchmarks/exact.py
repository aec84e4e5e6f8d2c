"""What could happen, exactly: how fast acts with millions of states are swept, and weighed, on the generated scenarios.

Exact answers have no peer here: no library that the package indexes have computes them for acts of this size.
"""

import time
from collections.abc import Iterator

from benchmarks.generated import ACT, Generated, generated, scenario, smaller
from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.sweep import Swept, sweep
from sim.analysis.solve.weighed import Weighed, weigh
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start

_FAMILY = ((2, 3), (3, 2), (3, 4), (4, 2), (4, 4))
"""How many indicators and facts of scenario M are kept, for acts of more and more states."""
_ROOM = 2**32
"""Bytes that sorted states may take here, with what sorting them needs."""


def kernel(data: Generated) -> Kernel:
    """Return a benchmark scenario as arrays."""
    machine = ScenarioMachine(scenario(data))
    return compile_act(machine, ACT, [start(machine, ACT)])


def tables(*, quick: bool) -> Iterator[str]:
    """Give the lines of all that is measured, as it becomes known."""
    yield "### Exact answers, processor time"
    yield ""
    yield "| scenario | what | states | joint steps | time | joint steps a second | memory |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for size in ("S",) if quick else ("S", "M"):
        act = kernel(generated(size))
        before = time.process_time()
        yield _line(f"{size} | outcomes", sweep(act, {}), time.process_time() - before)
        before = time.process_time()
        yield _line(f"{size} | values, best answers, stakes", weigh(act, {}), time.process_time() - before)
    yield ""
    yield "### Cost as acts grow, processor time"
    yield ""
    yield "| states | joint steps a state | in arrays, for a state | for a joint step | sorted, for a state | for a joint step |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    for indicators, facts in _FAMILY[: 3 if quick else None]:
        act = kernel(smaller(generated("M"), indicators, facts))
        cells = []
        found: Swept | Cut | None = None
        for dense in (True, False):
            before = time.process_time()
            found = sweep(act, {}, _ROOM, dense=dense)
            taken = time.process_time() - before
            cells += [f"{taken / found.states * 1e9:,.0f} ns", f"{taken / found.steps * 1e9:.1f} ns"]
        if found is not None:
            yield f"| {found.states:,} | {found.steps / found.states:.1f} | {' | '.join(cells)} |"


def _line(what: str, found: Swept | Weighed | Cut, taken: float) -> str:
    if isinstance(found, Cut):
        return f"| {what} | {found.limit} | | | | |"
    rate = f"{found.steps / taken / 1e6:.0f} million"
    return f"| {what} | {found.states:,} | {found.steps:,} | {taken:.2f} s | {rate} | {found.memory / 2**20:,.0f} MiB |"
