"""What a line of input does in the line mode: a choice, a look at something, or a change of the sitting.

Rule 1: what was refused is said, and nothing that was typed before is lost by it. Rule 2: what is said stands in `spoken` and `lookups`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal

from sim.errors import SimError, Stale, StorageFailed
from sim.model.events import REASON_LIMIT
from sim.model.view import ShownOption, View
from sim.report.outline import Element, Item, Paragraph
from sim.report.prose import one_line
from sim.terminal import weighing
from sim.terminal.aloud import Stopped
from sim.terminal.leaving import Ending
from sim.terminal.lookups import helped, look_up
from sim.terminal.phrases import taken_back
from sim.terminal.sitting import Sitting

_CHOICE = re.compile(
    r"(?P<number>[0-9]{1,4})(?:\s+(?P<expectation>falls|rises))?(?:\s+because\s+(?P<reason>.+))?", re.IGNORECASE | re.DOTALL
)
_EXPECTATIONS: Mapping[str, Literal["falls", "rises"]] = {"falls": "falls", "rises": "rises"}


def obey(sitting: Sitting, line: str, view: View) -> None:
    """Do what a line of input says, or say what was expected.

    Raises:
        StorageFailed: something could not be kept.
        Stopped: the person leaves.

    """
    word, _, rest = line.partition(" ")
    attempt(sitting, lambda: _do(sitting, word.lower(), rest.strip(), view, line))


def attempt(sitting: Sitting, act: Callable[[], None]) -> None:
    """Do something; a refusal is said, and what could not be kept ends the sitting."""
    try:
        act()
    except StorageFailed:
        raise
    except SimError as error:
        if isinstance(error, Stale):
            sitting.recall(sitting.table.view(None))
        sitting.aloud.remark(f"Not done: {one_line(str(error))}")


def options(view: View) -> tuple[ShownOption, ...]:
    """Return what may be chosen."""
    return view.decision.options if view.decision is not None else ()


def _do(sitting: Sitting, word: str, rest: str, view: View, line: str) -> None:
    choice = _CHOICE.fullmatch(line)
    if word == "s":
        _note_opened(sitting, rest, view)
    said = look_up(word, rest, view, sitting.guide, sitting.aloud.cites)
    if said is not None:
        sitting.aloud.say(said)
    elif choice:
        _choose(sitting, choice, view)
    else:
        _change(sitting, word, rest, view, line)


def _change(sitting: Sitting, word: str, rest: str, view: View, line: str) -> None:
    match word:
        case "r":
            sitting.aloud.turn_over()
            sitting.tell(view)
        case "j":
            _judge(sitting, rest, view)
        case "w":
            _mark(sitting, rest, view)
        case "?":
            sitting.aloud.say(helped(led=sitting.table.led is not None))
        case "u":
            _undo(sitting)
        case "o":
            _watch(sitting, view)
        case "a" | "p" if sitting.attending:
            sitting.aloud.say(sitting.attending.write(word, rest, view.turn))
        case "f":
            _fork(sitting, rest)
        case "q":
            raise Stopped(Ending.LEFT)
        case _:
            count = len(options(view))
            expected = f"A number from 1 to {count} chooses; " if count else ""
            sitting.aloud.remark(f"“{one_line(line)[:60]}” is not understood here. {expected}? says what else you can type.")


def _choose(sitting: Sitting, choice: re.Match[str], view: View) -> None:
    there = {option.number: option for option in options(view)}
    option = there.get(int(choice["number"]))
    if option is None or view.role is None:
        expected = f"the options are 1 to {len(there)}" if there else "there is nothing to choose here"
        sitting.aloud.remark(f"There is no option {choice['number']}; {expected}.")
        return
    expectation = _EXPECTATIONS.get((choice["expectation"] or "").lower())
    reason = choice["reason"] or ""
    if not sitting.reasons and (reason or expectation):
        sitting.aloud.remark("Reasons are switched off. Nothing was chosen; type the number alone.")
        return
    sitting.table.choose(view.role, option.id, view.turn, reason[:REASON_LIMIT] or None, expectation)
    kept = sitting.attending.for_the_answer() if sitting.attending else "Sealed and kept."
    said: list[Element] = [Item(f"{option.number}. {option.label}. {kept}", chosen=True)]
    if len(reason) > REASON_LIMIT:
        said.append(Paragraph(f"The reason was cut to {REASON_LIMIT} characters."))
    sitting.aloud.say(said)


def _note_opened(sitting: Sitting, number: str, view: View) -> None:
    """Keep that a role opens a passage, before it is said."""
    shown = sitting.aloud.cites.at(number)
    if shown and view.role is not None:
        sitting.table.open_passage(view.role, shown.source, shown.quote)


def _judge(sitting: Sitting, typed: str, view: View) -> None:
    if view.exercise is None or view.role is None:
        sitting.aloud.remark("There is no claim to judge here.")
        return
    support = weighing.judgement(typed)
    if support is None:
        sitting.aloud.say([weighing.ways()])
        return
    sitting.table.judge(view.role, view.scene, support)
    after = sitting.table.view(view.role)
    if after.exercise:
        sitting.aloud.say(weighing.weighed(after.exercise, after.conflicts, sitting.aloud.cites))


def _mark(sitting: Sitting, typed: str, view: View) -> None:
    number, _, words = typed.partition(" ")
    shown, marked = sitting.aloud.cites.at(number), one_line(words)
    if shown is None or view.role is None or not marked:
        sitting.aloud.remark("w, the number of a passage, and words of it mark them as loaded: w 3 and the words.")
        return
    if not weighing.says(shown, marked):
        sitting.aloud.remark(f"These words are not in passage {number}, nor just before or after it. Nothing was marked.")
        return
    sitting.table.mark(view.role, shown.source, marked[:REASON_LIMIT])
    sitting.aloud.say([Item(f"Marked as loaded: “{marked[:REASON_LIMIT]}”, in “{shown.title}”.")])


def _undo(sitting: Sitting) -> None:
    sitting.table.undo()
    sitting.learn()
    sitting.at = None
    sitting.aloud.remark(taken_back(sitting.table.view(None).turn))


def _watch(sitting: Sitting, view: View) -> None:
    if view.role is None:
        sitting.aloud.remark("You watch already.")
        return
    sitting.table.watch(view.role)
    sitting.at = None
    if sitting.attending:
        sitting.aloud.remark("You watch from now on; the facilitator can give you a role again.")
        return
    sitting.aloud.remark(f"A bot now plays {view.role_name}, and you watch. f copies the play so that you can play on yourself.")


def _fork(sitting: Sitting, turn: str) -> None:
    if turn and not (turn.isascii() and turn.isdecimal() and len(turn) < 10):  # noqa: PLR2004 -- no play has so many turns
        sitting.aloud.remark("f alone copies the whole play so far; f and the number of a turn, the play up to that turn.")
        return
    before = sitting.table.session
    name = sitting.table.fork(int(turn) if turn else None)
    sitting.learn()
    sitting.recall(sitting.table.view(None))
    sitting.aloud.remark(f"You now play session {name}, a copy. Session {before} is kept as it was.")
