"""The facilitator's part of a lesson on paper: how it is run, and for each scene what is read out, what choices do, and where it goes.

Rule 1: what stands here is for the facilitator's eyes; roles get the cards of `sim.report.paper.cards`.
"""

from collections.abc import Iterable, Iterator

from sim.engine.words import reasons
from sim.model.condition import Condition
from sim.model.effects import Effect
from sim.model.ids import CHANCE, IndicatorId, SceneId
from sim.model.scenario import Indicator
from sim.model.scene import Inject, Option, RoleDecision, Scene
from sim.report.outline import Element, Heading, Item, Paragraph, Table, prose
from sim.report.paper.deck import Deck, Numbered, Sheet

_HOW = (
    "Draw the roles at random and ask nobody where they come from. Anybody may stop and watch instead, at any time, without a reason.",
    "Give every role its sheet, and the passages to every table. Keep the cards; hand one out when its scene comes.",
    "Read out the notice, then the first scene. When a scene has time to talk, let them talk, and stop them when it is over.",
    "Each role that decides writes the code of its option, such as 21A, on a slip, face down. Nobody sees one before the last is there.",
    "Turn the slips. Add up what all the choices do; where one sets a value, that value counts; then keep each number in its bounds.",
    "Go through the ways out from the top. The first one that fits is taken: read it out, do what it does, and go to the scene it names.",
    "Stop the play in time: at least a third of the lesson belongs to the talk afterwards. The roles are laid down first.",
)


def running_order(deck: Deck, numbered: Numbered) -> Iterator[Sheet]:
    """Yield the facilitator's sheets: how to run the lesson, the numbers at the start, each scene, and the news."""
    scenario = deck.machine.scenario
    yield Sheet(
        f"{scenario.title}: {deck.act.title}",
        (
            Paragraph(f"The whole act: {deck.act.about}"),
            Paragraph(f"The course that is printed here: {deck.course.about}"),
            Heading(2, "Read this out first"),
            *prose(scenario.notice),
            *prose(deck.act.account),
            Heading(2, "How the lesson runs"),
            *(Item(f"{number}. {line}") for number, line in enumerate(_HOW, start=1)),
            Heading(2, "Numbers at the start"),
            _track(deck),
        ),
    )
    for scene in deck.scenes:
        yield Sheet(
            f"Scene {deck.title(scene.id)}", tuple(_outcome(deck, numbered, scene) if scene.outcome else _scene(deck, numbered, scene))
        )
    if deck.injects:
        yield Sheet("News", tuple(_news(deck, numbered)))


def _track(deck: Deck) -> Table:
    """Return the indicators with room to keep their values by hand."""
    begins = {start.indicator: start.value for start in (*deck.act.start, *deck.course.start)}
    board = deck.machine.board(deck.act.id)
    shown = [indicator for indicator in deck.machine.scenario.indicators if indicator.id in board]
    rows = tuple(
        (f"{_name(one)}{' (nobody else sees it)' if one.hidden else ''}", _range(one), str(begins.get(one.id, one.start)), "")
        for one in shown
    )
    caption = (
        "What the facilitator keeps on the board, and changes after each scene. It is the play's own count, which no document gives: its "
        "author set where it begins."
    )
    return Table(caption, ("What", "From, to", "Start", "After each scene"), rows)


def _name(indicator: Indicator) -> str:
    return indicator.name


def _range(indicator: Indicator) -> str:
    return "0 no, 1 yes" if (indicator.low, indicator.high) == (0, 1) else f"{indicator.low} to {indicator.high}"


