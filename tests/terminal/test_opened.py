"""Pages and lists that are opened over a play: passages, conflicts, glossary, map, log."""

from pathlib import Path

from sim.library import from_data
from tests.terminal.seated import SCENE, TUTORIAL, desk_at, drawn, seated, type_in, words_on


def test_the_passage_looked_at_comes_first(tmp_path: Path) -> None:
    """`s` lists the passages of the page; those of the option that is looked at lead."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "s")

        assert ["Option 2", "The situation", "The situation", "Option 1"] == [item.title for item in desk.sheets[-1].items or ()]


def test_a_passage_opens_with_everything_known_about_it(tmp_path: Path) -> None:
    """Neighbourhood, document, date, outlet, owner, speaker, publishers, basis and caution."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "s", "1")
        found = [span.text for block in desk.page.blocks for line in block.lines(70) for span in line.spans if "found" in span.style]

        assert ["We have a new rope in the barn."] == found
        for part in (
            "INVENTED FOR THIS TUTORIAL: The rope of the ferry",
            "Stands behind: Option 2",
            "a Tuesday in spring (inferred)",
            "Outlet: The River Letter (invented), owner: Letter Press (invented)",
            "Speaker: The town hall of Eastbank, its mayor",
            "Reported by: Letter Press (invented)",
            "For what it stands behind: inferred from a report",
            "Caution: Invented for this tutorial",
            "We will not hang it up to be cut again",
        ):
            assert part in words_on(desk)


def test_one_passage_opens_at_once(tmp_path: Path) -> None:
    """Where there is nothing to pick from, nothing is asked."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "g", "s")

        assert ("reading", "Passage") == (desk.where, desk.page.title)


def test_a_page_without_quotations_says_so(tmp_path: Path) -> None:
    """The map quotes nothing."""
    with seated(tmp_path, "eastbank") as table:
        assert "Nothing on this page quotes a document." == desk_at(table, *SCENE, "m", "s").message


def test_conflicts_stand_side_by_side(tmp_path: Path) -> None:
    """Both accounts are in the same rows where the window is wide enough, each with what it leaves out."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "c")

        assert "Account 1                             │ Account 2" in drawn(desk)
        assert "Account 2" in drawn(desk, 60, 60)
        assert "│ Account 2" not in drawn(desk, 60, 60)
        assert 2 == words_on(desk).count("Leaves out:")


def test_what_happened_knows_the_conflicts_of_its_own_scene(tmp_path: Path) -> None:
    """The page of a finished turn shows the contradictions of that turn's scene, not of the next."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "c")

        assert "What happened to the rope?" in words_on(desk)


def test_a_scene_without_conflicts_says_so(tmp_path: Path) -> None:
    """Nothing is invented to fill the page."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "c")

        assert "No contradiction of the documents is noted for this page." in words_on(desk)


def test_the_end_gathers_all_conflicts(tmp_path: Path) -> None:
    """What was seen on the way can be compared again."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "2", "enter", "enter", "c")

        assert "What happened to the rope?" in words_on(desk)


def test_the_glossary_begins_with_the_words_of_the_page(tmp_path: Path) -> None:
    """The second scene speaks of the upper lock; names in dispute come last."""
    with seated(tmp_path, "eastbank") as table:
        first = words_on(desk_at(table, *SCENE, "g"))
        table.choose("eastbank", "promise-nothing", 1)
        second = words_on(desk_at(table, "enter", "g"))

        assert first.index("Words explained") < first.index("Names in dispute") < first.index("Westbank: our landing")
        assert second.index("Words on this page") < second.index("upper lock (also: the lock)")


def test_the_glossary_begins_with_the_words_in_the_window(tmp_path: Path) -> None:
    """Of a long page, what stands in the window is explained before what stands above it."""
    known = TUTORIAL.scenario.glossary[0]
    more = tuple(known.model_copy(update={"id": term, "term": term, "also": ()}) for term in ("standstill", "newspaper"))
    worded = from_data(TUTORIAL.scenario.model_copy(update={"glossary": (known, *more)}), TUTORIAL.corpus)
    with seated(tmp_path, "eastbank", scenario=worded) as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "1", "enter", "enter")
        told = []
        for way in ("home", "end"):
            drawn(desk)
            type_in(desk, way)
            drawn(desk)
            type_in(desk, "g")
            told.append(words_on(desk))
            type_in(desk, "escape")

        assert [True, False] == [said.index("standstill") < said.index("newspaper") for said in told]


def test_the_board_explains_its_indicators(tmp_path: Path) -> None:
    """Each visible one, and none that is hidden."""
    with seated(tmp_path, "eastbank") as table:
        said = words_on(desk_at(table, *SCENE, "i"))

        assert "Tension (0 to 4) How angry the two villages are." in said
        assert "Eastbank's word (public promise of Eastbank)" in said
        assert "The river" not in said


def test_brief_and_notice_can_be_read_again(tmp_path: Path) -> None:
    """Neither is gone once it has been left."""
    with seated(tmp_path, "eastbank") as table:
        brief = words_on(desk_at(table, *SCENE, "b"))
        notice = words_on(desk_at(table, *SCENE, ":", "<notice>", "enter"))

        assert "Everything rests on one report" in brief
        assert "Everything here is invented" in notice


def test_the_map_shows_scenes_seen_and_nothing_to_come(tmp_path: Path) -> None:
    """The next scene is not named before it is reached."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "m")
        before = words_on(desk)
        type_in(desk, "q", "1", "enter", "enter", "m")
        after = words_on(desk)

        assert "One night to hang a rope" not in before
        assert "you are here" in before
        assert after.index("● Two mayors on the landing") < after.index("◉ One night to hang a rope")
        assert "│ Eastbank: Promise to hang no rope unannounced" in after


def test_the_log_opens_a_finished_turn(tmp_path: Path) -> None:
    """A turn of the list opens its page, and Esc goes back to the list."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "l")
        empty = desk.message
        type_in(desk, "1", "enter", "enter", "l", "1")
        page = words_on(desk)
        type_in(desk, "escape")

        assert "No turn has been resolved yet." == empty
        assert "Two promises were made on one landing." in page
        assert "list" == desk.where


def test_the_log_stops_at_the_turn_that_is_told(tmp_path: Path) -> None:
    """Where bots have played on, the log of the page of a turn holds no later one."""
    with seated(tmp_path) as table:
        desk = desk_at(table, "enter", "enter", "l")
        titles = [item.title.partition(":")[0] for item in desk.sheets[-1].items or ()]

        assert (["Turn 1"], True) == (titles, len(table.view(None).turns) > 1)
