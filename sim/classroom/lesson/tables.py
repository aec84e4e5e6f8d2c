"""Groups that play at tables with printed cards: they have no seats, and the facilitator enters what they hand in.

Rule 1: a card is what `report.paper.numbering` printed; whether its option may be chosen now, the rules say.
Rule 2: the slips of a group are entered together or not at all, so that one that cannot be right leaves nothing half done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.classroom.lesson import beginning
from sim.classroom.lesson.guards import must_be_open, must_be_playable, must_be_turn
from sim.engine.arms import arm_of
from sim.engine.rules import offered, undecided
from sim.engine.seating import MOST_GROUPS, group_names, playable_in, why_it_stands
from sim.engine.session import Session
from sim.errors import Illegal, Invalid
from sim.model.events import PERSON, Chose, Handed, Judged, Played, Support
from sim.model.ids import CHANCE, GroupId, OptionId, RoleId
from sim.model.leading import Intervened
from sim.model.lesson import HandedIn
from sim.report.paper.numbering import NewsCard, card_of, news_cards, read_code
from sim.store.drafting import Draft


@dataclass(frozen=True, slots=True)
class Slip:
    """What a role wrote, as the facilitator typed it."""

    role: RoleId
    code: str
    """Such as `21A`."""
    reason: str | None = None
    expectation: Literal["falls", "rises"] | None = None
    support: Support | None = None
    """How well it found the claim on its card supported; None: it does not say, or has none."""


def begin(draft: Draft, groups: int) -> None:
    """Let groups play at tables, as many as are wanted; those that play already go on.

    Raises:
        Illegal: people join this lesson, it is over, or so many groups play already.

    """
    must_be_open(draft)
    if not draft.lesson.began.table:
        message = "people join this lesson themselves; groups at tables need a lesson of their own: sim host --table"
        raise Illegal(message, "no-tables")
    if not 1 <= groups <= MOST_GROUPS:
        message = f"a lesson has 1 to {MOST_GROUPS} groups"
        raise Illegal(message, "no-tables")
    waiting = [name for name in group_names(groups) if name not in draft.lesson.groups]
    if not waiting:
        message = f"{len(draft.lesson.groups)} groups play already"
        raise Illegal(message, "nothing-to-start")
    for group in waiting:
        beginning.begin(draft, group, (Played(role=role.id, by=PERSON) for role in draft.machine.scenario.roles))


def hand_in(draft: Draft, group: GroupId, turn: int, slips: tuple[Slip, ...]) -> None:
    """Enter the slips of a group; each role's choice is sealed, and the turn is over with the last.

    Raises:
        Stale: they were meant for an earlier turn.
        Illegal: the lesson is paused or over, or a card is not one that is asked for now, or the rules refuse it.
        Missing: there is no such card or group.
        Invalid: there is no slip, or one cannot be read.

    """
    must_be_turn(draft, group, turn)
    _must_be_played(draft, group)
    if not slips:
        message = "no card is typed in; type the code of at least one, such as 21A"
        raise Invalid(message, "not-a-card")
    asks = arm_of(draft.lesson, group).reasons
    for slip in slips:
        code, option = _read(draft.sessions[group], slip)
        draft.note(HandedIn(group=group, turn=turn, role=slip.role, code=code))
        if slip.support is not None:
            judged = Judged(role=slip.role, scene=draft.sessions[group].state.scene, support=slip.support)
            draft.play(group, judged, slip.role, turn)
        reason, expectation = (slip.reason, slip.expectation) if asks else (None, None)
        draft.play(group, Chose(role=slip.role, option=option, reason=reason, expectation=expectation), slip.role, turn)


def _read(session: Session, slip: Slip) -> tuple[str, OptionId]:
    """Return the code of a slip as it is printed, and the option it stands for, if it is the card that its role was given."""
    machine, scene = session.machine, session.state.scene
    names = machine.lookup.names
    who = names.get(slip.role, slip.role)
    card, option = read_code(machine.scenario, slip.code)
    if slip.role not in machine.plans[scene].roles or slip.role == CHANCE:
        message = f"{who} decides nothing in this scene"
        raise Illegal(message, "not-asked")
    wanted = card_of(machine.scenario, scene, slip.role)
    if card != wanted:
        where = machine.lookup.scenes[card.scene].heading
        whose = f"card {card.number} is {names[card.role]}'s in the scene “{where}”"
        message = f"{who}: {whose}; here {who} has card {wanted.number}; look at the slip again"
        raise Illegal(message, "another-card")
    if slip.role not in undecided(machine, session.state):
        message = f"{who} has decided in this turn, and a sealed choice is final; its slip is entered already"
        raise Illegal(message, "already-decided")
    if option not in {offer.id for offer in offered(machine, session.state, slip.role)}:
        message = f"{who}: {card.code(option)} is not open now, as its card says; they need another code of card {card.number}"
        raise Illegal(message, "option-not-offered")
    return card.code(option), option


def play_by(draft: Draft, group: GroupId, role: RoleId, *, bot: bool) -> None:
    """Let a bot decide for a role of a group from now on, or let the group do it again.

    Raises:
        Illegal: it is so already, the lesson is paused or over, or nobody plays the group any more.
        Missing: there is no such group or role, or the group's act does not ask it.

    """
    must_be_open(draft)
    draft.lesson.group(group)
    if not draft.lesson.began.table:
        message = "in this lesson a role without a seat is a bot's; move a seat instead"
        raise Illegal(message, "no-tables")
    _must_be_played(draft, group)
    players, names = draft.sessions[group].players, draft.machine.lookup.names
    must_be_playable(draft, role, playable_in(draft.lesson, draft.sessions, draft.machine, group))
    if bot == (players[role] != PERSON):
        message = f"a bot decides for {names[role]} already" if bot else f"the group decides for {names[role]} already"
        raise Illegal(message, "nothing-to-start")
    by = draft.lesson.began.bot if bot else PERSON
    draft.note(Intervened(group=group, act="handed", about=role, reason=by))
    draft.play(group, Handed(role=role, by=by), role)


def _must_be_played(draft: Draft, group: GroupId) -> None:
    """Refuse what would let a play go on while the lesson is paused, or that everybody left for another."""
    why = why_it_stands(draft.lesson, draft.sessions, group)
    if draft.lesson.paused or why:
        message = f"the play of group {group[1:]}: {why}" if why else "the lesson is paused; go on first"
        raise Illegal(message, "nobody-plays" if why else "paused")


@dataclass(frozen=True, slots=True)
class Dealt:
    """A card that a role of a group needs now."""

    role: RoleId
    name: str
    card: int
    closed: tuple[str, ...]
    """Codes on it that cannot be chosen in this turn."""
    decided: bool
    bot: bool
    weighs: bool
    """Whether a claim stands on it, to be judged first."""


def cards_now(session: Session) -> Iterator[Dealt]:
    """Yield the card of each role that decides in the current turn."""
    machine = session.machine
    scene = session.state.scene
    open_now = undecided(machine, session.state)
    for role in machine.plans[scene].roles:
        if role != CHANCE:
            card = card_of(machine.scenario, scene, role)
            offers = {option.id for option in offered(machine, session.state, role)}
            closed = tuple(card.code(option) for option in card.options if option not in offers)
            by_bot, weighs = session.players[role] != PERSON, role in machine.plans[scene].readers
            yield Dealt(role, machine.lookup.names[role], card.number, closed, role not in open_now, by_bot, weighs)


def news_now(session: Session) -> tuple[NewsCard, ...]:
    """Return the cards with news that some roles alone receive, of what has come with this turn and since."""
    recent = session.steps[max(session.turns[-1].steps - 1, 0) :]
    came = {name for step in recent for name in step.injects}
    return tuple(card for card in news_cards(session.machine.scenario) if card.inject in came)
