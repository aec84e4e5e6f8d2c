"""What keys, clicks and the wheel do at the desk."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.terminal.actions import follow, press, run, wheel, write
from sim.terminal.blocks import key_of
from sim.terminal.commands import COMMANDS
from sim.terminal.lines import width_of
from sim.terminal.pages import sections
from sim.terminal.paint import asked, keys, top
from sim.terminal.settings import THEMES, Settings
from tests.terminal.seated import SCENE, desk_at, drawn, seated, type_in, words_on


def test_a_digit_looks_and_enter_seals(tmp_path: Path) -> None:
    """Looking at an option chooses nothing; Enter seals it and tells what happened."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2")
        looked = (table.view("eastbank").turn, desk.page.urgent, desk.page.ask)
        type_in(desk, "enter")

        assert (1, True, "Enter seals 2, “Promise nothing yet”. A sealed choice is final. Esc lets it go.") == looked
        assert "happened" == desk.where
        assert "Eastbank: Promise nothing yet" in words_on(desk)


def test_another_option_can_be_looked_at_before_sealing(tmp_path: Path) -> None:
    """Only the last one looked at is sealed."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "1", "enter")

        assert "Eastbank: Promise to hang no rope unannounced" in words_on(desk)


@pytest.mark.parametrize(("keys", "focus"), [(("right",), 1), (("left",), 2), (("1", "right"), 2), (("2", "right"), 1), (("1", "left"), 2)])
def test_arrows_walk_round_the_options(tmp_path: Path, keys: tuple[str, ...], focus: int) -> None:
    """Right and left look at the next option and the one before."""
    with seated(tmp_path, "eastbank") as table:
        assert focus == desk_at(table, *SCENE, *keys).focus


def test_escape_lets_an_option_go(tmp_path: Path) -> None:
    """After Esc nothing is asked any more."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "escape")

        assert (None, False, "Press 1 or 2 to jump to an option; Enter then seals it.") == (desk.focus, desk.page.urgent, desk.page.ask)


def test_enter_alone_seals_nothing(tmp_path: Path) -> None:
    """Without an option that is looked at, Enter says what to do."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "enter")

        assert ("scene", 1) == (desk.where, table.view(None).turn)
        assert desk.message.startswith("Nothing to seal yet")


def test_a_number_without_an_option_is_said(tmp_path: Path) -> None:
    """A wrong digit changes nothing and is not passed over in silence."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "7")

        assert (1, "There is no option 7 here.") == (desk.focus, desk.message)


def test_themes_follow_each_other(tmp_path: Path) -> None:
    """One key goes through all of them and round."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table)
        seen = [desk.theme for _ in THEMES if press(desk, "t")]

        assert {*THEMES} == {*seen}
        assert "NO_COLOR is set" in desk_at(table, "t", settings=Settings(colour=False)).message


def test_leaving_at_once_asks_nothing(tmp_path: Path) -> None:
    """Ctrl-C leaves from anywhere."""
    with seated(tmp_path, "eastbank") as table:
        assert desk_at(table, *SCENE, "2", "r", "c-c").leaving


def test_help_lists_every_key_of_the_place(tmp_path: Path) -> None:
    """Each command that applies stands there with its keys."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE)
        here = desk.available
        type_in(desk, "?")

        assert [] == [command.name for command in here if command.keys and command.help not in words_on(desk)]


def test_space_reads_on_and_then_goes_on(tmp_path: Path) -> None:
    """A page is read to its end with one key, which then leads to the next."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table)
        top(desk, 60, 20)
        type_in(desk, " ")
        top(desk, 60, 20)
        type_in(desk, " ")
        scrolled = desk.scrolls[0].offset
        for _ in range(10):
            top(desk, 60, 20)
            press(desk, " ")

        assert scrolled > 0
        assert "scene" == desk.where  # a scene is left by a choice alone


def test_space_reads_the_second_column_too(tmp_path: Path) -> None:
    """In a wide window it comes after the first."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "enter")
        top(desk, 110, 16)
        for _ in range(4):
            press(desk, " ")
            top(desk, 110, 16)

        assert (1, "happened") == (desk.side, desk.where)


def test_tab_goes_to_the_other_column_and_back(tmp_path: Path) -> None:
    """The keys scroll the column that was gone to."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "enter")
        top(desk, 110, 16)
        type_in(desk, "tab", "down")
        top(desk, 110, 16)
        first = (desk.side, desk.scrolls[0].offset, desk.scrolls[1].offset)
        type_in(desk, "tab")

        assert (1, 0, 1) == first
        assert 0 == desk.side


def test_tab_goes_from_part_to_part_of_a_narrow_page(tmp_path: Path) -> None:
    """Each press brings the next heading to the first row, and from the end back to the top."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE)
        firsts = []
        for _ in range(3):
            firsts.append(drawn(desk, 80, 12).splitlines()[1].strip("─ "))
            type_in(desk, "tab")

        assert ["Two mayors on the landing", "For Eastbank alone", "Talk first: 3 minutes"] == firsts


def test_keys_scroll_and_stop_at_the_ends(tmp_path: Path) -> None:
    """Lines, windows, top and bottom."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE)
        offsets = []
        for key in ("down", "down", "up", "pagedown", "pageup", "end", "pagedown", "home", "up"):
            top(desk, 80, 14)
            type_in(desk, key)
            offsets.append(desk.scrolls[0].offset)

        assert [1, 2, 1] == offsets[:3]
        assert (11, 1) == (offsets[3], offsets[4])
        assert offsets[5] == offsets[6] > 11
        assert [0, 0] == offsets[7:]


def test_the_wheel_scrolls_the_column_under_it(tmp_path: Path) -> None:
    """Three lines a step."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "enter")
        top(desk, 110, 16)
        wheel(desk, 1, 1)

        assert (0, 3) == (desk.scrolls[0].offset, desk.scrolls[1].offset)


