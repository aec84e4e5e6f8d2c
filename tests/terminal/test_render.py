"""Every page of whole plays: passages have their lines, nothing is too wide, and no word claims more than a report."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.library import open_scenario, shipped
from sim.model.view import ShownChange, ShownExercise, ShownPassage
from sim.terminal import render
from sim.terminal.actions import press
from sim.terminal.desk import Desk
from sim.terminal.lines import width_of
from sim.terminal.pages import Page, columns
from sim.terminal.paint import asked, keys, top
from sim.terminal.settings import Settings
from tests.terminal.seated import GLOSSARY, GUIDE, TUTORIAL, seated, words_on

SCENARIOS = {name: TUTORIAL if name == "tutorial" else open_scenario(name) for name in shipped()}
CLAIMS = re.compile(r"\bdocumented\b|\bthe record\b|\brecorded\b", re.IGNORECASE)
SHEETS = ("s", "c", "g", "i", "b", "m", "l", "f", "u", "?", ":")
"""Keys that open something over a play."""


OFTEN = 3
"""Pages of one sort over which everything is opened."""


def _walk(desk: Desk, picks: Iterator[int]) -> Iterator[None]:
    """Play to the end, stopping at every page, every option looked at, and what can be opened over the first pages of a sort."""
    sorts: Counter[str] = Counter()
    while True:
        yield
        sorts[desk.where] += 1
        for key in SHEETS if sorts[desk.where] <= OFTEN else ():
            if press(desk, key) and (desk.sheets or desk.ask):
                yield
                while desk.sheets or desk.ask:
                    press(desk, "escape")
        decision = desk.decision
        if decision is not None:
            for option in decision.options:
                press(desk, str(option.number))
                yield
            press(desk, str(next(picks) % len(decision.options) + 1))
        if desk.where == "end" or not press(desk, "enter"):  # at the end Enter goes round its sections
            return


def _picks(seed: int) -> Iterator[int]:
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % 2**31
        yield seed >> 16


PLAYS = [
    (name, role.id, seed, bot)
    for name, scenario in SCENARIOS.items()
    for seed, (role, bot) in enumerate(zip(scenario.scenario.roles, ("cautious", "random", "hard-line", "reported"), strict=False))
]


@dataclass(frozen=True)
class _Screen:
    """One screen of a play."""

    page: Page
    words: str
    """All that stands on the page, scrolled to or not, where no columns are beside each other."""
    wrong: tuple[str, ...]
    """Rows wider than their window, at the smallest size and two larger ones."""


@pytest.fixture(scope="module", params=PLAYS, ids=lambda play: "-".join(map(str, play)))
def screens(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[_Screen, ...]:
    """Every screen of a whole play, with all that can be opened over each page."""
    name, role, seed, bot = request.param
    with seated(tmp_path_factory.mktemp("play"), role, scenario=SCENARIOS[name], bot=bot) as table:
        desk = Desk(table, Settings())
        return tuple(_Screen(desk.page, words_on(desk, 60), _wrong(desk)) for _ in _walk(desk, _picks(seed)))


def _wrong(desk: Desk) -> tuple[str, ...]:
    wrong = []
    for width, height in ((60, 17), (80, 21), (120, 37)):
        page = top(desk, width, height)
        rows = (*page, *asked(desk, width, 0), *keys(desk, width, 1))
        wrong += [line.text for line in rows if width_of(line.spans) > width]
        wrong += [f"{len(page)} rows of {height}"] if len(page) != height else []
    return tuple(wrong)


def test_no_line_of_a_play_is_wider_than_its_window(screens: tuple[_Screen, ...]) -> None:
    """At every size each row fits, and a page is as high as its window."""
    assert [] == [wrong for screen in screens for wrong in screen.wrong]


def _beside(passage: ShownPassage) -> str:
    """Return a pattern of the two lines that stand beside a passage, whatever part rests on it."""
    return rf" — {re.escape(passage.credit)} For [a-z ]+: {re.escape(passage.label)}"


def test_every_quotation_of_a_play_has_its_line(screens: tuple[_Screen, ...]) -> None:
    """Speaker, outlet, owner, publishers and basis follow each quoted passage, wherever it is quoted."""
    quoted = 0
    for screen in screens:
        lines: dict[str, set[str]] = {}
        for _, passage in screen.page.passages:
            lines.setdefault(f"“{' '.join(passage.quote.split())}”", set()).add(_beside(passage))
        said = re.sub(r" [┃▌](?= )", "", screen.words)
        for quote, allowed in lines.items():
            for rest in said.split(quote)[1:]:
                quoted += 1
                assert any(re.match(line, rest) for line in allowed), (quote, rest[:200])

    assert quoted > 0


def test_no_page_of_a_play_claims_more_than_a_report(screens: tuple[_Screen, ...]) -> None:
    """No page says that anything is documented, or speaks of the record; a document's own words are its own."""
    for screen in screens:
        said = screen.words
        for _, passage in screen.page.passages:
            for words in (passage.quote, passage.sentence, *passage.before, *passage.after):
                said = said.replace(" ".join(words.split()), "")
        assert [] == CLAIMS.findall(said)


def test_every_play_comes_to_its_end(screens: tuple[_Screen, ...]) -> None:
    """From the notice to the outcome, with nothing but keys."""
    asked_at_the_end = [screen.page.ask for screen in screens if screen.page.ask.startswith("You have left your role")]

    assert ("Press Enter when you have read this.", True) == (screens[0].page.ask, bool(asked_at_the_end))


