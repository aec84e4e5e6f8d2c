"""A lesson on paper holds what a play shows, gives each role its own alone, and can be played by it."""

import re
from collections.abc import Iterable
from html import unescape
from itertools import product

from sim.engine.rules import start, step
from sim.engine.shown import basis_of
from sim.engine.words import reasons
from sim.evidence.check import ground
from sim.library import open_scenario
from sim.model.events import Chose
from sim.model.source import Basis
from sim.report.outline import Element, Heading, Item, Paragraph, Quotation, Table
from sim.report.paper.booklet import booklet
from sim.report.paper.cards import decision_cards, news_slips, passages, role_sheets
from sim.report.paper.deck import Deck, Numbered, Sheet
from sim.report.paper.parts import printed
from sim.report.paper.running_order import running_order
from sim.report.prose import one_line
from tests import small

TUTORIAL = open_scenario("tutorial")
ACT = TUTORIAL.scenario.acts[0]
DECK = Deck.of(TUTORIAL.machine, ACT, ACT.courses[0])
SMALL = small.machine()
KOSOVO = open_scenario("kosovo")
NEWS_ACT = KOSOVO.machine.lookup.act("2022")
SMALL_ACT = SMALL.scenario.acts[0]


def _words(element: Element) -> str:
    match element:
        case Heading(_, text) | Paragraph(text) | Item(text):
            return text
        case Quotation(words, credit, bearing, _, number):
            return f"[{number}] {words} {credit} {bearing}"
        case Table(caption, head, rows):
            return " ".join((caption, *head, *(cell for row in rows for cell in row)))


def _text(sheet: Sheet) -> str:
    return " ".join((sheet.title, *map(_words, sheet.elements)))


def _texts(sheets: Iterable[Sheet]) -> str:
    return " ".join(_text(sheet) for sheet in sheets)


def test_every_scene_that_a_course_can_come_to_is_printed() -> None:
    """Scenes come first in file order, and outcomes after them."""
    reached = [scene.id for scene in DECK.scenes]
    ends = [scene.outcome is not None for scene in DECK.scenes]

    assert ({scene.id for scene in ACT.scenes}, sorted(ends)) == (set(reached), ends)


def test_a_course_that_begins_later_leaves_out_what_it_cannot_come_to() -> None:
    """A short course has fewer sheets."""
    later = ACT.courses[0].model_copy(update={"scene": DECK.scenes[-1].id})

    assert [DECK.scenes[-1].id] == [scene.id for scene in Deck.of(TUTORIAL.machine, ACT, later).scenes]


def test_news_can_lead_to_a_scene_that_no_branch_leads_to() -> None:
    """An inject that moves the play is a way too."""
    act = SMALL_ACT.model_copy(update={"injects": (SMALL_ACT.injects[0].model_copy(update={"to": "talks", "scenes": ()}),)})
    act = act.model_copy(
        update={"scenes": tuple(s.model_copy(update={"branches": s.branches[-1:]}) if s.id == "bridge" else s for s in act.scenes)}
    )

    assert "talks" in {scene.id for scene in Deck.of(SMALL, act, act.courses[0]).scenes}


def test_a_card_holds_its_own_roles_words_alone() -> None:
    """No briefing of another role stands on a role's cards."""
    cards = [*decision_cards(DECK, Numbered(TUTORIAL.grounds))]
    for role in TUTORIAL.scenario.roles:
        own = " ".join(_text(card) for card in cards if f"· {role.name} ·" in card.title)
        for scene in DECK.scenes:
            for briefing in scene.briefings:
                told = " ".join(briefing.text.split())
                decides = any(entry.role == role.id for entry in scene.decision)

                assert (told in " ".join(own.split())) == (briefing.role == role.id and decides)


def test_a_card_says_what_silence_does_where_a_time_is_set() -> None:
    """In a scene for which the author has set a time each card says what is taken when it is up, and in others none does."""
    cards = [*decision_cards(DECK, Numbered(TUTORIAL.grounds))]
    timed = [scene for scene in DECK.scenes if scene.deadline is not None]
    codes = [
        DECK.card(scene.id, entry.role).code(DECK.machine.plans[scene.id].defaults[entry.role])
        for scene in timed
        for entry in scene.decision
    ]

    assert sorted(codes) == sorted(re.findall(r"If nobody decides in time: (\w+)\.", _texts(cards)))
    assert codes


def test_every_role_and_every_decision_gets_its_paper() -> None:
    """One sheet for each role, one card for each decision of a role."""
    cards = [*decision_cards(DECK, Numbered(TUTORIAL.grounds))]
    decisions = [(entry.role, scene.id) for scene in DECK.scenes for entry in scene.decision if entry.role != "chance"]

    assert (len(TUTORIAL.scenario.roles), len(decisions)) == (len([*role_sheets(DECK)]), len(cards))


def test_every_number_of_a_passage_is_explained() -> None:
    """What sheets and cards name stands among the passages, with who says it and who owns that."""
    numbered = Numbered(TUTORIAL.grounds)
    named = _texts([*running_order(DECK, numbered), *decision_cards(DECK, numbered)])
    told = _texts([*passages(numbered)])
    numbers = set(re.findall(r"\[(\d+)\]", named))

    assert numbers
    assert numbers == set(re.findall(r"\[(\d+)\]", told))
    assert len(numbers) == told.count("owner: ")


