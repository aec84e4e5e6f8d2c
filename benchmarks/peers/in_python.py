"""The same plays walked by libraries for state machines: every node a state, every guard a transition with a condition, in order."""

import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from transitions import EventData, Machine

from benchmarks.generated import Generated, Guard, Node
from benchmarks.played import Played


class Walk:
    """One play: where it is, what everybody chose, and how that changes what is known."""

    def __init__(self, data: Generated, seed: int) -> None:
        """Begin before the first play."""
        self.data, self.draws = data, random.Random(seed)
        self.first = f"n{data.nodes[0].id}"
        self.nodes = _reachable({f"n{node.id}": node for node in data.nodes}, self.first)
        self.restart()

    def restart(self) -> None:
        """Begin a new play."""
        self.values, self.facts, self.picks = [*self.data.init], 0, list[int]()

    def agrees(self, guard: Guard) -> bool:
        """Tell whether a guard holds."""
        tests = {
            "ge": lambda one: self.values[one.i] >= one.v,
            "le": lambda one: self.values[one.i] <= one.v,
            "flag": lambda one: self.facts >> one.i & 1 == 1,
            "noflag": lambda one: self.facts >> one.i & 1 == 0,
            "choice": lambda one: self.picks[one.i] == one.v,
        }
        return all(tests[one.k](one) for one in guard.conds)

    def choose(self, node: Node) -> None:
        """Draw everybody's choice and chance, and apply what they do together."""
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


def _reachable(nodes: dict[str, Node], first: str) -> dict[str, Node]:
    """Return the nodes that guards can lead to; some libraries refuse a machine with others."""
    found = [first]
    for name in found:
        found += {f"n{guard.to}": True for guard in nodes[name].guards if f"n{guard.to}" not in found}
    return {name: nodes[name] for name in found}


class Walker(Walk):
    """Plays walked by bare `transitions`, one model for all of them."""

    def __init__(self, data: Generated, seed: int) -> None:
        """Wire the machine."""
        super().__init__(data, seed)
        self.machine = Machine(
            model=None,
            states=[*self.nodes],
            initial=self.first,
            auto_transitions=False,
            send_event=True,
            model_attribute="state",
        )
        for name, node in self.nodes.items():
            for guard in node.guards:
                self.machine.add_transition("go", name, f"n{guard.to}", conditions=partial(self._agrees, guard))
        self.state = self.first

    def _agrees(self, guard: Guard, _event: EventData) -> bool:
        return self.agrees(guard)

    def play(self) -> tuple[int, int]:
        """Walk one play from the beginning to an ending; return which, and how many turns it took."""
        self.restart()
        self.state, turns = self.first, 0
        while (node := self.nodes[self.state]).ending is None:
            self.choose(node)
            self.machine.events["go"].trigger(self)
            turns += 1
        return node.ending, turns


def statemachine(data: Generated, seed: int) -> Callable[[], tuple[int, int]]:
    """Return plays of `python-statemachine`, which needs a new machine for each: one that is final cannot begin again."""
    from statemachine import State, StateMachine  # noqa: PLC0415 -- only where it is installed

    walk = Walk(data, seed)
    states = {
        name: State(initial=name == walk.first, final=node.ending is not None, name=name, value=name) for name, node in walk.nodes.items()
    }
    members: dict[str, object] = dict(states)
    conditions: dict[str, Callable[[], bool]] = {}
    go = None
    for name, node in walk.nodes.items():
        for place, guard in enumerate(node.guards):
            conditions[f"when_{name}_{place}"] = partial(walk.agrees, guard)
            made = states[name].to(states[f"n{guard.to}"], cond=f"when_{name}_{place}")
            go = made if go is None else go | made
    made_class = type("Play", (StateMachine,), members | {name: staticmethod(test) for name, test in conditions.items()} | {"go": go})

    def play() -> tuple[int, int]:
        walk.restart()
        machine, turns = made_class(), 0
        while (node := walk.nodes[next(iter(machine.configuration)).id]).ending is None:
            walk.choose(node)
            machine.send("go")
            turns += 1
        return node.ending, turns

    return play


def sismic(data: Generated, seed: int) -> Callable[[], tuple[int, int]]:
    """Return plays of `sismic`, an interpreter of statecharts."""
    from sismic.interpreter import Interpreter  # noqa: PLC0415 -- only where it is installed
    from sismic.model import BasicState, CompoundState, FinalState, Statechart, Transition  # noqa: PLC0415 -- the same

    walk = Walk(data, seed)
    chart = Statechart("generated")
    chart.add_state(CompoundState("root", initial=walk.first), None)
    for name, node in walk.nodes.items():
        chart.add_state(BasicState(name) if node.ending is None else FinalState(name), "root")
    guards: list[Guard] = []
    for name, node in walk.nodes.items():
        for place, guard in enumerate(node.guards):
            test = f"walk.agrees(guards[{len(guards)}])"
            chart.add_transition(Transition(name, f"n{guard.to}", event="go", guard=test, priority=-place))
            guards.append(guard)

    def play() -> tuple[int, int]:
        walk.restart()
        interpreter, turns = Interpreter(chart, initial_context={"walk": walk, "guards": guards}), 0
        interpreter.execute()
        node = walk.nodes[walk.first]
        while node.ending is None:
            walk.choose(node)
            interpreter.queue("go")
            (step,) = interpreter.execute()
            turns += 1
            node = walk.nodes[step.transitions[0].target]
        return node.ending, turns

    return play


def played(play: Callable[[], tuple[int, int]], plays: int) -> Played:
    """Make plays and count how they end."""
    ended: Counter[int] = Counter()
    turns = 0
    before = time.process_time()
    for _ in range(plays):
        ending, made = play()
        ended[ending] += 1
        turns += made
    return Played(plays, turns, time.process_time() - before, ended)