def _said(page: Page) -> str:
    return " ".join(" ".join(line.text for column in columns(page, 60) for line in column).split())


def test_the_opening_tells_a_role_what_it_wants_and_whom_it_answers_to() -> None:
    """Aims and audience are told to who plays the role, and what an act before left to everybody."""
    roles = tuple(role.model_copy(update={"audience": "the parents", "aims": ("A safe boat",)}) for role in GUIDE.roles)
    guide = GUIDE.model_copy(update={"roles": roles})
    said = _said(render.opening_page(guide, ("eastbank",), GLOSSARY, carried=("Trust is lower.",)))

    assert "You answer to: the parents" in said
    assert 1 == said.count("Aim: A safe boat")
    assert "What the act before left" in said
    assert "Trust is lower." in said


def test_a_scene_tells_its_time_and_its_claim(tmp_path: Path) -> None:
    """Where an author sets them, the time for a class and a claim to weigh are shown, and a talk in minutes and seconds."""
    with seated(tmp_path, "eastbank") as table:
        view = table.view("eastbank")
        claim = ShownExercise(claim="The rope was old.", passages=view.passages, support=None, revised=False, publishers=None, notes=())
        changed = view.model_copy(update={"deadline": 60, "exercise": claim, "talk_seconds": 150})
        said = _said(render.scene_page(changed, GUIDE, GLOSSARY, None, ""))

        assert "Time to decide in a class: 1 minute. Here you may take as long as you like." in said
        assert "Talk first: 2 minutes 30 seconds" in said
        assert "A claim to weigh before you decide" in said


def test_who_waits_sees_the_board_and_what_they_sealed(tmp_path: Path) -> None:
    """Nobody else's choice is among it."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        before = _said(render.waiting_page(table.view("eastbank"), GUIDE, GLOSSARY))
        table.choose("eastbank", "promise-nothing", 1)
        page = render.waiting_page(table.view("eastbank"), GUIDE, GLOSSARY)

        assert "Your sealed choice" not in before
        assert "Your sealed choice" in _said(page)
        assert "✓ Eastbank (you) has decided, sealed" in _said(page)
        assert "The others have not all decided. Press Enter to look again." == page.ask


def test_a_default_is_told_from_a_choice(tmp_path: Path) -> None:
    """Where nobody decided in time, what happened says so beside the role."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        turn = table.view(None).turns[0]
        choices = (turn.choices[0].model_copy(update={"defaulted": True}), *turn.choices[1:])
        pages = [render.happened_page(one, GUIDE, GLOSSARY) for one in (turn, turn.model_copy(update={"choices": choices}))]

        assert [0, 1] == [_said(page).count("Nobody had decided when the turn ended, so the default was taken.") for page in pages]


def test_a_vote_is_not_called_a_sealed_choice(tmp_path: Path) -> None:
    """Where several decide for a role, Enter votes, and a vote can be changed."""
    with seated(tmp_path, "eastbank") as table:
        decision = table.view("eastbank").decision
        assert decision is not None
        said = [render.scene_ask(decision, focus, "", None, team=True) for focus in (None, 2)]

        assert said[0].endswith("Enter then votes for it.")
        assert "Enter votes for 2, “Promise nothing yet”. You can change your vote until your team has decided. Esc lets it go." == said[1]


def test_a_short_course_begins_with_what_has_happened() -> None:
    """Whoever begins in the middle reads what its author takes as having happened, and that the act is longer."""
    given = (ShownChange(name="Northbank's word", before=0, after=1, sort="promise"),)
    page = render.opening_page(GUIDE.model_copy(update={"course": "short", "given": given}), ("eastbank",), GLOSSARY)

    assert "What has happened already" in _said(page)
    assert "Northbank's word: just given" in _said(page)
    assert "The whole act: " in _said(page)


def test_a_turn_in_which_nothing_moved_says_so(tmp_path: Path) -> None:
    """No indicator, no news, no heading for it."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        turn = table.view(None).turns[0].model_copy(update={"changes": ()})
        said = _said(render.happened_page(turn, GUIDE, GLOSSARY))

        assert "No indicator moved." in said


def test_what_came_of_a_turn_stands_before_what_the_choices_rest_on(tmp_path: Path) -> None:
    """In one column nobody has to scroll past the passages of every choice to learn what happened."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        said = _said(render.happened_page(table.view(None).turns[0], GUIDE, GLOSSARY))
        places = [said.index(words) for words in ("Who chose what", "What came of it", "What the choices rest on")]

        assert sorted(places) == places


def test_a_turn_without_choices_has_none_to_ground(tmp_path: Path) -> None:
    """Where news ended a turn, nothing is said of what its choices rest on."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        turn = table.view(None).turns[0].model_copy(update={"choices": ()})

        assert "What the choices rest on" not in _said(render.happened_page(turn, GUIDE, GLOSSARY))


def test_a_later_act_begins_with_what_was_left_to_it() -> None:
    """What is read already, the scenario's own words about itself, comes last then."""
    first, later = (_said(render.opening_page(GUIDE, ("eastbank",), GLOSSARY, carried)) for carried in ((), ("Trust is lower.",)))
    about = " ".join(GUIDE.about.split())[:40]

    assert first.index(about) < first.index("This act:")
    assert later.index("Trust is lower.") < later.index("This act:") < later.index(about)
