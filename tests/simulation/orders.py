"""What the simulated facilitator ordered, and which entries are the answers: whatever only an order brings about needs one that was sent.

Rule 1: an order is known by the key that the console gave it, never by what a server says of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.events import Chose, Entry, Expired, Rewound
from sim.model.leading import Continued, Ended, Intervened, Looked, Noted, Paused, Permitted, Told
from sim.model.lesson import LessonEntry

_BY = {
    "forced": ("force", "turn {turn}"),
    "decided": ("decide", "{role}"),
    "released": ("inject", "{inject}"),
    "rewound": ("rewind", "turn {turn}"),
    "handed": ("bots", "every role to bots"),
}
"""The order by which each act on a play comes about, and what its entry says of it."""
_PLAIN = {Continued: "resume", Ended: "end", Looked: "look", Noted: "note", Paused: "pause", Permitted: "talk", Told: "tell"}
"""The order by which each other entry comes about that nothing else does."""


@dataclass
class Orders:
    """Every order that the console has sent."""

    sent: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """Its name and its form, by its key."""

    def lacks(self, entry: LessonEntry) -> bool:
        """Tell whether only an order could bring an entry about, and none that says so was sent."""
        event = entry.event
        name, form = self.sent.get(entry.key or "", ("", {}))
        if isinstance(event, Intervened):
            by, about = _BY.get(event.act, ("", ""))
            return (by, event.group) != (name, form.get("group")) or about.format(**form) != event.about
        return type(event) in _PLAIN and _PLAIN[type(event)] != name

    def allows(self, act: LessonEntry | None, entry: Entry) -> bool:
        """Tell whether the order to which an act on a play is the answer says what an entry of that play does in the facilitator's name.

        Args:
            act: of which it is known that its order was sent; None: there is none.
            entry: of the play; that news comes at its cue nobody orders.

        """
        event = entry.event
        match event:
            case Chose():
                kind, wanted = "decided", {"role": event.role, "turn": str(entry.turn), "option": event.option}
            case Expired():
                kind, wanted = "forced", {"turn": str(event.turn)}
            case Rewound():
                kind, wanted = "rewound", {"turn": str(event.to)}
            case _:
                return True
        if act is None or not isinstance(act.event, Intervened) or act.event.act != kind:
            return False
        return wanted.items() <= self.sent[act.key or ""][1].items()
