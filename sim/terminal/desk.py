"""What lies before the person at the screen: the moment of the play, what was opened over it, and what is begun but not sealed.

Rule 1: this is the one place of the full screen that changes; `actions` changes it, `paint` reads it, and neither keeps anything.
Rule 2: it draws nothing and knows no key, so that a play can be driven without a terminal.
It is longer than most files because what changes together stands together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from sim.errors import Illegal, SimError
from sim.model.ids import RoleId
from sim.model.view import ShownDecision, ShownOption, ShownTurn, View
from sim.terminal import commands, company, lobby, reading, render
from sim.terminal.flow import Moment, Stage, hot_seat, may_decide, next_moment, onlooker
from sim.terminal.glossed import Glossary
from sim.terminal.handover import handover_page
from sim.terminal.pages import Page, Scroll
from sim.terminal.settings import Settings
from sim.terminal.sheets import Ask, Sheet
from sim.terminal.table import Table

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import ReviewedScene

Expectation: TypeAlias = Literal["falls", "rises"] | None
"""What a role expects of the tension; None: it does not say."""


class Desk:
    """The state of the full screen."""

    def __init__(self, table: Table, settings: Settings) -> None:
        """Sit down at a table; the notice comes first.

        Raises:
            SimError: the play cannot be shown.

        """
        self.table = table
        self.settings = settings
        self.theme = settings.theme
        self.guide = table.guide()
        self.glossary = Glossary(self.guide)
        self.moment = Moment(Stage.NOTICE)
        """The notice comes first; who has decided here before has read it."""
        self.sheets: list[Sheet] = []
        self.ask: Ask | None = None
        self.written = ""
        """What stands in the line that is being written."""
        self.message = ""
        self.focus: int | None = None
        self.reason = ""
        self.expectation: Expectation = None
        self.leaving = False
        self.wish: Literal["", "suspend", "redraw"] = ""
        self.width = 80
        """Columns of the window at the last drawing."""
        self._holder: RoleId | None = None
        self._told = 0
        self._anew = 0
        """In a lesson, the turn in which the person wants to say anew what they want; 0: none."""
        self._heard = "" if table.led is None else company.heard(table.led.news().seat)
        self._is_behind = False
        """Whether the play has gone on under what is open."""
        self._met: set[int] = set()
        """Turns whose scene this terminal has shown."""
        self._stage_scrolls = (Scroll(), Scroll())
        self._stage_side = 0
        self._view: View | None = None
        self._page: Page | None = None
        turns = () if self.is_early else table.view(None).turns
        if any(choice.role in table.people for turn in turns for choice in turn.choices):
            self._told = max((turn.number for turn in turns[:-1]), default=0)
            self.arrive()
            self.message = f"You go on with session {table.session}."

    # what is before the person

    @property
    def where(self) -> str:
        """Where the person is, in the words of `commands`."""
        if self.ask:
            return commands.ENTRY
        if self.sheets:
            return commands.READING if self.sheets[-1].items is None else commands.LIST
        return self.moment.stage

    @property
    def available(self) -> tuple[commands.Command, ...]:
        """The commands that apply here."""
        there = {
            "claim": self.moment.stage is Stage.SCENE and self.view.exercise is not None,
            "passage": bool(self.sheets) and self.page.title == reading.PASSAGE and self.moment.role is not None,
            "next": self.moment.stage is Stage.END and self.view.next_act is not None,
            **self._led_there(),
        }
        needed = [name for name, is_there in there.items() if is_there]
        return commands.available(self.where, alone=self.table.alone, reasons=self.settings.reasons, there=needed)

    def _led_there(self) -> Mapping[str, bool]:
        if self.table.led is None:
            return {}
        seat = self.table.led.news().seat
        return {"led": seat.role is not None, "talk": seat.talk and seat.role is not None, "vote": self._can_vote_anew}

    @property
    def is_early(self) -> bool:
        """Whether the play is part of a lesson whose facilitator has not started it."""
        return self.table.led is not None and self.table.led.news().seat.view is None

    @property
    def _can_vote_anew(self) -> bool:
        if self.table.led is None or self.moment.stage is not Stage.WAITING or not may_decide(self.table.led, anew=True):
            return False
        decision = self.view.decision
        return decision is not None and decision.chosen is None

    @property
    def view(self) -> View:
        """What whoever looks may see now."""
        if self._view is None:
            self._view = self.table.view(self.moment.role)
        return self._view

    @property
    def told(self) -> tuple[ShownTurn, ...]:
        """The finished turns up to the page that is shown; bots may have played on."""
        turns = self.view.turns
        return tuple(turn for turn in turns if turn.number <= self.moment.turn) if self.moment.stage is Stage.HAPPENED else turns

    @property
    def decision(self) -> ShownDecision | None:
        """What the person is asked to decide, on the page of a scene."""
        return self.view.decision if self.moment.stage is Stage.SCENE else None

    @property
    def option(self) -> ShownOption | None:
        """The option that is looked at."""
        decision = self.decision
        if decision is None or self.focus is None:
            return None
        return decision.options[self.focus - 1]

    @property
    def scrolls(self) -> tuple[Scroll, Scroll]:
        """How far the columns of the uppermost page are scrolled."""
        return self.sheets[-1].scrolls if self.sheets else self._stage_scrolls

    @property
    def side(self) -> int:
        """Which column the keys scroll."""
        return self.sheets[-1].side if self.sheets else self._stage_side

    @side.setter
    def side(self, side: int) -> None:
        if self.sheets:
            self.sheets[-1].side = side
        else:
            self._stage_side = side

    @property
    def page(self) -> Page:
        """The uppermost page."""
        if self.sheets:
            return self.sheets[-1].shown()
        if self._page is None:
            self._page = self._stage_page()
        return self._page

    def look_again(self) -> None:
        """Ask the table anew what is before the person; something of it has changed."""
        self._view = None
        self.touched()

    def touched(self) -> None:
        """Forget what was drawn of the play; something before the person has changed."""
        self._page = None

    # opening and closing

    def open(self, sheet: Sheet) -> None:
        """Lay a page or a list over what is there."""
        self.sheets.append(sheet)
        if sheet.items is not None:
            self.mark(sheet.marked)

    def read(self, page: Page) -> None:
        """Lay a page to read over what is there."""
        self.open(Sheet(page))

    def ask_for(self, ask: Ask) -> None:
        """Ask for a line of text."""
        self.ask, self.written = ask, ask.text

    def close(self) -> None:
        """Take the uppermost page away."""
        if self.sheets:
            self.sheets.pop()
        if self._is_behind and not self.sheets:
            self.arrive()

    def mark(self, place: int) -> None:
        """Mark an item of the uppermost list, round its ends."""
        sheet = self.sheets[-1]
        if sheet.items:
            sheet.marked = place % len(sheet.items)
            sheet.scrolls[0].reveal = f"item-{sheet.marked}"

    def refuse(self, error: SimError) -> None:
        """Show why something was refused; nothing that was begun is lost."""
        self.ask = None
        self.read(reading.refusal_page(str(error)))

    # the way of the play

    def go_on(self) -> None:
        """Leave the page of the play that is shown for the next one."""
        moment = self.moment
        if moment.stage is Stage.NOTICE:
            self._arrive(Moment(Stage.OPENING, onlooker(self.table)))
            return
        if moment.stage is Stage.HANDOVER:
            self._holder = moment.role
        if moment.stage is Stage.HAPPENED:
            self._told = moment.turn
        self.arrive()

    def arrive(self) -> None:
        """Show what comes next."""
        following = self._following()
        if self.moment.stage in (Stage.LOBBY, Stage.END) and following.stage is not self.moment.stage and self.table.led is not None:
            self._learn()
        self._arrive(following)

    def catch_up(self) -> None:
        """Something has come from the lesson: go on where the person only waits, and leave open what they are reading."""
        led = self.table.led
        if led is None:
            return
        self.look_again()
        refused = led.refusal()
        if refused is not None:
            self.refuse(refused)
        elif self.moment.stage not in (Stage.NOTICE, Stage.OPENING) and self._following() != self.moment:
            if self.sheets or self.ask:
                self._is_behind = True
                self.message = "The play has gone on. Close this page to see it."
            else:
                self.arrive()
        before, self._heard = self._heard, company.heard(led.news().seat)
        if self._heard not in ("", before):
            self.message = company.short(self._heard)

    def vote_anew(self) -> None:
        """In a lesson, let the person say once more what they want, as long as their team has not decided."""
        self._anew = self.view.turn
        self.arrive()

    def _following(self) -> Moment:
        return next_moment(self.table, self._told, self._holder, anew=self._anew)

    def begin_again(self) -> None:
        """Show where the play stands after it went back, or went on in a copy; what was told stays told."""
        self._told = max((turn.number for turn in self.table.view(None).turns), default=0)
        self._holder = None
        self._learn()
        self.arrive()

    def let_go(self) -> None:
        """Show what comes next after somebody here gave up a seat."""
        self._holder = None
        self.arrive()

    def next_act(self) -> None:
        """Go on from the end of an act to the next one of the campaign.

        Raises:
            SimError: it was refused.

        """
        self.table.proceed()
        self._holder = None
        self._learn()
        self._arrive(Moment(Stage.OPENING, onlooker(self.table)))

    def _learn(self) -> None:
        """Read the guide anew: another act may be played than before."""
        self.guide = self.table.guide()
        self.glossary = Glossary(self.guide)

    def look_at(self, number: int | None) -> None:
        """Look at an option, or at none."""
        decision = self.decision
        if decision is None or (number is not None and not 1 <= number <= len(decision.options)):
            return
        self.focus = number
        self.side = 1 if number else self.side
        for scroll in self.scrolls:
            scroll.reveal = f"option-{number}" if number else ""
        self.touched()

    def seal(self) -> None:
        """Seal the option that is looked at; where that is refused, what was written stays.

        Raises:
            SimError: it was refused.

        """
        option, role = self.option, self.moment.role
        if option is None or role is None:
            return
        try:
            self.table.choose(role, option.id, self.view.turn, self.reason or None, self.expectation)
        except SimError:
            self._view = None
            if self.table.view(role).turn != self.moment.turn:  # the play has gone on elsewhere
                self.arrive()
            self.touched()
            raise
        self._anew = 0
        self.arrive()

    def _arrive(self, moment: Moment) -> None:
        self.moment, self._is_behind = moment, False
        self.sheets, self.ask, self.message = [], None, ""
        self.focus, self.reason, self.expectation = None, "", None
        self._view, self._page = None, None
        self._stage_scrolls, self._stage_side = (Scroll(), Scroll()), 0
        if moment.stage is Stage.SCENE:
            self._met.add(moment.turn)
        if moment.stage is Stage.HAPPENED and hot_seat(self.table):
            self._holder = None

    # the pages of the play

    def _stage_page(self) -> Page:
        pages: Mapping[Stage, Callable[[], Page]] = {
            Stage.NOTICE: lambda: lobby.noticed(render.notice_page(self.guide), self.table.led),
            Stage.LOBBY: lambda: lobby.lobby_page(self.guide, self.table.led),
            Stage.OPENING: self.opening,
            Stage.HANDOVER: self._handover,
            Stage.SCENE: lambda: render.scene_page(self.view, self.guide, self.glossary, self.focus, self._asked()),
            Stage.HAPPENED: self._happened,
            Stage.WAITING: self._waiting,
            Stage.END: self._end,
        }
        page = pages[self.moment.stage]()
        shown = self.moment.stage in (Stage.SCENE, Stage.WAITING, Stage.END)
        return lobby.beside(page, self.table.led) if shown and self.table.led is not None else page

    def _waiting(self) -> Page:
        led = self.table.led
        ask = "" if led is None else company.waiting_ask(led, can_change=self._can_vote_anew)
        return render.waiting_page(self.view, self.guide, self.glossary, ask)

    def _end(self) -> Page:
        from sim.terminal.ending import ending_page, outcome_page  # noqa: PLC0415 -- the first screen does not wait for the last

        if self.table.led is not None:
            try:
                return ending_page(self.view, self.table.review(), self.guide, self.glossary)
            except SimError as error:
                return outcome_page(self.view, self.guide, self.glossary, f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return ending_page(self.view, self.table.review(), self.guide, self.glossary)

    def opening(self) -> Page:
        """Return the page about the act, its sources and the roles."""
        led = self.table.led
        again = f"`{led.again}`" if led is not None else ""
        return render.opening_page(self.guide, self.table.people, self.glossary, self.guide.carried, again=again)

    def _unmet(self, number: int) -> ReviewedScene | None:
        """Return the scene of a turn that went by without anybody here deciding in it."""
        if number in self._met:
            return None
        try:
            return next((turn for turn in self.table.review().turns if turn.number == number), None)
        except Illegal:  # in a lesson, the account is closed between the end of the play and that of the lesson
            return None

    def _handover(self) -> Page:
        public = self.table.view(None)
        names = {role.id: role.name for role in self.guide.roles}
        sealed = tuple(seat.name for seat in public.seats if seat.decided and seat.role in self.table.people)
        role = self.moment.role or ""
        return handover_page(self.guide.act_title, names[role], sealed, dict(self.settings.names).get(role, ""))

    def _happened(self) -> Page:
        turn = next(turn for turn in self.view.turns if turn.number == self.moment.turn)
        all_look = "Everybody may look at this page. " if hot_seat(self.table) else ""
        ask = f"{all_look}Space reads on. Press Enter to go on."
        return render.happened_page(turn, self.guide, self.glossary, self._unmet(turn.number), ask)

    def _asked(self) -> str:
        decision = self.decision
        return render.scene_ask(decision, self.focus, self.reason, self.expectation) if decision else ""
