"""Simulated classes on a virtual clock: groups that take their time, and a facilitator who looks at the pace on the console.

Run it as `python -m tests.classroom.paper.times 500` for so many classes of each kind; it says how often the facilitator had to do what.
A decision takes 90 to 300 seconds, reading included: some groups are quick and some slow, and each turn differs. Nobody reads faster than
220 words a minute, and a scene with time to talk takes between half and all of that time more.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from statistics import mean

from sim.classroom.lesson import tables, turns, words
from sim.classroom.lesson.pace import pace
from sim.classroom.lesson.tables import Slip
from sim.engine.lesson import Lesson
from sim.engine.rules import legal, undecided
from sim.engine.session import Session
from sim.library import OpenScenario, open_scenario
from sim.model.leading import FACILITATOR
from sim.model.lesson import LessonEntry
from sim.report.paper.numbering import card_of
from sim.store.drafting import Draft
from tests.classroom.taught import convened

SHORTEST, LONGEST = 90.0, 300.0
"""Seconds of a decision."""
WORDS_A_MINUTE = 220
LOOK = 60.0
"""Seconds between two looks of the facilitator at the console."""
HURRIED = 120.0
"""Seconds of a decision once the facilitator asks for haste: whoever has not decided by then gets the default."""
THIRD = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A lesson of docs/teaching."""

    act: str
    course: str
    minutes: int
    begins: int
    """Minute in which the play begins."""


KINDS = (
    Kind("2021", "short", 45, 9),
    Kind("2022", "short", 45, 9),
    Kind("2023", "short", 45, 9),
    Kind("2021", "whole", 90, 16),
    Kind("2023", "whole", 90, 16),
    Kind("2022", "whole", 90, 16),
)
"""The last has more decisions than docs/teaching finds right for one lesson; who gives it all the same is to be warned in time."""


@dataclass
class Came:
    """What came of a class."""

    debrief: float
    """Minutes left when the debrief began."""
    warned: float | None
    """Minute in which the console warned first; None: never."""
    ended: bool
    """Whether the facilitator had to go to the debrief before every group had its outcome."""
    groups: int
    cut: int
    """Groups without an outcome."""

    def leaves_a_third(self, kind: Kind) -> bool:
        """Tell whether the debrief had the part of the lesson that belongs to it."""
        return self.debrief >= kind.minutes / THIRD


@cache
def scenario() -> OpenScenario:
    """Return the shipped scenario, compiled once."""
    return open_scenario("kosovo")


