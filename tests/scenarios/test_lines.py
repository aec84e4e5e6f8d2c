"""No passage without its line, and no report called proof: over everything that plays of the shipped acts can show.

A view of a scene differs between states in its options, its news and its numbers alone. So each scene is looked at once for every set of
options that is ever offered in it, by every role and by the public; and every branch, option, inject and outcome is played to once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import NamedTuple

import pytest

from sim.analysis.explore import Leg
from sim.engine.guide import guide
from sim.engine.rules import offered
from sim.engine.session import Session, Turn
from sim.engine.view import view
from sim.library import OpenScenario, shipped
from sim.model.events import Injected
from sim.model.ids import ActId, RoleId
from sim.model.state import State
from sim.model.view import ShownPassage, ShownTurn, View
from sim.report.debrief import review
from sim.report.markdown import escaped, markdown
from sim.report.outline import Element
from sim.report.prose import one_line
from sim.report.review import Review
from sim.report.tally import passages
from sim.report.text import text, written
from sim.report.wording import BEHIND
from sim.terminal import spoken, weighing
from sim.terminal.ending import ending_page
from sim.terminal.glossed import Glossary
from sim.terminal.pages import Page, columns
from sim.terminal.reading import conflicts_page, glossary_page, passage_page
from sim.terminal.render import happened_page, notice_page, opening_page, scene_page
from tests.harness import began, clock, pick
from tests.harness import opened as beginning
from tests.scenarios.reached import explored, opened, states

pytestmark = pytest.mark.whole

ACTS = [(name, act.id) for name in shipped() for act in opened(name).scenario.acts]
PROOF = re.compile(r"\bdocumented\b|\bthe record\b", re.IGNORECASE)
"""Words that would make a report a proof."""


def start(scenario: OpenScenario, act: ActId) -> Session:
    """Return a play of an act at its beginning, with a person in every role."""
    return beginning(scenario.machine, began(scenario.machine, act))


def moments(scenario: OpenScenario, act: ActId) -> Iterator[Session]:
    """Yield each scene once for every set of options that is offered in it somewhere."""
    first, known = start(scenario, act), set()
    for state in states(scenario.scenario.id, act):
        key = state.scene, tuple(tuple(option.id for option in offered(scenario.machine, state, role)) for role in roles(scenario))
        if key not in known:
            known.add(key)
            yield standing(first, state)


def standing(session: Session, state: State) -> Session:
    """Return a session that stands at the start of a turn, without the way that led there."""
    return replace(session, state=state, turns=(Turn(1, state, 0),))


def roles(scenario: OpenScenario) -> tuple[RoleId, ...]:
    """Return the roles of a scenario."""
    return tuple(role.id for role in scenario.scenario.roles)


def played(session: Session, way: tuple[Leg, ...]) -> Session:
    """Play a way."""
    for leg in way:
        events = [pick(role, option) for role, option in leg.picks] if leg.inject is None else [Injected(inject=leg.inject)]
        for event in events:
            session = session.apply(session.entry(event, "facilitator", clock()))
    return session


@cache
def plays(name: str, act: ActId) -> tuple[Session, ...]:
    """Return a play to every branch, option, inject and outcome of an act, each the shortest, none twice."""
    found = explored(name, act)
    ways = chain(found.branches.values(), found.options.values(), found.injects.values(), found.outcomes.values())
    return tuple(played(start(opened(name), act), way) for way in dict.fromkeys(ways))


class Told(NamedTuple):
    """What a front end shows at once."""

    where: str
    shown: tuple[ShownPassage, ...]
    """The passages behind it."""
    text: str
    """Everything that is shown, on one line."""


def in_view(seen: View) -> tuple[ShownPassage, ...]:
    """Return the passages of a view's scene, its news, its options and its conflicts."""
    options = seen.decision.options if seen.decision else ()
    versions = (version for conflict in seen.conflicts for version in conflict.versions)
    return (*seen.passages, *(found for part in (*seen.injects, *options, *versions) for found in part.passages))


def in_turn(turn: ShownTurn) -> tuple[ShownPassage, ...]:
    """Return the passages of a resolved turn, without its news, which the next scene shows."""
    return (*turn.passages, *(found for choice in turn.choices for found in choice.passages))


def said(*parts: Iterable[Element]) -> str:
    """Return what the line mode says, on one line and without the numbers of passages."""
    return re.sub(r"\[\d+\] ", "", " ".join(" ".join(written(chain.from_iterable(parts))).split()))


def on(page: Page) -> str:
    """Return everything that stands on a page of the full screen, on one line and without the bars beside it."""
    lines = (line.text for column in columns(page, 70) for line in column)
    return " ".join(re.sub("[┃│]", " ", " ".join(lines)).split())


