"""Pages to read in, made from single values."""

from sim.engine.view import view
from sim.model.guide import Guide
from sim.model.source import Basis
from sim.model.view import ShownNote, ShownReference, ShownTurn
from sim.report.wording import BEHIND
from sim.terminal.commands import SCENE, available
from sim.terminal.pages import Page, columns
from sim.terminal.reading import conflicts_page, glossary_page, help_page, map_page, passage_page, refusal_page
from tests.harness import began, opened
from tests.terminal.seated import GUIDE, TUTORIAL
from tests.terminal.test_blocks import PASSAGE

VIEW = view(opened(TUTORIAL.machine, began(TUTORIAL.machine, "ferry")), "eastbank", TUTORIAL.grounds)


def _said(page: Page, width: int = 80) -> str:
    return " ".join(" ".join(line.text for column in columns(page, width) for line in column).split())


def test_the_quoted_words_are_marked_inside_their_sentence() -> None:
    """What stands before and after them in the sentence is plain."""
    spans = [(span.text, span.style) for block in passage_page(PASSAGE, "it").blocks for line in block.lines(80) for span in line.spans]

    assert [("the rope was cut", "found")] == [span for span in spans if span[1] == "found"]
    assert ("He said ", "") in spans


def test_words_that_differ_in_form_mark_the_whole_sentence() -> None:
    """Where the sentence spells the words otherwise, all of it is marked rather than nothing."""
    page = passage_page(PASSAGE.model_copy(update={"quote": "THE ROPE"}), "it")
    found = [span.text for block in page.blocks for line in block.lines(80) for span in line.spans if span.style == "found"]

    assert ["He said the rope was cut at night."] == found


def test_a_passage_of_several_sentences_gives_both_numbers() -> None:
    """From the first to the last."""
    assert "Sentences 3 to 5 of river-letter" in _said(passage_page(PASSAGE.model_copy(update={"last": 5}), "it"))


def test_a_note_from_outside_is_marked_and_referenced() -> None:
    """What the documents leave out is headed as coming from outside, with its caution and both references."""
    paper = ShownReference(title="A text", publisher="A paper", owner="An owner", address="a.example", date="2023", words=("its words",))
    note = ShownNote(id="n", date="2023", text="It was so.", caution="Not all of it.", unwelcome_to=("Eastbank",), references=(paper,))
    said = _said(passage_page(PASSAGE.model_copy(update={"notes": (note,)}), "it"))

    assert "From outside · 2023" in said
    assert "It was so. What the references do not settle: Not all of it." in said
    assert "“its words” — A text · A paper · owner: An owner · 2023 · a.example" in said


def test_a_note_from_outside_stands_once_below_the_accounts_of_a_conflict() -> None:
    """What the documents leave out is told beside a conflict too; the texts that it rests on stand with the passages."""
    paper = ShownReference(title="A text", publisher="A paper", owner="An owner", address="a.example", date="2023", words=("its words",))
    note = ShownNote(id="n", date="in May 2023", text="It was so.", caution="Not all of it.", unwelcome_to=(), references=(paper,))
    passages = (PASSAGE.model_copy(update={"notes": (note,)}),)
    versions = tuple(version.model_copy(update={"passages": passages}) for version in VIEW.conflicts[0].versions)
    said = _said(conflicts_page((VIEW.conflicts[0].model_copy(update={"versions": versions}),)))

    assert (1, True, False) == (
        said.count("From outside · in May 2023"),
        "It was so. What the references do not settle: Not all of it." in said,
        "a.example" in said,
    )


def test_three_accounts_stand_beside_each_other_in_a_wide_window() -> None:
    """In a narrow one they stand below each other; none is left out."""
    conflict = VIEW.conflicts[0]
    three = conflict.model_copy(update={"versions": (*conflict.versions, conflict.versions[0])})
    wide = [line.text for line in columns(conflicts_page((three,)), 120)[0]]

    assert 1 == sum("Account 1" in line and "Account 2" in line and "Account 3" in line for line in wide)
    assert 3 == _said(conflicts_page((three,))).count("Leaves out:")


def test_a_scenario_without_words_to_explain_says_so() -> None:
    """The page is not empty."""
    bare: Guide = GUIDE.model_copy(update={"glossary": (), "terms": ()})

    assert "This scenario explains no words." in _said(glossary_page(bare, ()))


def test_words_of_the_page_come_first_and_once() -> None:
    """A word explained at the top is not explained again below."""
    said = _said(glossary_page(GUIDE, GUIDE.glossary))

    assert 1 == said.count("upper lock (also: the lock)")
    assert "All other words" not in said


def test_a_scene_seen_twice_is_said_to_be() -> None:
    """A map of a play that comes back to a scene names the turn in which it was seen before."""
    session = opened(TUTORIAL.machine, began(TUTORIAL.machine, "ferry", westbank="cautious"))
    shown = view(session, None, TUTORIAL.grounds)
    turn = _turn(shown.scene)
    told = (turn, turn.model_copy(update={"number": 2}))
    said = _said(map_page(shown.model_copy(update={"turns": told}), told))

    assert 2 == said.replace("│ ", "").count("seen before, in turn 1")


def test_a_map_stops_at_the_page_that_is_shown() -> None:
    """Where bots have played on, no scene shows that the person has not come to."""
    session = opened(TUTORIAL.machine, began(TUTORIAL.machine, "ferry", westbank="cautious"))
    shown = view(session, None, TUTORIAL.grounds)
    turn = _turn(shown.scene)
    later = turn.model_copy(update={"number": 2, "heading": "A later scene"})
    said = _said(map_page(shown.model_copy(update={"turns": (turn, later)}), (turn,)))

    assert ("A later scene" in said, "you are here" in said, "What comes next shows" in said) == (False, False, True)


def _turn(scene: str) -> ShownTurn:
    return ShownTurn(
        number=1,
        scene=scene,
        heading="A scene",
        date="2026",
        choices=(),
        narration="It went on.",
        why=(),
        to=scene,
        changes=(),
        injects=(),
        basis=Basis.INVENTED,
        passages=(),
    )


def test_help_shows_keys_and_what_they_do() -> None:
    """Commands without a key are found in the palette alone."""
    said = _said(help_page(available(SCENE, alone=True, reasons=True), "Keys of this page"))

    assert "s open the passage behind anything on this page" in said
    assert "PgDn Ctrl-D scroll down a window" in said
    assert "read the notice again" not in said


def test_a_refusal_of_several_lines_keeps_them_apart() -> None:
    """Each problem stands in a paragraph of its own."""
    lines = [line.text for line in columns(refusal_page("one thing\nanother thing"), 80)[0]]

    assert ["one thing", "", "another thing"] == lines[2:5]


def test_who_says_it_is_read_before_what_is_said() -> None:
    """The lines on speaker, outlet, owner and publishers come right under the title, however long the neighbourhood is."""
    (column,) = columns(passage_page(PASSAGE, "it"), 300)
    wide = " ".join(line.text for line in column[:6])

    assert wide.index(PASSAGE.outlet) < wide.index(PASSAGE.bearing(BEHIND)[:20]) < wide.index(PASSAGE.before[0][:20])
