"""The console in lines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import clocks, seats, turns, words
from sim.model.lesson_view import ShownJudged
from sim.terminal.clockface import at_clock
from sim.terminal.console.told import PAGES, groups, head, helped, said, who
from sim.terminal.lines import Line
from tests.classroom.taught import held
from tests.terminal.console.held import Here, playing


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Here]:
    """Give the console of a play."""
    with playing(tmp_path) as made:
        yield made


def text(lines: tuple[Line, ...]) -> str:
    """Return lines as they are read."""
    return "\n".join(line.text for line in lines)


def test_the_groups_tell_who_has_decided(console: Here) -> None:
    """Each group stands with its turn, clock and scene, who of it has decided, and what waits above all of them."""
    console.room.do(lambda draft: turns.vote(draft, "s1", turns.Ballot(1, "open")))
    shown = text(groups(console.look(), 100))

    assert "waits for an answer: group 1, North: A mediator." in shown.splitlines()[0]
    assert "g1 · turn 1 · 1:30 left" in shown
    assert "North: 1 of 2 voted; South has decided" in shown


def test_silence_is_told_before_it_comes_to_that(console: Here) -> None:
    """With a clock the page says what is taken for whom if nobody votes, and before the start in which scenes one starts by itself."""
    console.room.do(lambda draft: turns.set_clock(draft, "g1", 90))
    view = console.look()
    silences = [role.default for role in view.groups[0].deciding if role.default]
    early = view.model_copy(update={"groups": (), "timed": (("At the bridge", 120),)})

    assert silences
    assert all(f"if nobody votes in time: “{words}”" in " ".join(text(groups(view, 200)).split()) for words in silences)
    assert "The author has set a time in “At the bridge” (2 minutes); its clock starts by itself." in text(groups(early, 100))


def test_the_head_tells_how_the_lesson_stands(console: Here) -> None:
    """Title, stage, who is connected, the code, also after the end, and whatever is wrong stand above every page."""
    view = console.look().model_copy(update={"failed": "the disk is full", "pace": "At the present pace.", "ends": "2026-01-01T10:30:00Z"})
    shown = text(head(view, 200))

    assert f"playing · 3 seats, 1 connected · code K7R2HX · ends {at_clock('2026-01-01T10:30:00Z')}" in shown
    assert "rehearsal, people invented" in text(head(view.model_copy(update={"rehearsal": True}), 200))
    assert "code K7R2HX to come back with" in text(head(view.model_copy(update={"stage": "over"}), 200))
    assert "At the present pace." in shown
    assert "Nothing can be kept at the moment: the disk is full" in shown


def test_who_is_here(console: Here) -> None:
    """Everybody stands with the seat, the place, and what else the facilitator alone knows."""
    console.room.do(lambda draft: clocks.allow(draft, "s1", 150), lambda draft: clocks.allow(draft, "s2", 0))

    assert [
        "s1 Ana: g1 North, speaker, 150 % of the time",
        "s2 Ben Ali: g1 North, not connected, no time limit",
        "s3 Cem: g1 Observer, not connected",
    ] == text(who(console.look(), 100)).splitlines()


def test_what_was_said_stands_newest_first(console: Here) -> None:
    """Messages with their numbers, and what was told and noted."""
    console.room.do(lambda draft: words.note(draft, "Lively."), lambda draft: words.withhold(draft, console.look().messages[0].number))
    shown = text(said(console.look(), 100)).splitlines()

    assert (True, True) == (shown[0].endswith("(note): Lively."), shown[1].endswith("North to everybody: We stay. (withheld)"))


def test_before_the_play_it_says_what_is_next(tmp_path: Path) -> None:
    """Without a group the page says how to go on, and how many have said which role they would like."""
    with held(tmp_path) as room:
        console = Here(room)
        empty = [text(PAGES[page](console.look(), 100)) for page in ("groups", "who", "said")]
        room.come("Ana", "Ben")
        room.do(lambda draft: seats.invite(draft, choosing=True), lambda draft: seats.wish(draft, "s1", "south"))

        assert ["No group plays yet: deal, then start.", "Nobody has joined yet.", "Nothing was said, told or noted yet."] == empty
        assert "1 of 2 have said which role they would like: deal-wished." in text(groups(console.look(), 100))
        assert "s1 Ana: would like South" in text(who(console.look(), 100))


def test_a_play_that_has_ended_or_stands_says_so(console: Here) -> None:
    """An outcome, and a play that everybody left, stand at their group."""
    console.order("fork", {"group": "g1", "turn": "1", "reason": "to see"})
    forked = text(groups(console.look(), 100))
    while not console.room.live.now.sessions["g2"].over:
        console.room.do(lambda draft: turns.force(draft, "g2", draft.sessions["g2"].turn))

    assert "left; everybody went on as group 2" in forked
    assert "ended: " in text(groups(console.look(), 100))


def test_a_play_that_nobody_plays_can_be_left_to_bots(console: Here) -> None:
    """The command that lets bots go on stands beside a group that everybody has left, but not at a table; then nothing is said of it."""
    for seat in ("s1", "s2"):
        console.order("release", {"seat": seat})
    before = console.look()
    console.order("bots", {"group": "g1"})

    assert "nobody decides in it now, so it stands; bots g1 lets bots play on" in text(groups(before, 100))
    assert "bots g1" not in text(groups(before.model_copy(update={"table": True}), 100))
    assert "stands" not in text(groups(console.look(), 100))


def test_what_can_be_done_now_is_named(console: Here) -> None:
    """News that its author advises, and the act that follows, stand with the command that brings them."""
    view = console.look()
    group = view.groups[0]
    news = tuple(cue.model_copy(update={"advised": cue.id == "letter"}) for cue in group.injects)
    shown = text(groups(view.model_copy(update={"groups": (group.model_copy(update={"injects": news, "next_act": "Two"}),)}), 100))

    assert "its author advises now: inject g1 letter" in shown
    assert "proceed g1 goes on to: Two" in shown


def test_judgements_are_told_as_they_come(console: Here) -> None:
    """Counts of judgements stand below the groups once there are any."""
    counted = ShownJudged(scene="bridge", heading="The bridge", claim="It was open.", counts=(("well", 5), ("cannot-tell", 10)))
    view = console.look().model_copy(update={"judged": (counted,)})

    assert "Judged by all groups: The bridge: well supported: 5 or more; cannot tell: 10 or more" in text(groups(view, 200))


@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_screen(console: Here, width: int) -> None:
    """Every page, and the help, keeps to the width of the window."""
    lines = [line for page in PAGES.values() for line in (*head(console.look(), width), *page(console.look(), width))]

    assert all(len(line.text) <= width for line in (*lines, *helped("", width), *helped("fork", width)))
