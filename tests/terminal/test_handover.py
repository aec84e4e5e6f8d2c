"""Between two people who share a keyboard nothing secret is on the screen."""

from pathlib import Path

from sim.terminal.desk import Desk
from sim.terminal.handover import handover_page
from sim.terminal.paint import asked, keys, top
from sim.terminal.settings import Settings
from tests.terminal.seated import desk_at, seated, type_in, words_on

EAST, WEST = "You have a new rope in the barn. Hanging it up is easy.", "The landing is all you have to bargain with."
"""What each is told alone."""


def _screen(desk: Desk, width: int = 80, height: int = 60) -> str:
    lines = (*top(desk, width, height), *asked(desk, width, 1), *keys(desk, width, 1))
    return " ".join(" ".join(line.text for line in lines).replace("▌", "").split())


def _pages(desk: Desk) -> list[tuple[str, str]]:
    """Play the first turn and return each screen that is shown, with where it stands."""
    screens = []
    on = ("enter",)
    for pressed in ((), on, on, on, ("1", "r", "<my secret reason>", "enter", "2"), on, on, ("2",), on):
        type_in(desk, *pressed)
        screens.append((desk.where, _screen(desk)))
    return screens


def test_a_hand_over_is_made_of_names_alone(tmp_path: Path) -> None:
    """The page names who looks next and who has sealed, and the bar names nobody."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, "enter", "enter", "enter", "1", "enter")

        assert "handover" == desk.where
        assert words_on(desk).endswith(
            "Pass the keyboard to Westbank. The next page is for Westbank alone. Everybody else looks away. "
            "Sealed in this turn: Eastbank. Nobody sees what until all have decided."
        )
        assert "The rope Everybody ──" in _screen(desk)


def test_no_screen_shows_what_another_role_alone_may_know(tmp_path: Path) -> None:
    """Neither a briefing nor a sealed choice, reason or expectation of the one is on a screen for the other or for both."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        screens = _pages(desk_at(table))

    places = [place for place, _ in screens]
    assert ["notice", "opening", "handover", "scene", "scene", "handover", "scene", "scene", "happened"] == places
    for number, (_, screen) in enumerate(screens):
        assert (EAST in screen) == (number in (3, 4)), number
        assert (WEST in screen) == (number in (6, 7)), number
        assert ("my secret reason" in screen, "with your reason" in screen) == (False, number == 4)
    for _, screen in screens[5:8]:
        assert "▶ 1" not in screen
        assert "hang no rope unannounced" not in screen


def test_a_public_page_is_followed_by_a_hand_over(tmp_path: Path) -> None:
    """After everybody looked, the keyboard is passed on again, even to who held it last."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, "enter", "enter", "enter", "1", "enter", "enter", "2", "enter")
        told = desk.page.ask
        type_in(desk, "enter")

        assert "Everybody may look at this page. Space reads on. Press Enter to go on." == told
        assert ("handover", "eastbank") == (desk.where, desk.moment.role)


def test_news_for_one_alone_is_not_on_the_page_for_all(tmp_path: Path) -> None:
    """Eastbank's call from the lock is on Eastbank's next page and not on the public one."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, "enter", "enter", "enter", "1", "enter", "enter", "2", "enter")
        public = words_on(desk)
        type_in(desk, "enter", "enter")
        own = words_on(desk)

        assert ("A call from the upper lock" in public, "A call from the upper lock (for you alone)" in own) == (False, True)


def test_what_was_begun_is_not_left_for_the_next(tmp_path: Path) -> None:
    """An option looked at and a reason written do not stay when the play goes back to a hand-over."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, "enter", "enter", "enter", "1", "enter", "enter", "2", "r", "<mine>", "enter", "1", "u", "enter")

        assert ("handover", None, "", "eastbank") == (desk.where, desk.focus, desk.reason, desk.moment.role)


def test_people_can_be_called_by_their_names(tmp_path: Path) -> None:
    """Where the settings name who plays a role, the hand-over asks for that person."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, "enter", "enter", settings=Settings(names=(("eastbank", "Ana"),)))

        assert "Pass the keyboard to Ana, who plays Eastbank." in words_on(desk)
        assert "Press Enter when only Ana looks." == desk.page.ask


def test_nobody_has_sealed_at_first() -> None:
    """The first hand-over of a turn says nothing of sealed choices."""
    said = " ".join(line.text for block in handover_page("A play", "Westbank", ()).blocks for line in block.lines(70))

    assert "Sealed" not in said
