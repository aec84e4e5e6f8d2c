"""The line mode: a play as numbered lines, for pipes, screen readers and terminals that can do no more.

Rule 1: here is only the order of what is said; the words stand in `spoken` and `lookups`, and what a line of input does, in `typed`.
"""

from sim.model.ids import ANY, RoleId
from sim.model.view import View
from sim.report.closing import closing, so_far
from sim.report.outline import Item, Paragraph
from sim.report.prose import one_line
from sim.terminal import company, spoken, wishing
from sim.terminal.aloud import Aloud, Stopped
from sim.terminal.attending import Attending, Way
from sim.terminal.held import Sink, Source
from sim.terminal.leaving import Ending
from sim.terminal.settings import Settings
from sim.terminal.sitting import Sitting
from sim.terminal.table import Table
from sim.terminal.typed import attempt, obey, options


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
    return _LineMode(Sitting(table, settings, Aloud(source, sink, settings))).run()


class _LineMode:
    def __init__(self, sitting: Sitting) -> None:
        self._sitting, self._table, self._aloud, self._attending = sitting, sitting.table, sitting.aloud, sitting.attending

    def run(self) -> Ending:
        try:
            self._begin()
            while self._goes_on():
                pass
        except Stopped as stopped:
            return stopped.ending
        return Ending.OVER

    def _begin(self) -> None:
        if self._attending and self._attending.is_early:
            self._notice()
            self._aloud.enter("Press Enter to go on.")
            while not self._attending.for_the_start(asks=self._aloud.source.isatty()):
                self._wish(self._attending)
            self._must_be_in(self._attending)
            self._attending.until_reached(self._sitting.learn)
            self._aloud.say(spoken.opening(self._sitting.guide, self._table.people))
            return
        view, people = self._table.view(None), self._table.people
        if any(choice.role in people for turn in view.turns for choice in turn.choices):
            self._sitting.recall(view)
            self._aloud.remark(f"You go on with session {self._table.session}, at turn {view.turn}.")
            return
        self._notice()
        self._aloud.enter("Press Enter to go on.")
        self._aloud.say(spoken.opening(self._sitting.guide, people))

    def _wish(self, attending: Attending) -> None:
        """Ask which role this person would like until a line says it; an empty one leaves it open."""
        guide = self._sitting.guide
        self._aloud.say(
            [Paragraph(wishing.WHOSE), *(Item(f"{place}. {name}") for place, (_, name) in enumerate(wishing.choices(guide), 1))]
        )
        wanted = None
        while wanted is None:
            line = self._aloud.answer("Which role would you like? A number or a name; Enter leaves it to the lot, q leaves.")
            wanted = wishing.meant(guide, line) if line else ANY
            if wanted is None:
                self._aloud.remark(f"“{one_line(line)[:60]}” is none of them.")
        said = wanted
        attempt(self._sitting, lambda: attending.wish(said))

    def _notice(self) -> None:
        """Say what everything rests on; what is kept of somebody in a lesson they read before they joined."""
        self._aloud.say(spoken.notice(self._sitting.guide))

    def _goes_on(self) -> bool:
        """Say what is new and let the next person decide, or say the end; False when that was all."""
        if self._attending:
            way = self._attending.for_something(self._sitting.happened)
            if way is not Way.ON:
                return self._attended(way, self._attending)
        public = self._table.view(None)
        self._catch_up(public)
        if public.outcome is not None:
            return self._between(public) if public.next_act else self._end(public)
        waiting = [seat.role for seat in public.seats if not seat.decided and seat.role in self._table.people]
        if self._attending and not self._attending.may_choose:
            return True
        if not waiting:
            self._aloud.remark("Nobody at this terminal has anything to decide now.")
            raise Stopped(Ending.LEFT)
        self._sitting.hand_over(waiting[0])
        self._decide(waiting[0])
        return True

    def _catch_up(self, public: View) -> None:
        """Say what came of the turns that have ended since the last look."""
        fresh = [turn for turn in public.turns if turn.number not in self._sitting.happened]
        if fresh:
            self._aloud.turn_over()
        for turn in fresh:
            watched = self._sitting.missed(turn.number)
            self._aloud.say(spoken.happened(turn, self._aloud.cites))
            self._sitting.happened.add(turn.number)
            if watched and self._aloud.source.isatty():
                self._aloud.enter("Nobody here decided in this turn. Press Enter to go on.")

    def _decide(self, role: RoleId) -> None:
        view = self._table.view(role)
        if (view.turn, role) not in self._sitting.scenes:
            self._sitting.scenes.add((view.turn, role))
            self._sitting.tell(view)
        left = f"{company.standing(self._table.led)} ".lstrip() if self._table.led is not None else ""
        line = self._aloud.ask(f"{left}{view.role_name}, your choice: 1 to {len(options(view))}, or ? for help.")
        obey(self._sitting, line, view)

    def _attended(self, way: Way, attending: Attending) -> bool:
        """Do what a lesson asks for besides the play: think a vote over, or leave when it is over."""
        if way is Way.OVER:
            self._must_be_in(attending)
            attending.tell()
            self._sitting.look_back(so_far)
            return False
        line = self._aloud.ask("A number changes your vote; Enter waits.")
        if line:
            obey(self._sitting, line, self._table.view(None))
        return True

    def _attended_to_the_end(self, public: View, attending: Attending) -> bool:
        """Say how the play of the group ended, and, once the lesson is over, what of it is opened then."""
        if (public.turn, None) not in self._sitting.scenes:
            self._aloud.say(spoken.scene(public, self._aloud.cites))
            self._sitting.scenes.add((public.turn, None))
        if not attending.for_the_end():
            attending.until_reached(self._sitting.learn)
            return True
        self._must_be_in(attending)
        self._sitting.look_back(closing)
        return False

    def _must_be_in(self, attending: Attending) -> None:
        """Leave where the facilitator has released this seat, and say what that means."""
        if attending.is_out:
            self._aloud.remark(attending.farewell())
            raise Stopped(Ending.OVER)

    def _between(self, public: View) -> bool:
        """Say how an act of a campaign ended, and go on to the next one or stop there."""
        view = self._outcome(public)
        line = self._aloud.ask(
            f"This act is over. Press Enter to go on with “{view.next_act}”; q stops here, and sim resume goes on later. "
            "u takes the last choice back, ? says what else there is."
        )
        if line:
            obey(self._sitting, line, view)
        else:
            attempt(self._sitting, self._proceed)
        return True

    def _proceed(self) -> None:
        self._table.proceed()
        self._sitting.learn()
        self._sitting.at = None
        self._aloud.turn_over()
        guide = self._sitting.guide
        carried = () if self._table.view(None).carried else guide.carried  # the scene tells it, unless bots have moved on already
        self._aloud.say(spoken.opening(guide, self._table.people, carried))

    def _end(self, public: View) -> bool:
        if self._attending:
            return self._attended_to_the_end(public, self._attending)
        view = self._outcome(public)
        line = self._aloud.read("The play is over. Press Enter to leave; u takes the last choice back, ? says what else there is.")
        if not line:
            return False
        obey(self._sitting, line, view)
        return True

    def _outcome(self, public: View) -> View:
        """Say how an act ended, once; return what whoever is at the keyboard may see of it."""
        people = self._table.people
        view = self._table.view(people[0]) if len(people) == 1 else public
        if (view.turn, None) not in self._sitting.scenes:
            self._aloud.say(spoken.scene(view, self._aloud.cites))
            self._aloud.say(closing(self._table.review()))
            self._sitting.scenes.add((view.turn, None))
            self._aloud.remark(f"The whole transcript: sim replay {self._table.session} --format markdown")
        return view