def _scene(deck: Deck, numbered: Numbered, scene: Scene) -> Iterator[Element]:
    yield Paragraph(scene.date if scene.date_known == "stated" else f"{scene.date} ({scene.date_known})")
    yield Heading(3, "Read out")
    yield from prose(scene.situation)
    yield Paragraph(numbered.rests_on(scene.cites))
    if scene.talk is not None:
        yield Heading(3, f"Time to talk: {_minutes(scene.talk.seconds)}")
        yield from prose(scene.talk.prompt)
    yield Heading(3, "Who decides, and what it does")
    for entry in scene.decision:
        yield _choices(deck, scene.id, entry)
    yield Heading(3, "Ways out, from the top")
    for number, branch in enumerate(scene.branches, start=1):
        when = _when(deck, scene, branch.when) if branch.when else "In every other case"
        yield Item(f"{number}. {when}: go to {deck.title(branch.to)}. {_effects(deck, branch.effects)}".rstrip())
        yield from prose(f"Read out: {branch.narration}", under=True)
        yield Paragraph(numbered.rests_on(branch.cites), under=True)
    coming = [inject for inject in deck.injects if scene.id in inject.cue]
    if coming:
        yield Heading(3, "News that fits here")
        for inject in coming:
            yield Item(inject.heading)


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _choices(deck: Deck, scene: SceneId, entry: RoleDecision) -> Table:
    name = deck.names[entry.role]
    if entry.role == CHANCE:
        whole = sum(option.weight or 0 for option in entry.options)
        rows, low = [], 0
        for option in entry.options:
            high = low + (option.weight or 0)
            rows.append((f"{low + 1} to {high}", option.label, _effects(deck, option.effects)))
            low = high
        return Table(f"{name}: draw a number from 1 to {whole}.", ("Number", "What happens", "What it does"), tuple(rows))
    card = deck.card(scene, entry.role)
    rows = [(card.code(option.id), _label(deck, entry, option), _effects(deck, option.effects)) for option in entry.options]
    default = card.code(deck.machine.plans[scene].defaults[entry.role])
    caption = f"{name} has card {card.number}. When time is up without a choice: {default}."
    return Table(caption, ("", name, "What it does"), tuple(rows))


def _label(deck: Deck, entry: RoleDecision, option: Option) -> str:
    notes = [f"only if {open_when(deck, option.when)}"] if option.when else []
    notes += ["this is what the documents report"] if option.id == entry.reported else []
    return f"{option.label} ({'; '.join(notes)})" if notes else option.label


def open_when(deck: Deck, condition: Condition) -> str:
    """Return in words when an option is open; it reads indicators, never choices."""
    return " and ".join(reasons(deck.machine, deck.course.scene, condition, all_named=True))


def _when(deck: Deck, scene: Scene, condition: Condition) -> str:
    return "If " + " and ".join(reasons(deck.machine, scene.id, condition, all_named=True))


def _effects(deck: Deck, effects: Iterable[Effect]) -> str:
    return "; ".join(_effect(_indicator(deck, effect.indicator), effect) for effect in effects)


def _indicator(deck: Deck, wanted: IndicatorId) -> Indicator:
    return next(indicator for indicator in deck.machine.scenario.indicators if indicator.id == wanted)


def _effect(indicator: Indicator, effect: Effect) -> str:
    return f"{indicator.name} {effect.amount:+d}" if effect.op == "add" else f"{indicator.name} becomes {effect.amount}"


def _outcome(deck: Deck, numbered: Numbered, scene: Scene) -> Iterator[Element]:
    outcome = scene.outcome
    if outcome is None:
        return
    found = next(kind for kind in deck.machine.scenario.outcome_classes if kind.id == outcome.outcome_class)
    yield Paragraph(f"The play ends here: {found.name}. {found.about}")
    yield Heading(3, "Read out")
    yield from prose(scene.situation)
    yield Paragraph(numbered.rests_on(scene.cites))
    yield from prose(outcome.epilogue)
    yield Heading(3, "Beside what is reported")
    yield from prose(outcome.compared)


def _news(deck: Deck, numbered: Numbered) -> Iterator[Element]:
    yield Paragraph("Each comes once at most. What names a role is for that role alone.")
    for inject in deck.injects:
        yield Heading(3, inject.heading)
        yield Paragraph(_comes(deck, inject))
        yield from prose(inject.text)
        does = _effects(deck, inject.effects)
        if does or inject.to:
            yield Paragraph(f"{does}{'. ' if does and inject.to else ''}{f'Go to {deck.title(inject.to)}.' if inject.to else ''}")
        yield Paragraph(numbered.rests_on(inject.cites))


def _comes(deck: Deck, inject: Inject) -> str:
    known = {scene.id for scene in deck.scenes}
    where = ", ".join(deck.title(scene) for scene in inject.scenes or inject.cue if scene in known)
    whom = f" For {', '.join(deck.names[role] for role in inject.roles)} alone." if inject.roles else ""
    if inject.roles:
        codes = ", ".join(f"{card.code} to {deck.names[card.role]}" for card in deck.news if card.inject == inject.id)
        whom += f" Hand out {codes}."
    if inject.when is not None:
        words = " and ".join(reasons(deck.machine, deck.course.scene, inject.when, all_named=True))
        return f"After a scene is resolved, as soon as {words}{f', in {where}' if where else ''}.{whom}"
    if inject.scenes:
        return f"On coming to {where}.{whom}"
    return f"When you find it fits{f', best in {where}' if where else ''}.{whom}"
