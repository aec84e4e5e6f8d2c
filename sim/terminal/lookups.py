"""What the line mode says when it is asked to look something up; nothing of a play changes by it.

Rule 1: everything that can be typed stands in `HELP`, or in `HELP_IN_A_LESSON` where only a lesson has it.
"""

from collections.abc import Callable, Iterable, Mapping

from sim.model.events import REASON_LIMIT
from sim.model.guide import Guide
from sim.model.view import View
from sim.report.outline import Element, Item, Paragraph, Quotation
from sim.report.prose import one_line
from sim.report.wording import BEHIND
from sim.terminal import spoken, weighing
from sim.terminal.cited import Passages

HELP = (
    ("1 to 9", "choose the option of that number; the choice is sealed and final"),
    ("1 because …", f"choose it and seal a reason with it, at most {REASON_LIMIT} characters, opened after the end"),
    ("1 rises", "choose it and say what you expect of the tension: rises or falls; `1 falls because …` says both"),
    ("s 3", "say more of passage 3: what stands around it, and where it comes from; s alone lists the passages"),
    ("n 1", "say note 1 from outside with the texts it rests on; n alone lists the notes"),
    ("j", "say how the claim of this scene can be judged; j 2, or j partly, judges it, and a later one revises it"),
    ("w 3 …", "mark words of passage 3 as loaded"),
    ("c", "say the conflicting accounts of this scene"),
    ("g", "say the words of this page that are explained; g and a word look one up, g all says every one and the names in dispute"),
    ("m", "say the scenes so far"),
    ("l", "say what was decided so far"),
    ("r", "say this scene and its options again"),
    ("u", "take back the last choice"),
    ("o", "watch from now on: a bot takes your seat, and no reason is asked"),
    ("f", "go on in a copy of this play; f 2 makes the copy at the start of turn 2"),
    ("?", "say this help"),
    ("q", "leave; everything is kept"),
)
"""What can be typed, and what it does."""
HELP_IN_A_LESSON = (
    ("a …", "say something to everybody in your group"),
    ("p …", "ask the facilitator for something that is not offered"),
)
"""What can be typed besides where a facilitator leads the play."""


def look_up(word: str, rest: str, view: View, guide: Guide, cites: Passages) -> Iterable[Element] | None:
    """Return what a line of input asks to hear, or None if it asks for nothing that can be looked up.

    Args:
        word: the first word of the line, in small letters.
        rest: what follows it.
        view: the moment.
        guide: what everybody may read.
        cites: the passages said so far; those said now are added.

    """
    asked: Mapping[str, Callable[[], Iterable[Element]]] = {
        "s": lambda: _passage(rest, cites),
        "n": lambda: _note(rest, cites),
        "c": lambda: _conflicts(view, cites),
        "g": lambda: spoken.glossary(guide, rest, cites),
        "m": lambda: spoken.seen(view),
        "l": lambda: spoken.log(view),
    }
    return asked[word]() if word in asked else None


def helped(*, led: bool) -> Iterable[Element]:
    """Return what can be typed; `led`: where a facilitator leads the play."""
    return [Item(f"{typed}: {does}") for typed, does in (*HELP, *(HELP_IN_A_LESSON if led else ()))]


def _passage(number: str, cites: Passages) -> Iterable[Element]:
    said = cites.said
    if not number and said:
        return [
            Quotation(one_line(shown.quote), shown.credit, shown.bearing(BEHIND), under=True, number=place)
            for place, shown in enumerate(said, 1)
        ]
    shown = cites.at(number)
    if shown:
        return spoken.passage(shown, said.index(shown) + 1, cites)
    expected = f"s and a number from 1 to {len(said)}" if said else "no passage was said yet"
    return [Paragraph(f"There is no such passage; {expected}.")]


def _note(number: str, cites: Passages) -> Iterable[Element]:
    noted = cites.noted
    if not number and noted:
        return [Item(f"{place}. {one_line(note.text)}") for place, note in enumerate(noted, 1)]
    note = cites.note_at(number)
    if note:
        return weighing.references(note, cites)
    expected = f"n and a number from 1 to {len(noted)}" if noted else "nothing from outside was said yet"
    return [Paragraph(f"There is no such note; {expected}.")]


def _conflicts(view: View, cites: Passages) -> Iterable[Element]:
    if not view.conflicts:
        return [Paragraph("The texts do not contradict each other in this scene.")]
    return [element for shown in view.conflicts for element in weighing.conflict(shown, cites)]
