"""What lies before the person at the screen: the moment of the play, what was opened over it, and what is begun but not sealed.

Rule 1: this is the one place of the full screen that changes; `actions` changes it, `paint` reads it, and neither keeps anything.
Rule 2: it draws nothing and knows no key, so that a play can be driven without a terminal. `stage_pages` has the pages of the play, `pile`
what is open over them; this file is longer than most because what changes together stands together.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from sim.errors import SimError, Stale
from sim.model.ids import RoleId
from sim.model.view import ShownDecision, ShownOption, ShownTurn, View
from sim.terminal import commands, company, reading
from sim.terminal.account import Account
from sim.terminal.flow import Moment, Stage, hot_seat, may_decide, next_moment, onlooker
from sim.terminal.glossed import Glossary
from sim.terminal.pages import Page
from sim.terminal.pile import Pile
from sim.terminal.settings import Settings
from sim.terminal.stage_pages import stage_page
from sim.terminal.table import Table

Expectation: TypeAlias = Literal["falls", "rises"] | None
"""What a role expects of the tension; None: it does not say."""


class Desk(Pile):
    """The state of the full screen."""

    def __init__(self, table: Table, settings: Settings) -> None:
        """Sit down at a table; the notice comes first.

        Raises:
            SimError: the play cannot be shown.

        """
        super().__init__()
        self.table = table
        self.settings = settings
        self.theme = settings.theme
        self.guide = table.guide()
        self.glossary = Glossary(self.guide)
        self.moment = Moment(Stage.NOTICE)
        """The notice comes first; who has decided here before has read it."""
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
        self.met: set[int] = set()
        """Turns whose scene this terminal has shown."""
        self.account = Account(table)
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
        leaving = company.leaving_help(self.table.led) if self.table.led is not None else ""
        return commands.available(self.where, alone=self.table.alone, reasons=self.settings.reasons, there=needed, leaving=leaving)

    def _led_there(self) -> Mapping[str, bool]:
        if self.table.led is None:
            return {}
        seat = self.table.led.news().seat
        return {
            "led": seat.role is not None,
            "talk": seat.talk and seat.role is not None,
            "vote": self.can_vote_anew,
            "wish": seat.choosing,
        }

    @property
    def is_early(self) -> bool:
        """Whether the play is part of a lesson whose facilitator has not started it."""
        return self.table.led is not None and self.table.led.news().seat.view is None

    @property
    def can_vote_anew(self) -> bool:
        """Whether the person may say once more what they want, because their team has not decided."""
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
    def page(self) -> Page:
        """The uppermost page."""
        if self.sheets:
            return self.sheets[-1].shown()
        if self._page is None:
            self._page = stage_page(self)
        return self._page

    def look_again(self) -> None:
        """Ask the table anew what is before the person; something of it has changed."""
        self._view = None
        self._account_for()
        self.touched()

    def _account_for(self) -> None:
        """Read the account of the play where the page shows it: at the end, and after a turn in which nobody here decided."""
        moment = self.moment
        if moment.stage is Stage.END or (moment.stage is Stage.HAPPENED and moment.turn not in self.met):
            self.account.look()

    def touched(self) -> None:
        """Forget what was drawn of the play; something before the person has changed."""
        self._page = None

    # opening and closing

    def close(self) -> None:
        """Take the uppermost page away."""
        super().close()
        if self._is_behind and not self.sheets:
            self.arrive()

    def refuse(self, error: SimError) -> None:
        """Show why something was refused; nothing that was begun is lost."""
        self.ask = None
        self.read(reading.refusal_page(str(error), is_stale=isinstance(error, Stale)))

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
            if (self.sheets or self.ask) and not self.is_early:  # without a play there is nothing below what is open
                self._is_behind = True
                self.message = "The play has gone on. Close this page to see it."
            else:
                self._come()
        before, self._heard = self._heard, company.heard(led.news().seat)
        if self._heard not in ("", before):
            self.message = company.short(self._heard)

    def _come(self) -> None:
        """Go on, because news came; where what is needed for it cannot be had now, the next news goes on."""
        try:
            self.arrive()
        except SimError as error:
            led = self.table.led
            self.message = "" if led is not None and led.gone else company.short(str(error))  # the page says why a seat is gone

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
        self.clear()
        self.message = ""
        self.focus, self.reason, self.expectation = None, "", None
        self._view, self._page = None, None
        if moment.stage is Stage.SCENE:
            self.met.add(moment.turn)
        self.account.forget()
        self._account_for()
        if moment.stage is Stage.HAPPENED and hot_seat(self.table):
            self._holder = None
