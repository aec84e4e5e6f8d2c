"""The end of a play as a page: the outcome, the play beside the reported course, each decision with what was not taken.

Rule 1: it tells how people decided and on what evidence, never which side was right.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sim.model.guide import Guide
from sim.model.ids import RoleId
from sim.model.view import View
from sim.report.closing import NO_LONGER
from sim.report.closing_reading import reading
from sim.report.review import ReportedCourse, Review, ReviewedDecision, ReviewedIndicator, ReviewedOption, ReviewedStop, ReviewedTurn
from sim.report.wording import by_whom, changed, of_the_last, sentence, turns, whose
from sim.terminal.blocks import Behind, Beside, Block, Gap, Prose, Rule, Words
from sim.terminal.claims import blocks_of
from sim.terminal.glossed import Glossary
from sim.terminal.lines import Span
from sim.terminal.pages import Page, sections
from sim.terminal.panels import SHORT_LABELS, basis_block, moved_words, plain, quotes


def ending_page(view: View, review: Review, guide: Guide, glossary: Glossary, people: Collection[RoleId]) -> Page:
    """Return the page on which a play ends; `people` are the roles that were played here, not at other terminals."""
    spoken = tuple(role.name for role in review.roles if role.id in people)
    farewell = f"You have left your role{'' if len(spoken) == 1 else 's'}: {' and '.join(spoken)}." if spoken else NO_LONGER
    over = (Gap(), Prose(NO_LONGER, "strong")) if review.ended else ()
    blocks = (*_outcome(view, glossary), *over, *_aims(review), *_promises(review), Gap(), *_decisions(review))
    aside = (*_indicators(review), *_course(review), *blocks_of(reading(review)), *_sources(review))
    ask = f"{farewell} n shows the next section, e writes the transcript, q leaves."
    if view.next_act:  # in a lesson nobody goes on from here, whatever acts follow
        ask = f"Enter goes on to “{view.next_act}”. q stops here; sim resume goes on later. n shows the next section."
    page = Page(guide.act_title, blocks, aside, ask)
    return replace(page, blocks=(*_contents(page), *page.blocks))


def outcome_page(view: View, guide: Guide, glossary: Glossary, ask: str) -> Page:
    """Return the page on which a play ends whose account is not open yet."""
    return Page(guide.act_title, tuple(_outcome(view, glossary)), ask=ask)


def _contents(page: Page) -> tuple[Block, ...]:
    """Return the parts of the page in a row, each with the number that leads there."""
    spans: list[Span] = []
    for number, (title, _) in enumerate(sections(page), 1):
        link = f"section {number}"
        spans += [Span(" · " if spans else "", "soft"), Span(f"{number}\N{NO-BREAK SPACE}", "number", link), Span(title, "soft", link)]
    return (Words(tuple(spans)), Gap())


def _outcome(view: View, glossary: Glossary) -> tuple[Block, ...]:
    outcome = view.outcome
    if outcome is None:
        return ()
    return (
        Rule(f"Outcome: {outcome.name}", anchor="outcome"),
        Words((Span(view.heading, "subject"), Span(f" · {view.date}", "soft"))),
        basis_block(view.basis),
        Gap(),
        Prose(outcome.about, "soft"),
        Gap(),
        glossary.prose(view.situation),
        *quotes(view.passages, f"Outcome: {outcome.name}", "this outcome"),
        Gap(),
        glossary.prose(outcome.epilogue),
        Gap(),
        glossary.prose(outcome.compared),
    )


def _course(review: Review) -> Iterator[Block]:
    course = review.reported
    if course is None:
        return
    yield Gap()
    yield Rule("Beside the reported course", anchor="course")
    yield Prose("A report is not proof. The reported course is what the texts report or imply, as far as they go.", "soft")
    if len(review.acts) > 1:
        yield Prose(of_the_last(review))
    if not course.stops:
        yield Prose("The texts report no course of this act.")
        return
    yield Gap()
    yield Prose(_apart(course))
    yield Gap()
    yield Prose("● the same in both · ○ in this one alone", "soft")
    yield Gap()
    reported = (*_stops(course.stops), Words((Span(f"The reported course ends: {sentence(course.ends)}"),)))
    yield Beside(((_title("This play"), *_stops(review.path)), (_title("As reported"), *reported)), least=24)
    for pick in course.picks:
        yield Gap()
        yield Words((Span(f"{pick.name}: {pick.label}"), Span(f"  {pick.heading}", "soft")), (Span("Reported of ", "soft"),), (Span("  "),))
        yield from quotes(pick.passages, f"Reported of {pick.name}", "this choice")[1:]


def _title(text: str) -> Block:
    return Words((Span(text, "strong"),))


def _apart(course: ReportedCourse) -> str:
    left = "The play never left the reported course, as far as it goes."
    if course.left is not None:
        left = f"The play left the reported course in turn {course.left}."
    if course.first_difference is None:
        return left
    return f"{left} The first choice that differs from what is reported was made in turn {course.first_difference}."


def _stops(stops: tuple[ReviewedStop, ...]) -> tuple[Block, ...]:
    return tuple(
        Words(
            (Span(stop.heading), Span(f" · {stop.date}", "soft")),
            (Span("● " if stop.shared else "○ ", "number"),),
            (Span("  "),),
        )
        for stop in stops
    )


def _decisions(review: Review) -> Iterator[Block]:
    yield Rule("The decisions, and what else was open", anchor="decisions")
    for turn in review.turns:
        yield Gap()
        yield Words((Span(f"Turn {turn.number}: {turn.heading}", "subject"),))
        for decision in turn.decisions:
            yield from _decision(turn, decision)


def _decision(turn: ReviewedTurn, decision: ReviewedDecision) -> Iterator[Block]:
    chosen = decision.chosen
    said = chosen.label if chosen else "nothing was opened; news ended this moment"
    who = f" ({by_whom(decision.by)})" if decision.by not in ("person", "chance") else ""
    yield Words((Span(f"{decision.name}{who}: ", "strong"), Span(said)), (Span("▶ ", "number"),), (Span("  "),))
    for option in sorted(decision.options, key=lambda option: not option.chosen):
        if option.chosen:
            yield Words((Span(f"{_facts(option)}{' · this is what is reported' if option.reported else ''}", "basis"),), *_margin("  "))
        else:
            note = " (on the reported course)" if option.reported else ""
            yield Words((Span("not taken: ", "soft"), Span(option.label), Span(note, "strong")), *_margin("  "))
        yield Behind(option.passages, f"Turn {turn.number}, {decision.name}: {option.label}")
    if decision.reason:
        yield Words((Span("Reason, sealed then: ", "strong"), Span(f"“{decision.reason}”")), *_margin("  "))
    if decision.expectation:
        yield Words((Span("Expected: ", "strong"), Span(f"the tension {decision.expectation}; {_came(turn)}")), *_margin("  "))


def _facts(option: ReviewedOption) -> str:
    return " · ".join(filter(None, (option.kind, SHORT_LABELS[option.basis])))


def _came(turn: ReviewedTurn) -> str:
    """Return what the indicators did in a turn, to hold an expectation against."""
    return f"what moved: {'; '.join(map(changed, turn.changes))}" if turn.changes else "no indicator moved"


def _margin(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    return (Span(text),), (Span(text + "  "),)


def _promises(review: Review) -> Iterator[Block]:
    if not review.commitments:
        return
    yield Gap()
    yield Rule("Public promises", anchor="promises")
    for promise in review.commitments:
        facts = [f"given in {turns(promise.given)}"] if promise.given else []
        facts += [f"broken in {turns(promise.broken)}"] if promise.broken else []
        style = {"kept": "good", "broken": "danger"}.get(promise.status, "soft")
        yield Words(
            (
                Span(f"{whose(promise)}: "),
                Span(promise.status, style),
                Span(f" ({', '.join(facts)})" if facts else "", "soft"),
            ),
            (Span("● " if promise.status == "kept" else "○ "),),
            (Span("  "),),
        )


def _aims(review: Review) -> Iterator[Block]:
    acts = [result for result in review.results if result.aims]
    if not acts:
        return
    yield Gap()
    yield Rule("What each role was after", anchor="aims")
    yield Prose("These aims are the author's, for teaching; they claim nothing about anybody.", "soft")
    for result in acts:
        if len(review.results) > 1:
            yield Words((Span(result.act, "subject"),))
        for aim in result.aims:
            said = Span(f"{aim.text} – {'met' if aim.met else 'not met'}")
            yield Words((Span(f"{aim.role}: ", "strong"), said), (Span("✓ " if aim.met else "· "),), (Span("  "),))


def _indicators(review: Review) -> Iterator[Block]:
    shown = [row for row in review.indicators if (row.low, row.high) != (0, 1)]
    if not shown:
        return
    yield Rule("The board, turn by turn", anchor="course-of-board")
    for row in shown:
        yield _row(row, whole=len(review.acts) == 1)


def _row(row: ReviewedIndicator, *, whole: bool) -> Words:
    """Return the values of an indicator; what it did in all is said where they are of one act, since each act begins anew."""
    values = " ".join(str(value) for value in row.values)
    moved = f"  in all {moved_words(row.values[-1] - row.values[0])}" if whole else ""
    hidden = Span(" (hidden in play)", "soft") if row.hidden else Span("")
    return Words((Span(row.name, "strong"), hidden, Span(f": {values}"), Span(moved, "soft")), rest=(Span("  "),))


def _sources(review: Review) -> Iterator[Block]:
    yield Gap()
    yield Rule("On whose account all this rests", anchor="sources")
    yield from plain(*dict.fromkeys(act.account for act in review.acts))
    for source in review.sources:
        count = "1 passage" if source.quoted == 1 else f"{source.quoted} passages"
        yield Gap()
        yield Words((Span(source.title, "subject"), Span(f" · {source.outlet} · owner: {source.owner} · {source.date} · {count}", "soft")))
        yield Words((Span("Not heard in it: ", "strong"), Span(sentence(source.absent))))
