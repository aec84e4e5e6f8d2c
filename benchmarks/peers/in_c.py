"""The limit: C programs that play a generated scenario, one that reads it from tables and one that is written for it alone.

Both draw one number for each role and for chance, as a person would write it by hand; nothing is merged or drawn together.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.generated import Change, Comparison, Generated, Node
from benchmarks.played import Played

_HEAD = """
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static uint64_t s;
static inline uint32_t draw(uint32_t below) {
    s ^= s << 13; s ^= s >> 7; s ^= s << 17;
    return (uint32_t)(((s >> 32) * below) >> 32);
}
static uint64_t ended[64], turns;
"""
_MAIN = """
int main(int argc, char **argv) {
    long plays = argc > 1 ? atol(argv[1]) : 1000;
    s = (argc > 2 ? strtoull(argv[2], 0, 10) : 1) * 0x9E3779B97F4A7C15ull | 1;
    for (int warm = 0; warm < 20; warm++) draw(2);
    clock_t begin = clock();
    for (long play = 0; play < plays; play++) ended[walk()]++;
    double taken = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf("%.9f %llu", taken, (unsigned long long)turns);
    for (int one = 0; one < 64; one++) printf(" %llu", (unsigned long long)ended[one]);
    return 0;
}
"""
_TABLES = """
typedef struct { int32_t d[INDICATORS]; uint32_t set, clear; } change;
typedef struct { uint8_t kind, i; int16_t v; } comparison;
typedef struct { int first, count, to; } guard;
typedef struct { int ending, roles, option[8], options[8], draw, guard; } node;
static int walk(void) {
    int32_t value[INDICATORS];
    uint32_t facts = 0;
    for (int i = 0; i < INDICATORS; i++) value[i] = init[i];
    const node *here = nodes;
    while (here->ending < 0) {
        int pick[8];
        uint32_t set = 0, clear = 0;
        turns++;
        for (int role = 0; role < here->roles; role++) {
            pick[role] = draw(here->options[role]);
            const change *done = &changes[here->option[role] + pick[role]];
            for (int i = 0; i < INDICATORS; i++) value[i] += done->d[i];
            set |= done->set; clear |= done->clear;
        }
        if (here->draw >= 0) {
            const change *done = &changes[draws[here->draw + draw(100)]];
            for (int i = 0; i < INDICATORS; i++) value[i] += done->d[i];
            set |= done->set; clear |= done->clear;
        }
        for (int i = 0; i < INDICATORS; i++) value[i] = value[i] < 0 ? 0 : value[i] > 100 ? 100 : value[i];
        facts = (facts & ~clear) | set;
        const guard *way = &guards[here->guard];
        for (;; way++) {
            const comparison *one = &comparisons[way->first], *end = one + way->count;
            for (; one < end; one++) {
                int holds;
                switch (one->kind) {
                case 0: holds = value[one->i] >= one->v; break;
                case 1: holds = value[one->i] <= one->v; break;
                case 2: holds = facts >> one->i & 1; break;
                case 3: holds = !(facts >> one->i & 1); break;
                default: holds = pick[one->i] == one->v;
                }
                if (!holds) break;
            }
            if (one == end) break;
        }
        here = &nodes[way->to];
    }
    return here->ending;
}
"""
_KINDS = ("ge", "le", "flag", "noflag", "choice")


def compiler() -> str | None:
    """Return where a C compiler is, or None."""
    return shutil.which("gcc") or shutil.which("cc")


class InC:
    """A C program, compiled into a folder that is thrown away with it."""

    def __init__(self, text: str) -> None:
        """Compile it."""
        self._folder = tempfile.TemporaryDirectory()
        source, self._program = Path(self._folder.name, "play.c"), Path(self._folder.name, "play")
        source.write_text(text, encoding="utf-8")
        subprocess.run([compiler() or "cc", "-O3", "-march=native", "-o", self._program, source], check=True)

    def play(self, plays: int, seed: int) -> Played:
        """Play so many times."""
        done = subprocess.run([self._program, str(plays), str(seed + 1)], check=True, capture_output=True, text=True)
        taken, turns, *ended = done.stdout.split()
        return Played(plays, int(turns), float(taken), {place: int(count) for place, count in enumerate(ended) if int(count)})


def from_tables(data: Generated) -> str:
    """Return a program that reads the scenario from tables."""
    place = {node.id: number for number, node in enumerate(data.nodes)}
    changes: list[str] = []
    draws: list[int] = []
    guards: list[str] = []
    comparisons: list[str] = []
    nodes: list[str] = []

    def add(made: Change) -> int:
        changes.append(f"{{{{{', '.join(map(str, made.d))}}}, {made.set}u, {made.clr}u}}")
        return len(changes) - 1

    for node in data.nodes:
        first = [min([add(option) for option in options]) for options in node.options]
        drawn = len(draws) if node.chance else -1
        for one in node.chance:
            draws += [add(one)] * one.w
        way = len(guards)
        for guard in node.guards:
            guards.append(f"{{{len(comparisons)}, {len(guard.conds)}, {place[guard.to]}}}")
            comparisons += [f"{{{_KINDS.index(one.k)}, {one.i}, {one.v}}}" for one in guard.conds]
        ending = -1 if node.ending is None else node.ending
        nodes.append(f"{{{ending}, {len(first)}, {{{_list(first)}}}, {{{_list(map(len, node.options))}}}, {drawn}, {way}}}")
    types, walk = _TABLES.split("static int walk", 1)
    tables = [
        f"static const int32_t init[] = {{{_list(data.init)}}};",
        f"static const change changes[] = {{{_list(changes)}}};",
        f"static const int draws[] = {{{_list(draws or [0])}}};",
        f"static const comparison comparisons[] = {{{_list(comparisons)}}};",
        f"static const guard guards[] = {{{_list(guards)}}};",
        f"static const node nodes[] = {{{_list(nodes)}}};",
    ]
    return "\n".join([_HEAD, f"#define INDICATORS {data.n_ind}", types, *tables, "static int walk" + walk, _MAIN])


def written_out(data: Generated) -> str:
    """Return a program written for the scenario alone, with every node as lines of its own."""
    lines = ["static int walk(void) {", "    uint32_t facts = 0, set, clear; (void)set; (void)clear;"]
    lines += [f"    int v{place} = {value};" for place, value in enumerate(data.init)]
    lines += [f"    goto n{data.nodes[0].id};"]
    for node in data.nodes:
        lines += _node(node)
    return "\n".join([_HEAD, *lines, "}", _MAIN])


def _node(node: Node) -> Iterator[str]:
    if node.ending is not None:
        yield f"n{node.id}: return {node.ending};"
        return
    yield f"n{node.id}: {{ turns++; set = clear = 0;"
    for role, options in enumerate(node.options):
        yield f"    uint32_t p{role} = draw({len(options)});"
        yield f"    switch (p{role}) {{"
        for number, option in enumerate(options):
            yield f"    case {number}: {_done(option)} break;"
        yield "    default: __builtin_unreachable(); }"
    if node.chance:
        below = 0
        yield "    uint32_t c = draw(100);"
        for number, one in enumerate(node.chance):
            below += one.w
            yield f"    {'else ' if number else ''}if (c < {below}) {{ {_done(one)} }}"
    made = [change for options in (*node.options, node.chance) for change in options]
    for place in {place for change in made for place, amount in enumerate(change.d) if amount}:
        yield f"    v{place} = v{place} < 0 ? 0 : v{place} > 100 ? 100 : v{place};"
    if any(change.set or change.clr for change in made):
        yield "    facts = (facts & ~clear) | set;"
    for guard in node.guards:
        yield f"    if ({' && '.join(map(_tested, guard.conds)) or '1'}) goto n{guard.to};"
    yield "    __builtin_unreachable(); }"


def _done(change: Change) -> str:
    amounts = [f"v{place} += {amount};" for place, amount in enumerate(change.d) if amount]
    facts = [f"{name} |= {bits}u;" for name, bits in (("set", change.set), ("clear", change.clr)) if bits]
    return " ".join([*amounts, *facts])


def _tested(one: Comparison) -> str:
    return {
        "ge": f"v{one.i} >= {one.v}",
        "le": f"v{one.i} <= {one.v}",
        "flag": f"(facts >> {one.i} & 1)",
        "noflag": f"!(facts >> {one.i} & 1)",
        "choice": f"p{one.i} == {one.v}u",
    }[one.k]


def _list(things: Iterable[object]) -> str:
    return ", ".join(map(str, things))