@cache
def scenes_said(name: str, act: ActId) -> tuple[Told, ...]:
    """Return what the line mode says of every scene, to every role and to the public."""
    scenario = opened(name)
    advisers = {role.id: role.adviser for role in scenario.scenario.roles}
    found = []
    for session in moments(scenario, act):
        for role in (None, *roles(scenario)):
            seen, cites = view(session, role, scenario.grounds), spoken.Passages()
            asked = spoken.question(seen.decision, role, advisers[role], cites) if seen.decision and role else ()
            accounts = (element for conflict in seen.conflicts for element in weighing.conflict(conflict, cites))
            found.append(Told(f"{seen.scene}, {role}", in_view(seen), said(spoken.scene(seen, cites), asked, accounts)))
    return tuple(found)


@cache
def scenes_on_screen(name: str, act: ActId) -> tuple[Told, ...]:
    """Return what the full screen shows of every scene to every role, looking at each option in turn."""
    scenario = opened(name)
    found = []
    for session in moments(scenario, act):
        told = guide(session, scenario.grounds, ours=True)
        words = Glossary(told)
        for role in roles(scenario):
            seen = view(session, role, scenario.grounds)
            numbers = [option.number for option in seen.decision.options] if seen.decision else []
            pages = [scene_page(seen, told, words, number, "") for number in (None, *numbers)]
            pages += [conflicts_page(seen.conflicts)] if seen.conflicts else []
            found += [Told(f"{seen.scene}, {role}", in_view(seen), on(page)) for page in pages]
    return tuple(found)


@cache
def turns_said(name: str, act: ActId) -> tuple[Told, ...]:
    """Return what the line mode says of the last turn of every play, and of the news it brought to each role."""
    scenario = opened(name)
    found = []
    for session in plays(name, act):
        cites = spoken.Passages()
        turn = view(session, None, scenario.grounds).turns[-1]
        found.append(Told(turn.scene, in_turn(turn), said(spoken.happened(turn, cites))))
        for role in roles(scenario):
            news = view(session, role, scenario.grounds).injects
            passages_of = tuple(passage for inject in news for passage in inject.passages)
            found.append(Told(f"news, {role}", passages_of, said(*(spoken.news(inject, cites) for inject in news))))
    return tuple(found)


@cache
def turns_on_screen(name: str, act: ActId) -> tuple[Told, ...]:
    """Return what the full screen shows of the last turn of every play."""
    scenario = opened(name)
    found = []
    for session in plays(name, act):
        told = guide(session, scenario.grounds, ours=True)
        turn = view(session, None, scenario.grounds).turns[-1]
        found.append(Told(turn.scene, in_turn(turn), on(happened_page(turn, told, Glossary(told)))))
    return tuple(found)


@cache
def accounts(name: str, act: ActId) -> tuple[Review, ...]:
    """Return the account of every play to an outcome."""
    scenario = opened(name)
    return tuple(review(session, scenario.grounds, ours=True) for session in plays(name, act) if session.outcome)


@cache
def ends_on_screen(name: str, act: ActId) -> tuple[Told, ...]:
    """Return what the full screen shows at the end of every play to an outcome."""
    scenario = opened(name)
    found = []
    for session in (session for session in plays(name, act) if session.outcome):
        told = guide(session, scenario.grounds, ours=True)
        seen, account = view(session, None, scenario.grounds), review(session, scenario.grounds, ours=True)
        picks = account.reported.picks if account.reported else ()
        shown = (*passages((*account.turns, account.last)), *(passage for entry in picks for passage in entry.passages))
        found.append(Told(seen.scene, shown, on(ending_page(seen, account, told, Glossary(told), ()))))
    return tuple(found)


@cache
def transcripts(name: str, act: ActId) -> tuple[Told, ...]:
    """Return the transcript of every play to an outcome."""
    return tuple(
        Told(told.last.scene, tuple(passages((*told.turns, told.last))), " ".join(text(told).split())) for told in accounts(name, act)
    )


def front_pages(name: str, act: ActId) -> Iterator[Told]:
    """Yield what is shown before the first scene, and the glossary."""
    scenario = opened(name)
    told = guide(start(scenario, act), scenario.grounds, ours=True)
    words, shown = Glossary(told), tuple(passage for gloss in told.glossary for passage in gloss.passages)
    yield Told("notice", (), said(spoken.notice(told)))
    yield Told("opening", (), said(spoken.opening(told, roles(scenario))))
    yield Told("glossary", shown, said(spoken.glossary(told, "", spoken.Passages())))
    yield Told("notice page", (), on(notice_page(told)))
    yield Told("opening page", (), on(opening_page(told, roles(scenario), words)))
    yield Told("glossary page", shown, on(glossary_page(told, ())))


PARTS = (
    *("the situation", "this option", "this choice", "what came of it", "this news"),
    *("this outcome", "this account", "this claim", "this explanation", "what it stands behind"),
)
"""What a passage can stand behind, as its second line calls it."""


