"""The line mode: a play as numbered lines, for pipes, screen readers and terminals that can do no more.

Rule 1: only printable characters and line feeds are written, one thing after the other; nothing moves or is drawn again.
Rule 2: what is said stands in `spoken` and `lookups`; here is only the order of it and what a line of input does.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from sim.errors import Illegal, SimError, Stale, StorageFailed
from sim.model.events import REASON_LIMIT
from sim.model.ids import RoleId
from sim.model.text import clean
from sim.model.view import ShownOption, View
from sim.report.closing import closing, so_far
from sim.report.outline import Element, Item, Paragraph
from sim.report.prose import one_line
from sim.report.text import written
from sim.terminal import company, spoken, weighing
from sim.terminal.attending import Attending, Way
from sim.terminal.cited import Passages
from sim.terminal.held import Sink, Source
from sim.terminal.leaving import Ending
from sim.terminal.lookups import helped, look_up
from sim.terminal.phrases import taken_back
from sim.terminal.settings import Settings
from sim.terminal.table import Table

_CHOICE = re.compile(
    r"(?P<number>[0-9]{1,4})(?:\s+(?P<expectation>falls|rises))?(?:\s+because\s+(?P<reason>.+))?", re.IGNORECASE | re.DOTALL
)
_EXPECTATIONS: Mapping[str, Literal["falls", "rises"]] = {"falls": "falls", "rises": "rises"}


class _Stopped(Exception):  # noqa: N818 -- not an error: the way out from any depth of questions
    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


def run_plain(table: Table, settings: Settings, source: Source, sink: Sink) -> Ending:
    """Play through lines of text.

    Args:
        table: the play.
        settings: how the person wants it.
        source: where lines come from.
        sink: where lines go.

    Raises:
        StorageFailed: a choice could not be kept; what was said to be sealed before is.

    """
    return _LineMode(table, settings, source, sink).run()


class _LineMode:
    def __init__(self, table: Table, settings: Settings, source: Source, sink: Sink) -> None:
        self._table, self._source, self._sink = table, source, sink
        self._width = settings.width or (shutil.get_terminal_size().columns if sink.isatty() else 0)
        self._reasons, self._names = settings.reasons, dict(settings.names)
        self._guide = table.guide()
        self._roles = {role.id: role for role in self._guide.roles}
        self._cites = Passages()
        self._happened: set[int] = set()
        """Turns whose resolution has been said."""
        self._scenes: set[tuple[int, RoleId | None]] = set()
        """Scenes that have been said, by turn, and to whom."""
        self._at: RoleId | None = None
        """Who is at the keyboard."""
        self._attending = Attending(table.led, self._say, sink) if table.led is not None else None

    def run(self) -> Ending:
        try:
            self._begin()
            while self._goes_on():
                pass
        except _Stopped as stopped:
            return stopped.ending
        return Ending.OVER

    def _begin(self) -> None:
        if self._attending and self._attending.is_early:
            self._notice()
            self._enter("Press Enter to go on.")
            self._attending.for_the_start()
            self._learn()
            self._say(spoken.opening(self._guide, self._table.people))
            return
        view, people = self._table.view(None), self._table.people
        if any(choice.role in people for turn in view.turns for choice in turn.choices):
            self._recall(view)
            self._say([Paragraph(f"You go on with session {self._table.session}, at turn {view.turn}.")])
            return
        self._notice()
        self._enter("Press Enter to go on.")
        self._say(spoken.opening(self._guide, people))

    def _notice(self) -> None:
        self._say(spoken.notice(self._guide))
        if self._attending:
            self._say([Paragraph(company.KEPT)])

    def _goes_on(self) -> bool:
        """Say what is new and let the next person decide, or say the end; False when that was all."""
        if self._attending:
            way = self._attending.for_something(self._happened)
            if way is not Way.ON:
                return self._attended(way, self._attending)
        public = self._table.view(None)
        fresh = [turn for turn in public.turns if turn.number not in self._happened]
        if fresh:
            self._cites = Passages()
        for turn in fresh:
            watched = self._unsaid(turn.number)
            self._say(spoken.happened(turn, self._cites))
            self._happened.add(turn.number)
            if watched and self._source.isatty():
                self._enter("Nobody here decided in this turn. Press Enter to go on.")
        if public.outcome is not None:
            return self._between(public) if public.next_act else self._end(public)
        waiting = [seat.role for seat in public.seats if not seat.decided and seat.role in self._table.people]
        if self._attending and not self._attending.may_choose:
            return True
        if not waiting:
            self._say([Paragraph("Nobody at this terminal has anything to decide now.")])
            raise _Stopped(Ending.LEFT)
        self._hand_over(waiting[0])
        self._decide(waiting[0])
        return True

    def _attended(self, way: Way, attending: Attending) -> bool:
        """Do what a lesson asks for besides the play: think a vote over, or leave when it is over."""
        if way is Way.OVER:
            attending.tell()
            self._try(lambda: self._say(so_far(self._table.review())))
            return False
        line = self._ask("A number changes your vote; Enter waits.")
        if line:
            self._obey(line, self._table.view(None))
        return True

    def _attended_to_the_end(self, public: View, attending: Attending) -> bool:
        """Say how the play of the group ended, and, once the lesson is over, what of it is opened then."""
        if (public.turn, None) not in self._scenes:
            self._say(spoken.scene(public, self._cites))
            self._scenes.add((public.turn, None))
        if not attending.for_the_end():
            self._learn()
            return True
        self._say(closing(self._table.review()))
        return False

    def _unsaid(self, number: int) -> bool:
        """Say the scene of a turn in which nobody here decided, so that no scene of the play is left out; tell whether it was one."""
        unsaid = not any(number == said for said, _ in self._scenes)
        if unsaid:
            try:
                missed = next(turn for turn in self._table.review().turns if turn.number == number)
                self._say(spoken.missed(missed, self._cites))
            except Illegal:  # in a lesson, the account is closed between the end of the play and that of the lesson
                unsaid = False
        return unsaid

    def _outcome(self, public: View) -> View:
        """Say how an act ended, once; return what whoever is at the keyboard may see of it."""
        people = self._table.people
        view = self._table.view(people[0]) if len(people) == 1 else public
        if (view.turn, None) not in self._scenes:
            self._say(spoken.scene(view, self._cites))
            self._say(closing(self._table.review()))
            self._scenes.add((view.turn, None))
            self._say([Paragraph(f"The whole transcript: sim replay {self._table.session} --format markdown")])
        return view

    def _between(self, public: View) -> bool:
        """Say how an act of a campaign ended, and go on to the next one or stop there."""
        view = self._outcome(public)
        line = self._ask(
            f"This act is over. Press Enter to go on with “{view.next_act}”; q stops here, and sim resume goes on later. "
            "u takes the last choice back, ? says what else there is."
        )
        if line:
            self._obey(line, view)
        else:
            self._try(self._proceed)
        return True

    def _proceed(self) -> None:
        self._table.proceed()
        self._learn()
        self._at = None
        self._cites = Passages()
        carried = () if self._table.view(None).carried else self._guide.carried  # the scene tells it, unless bots have moved on already
        self._say(spoken.opening(self._guide, self._table.people, carried))

    def _learn(self) -> None:
        """Read the guide anew: another act may be played than before."""
        self._guide = self._table.guide()
        self._roles = {role.id: role for role in self._guide.roles}

    def _end(self, public: View) -> bool:
        if self._attending:
            return self._attended_to_the_end(public, self._attending)
        view = self._outcome(public)
        line = self._read("The play is over. Press Enter to leave; u takes the last choice back, ? says what else there is.")
        if not line:
            return False
        self._obey(line, view)
        return True

    def _hand_over(self, role: RoleId) -> None:
        if len(self._table.people) == 1 or role == self._at:
            return
        self._at = role
        self._cites = Passages()
        name = self._roles[role].name
        person = f"{self._names[role]}, who plays {name}" if role in self._names else name
        if self._sink.isatty():
            self._sink.write("\n" * shutil.get_terminal_size().lines)  # what the last person read leaves the screen
        self._enter(f"Hand over to {person}. Press Enter when nobody else reads or listens.")

    def _decide(self, role: RoleId) -> None:
        view = self._table.view(role)
        if (view.turn, role) not in self._scenes:
            self._scenes.add((view.turn, role))
            self._tell(view)
        left = f"{company.standing(self._table.led)} ".lstrip() if self._table.led is not None else ""
        self._obey(self._ask(f"{left}{view.role_name}, your choice: 1 to {len(_options(view))}, or ? for help."), view)

    def _tell(self, view: View) -> None:
        self._say(spoken.scene(view, self._cites))
        if view.role is not None and view.decision is not None:
            self._say(spoken.question(view.decision, view.role_name, self._roles[view.role].adviser, self._cites))

    def _obey(self, line: str, view: View) -> None:
        """Do what a line of input says, or say what was expected."""
        word, _, rest = line.partition(" ")
        self._try(lambda: self._do(word.lower(), rest.strip(), view, line))

    def _do(self, word: str, rest: str, view: View, line: str) -> None:
        choice = _CHOICE.fullmatch(line)
        if word == "s":
            self._note_opened(rest, view)
        said = look_up(word, rest, view, self._guide, self._cites)
        if said is not None:
            self._say(said)
        elif choice:
            self._choose(choice, view)
        else:
            self._change(word, rest, view, line)

    def _try(self, act: Callable[[], None]) -> None:
        """Do something; a refusal is said, and what could not be kept ends the sitting."""
        try:
            act()
        except StorageFailed:
            raise
        except SimError as error:
            if isinstance(error, Stale):
                self._recall(self._table.view(None))
            self._say([Paragraph(f"Not done: {one_line(str(error))}")])

    def _change(self, word: str, rest: str, view: View, line: str) -> None:
        match word:
            case "r":
                self._cites = Passages()
                self._tell(view)
            case "j":
                self._judge(rest, view)
            case "w":
                self._mark(rest, view)
            case "?":
                self._say(helped(led=self._table.led is not None))
            case "u":
                self._table.undo()
                self._learn()
                self._at = None
                self._say([Paragraph(taken_back(self._table.view(None).turn))])
            case "o":
                self._watch(view)
            case "a" | "p" if self._attending:
                self._say(self._attending.write(word, rest, view.turn))
            case "f":
                self._fork(rest)
            case "q":
                raise _Stopped(Ending.LEFT)
            case _:
                count = len(_options(view))
                expected = f"A number from 1 to {count} chooses; " if count else ""
                self._say([Paragraph(f"“{one_line(line)[:60]}” is not understood here. {expected}? says what else you can type.")])

    def _choose(self, choice: re.Match[str], view: View) -> None:
        options = {option.number: option for option in _options(view)}
        option = options.get(int(choice["number"]))
        if option is None or view.role is None:
            expected = f"the options are 1 to {len(options)}" if options else "there is nothing to choose here"
            self._say([Paragraph(f"There is no option {choice['number']}; {expected}.")])
            return
        expectation = _EXPECTATIONS.get((choice["expectation"] or "").lower())
        reason = choice["reason"] or ""
        if not self._reasons and (reason or expectation):
            self._say([Paragraph("Reasons are switched off. Nothing was chosen; type the number alone.")])
            return
        self._table.choose(view.role, option.id, view.turn, reason[:REASON_LIMIT] or None, expectation)
        kept = self._attending.for_the_answer() if self._attending else "Sealed and kept."
        said: list[Element] = [Item(f"{option.number}. {option.label}. {kept}", chosen=True)]
        if len(reason) > REASON_LIMIT:
            said.append(Paragraph(f"The reason was cut to {REASON_LIMIT} characters."))
        self._say(said)

    def _note_opened(self, number: str, view: View) -> None:
        """Keep that a role opens a passage, before it is said."""
        shown = self._cites.at(number)
        if shown and view.role is not None:
            self._table.open_passage(view.role, shown.source, shown.quote)

    def _judge(self, typed: str, view: View) -> None:
        if view.exercise is None or view.role is None:
            self._say([Paragraph("There is no claim to judge here.")])
            return
        support = weighing.judgement(typed)
        if support is None:
            self._say([weighing.ways()])
            return
        self._table.judge(view.role, view.scene, support)
        after = self._table.view(view.role)
        if after.exercise:
            self._say(weighing.weighed(after.exercise, after.conflicts, self._cites))

    def _mark(self, typed: str, view: View) -> None:
        number, _, words = typed.partition(" ")
        shown, marked = self._cites.at(number), one_line(words)
        if shown is None or view.role is None or not marked:
            self._say([Paragraph("w, the number of a passage, and words of it mark them as loaded: w 3 and the words.")])
            return
        if not weighing.says(shown, marked):
            self._say([Paragraph(f"These words are not in passage {number}, nor just before or after it. Nothing was marked.")])
            return
        self._table.mark(view.role, shown.source, marked[:REASON_LIMIT])
        self._say([Item(f"Marked as loaded: “{marked[:REASON_LIMIT]}”, in “{shown.title}”.")])

    def _watch(self, view: View) -> None:
        if view.role is None:
            self._say([Paragraph("You watch already.")])
            return
        self._table.watch(view.role)
        self._at = None
        if self._attending:
            self._say([Paragraph("You watch from now on; the facilitator can give you a role again.")])
            return
        self._say([Paragraph(f"A bot now plays {view.role_name}, and you watch. f copies the play so that you can play on yourself.")])

    def _fork(self, turn: str) -> None:
        if turn and not (turn.isascii() and turn.isdecimal() and len(turn) < 10):  # noqa: PLR2004 -- no play has so many turns
            self._say([Paragraph("f alone copies the whole play so far; f and the number of a turn, the play up to that turn.")])
            return
        before = self._table.session
        name = self._table.fork(int(turn) if turn else None)
        self._learn()
        self._recall(self._table.view(None))
        self._say([Paragraph(f"You now play session {name}, a copy. Session {before} is kept as it was.")])

    def _recall(self, view: View) -> None:
        """Take everything but the last turn as said: the play was entered in the middle."""
        self._happened = {turn.number for turn in view.turns[:-1]}
        self._scenes = {(turn.number, None) for turn in view.turns}
        self._at = None

    def _say(self, elements: Iterable[Element]) -> None:
        for line in written(elements, self._width):
            self._cites.text += f"{line} "
            self._sink.write(f"{line}\n")
        self._sink.write("\n")
        self._sink.flush()

    def _read(self, prompt: str) -> str | None:
        """Ask for a line; None at the end of the input."""
        self._say([Paragraph(prompt)])
        line = self._source.readline()
        return clean(line) if line else None

    def _enter(self, prompt: str) -> None:
        """Wait for one line, whatever it says, unless it is the one that leaves."""
        if self._ask(prompt).lower() == "q":
            raise _Stopped(Ending.LEFT)

    def _ask(self, prompt: str) -> str:
        line = self._read(prompt)
        if line is None:
            raise _Stopped(Ending.RAN_OUT)
        return line


def _options(view: View) -> tuple[ShownOption, ...]:
    return view.decision.options if view.decision is not None else ()
