"""The page of each stage of a play, as the full screen shows it: what `render` and `lobby` draw, for whoever sits at the desk.

Rule 1: nothing here changes the desk, or asks the table for more than what is before the person: that may be over the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.terminal import company, lobby, render
from sim.terminal.flow import Stage, hot_seat
from sim.terminal.handover import handover_page

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from collections.abc import Callable, Mapping

    from sim.report.review import ReviewedScene
    from sim.terminal.desk import Desk
    from sim.terminal.pages import Page


def stage_page(desk: Desk) -> Page:
    """Return the page of the play that is before the person."""
    page = _PAGES[desk.moment.stage](desk)
    shown = desk.moment.stage in (Stage.SCENE, Stage.WAITING, Stage.END)
    return lobby.beside(page, desk.table.led) if shown and desk.table.led is not None else page


def _notice(desk: Desk) -> Page:
    return lobby.noticed(render.notice_page(desk.guide), desk.table.led)


def _lobby(desk: Desk) -> Page:
    return lobby.lobby_page(desk.guide, desk.table.led)


def opening(desk: Desk) -> Page:
    """Return the page about the act, its sources and the roles."""
    led = desk.table.led
    again = f"`{led.again}`" if led is not None else ""
    return render.opening_page(desk.guide, desk.table.people, desk.glossary, desk.guide.carried, again=again)


def _handover(desk: Desk) -> Page:
    public = desk.table.view(None)
    names = {role.id: role.name for role in desk.guide.roles}
    sealed = tuple(seat.name for seat in public.seats if seat.decided and seat.role in desk.table.people)
    role = desk.moment.role or ""
    return handover_page(desk.guide.act_title, names[role], sealed, dict(desk.settings.names).get(role, ""))


def _scene(desk: Desk) -> Page:
    decision = desk.decision
    led = desk.table.led
    team = led is not None and len(led.news().seat.team) > 1
    ask = render.scene_ask(decision, desk.focus, desk.reason, desk.expectation, team=team) if decision else ""
    return render.scene_page(desk.view, desk.guide, desk.glossary, desk.focus, ask)


def _happened(desk: Desk) -> Page:
    turn = next(turn for turn in desk.view.turns if turn.number == desk.moment.turn)
    all_look = "Everybody may look at this page. " if hot_seat(desk.table) else ""
    ask = f"{all_look}Space reads on. Press Enter to go on."
    return render.happened_page(turn, desk.guide, desk.glossary, _unmet(desk, turn.number), ask)


def _unmet(desk: Desk, number: int) -> ReviewedScene | None:
    """Return the scene of a turn that went by without anybody here deciding in it; None where the account is closed or away."""
    turns = desk.account.kept.turns if desk.account.kept is not None else ()
    return next((turn for turn in turns if turn.number == number), None)


def _waiting(desk: Desk) -> Page:
    led = desk.table.led
    ask = "" if led is None else company.waiting_ask(led, can_change=desk.can_vote_anew)
    return render.waiting_page(desk.view, desk.guide, desk.glossary, ask)


def _end(desk: Desk) -> Page:
    from sim.terminal.ending import ending_page, outcome_page  # noqa: PLC0415 -- the first screen does not wait for the last

    review, led = desk.account.kept, desk.table.led
    if review is None and led is not None and led.gone:  # the line below says why already
        return outcome_page(desk.view, desk.guide, desk.glossary, f"{company.out(led)} q leaves.")
    if review is None:
        why = str(desk.account.refused or "")
        return outcome_page(desk.view, desk.guide, desk.glossary, f"{why[:1].upper()}{why[1:]}.")
    return ending_page(desk.view, review, desk.guide, desk.glossary, desk.table.people)


_PAGES: Mapping[Stage, Callable[[Desk], Page]] = {
    Stage.NOTICE: _notice,
    Stage.LOBBY: _lobby,
    Stage.OPENING: opening,
    Stage.HANDOVER: _handover,
    Stage.SCENE: _scene,
    Stage.HAPPENED: _happened,
    Stage.WAITING: _waiting,
    Stage.END: _end,
}