def beside(found: ShownPassage, dash: str) -> tuple[str, ...]:
    """Return the two lines of a passage as they can follow its words: who says it, and on what basis which part rests on it."""
    return tuple(f" {dash} {found.credit} {found.bearing(part)}" for part in PARTS)


def unsaid(told: Told) -> list[str]:
    """Return the passages that a text left out, or said without their lines."""
    return [
        f"{told.where}: {found.quote}"
        for found in told.shown
        if not any(f"“{one_line(found.quote)}”{lines}" in told.text for lines in beside(found, "–"))
    ]


def bare(told: Told) -> list[str]:
    """Return the passages whose words stand on a page without lines of theirs right after them."""
    expected: dict[str, set[str]] = {}
    for found in told.shown:
        expected.setdefault(f"“{one_line(found.quote)}”", set()).update(beside(found, "—"))
    return [
        f"{told.where}: {words}"
        for words, known in expected.items()
        if told.text.count(words) != sum(told.text.count(f"{words}{lines}") for lines in known)
    ]


def proofs(told: Told) -> list[str]:
    """Return words of ours that make a report a proof; what documents say of themselves is theirs."""
    ours = told.text
    for found in told.shown:
        ours = ours.replace(one_line(found.quote), "")
    return [f"{told.where}: {ours[max(match.start() - 40, 0) : match.end() + 40]}" for match in PROOF.finditer(ours)]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_the_line_mode_says_every_passage_with_its_line(name: str, act: ActId) -> None:
    """Of every scene, its options, conflicts and news, and of every resolved turn, each passage is said, and its line with it."""
    assert [] == [found for told in (*scenes_said(name, act), *turns_said(name, act)) for found in unsaid(told)]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_a_transcript_has_every_passage_with_its_line(name: str, act: ActId) -> None:
    """The transcript of every play to an outcome holds each passage of its turns with its line."""
    assert [] == [found for told in transcripts(name, act) for found in unsaid(told)]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_a_markdown_transcript_has_every_passage_with_its_line(name: str, act: ActId) -> None:
    """So does the same transcript as Markdown."""
    missing = []
    for account in accounts(name, act):
        told = markdown(account)
        for found in passages((*account.turns, account.last)):
            parts = "|".join(re.escape(escaped(found.bearing(part))) for part in PARTS)
            quoted = rf"> “{re.escape(escaped(one_line(found.quote)))}”\\\n *> – {re.escape(escaped(found.credit))}\\\n *> (?:{parts})\n"
            missing += [] if re.search(quoted, told) else [found.quote]

    assert [] == missing


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_the_full_screen_shows_no_passage_without_its_line(name: str, act: ActId) -> None:
    """Wherever the words of a passage stand on a page, its line stands right after them, without a key being pressed."""
    shown = (*scenes_on_screen(name, act), *turns_on_screen(name, act), *ends_on_screen(name, act))

    assert [] == [found for told in shown for found in bare(told)]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_the_full_screen_shows_the_passages_of_each_scene(name: str, act: ActId) -> None:
    """What a scene rests on stands on its page with its line, whatever is looked at."""
    scenario = opened(name)
    left_out = []
    for session in moments(scenario, act):
        told = guide(session, scenario.grounds, ours=True)
        seen = view(session, None, scenario.grounds)
        page = on(scene_page(seen, told, Glossary(told), None, ""))
        left_out += [
            found.quote
            for found in seen.passages
            if f"“{one_line(found.quote)}” — {found.credit} {found.bearing('the situation')}" not in page
        ]

    assert [] == left_out


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_an_opened_passage_keeps_its_line(name: str, act: ActId) -> None:
    """A passage that is opened, in either way of playing, still has its line."""
    shown = {found for told in scenes_said(name, act) for found in told.shown}
    without = [
        found.quote
        for found in shown
        if not all(
            f"— {found.credit} {found.bearing(BEHIND)}" in text.replace("–", "—")
            for text in (said(spoken.passage(found, 1, spoken.Passages())), on(passage_page(found, "The situation")))
        )
    ]

    assert [] == without


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_no_report_is_called_a_proof(name: str, act: ActId) -> None:
    """Nothing that is shown or written says that something is documented, or speaks of the record; only documents may say so themselves."""
    shown = chain(
        front_pages(name, act),
        scenes_said(name, act),
        scenes_on_screen(name, act),
        turns_said(name, act),
        turns_on_screen(name, act),
        ends_on_screen(name, act),
        transcripts(name, act),
    )

    assert [] == [found for told in shown for found in proofs(told)]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_the_line_mode_writes_printable_characters_alone(name: str, act: ActId) -> None:
    """Nothing that the line mode says of any scene or turn holds a control character."""
    shown = (*front_pages(name, act), *scenes_said(name, act), *turns_said(name, act))

    assert [] == [told.where for told in shown if not told.text.isprintable()]
