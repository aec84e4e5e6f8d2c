"""What could happen, exactly: how fast acts with millions of states are swept, and plays are drawn, on the generated scenarios.

The peer of drawn plays is the same scenario walked by bare `transitions`, one model for all plays. Exact answers have no peer here: no
library that indexes carry computes them for acts of this size; their time and rate are printed. Run it with `python -m benchmarks.exact`.
"""

import random
import sys
import time
from functools import partial

from transitions import EventData, Machine

from benchmarks.generated import ACT, Generated, Guard, Node, Size, generated, scenario
from benchmarks.pairs import Row, over, rows, table
from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.sample import sample
from sim.analysis.solve.sweep import Swept, sweep
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start

PEER = "bare transitions, one play"
OURS = "one of many plays drawn at once"
LIMITS = {OURS: 1 / 50}
_DRAWN = 65_536
_WALKED = 300


def kernel(data: Generated) -> Kernel:
    """Return a benchmark scenario as arrays."""
    machine = ScenarioMachine(scenario(data))
    return compile_act(machine, ACT, [start(machine, ACT)])


class Walker:
    """The peer: plays of a generated scenario, walked by `transitions`."""

    def __init__(self, data: Generated, seed: int) -> None:
        """Wire every guard as a transition with a condition, in order."""
        self.data, self.draws = data, random.Random(seed)
        self.values: list[int] = []
        self.facts = 0
        self.picks: list[int] = []
        self.nodes = {f"n{node.id}": node for node in data.nodes}
        self.machine = Machine(
            model=None,
            states=[*self.nodes],
            initial=f"n{data.nodes[0].id}",
            auto_transitions=False,
            send_event=True,
            model_attribute="state",
        )
        for name, node in self.nodes.items():
            for guard in node.guards:
                self.machine.add_transition("go", name, f"n{guard.to}", conditions=partial(self.agrees, guard))
        self.state = ""

    def agrees(self, guard: Guard, _event: EventData) -> bool:
        """Tell whether a guard holds."""
        tests = {
            "ge": lambda one: self.values[one.i] >= one.v,
            "le": lambda one: self.values[one.i] <= one.v,
            "flag": lambda one: self.facts >> one.i & 1 == 1,
            "noflag": lambda one: self.facts >> one.i & 1 == 0,
            "choice": lambda one: self.picks[one.i] == one.v,
        }
        return all(tests[one.k](one) for one in guard.conds)

    def play(self) -> int:
        """Walk one play from the beginning to an ending, and return which."""
        self.values, self.facts, self.state = [*self.data.init], 0, f"n{self.data.nodes[0].id}"
        while (node := self.nodes[self.state]).ending is None:
            self.turn(node)
        return node.ending

    def turn(self, node: Node) -> None:
        """Draw everybody's choice, apply what they do together, and go on."""
        self.picks = [self.draws.randrange(len(options)) for options in node.options]
        changes = [options[pick] for options, pick in zip(node.options, self.picks, strict=True)]
        if node.chance:
            changes += self.draws.choices(node.chance, [draw.w for draw in node.chance])
        for place in range(len(self.values)):
            self.values[place] = min(max(self.values[place] + sum(change.d[place] for change in changes), 0), 100)
        for change in changes:
            self.facts &= ~change.clr
        for change in changes:
            self.facts |= change.set
        self.machine.events["go"].trigger(self)


def drawn(rounds: int = 5) -> tuple[Row, ...]:
    """Measure plays of scenario L drawn by the kernel against plays walked by the peer, by processor time."""
    data = generated("L")
    many, walker = kernel(data), Walker(data, 1)
    times: dict[str, list[float]] = {PEER: [], OURS: []}
    for seed in range(rounds):
        before = time.process_time()
        for _ in range(_WALKED):
            walker.play()
        between = time.process_time()
        sample(many, {}, _DRAWN, seed)
        times[PEER].append((between - before) / _WALKED)
        times[OURS].append((time.process_time() - between) / _DRAWN)
    return rows(PEER, times, LIMITS)


def swept(size: Size) -> str:
    """Return a line on one exact analysis."""
    act = kernel(generated(size))
    before = time.process_time()
    found = sweep(act, {})
    taken = time.process_time() - before
    if not isinstance(found, Swept):
        return f"| {size} | {found.limit} | | | |"
    return f"| {size} | {found.states:,} | {found.steps:,} | {taken:.2f} s | {found.steps / taken / 1e6:.0f} million |"


def main() -> int:
    """Print both tables; 1 if a ratio is above its limit."""
    print("### Exact outcomes, processor time\n")
    print("| scenario | states | joint steps | time | steps a second |\n| --- | ---: | ---: | ---: | ---: |")
    for size in ("S", "M"):
        print(swept(size), flush=True)
    measured = drawn()
    print("\n" + table("Drawn plays of scenario L, processor time", measured))
    for sentence in over(measured):
        print(f"above its limit: {sentence}", file=sys.stderr)
    return 1 if over(measured) else 0


if __name__ == "__main__":
    sys.exit(main())