def test_a_click_does_what_the_words_say(tmp_path: Path) -> None:
    """Options, keys of the bar, explained words, passages and items of a list can all be clicked."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE)
        follow(desk, "option 2")
        focus = desk.focus
        passage = desk.page.passages[0][1]
        follow(desk, f"passage {key_of(passage)}")
        opened = desk.page.title
        follow(desk, "key back")
        follow(desk, "key log")
        follow(desk, "term upper lock")
        gloss = (desk.page.title, desk.scrolls[0].reveal)
        follow(desk, "key back")
        follow(desk, "key passages")
        follow(desk, "item 1")

        assert (2, "Passage", ("Glossary", "term upper lock"), "Passage") == (focus, opened, gloss, desk.page.title)


def test_a_click_that_means_nothing_here_does_nothing(tmp_path: Path) -> None:
    """A stale click on a page that is gone is passed over."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table)
        for link in ("option 1", "key seal", "item 0", "term upper lock", "passage gone", "", "nonsense"):
            follow(desk, link)

        assert ("notice", [], None) == (desk.where, desk.sheets, desk.focus)


KEYS = sorted({key for command in COMMANDS for key in command.keys} - {"c-c", "c-q", "c-z"})
"""Every key of the table but those that leave."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pressed=st.lists(st.one_of(st.sampled_from(KEYS), st.sampled_from(["<a.md>", "<map>", "<>"])), max_size=60))
def test_no_row_of_keys_breaks_the_screen(tmp_path: Path, pressed: list[str]) -> None:
    """Whatever is pressed in whatever order, there is a whole screen to look at and a way on."""
    with TemporaryDirectory(dir=tmp_path) as folder, seated(Path(folder), "eastbank", "westbank") as table:
        desk = desk_at(table, settings=Settings(folder=Path(folder)))
        for key in pressed:
            if key.startswith("<"):
                write(desk, key[1:-1])
            else:
                press(desk, key)
            rows = (*top(desk, 60, 16), *asked(desk, 60, 0), *keys(desk, 60, 1))
            assert [] == [line.text for line in rows if width_of(line.spans) > 60]
            assert desk.available


def test_sections_of_the_end_follow_each_other(tmp_path: Path) -> None:
    """Enter goes from section to section of the end, and says when the last one has come."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "1", "enter", "enter")
        drawn(desk)
        at = []
        while not desk.message:
            at.append(desk.scrolls[0].offset)
            type_in(desk, "enter")
            drawn(desk)

        assert ("end", sorted(set(at)), "This is the last section. e writes the transcript, q leaves.") == (desk.where, at, desk.message)


@pytest.mark.parametrize("width", [80, 140])
def test_a_section_of_the_end_is_reached_by_its_number(tmp_path: Path, width: int) -> None:
    """The first lines of the end name its sections, and the number before each shows it, in whichever column it stands."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "1", "enter", "enter")
        drawn(desk, width)
        names = [title for title, _ in sections(desk.page)]
        for number, name in enumerate(names, 1):
            assert f"{number} {name}" in words_on(desk, width)
        for number in range(1, min(len(names), 9) + 1):
            type_in(desk, str(number))
            title = top(desk, width, 24)[1:] if width < 100 else top(desk, width, 24)
            scroll = desk.scrolls[desk.side]
            assert f"── {names[number - 1]} ─" in "".join(line.text for line in title) or not scroll.below


def test_a_section_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A number beyond the last section changes nothing."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "1", "enter", "enter")
        drawn(desk)
        many = len(sections(desk.page))
        run(desk, "jump", str(many + 1))

        assert (0, f"There are {many} sections here.") == (desk.scrolls[0].offset, desk.message)


def test_a_click_on_a_section_shows_it(tmp_path: Path) -> None:
    """The names in the first lines of the end are links."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "1", "enter", "enter")
        drawn(desk)
        follow(desk, "section 3")
        drawn(desk)

        assert desk.scrolls[0].offset > 0


def test_asking_twice_to_leave_leaves(tmp_path: Path) -> None:
    """The key that asks whether to leave is also the answer that leaves; Escape stays."""
    with seated(tmp_path, "eastbank") as table:
        stayed = desk_at(table, *SCENE, "q", "escape")
        left = desk_at(table, *SCENE, "q", "q")

        assert [(False, "scene"), True] == [(stayed.leaving, stayed.where), left.leaving]


def test_the_same_key_closes_what_asks_nothing(tmp_path: Path) -> None:
    """On a page to read, and on any other list, q goes back."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "g", "q")
        type_in(desk, "u", "q")

        assert ("scene", False) == (desk.where, desk.leaving)


def test_the_key_bar_says_what_enter_does_to_the_marked_answer(tmp_path: Path) -> None:
    """Where an answer is asked, Enter is not said to open anything."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "q")
        leaves = keys(desk, 80, 24)[0].text
        type_in(desk, "down")

        assert (True, True) == (" Enter Leave " in leaves, " Enter Stay " in keys(desk, 80, 24)[0].text)


def test_contradictions_are_in_the_narrowest_key_bar(tmp_path: Path) -> None:
    """Where the documents contradict each other, the key that shows it is always in the bar."""
    with seated(tmp_path, "eastbank") as table:
        assert " c Conflicts " in keys(desk_at(table, *SCENE), 60, 20)[0].text
