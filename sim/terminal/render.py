"""The pages of a play as values: view and guide in, page out.

Rule 1: pure: equal views give equal pages, and a page holds nothing that its view does not.
Pages that are opened over the play stand in `reading`, the end in `ending`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.guide import Guide, ShownRole
from sim.model.view import ShownChoice, ShownDecision, ShownTurn, View
from sim.report.wording import DEFAULTED, decided_instead, minutes
from sim.terminal import notice
from sim.terminal.blocks import Block, Gap, Prose, Rule, Words
from sim.terminal.claims import claim
from sim.terminal.glossed import Glossary
from sim.terminal.lines import Span
from sim.terminal.pages import Page
from sim.terminal.panels import (
    SHORT_LABELS,
    basis_block,
    board,
    change_block,
    decision,
    news,
    plain,
    private,
    quotes,
    seats_block,
)
from sim.terminal.phrases import deadline, whole_act

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import ReviewedScene

MANNERS = (
    ("1–9", "look at an option: what it does, and what speaks for and against it"),
    ("Enter", "seal the option you look at; a sealed choice is final"),
    ("s", "open the passages behind what is on screen"),
    ("c", "see where the documents contradict each other"),
    ("PgDn", "scroll; Space reads on and then goes on"),
    (":", "find every other command; ? explains the keys"),
    ("q", "leave; everything is kept, and `sim resume` goes on"),
)
"""How to play, as the opening page tells it."""
_PAIR = 2


def notice_page(guide: Guide) -> Page:
    """Return the first page: what everything here rests on, and whose texts these are."""
    return notice.notice_page(guide.title, guide.author, guide.notice, ours=guide.ours)


def opening_page(guide: Guide, people: tuple[str, ...], glossary: Glossary, carried: tuple[str, ...] = (), *, again: str = "") -> Page:
    """Return the page before an act: what it is, on whose account it rests, the roles, and how to play; first what is new.

    Args:
        guide: what everybody may read.
        people: the roles that people here play.
        glossary: its explained words.
        carried: what the act before left.
        again: in a lesson, how one comes back; empty where nobody leads the play.

    """
    about: list[Block] = [Rule(guide.title), Gap(), glossary.prose(guide.about)]
    left: list[Block] = [Rule("What the act before left"), Gap(), *plain(*carried)]
    blocks: list[Block] = [
        *(left if carried else about),
        Gap(),
        Rule(f"This act: {guide.act_title}"),
        Gap(),
        glossary.prose(whole_act(guide)),
        Gap(),
        Prose(guide.course_about, "soft"),
    ]
    if guide.given:
        blocks += [Gap(), Rule("What has happened already"), *map(change_block, guide.given)]
    blocks += [Gap(), Rule("On whose account"), Gap(), glossary.prose(guide.account)]
    if carried:
        blocks += [Gap(), *about]
    mine = [role for role in guide.roles if role.id in people]
    others = [role for role in guide.roles if role.id not in people]
    aside: list[Block] = [Rule("Your role" if len(mine) == 1 else "Your roles", "private-heading")] if mine else []
    for role in mine:
        aside += [Gap(), *_role(role, glossary), *_close(role)]
    if others:
        aside += [*([Gap()] if mine else []), Rule("The others" if mine else "The roles" if again else "The roles, all played by bots")]
    for role in others:
        aside += [Gap(), *_role(role, glossary)]
    manners = (*MANNERS[:-1], ("q", f"leave; everything is kept, and {again} goes on")) if again else MANNERS
    aside += [Gap(), Rule("How to play"), *(_manner(key, does) for key, does in manners)]
    return Page(guide.title, tuple(blocks), tuple(aside), "Space reads on. Press Enter to begin.")


def _role(role: ShownRole, glossary: Glossary) -> tuple[Block, ...]:
    return (Words((Span(role.name, "subject"),)), glossary.prose(role.about))


def _close(role: ShownRole) -> tuple[Block, ...]:
    """Return what only matters to who plays the role: audience, adviser, aims."""
    adviser = f"{role.adviser} gives you a reason for and a reason against each option."
    blocks: list[Block] = [Words((Span("You answer to: ", "strong"), Span(role.audience)))] if role.audience else []
    blocks += [Prose(adviser, "soft")]
    blocks += [Words((Span(aim),), (Span("Aim: ", "strong"),), (Span("  "),)) for aim in role.aims]
    return tuple(blocks)


def _manner(key: str, does: str) -> Words:
    return Words((Span(does),), (Span(f"{key:>6}  ", "number"),), (Span("        "),))


def _dateline(date: str, turn: int) -> Words:
    return Words((Span(date, "strong"), Span(f" · turn {turn}", "soft")))


def scene_page(view: View, guide: Guide, glossary: Glossary, focus: int | None, ask: str) -> Page:
    """Return a role's page of the current scene.

    Args:
        view: the role's.
        guide: what everybody may read.
        glossary: its explained words.
        focus: number of the option that is looked at, or None.
        ask: what the person can do next.

    """
    role = next((role for role in guide.roles if role.id == view.role), None)
    blocks: list[Block] = [*_situation(view, glossary)]
    if view.briefing:
        blocks += [Gap(), *private(f"For {view.role_name} alone", view.briefing, glossary)]
    if view.aims:
        blocks += [Gap(), *(Words((Span(aim.text),), (Span("Aim: ", "strong"),), (Span("  "),)) for aim in view.aims)]
    if view.exercise:
        blocks += [Gap(), *claim(view.exercise, glossary)]
    if view.talk_prompt:
        blocks += [Gap(), Rule(f"Talk first: {minutes(view.talk_seconds or 0)}", "news"), glossary.prose(view.talk_prompt)]
    if view.injects:
        blocks += [Gap(), Rule("News", "news"), *news(view.injects, glossary)]
    if view.conflicts:
        blocks += [Gap(), Rule("The documents contradict each other here")]
        blocks += [
            Words((Span(conflict.question, "", "key conflicts"),), (Span("≠ ", "number"),), (Span("  "),)) for conflict in view.conflicts
        ]
        blocks += [Words((Span("c shows the accounts side by side.", "hint", "key conflicts"),))]
    aside: list[Block] = [*board(view.indicators, first=view.depth == 0), Gap(), *seats_block(view.seats, view.role)]
    if view.deadline:
        aside += [Words((Span(deadline(view.deadline), "soft"),))]
    if view.decision:
        aside += [Gap(), *decision(view.decision, role.adviser if role else "Your adviser", focus, glossary)]
    return Page(guide.act_title, tuple(blocks), tuple(aside), ask, urgent=focus is not None)


def scene_ask(decision: ShownDecision, focus: int | None, reason: str, expectation: str | None, *, team: bool = False) -> str:
    """Return what a person who decides can do next: look at an option, or seal the one that is looked at with what goes with it.

    Where several decide for the role, what is given is a vote (`team`).
    """
    if focus is None:
        count = len(decision.options)
        numbers = "1" if count == 1 else "1 or 2" if count == _PAIR else f"1 to {count}"
        return (
            f"Press {numbers} to jump to {'the option' if count == 1 else 'an option'}; Enter then {'votes for' if team else 'seals'} it."
        )
    with_it = ["with your reason"] if reason else []
    with_it += [f"expecting that tension {expectation}"] if expectation else []
    addition = f" ({', '.join(with_it)})" if with_it else ""
    if team:
        label = decision.options[focus - 1].label
        return f"Enter votes for {focus}, “{label}”{addition}. You can change your vote until your team has decided. Esc lets it go."
    return f"Enter seals {focus}, “{decision.options[focus - 1].label}”{addition}. A sealed choice is final. Esc lets it go."


def _situation(view: View, glossary: Glossary) -> tuple[Block, ...]:
    return (
        Rule(view.heading, anchor="situation"),
        _dateline(view.date, view.turn),
        basis_block(view.basis),
        Gap(),
        glossary.prose(view.situation),
        *quotes(view.passages, "The situation", "the situation"),
    )


def happened_page(turn: ShownTurn, guide: Guide, glossary: Glossary, scene: ReviewedScene | None = None, ask: str = "") -> Page:
    """Return the page that tells what came of a turn, all choices opened.

    Args:
        turn: the finished turn.
        guide: what everybody may read.
        glossary: its explained words.
        scene: what everybody was told of the scene, where this terminal has not shown it; else None.
        ask: what the person can do next.

    """
    blocks: list[Block] = [Rule("What happened"), Words((Span(turn.heading, "subject"),)), _dateline(turn.date, turn.number)]
    if scene:
        blocks += [
            basis_block(scene.basis),
            Gap(),
            glossary.prose(scene.situation),
            *quotes(scene.passages, "The situation", "the situation"),
        ]
    blocks += [Gap(), Rule("Who chose what"), *(block for choice in turn.choices for block in _choice(choice))]
    rest = tuple(block for choice in turn.choices for block in _grounds(choice))
    aside: list[Block] = [Rule("What came of it"), basis_block(turn.basis), Gap(), glossary.prose(turn.narration)]
    aside += quotes(turn.passages, "What came of it", "what came of it")
    aside += [Gap(), Rule("Why it went this way"), *(Words((Span(reason),), (Span("· "),), (Span("  "),)) for reason in turn.why)]
    aside += [Gap(), Rule("What changed"), *map(change_block, turn.changes)]
    if not turn.changes:
        aside += [Words((Span("No indicator moved.", "soft"),))]
    if turn.injects:
        aside += [Gap(), Rule("News", "news"), *news(turn.injects, glossary)]
    return Page(guide.act_title, tuple(blocks), tuple(aside), ask, last=(Rule("What the choices rest on"), *rest) if rest else ())


def _choice(choice: ShownChoice) -> tuple[Block, ...]:
    facts = " · ".join(filter(None, (choice.kind, SHORT_LABELS[choice.basis])))
    return (
        Words((Span(f"{choice.name}: ", "strong"), Span(choice.label)), rest=(Span("  "),)),
        Words((Span(facts, "basis"),), (Span("  "),), (Span("  "),)),
        *(Words((Span(DEFAULTED, "news"),), (Span("  "),), (Span("  "),)) for _ in range(choice.defaulted)),
    )


def _grounds(choice: ShownChoice) -> tuple[Block, ...]:
    """Return a choice with its passages; they come last, so that what came of the choices is not looked for far below."""
    said = f"{choice.name}: {choice.label}"
    return (Gap(), Words((Span(said),), rest=(Span("  "),)), *quotes(choice.passages, said, "this choice")[1:])


def waiting_page(view: View, guide: Guide, glossary: Glossary, ask: str = "") -> Page:
    """Return the page shown while people elsewhere have not decided yet; `ask` says what can be done, if it is not to look again."""
    aside: list[Block] = [*board(view.indicators, first=view.depth == 0), Gap(), *seats_block(view.seats, view.role)]
    chosen = view.decision.chosen if view.decision else None
    if view.decision and chosen:
        option = next(option for option in view.decision.options if option.id == chosen)
        mine = view.decision.by == "person"
        title = "Your sealed choice" if mine else "Sealed for this role"
        aside += [Gap(), Rule(title, "private-heading"), Words((Span(option.label, "strong"),))]
        aside += [] if mine else [Prose(f"{decided_instead(view.decision.by)}.")]
    look = "The others have not all decided. Press Enter to look again."
    return Page(guide.act_title, _situation(view, glossary), tuple(aside), ask or look)