def test_the_sheet_of_a_scene_leads_where_the_rules_lead() -> None:
    """Where the rules take a branch, the way out of that number has its condition and the scene it leads to."""
    machine, scene = SMALL, SMALL_ACT.scenes[0]
    deck = Deck.of(machine, SMALL_ACT, SMALL_ACT.courses[0])
    numbered = Numbered(ground(machine.scenario, small.corpus())[0])
    sheet = next(one for one in running_order(deck, numbered) if one.title.startswith("Scene 1."))
    ways = [element.text for element in sheet.elements if isinstance(element, Item)][: len(scene.branches)]
    state = start(machine, SMALL_ACT.id)
    for north, south in product(("open", "block"), ("wait", "march")):
        turn = step(machine, step(machine, state, Chose(role="north", option=north)).after, Chose(role="south", option=south))

        assert turn.taken is not None
        branch = scene.branches[turn.taken.index]
        expected = " and ".join(reasons(machine, scene.id, branch.when, all_named=True)) if branch.when else "In every other case"
        assert expected in ways[turn.taken.index]
        assert f"go to {deck.title(branch.to)}" in ways[turn.taken.index]


def test_a_hidden_number_is_named_for_the_facilitator_alone() -> None:
    """The running order needs it; no card and no role sheet has it."""
    numbered = Numbered(TUTORIAL.grounds)
    changed = "The river +1"

    assert changed in _texts([*running_order(DECK, numbered)])
    assert "The river is at" in _texts([*running_order(DECK, numbered)])
    assert not re.search(r"The river (?:[+-]\d|becomes|is at)", _texts([*decision_cards(DECK, numbered), *role_sheets(DECK)]))


def test_the_page_holds_every_word_of_the_notice_and_asks_for_nothing() -> None:
    """It can be read without a network, and the notice is there to be read out."""
    page = booklet(printed(TUTORIAL.machine, TUTORIAL.grounds, ACT, ACT.courses[0]))
    told = " ".join(re.sub(r"<[^>]+>", " ", unescape(page)).split())

    assert " ".join(TUTORIAL.scenario.notice.split()) in told
    assert [] == re.findall(r"(?:src|href)=\"(?!#)", page)


def test_two_runs_write_the_same() -> None:
    """A lesson printed again is the same lesson."""
    first, second = (booklet(printed(TUTORIAL.machine, TUTORIAL.grounds, ACT, ACT.courses[0])) for _ in range(2))

    assert first == second


def test_private_news_has_a_card_for_each_role_that_receives_it() -> None:
    """What some roles alone receive is not read out: each of them gets it on a card of its own, and the running order says which."""
    deck = Deck.of(KOSOVO.machine, NEWS_ACT, NEWS_ACT.courses[0])
    slips, told = [*news_slips(deck, Numbered(KOSOVO.grounds))], _texts(running_order(deck, Numbered(KOSOVO.grounds)))
    private = [(inject, role) for inject in deck.injects for role in inject.roles]

    assert private
    assert len(private) == len(slips)
    for (inject, role), card, slip in zip(private, deck.news, slips, strict=True):
        assert (inject.id, role) == (card.inject, card.role)
        assert one_line(inject.text) in _text(slip)
        assert f"{card.code} to {deck.names[role]}" in told


def test_what_is_invented_says_so_on_paper() -> None:
    """A part that rests on an invented citation says it before its passages; one that is reported does not."""
    numbered = Numbered(TUTORIAL.grounds)
    parts = [option.cites for scene in ACT.scenes for entry in scene.decision for option in entry.options]
    said = [(basis_of(cites) is Basis.INVENTED, numbered.rests_on(cites)) for cites in parts]

    assert {True, False} == {invented for invented, _ in said}
    assert all(invented == words.startswith("Invented for teaching: no document shows this. Behind it: [") for invented, words in said)


def test_how_a_play_ends_says_on_what_it_rests() -> None:
    """The sheet of every ending has the passages of its scene by number, and says so where it is invented."""
    numbered = Numbered(KOSOVO.grounds)
    deck = Deck.of(KOSOVO.machine, NEWS_ACT, NEWS_ACT.courses[0])
    sheets = {sheet.title: _text(sheet) for sheet in running_order(deck, numbered)}
    ends = [scene for scene in deck.scenes if scene.outcome]

    assert all(numbered.rests_on(scene.cites) in sheets[f"Scene {deck.title(scene.id)}"] for scene in ends)
    assert {Basis.INVENTED, Basis.REPORTED} <= {basis_of(scene.cites) for scene in ends}


def test_a_role_is_told_how_much_of_its_part_is_invented() -> None:
    """Where no document shows anything that a role can choose its sheet says so, where one shows some, how many; else nothing."""
    deck = Deck.of(KOSOVO.machine, NEWS_ACT, NEWS_ACT.courses[0])
    said = {sheet.title: re.findall(r"(?:All|Of the)[^.]* choose here[^.]*\.", _text(sheet)) for sheet in role_sheets(deck)}
    short = next(course for course in ACT.courses if course.id == "short")
    ferry = {sheet.title: _text(sheet) for sheet in role_sheets(Deck.of(TUTORIAL.machine, ACT, short))}
    shown = "invented for teaching: no document shows this."

    assert [f"All that you can choose here is {shown}"] == said["Your role: KFOR"]
    assert [f"Of the 38 things that you can choose here, 28 are {shown}"] == said["Your role: Pristina"]
    assert [True, False] == [shown in ferry[f"Your role: {role}"] for role in ("Eastbank", "Westbank")]


def test_what_is_said_of_the_whole_act_is_not_said_of_a_short_course() -> None:
    """The first sheet tells which of its two introductions speaks of what is printed."""
    short = next(course for course in NEWS_ACT.courses if course.id == "short")
    deck = Deck.of(KOSOVO.machine, NEWS_ACT, short)
    first = _text(next(iter(running_order(deck, Numbered(KOSOVO.grounds)))))

    assert f"The whole act: {NEWS_ACT.about} The course that is printed here: {short.about}" in first