@dataclass
class Simulated:
    """One class; everything about it follows from its seed."""

    kind: Kind
    seed: int
    hurries: bool = True
    """Whether the facilitator asks for haste when the console warns."""
    cuts: bool = True
    """Whether the facilitator goes to the debrief when it has to begin; else the groups play on to their ends."""
    now: float = 0.0
    """Seconds since the lesson began."""
    draft: Draft = field(init=False)
    drawn: Random = field(init=False)
    hurried: bool = False

    def __post_init__(self) -> None:
        """Convene the class."""
        self.drawn = Random(f"{self.kind}/{self.seed}")
        opened = scenario()
        began = convened(opened).model_copy(update={"act": self.kind.act, "course": self.kind.course, "seed": self.seed, "table": 1})
        first = LessonEntry(number=1, time=self.time(), seat=FACILITATOR, event=began)
        self.draft = Draft(opened.machine, Lesson.open((first,)), {}, set())

    def time(self) -> str:
        """Return the time of an entry."""
        return (_NOON + timedelta(seconds=self.now)).isoformat(timespec="seconds").replace("+00:00", "Z")

    def play(self) -> Came:
        """Hold the lesson, until every group has its outcome or the facilitator goes to the debrief."""
        whole, count = self.kind.minutes * 60.0, self.drawn.randint(2, 6)
        ends = (_NOON + timedelta(seconds=whole)).isoformat(timespec="seconds").replace("+00:00", "Z")
        with self.draft.attempt(self.time):
            words.schedule(self.draft, ends)
        self.now = self.kind.begins * 60.0
        with self.draft.attempt(self.time):
            tables.begin(self.draft, count)
        slow = {group: self.drawn.betavariate(2, 2) for group in self.draft.sessions}
        ready = {group: self.now + self.takes(group, slow[group]) for group in self.draft.sessions}
        look, warned = self.now + LOOK, None
        while going := [group for group, session in self.draft.sessions.items() if not session.over]:
            group = min(going, key=ready.__getitem__)
            if look < ready[group]:
                self.now, look = look, look + LOOK
                if self.cuts and whole - self.now - LOOK < whole / THIRD:  # at the next look it would be too late
                    with self.draft.attempt(self.time):
                        words.end(self.draft)
                    break
                if warned is None and self.is_late():
                    warned = self.now / 60
                    self.hurried = self.hurries
                    if self.hurried:
                        ready = {group: min(at, self.now + HURRIED) for group, at in ready.items()}
                continue
            self.now = ready[group]
            self.decide(group)
            ready[group] = self.now + self.takes(group, slow[group])
        cut = sum(not session.over for session in self.draft.sessions.values())
        return Came((whole - self.now) / 60, warned, self.draft.lesson.ended, count, cut)

    def is_late(self) -> bool:
        """Tell whether the console warns."""
        found = pace(self.draft.lesson, self.draft.sessions, self.draft.machine, _NOON + timedelta(seconds=self.now))
        return found is not None and found.late

    def takes(self, group: str, slow: float) -> float:
        """Return how many seconds a group's current turn takes."""
        session = self.draft.sessions[group]
        scene = session.machine.plans[session.state.scene].scene
        share = min(1.0, max(0.0, self.drawn.gauss(slow, 0.2)))
        decided = SHORTEST + share * (LONGEST - SHORTEST)
        if self.hurried:
            decided = min(decided, HURRIED)
        talk = self.drawn.uniform(0.5, 1.0) * scene.talk.seconds if scene.talk and not self.hurried else 0.0
        return max(decided + talk, 60 * _words(session) / WORDS_A_MINUTE)

    def decide(self, group: str) -> None:
        """Enter the slips of a group; where it was hurried, some may be missing, and the next step is forced."""
        session = self.draft.sessions[group]
        machine, state = session.machine, session.state
        slips = []
        for role in undecided(machine, state):
            options = [option.id for option in legal(machine, state, role)]
            slips.append(Slip(role, card_of(machine.scenario, state.scene, role).code(self.drawn.choice(options))))
        late = self.hurried and len(slips) > 1 and self.drawn.random() < 0.2
        with self.draft.attempt(self.time):
            tables.hand_in(self.draft, group, session.turn, tuple(slips[1:] if late else slips))
            if late:
                turns.force(self.draft, group, session.turn)


_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _words(session: Session) -> int:
    """Return how many words the longest reader of the current turn has before them: what everybody is told, and a role's card."""
    scene = session.machine.plans[session.state.scene].scene
    told = len(scene.situation.split())
    private = {briefing.role: len(briefing.text.split()) for briefing in scene.briefings}
    cards = [
        private.get(entry.role, 0)
        + sum(len(" ".join(filter(None, (option.label, option.text, option.pro, option.contra))).split()) for option in entry.options)
        for entry in scene.decision
    ]
    return told + max(cards, default=0)


def tell(kind: Kind, came: list[Came]) -> str:
    """Return what came of many classes of one kind, as a line."""
    warned = [one for one in came if one.warned is not None]
    ended = [one for one in came if one.ended]
    groups, cut = sum(one.groups for one in came), sum(one.cut for one in came)
    left = [one.debrief for one in came]
    return (
        f"act {kind.act}, {kind.course}, {kind.minutes} min: {len(came)} classes; debrief begins with {min(left):.1f} to {max(left):.1f} "
        f"min left (mean {mean(left):.1f}); warned in {len(warned)}; "
        f"gone to the debrief in {len(ended)}; {cut} of {groups} groups without an outcome"
    )


def main() -> None:
    """Simulate so many classes of each kind as the command line says, with and without haste."""
    count = int(sys.argv[1])
    for hurries in (True, False):
        sys.stdout.write("the console's warning is heeded:\n" if hurries else "nobody heeds the warning:\n")
        for kind in KINDS:
            sys.stdout.write(f"  {tell(kind, [Simulated(kind, seed, hurries).play() for seed in range(count)])}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
