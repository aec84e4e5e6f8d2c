"""What the roles of a lesson on paper get: a sheet for each role, a card for each of its decisions, slips, and the passages by number.

Rule 1: a card holds what a screen would show that role, and nothing that is sealed or somebody else's.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from sim.engine.shown import basis_of
from sim.model.scenario import Role
from sim.model.scene import Option, RoleDecision, Scene
from sim.model.source import Basis
from sim.model.view import ShownNote, ShownPassage
from sim.report.outline import Element, Heading, Item, Paragraph, Quotation, prose
from sim.report.paper.deck import Deck, Numbered, Sheet
from sim.report.paper.running_order import open_when
from sim.report.prose import one_line

_SLIPS = 8
"""Slips on a page; print the page as often as it takes."""


def role_sheets(deck: Deck) -> Iterator[Sheet]:
    """Yield a sheet for each role: who it is, whom it answers to, and what it wants in this act."""
    for role in deck.machine.scenario.roles:
        yield Sheet(f"Your role: {role.name}", tuple(_role(deck, role)), form="card")


def _role(deck: Deck, role: Role) -> Iterator[Element]:
    yield from prose(role.about)
    if role.audience:
        yield Heading(3, "Whom you answer to at home")
        yield from prose(role.audience)
    aims = [aim for aim in role.aims if aim.counts_in(deck.act.id)]
    if aims:
        yield Heading(3, "What you want; not all of it goes together")
        yield from (Item(aim.text) for aim in aims)
    yield from _invented(deck, role)
    yield Heading(3, "How you decide")
    yield Paragraph(
        f"When a scene asks you to decide, you get a card. {role.adviser} says what speaks for and against each choice. Write the code "
        "before your choice on a slip, such as 21A, and lay it face down; nobody sees it before the last one lies there."
    )
    yield Paragraph("You play a role. You may stop and watch instead at any time, and nobody asks why.")


def _invented(deck: Deck, role: Role) -> Iterator[Element]:
    """Yield how much of what a role can choose no document shows; a card marks each option, and nobody has seen those yet."""
    asked = (entry for scene in deck.scenes for entry in scene.decision if entry.role == role.id)
    bases = [basis_of(option.cites) for entry in asked for option in entry.options]
    invented = bases.count(Basis.INVENTED)
    if not invented:
        return
    if invented == len(bases):
        yield Paragraph("All that you can choose here is invented for teaching: no document shows this.")
    else:
        yield Paragraph(
            f"Of the {len(bases)} things that you can choose here, {invented} are invented for teaching: no document shows this. "
            "Your cards mark each of them."
        )


def decision_cards(deck: Deck, numbered: Numbered) -> Iterator[Sheet]:
    """Yield a card for each decision of each role, role by role, so that each pile can be handed to whoever gives it out."""
    for role in deck.machine.scenario.roles:
        for scene in deck.scenes:
            for entry in scene.decision:
                if entry.role == role.id:
                    title = f"Card {deck.card(scene.id, role.id).number} · {role.name} · {deck.title(scene.id)}"
                    yield Sheet(title, tuple(_card(deck, numbered, scene, entry, role)), form="card")


def _card(deck: Deck, numbered: Numbered, scene: Scene, entry: RoleDecision, role: Role) -> Iterator[Element]:
    for briefing in scene.briefings:
        if briefing.role == role.id:
            yield Paragraph("For your eyes only:")
            yield from prose(briefing.text)
    if scene.exercise is not None and (not scene.exercise.roles or role.id in scene.exercise.roles):
        yield Paragraph(
            f"First weigh this claim: {one_line(scene.exercise.claim)} Is it well supported, partly, poorly, or can you not tell?"
        )
        yield Paragraph(numbered.rests_on(scene.exercise.passages))
    yield Heading(3, entry.question or scene.heading)
    card = deck.card(scene.id, role.id)
    for option in entry.options:
        yield Item(f"{card.code(option.id)}. {option.label}" + (f" (only if {open_when(deck, option.when)})" if option.when else ""))
        if option.text:
            yield from prose(option.text, under=True)
        for sign, reason in (("For", option.pro), ("Against", option.contra)):
            if reason:
                yield Paragraph(f"{sign}: {one_line(reason)}", under=True)
        yield Paragraph(" ".join((*_promises(deck, option), numbered.rests_on(option.cites))), under=True)
    yield from _silence(deck, scene, entry)


def _silence(deck: Deck, scene: Scene, entry: RoleDecision) -> Iterator[Element]:
    """Yield what comes of it when nobody decides in time, where the author has set a time."""
    if scene.deadline is not None:
        card = deck.card(scene.id, entry.role)
        yield Paragraph(f"If nobody decides in time: {card.code(deck.machine.plans[scene.id].defaults[entry.role])}.")


def _promises(deck: Deck, option: Option) -> Iterator[str]:
    """Yield what an option promises in public, or would break if it was promised before."""
    known = {indicator.id: indicator for indicator in deck.machine.scenario.indicators}
    for effect in option.effects:
        indicator = known[effect.indicator]
        if indicator.commitment is not None:
            does = "Promises in public" if effect.amount > 0 else "Breaks, if it was promised"
            yield f"{does}: {indicator.name}."


def news_slips(deck: Deck, numbered: Numbered) -> Iterator[Sheet]:
    """Yield a card for each role that receives news which others do not."""
    told = {inject.id: inject for inject in deck.injects}
    for card in deck.news:
        inject = told[card.inject]
        words = (Paragraph("For your eyes only:"), *prose(inject.text), Paragraph(numbered.rests_on(inject.cites)))
        yield Sheet(f"News {card.number} · {deck.names[card.role]} · {inject.heading}", words, form="card")


def slips() -> Iterator[Sheet]:
    """Yield a page of slips for sealed choices."""
    for _ in range(_SLIPS):
        yield Sheet(
            "Sealed choice",
            (
                Paragraph("Group: ______   Role: ______________________   Code: ____________"),
                Paragraph("Why (read by nobody before the end): ________________________________________"),
                Paragraph("The tension will: fall / rise.   A claim on my card is supported: well / partly / poorly / cannot tell."),
            ),
            form="slip",
        )


def passages(numbered: Numbered) -> Iterator[Sheet]:
    """Yield every passage that sheets and cards name, then the documents they stand in and what those leave out, each once."""
    found = numbered.passages()
    notes = {note.id: note for _, passage in found for note in passage.notes}
    letters = {note: f"N{place}" for place, note in enumerate(notes, start=1)}
    yield Sheet("What the documents say", (Paragraph(_PASSAGES), *(_passage(number, passage, letters) for number, passage in found)))
    cautions = {passage.title: f"“{passage.title}”, {passage.outlet}, {passage.date}: {passage.caution}" for _, passage in found}
    yield Sheet("The documents", tuple(Paragraph(one_line(line)) for line in cautions.values()))
    if notes:
        told = chain.from_iterable(_note(letters[note.id], note) for note in notes.values())
        yield Sheet("From outside: what the documents leave out", tuple(told))


_PASSAGES = (
    "The documents' own words, by the numbers on sheets and cards. A report is not proof: each line says who says it, who owns the outlet, "
    "and how many independent publishers report the same. N1, N2 and so on are notes from outside; they stand at the end."
)


def _passage(number: int, passage: ShownPassage, letters: Mapping[str, str]) -> Quotation:
    beside = f" · from outside: {', '.join(letters[note.id] for note in passage.notes)}" if passage.notes else ""
    return Quotation(one_line(passage.quote), passage.credit, f"In “{one_line(passage.title)}”{beside}", number=number)


def _note(letter: str, note: ShownNote) -> Iterator[Element]:
    yield Item(f"{letter}. {note.date}")
    yield Paragraph(one_line(note.text), under=True)
    if note.caution:
        yield Paragraph(one_line(note.caution), under=True)
    where = "; ".join(f"{reference.publisher}, {reference.date} ({reference.owner})" for reference in note.references)
    yield Paragraph(f"Rests on: {one_line(where)}", under=True)
