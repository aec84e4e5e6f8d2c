"""An account as plain text."""

import pytest

from sim.model.source import Basis
from sim.model.view import ShownAim, ShownPassage
from sim.report.debrief import review
from sim.report.outline import Heading, Item, Paragraph, Quotation, Table, prose, quotations
from sim.report.review import Review
from sim.report.tally import passages
from sim.report.text import text, written
from tests.report.played import TUTORIAL, account, ferry_runs, settled, table

ENDED = review(ferry_runs(), TUTORIAL.grounds, ours=True)
"""The account of a play of the tutorial that has ended."""


def shown(told: Review) -> list[ShownPassage]:
    """Return every passage that an account holds."""
    return [*passages((*told.turns, told.last))]


def test_the_notice_stands_before_the_first_turn() -> None:
    """Whoever reads a transcript reads the notice first."""
    told = text(ENDED)

    assert 0 < told.index("Everything here is invented") < told.index("Turn 1")


def test_every_passage_stands_beside_its_line() -> None:
    """Each quotation is followed by who says it, where, who owns that, how many publish it, and its basis."""
    lines = text(ENDED).splitlines()
    told = {(line.strip(), after.strip(), last.partition(": ")[2]) for line, after, last in zip(lines, lines[1:], lines[2:], strict=False)}

    assert [] == [found for found in shown(ENDED) if (f"“{' '.join(found.quote.split())}”", f"– {found.credit}", found.label) not in told]


def test_the_chosen_option_is_marked() -> None:
    """`>` stands before what was chosen, `-` before what was not."""
    lines = text(ENDED).splitlines()

    assert ["> Chosen: Hang the new", "- Keep the rope in the"] == [
        line[:22] for line in lines if line[2:].startswith(("Chosen: Hang", "Hang the", "Keep the"))
    ]


def test_only_printable_characters_are_written() -> None:
    """A transcript holds printable characters and line feeds alone, even if a document or a reason holds others."""
    passage = shown(ENDED)[0].model_copy(update={"quote": "a\u200bb\x1b[2J\u202ec"})
    told = "\n".join(written([*quotations([passage], "this"), Heading(1, "Title"), *prose("words\u200b\n\nmore\x07 words")]))

    assert told.replace("\n", "").isprintable()


def test_no_paragraph_is_wider_than_asked() -> None:
    """A width is kept wherever words allow it."""
    assert 60 >= max(len(line) for line in text(ENDED, 60).splitlines())


def test_an_unfinished_play_ends_with_where_it_stands() -> None:
    """The transcript of an unfinished play tells the current scene and no debrief."""
    told = text(account(table()))

    assert (True, False) == ("Where the play stands" in told, "Outcome" in told)


def test_a_scenario_from_elsewhere_names_its_author() -> None:
    """A transcript of somebody else's scenario says whose texts they are."""
    told = text(review(ferry_runs(), TUTORIAL.grounds, ours=False))

    assert f"by {TUTORIAL.scenario.author}. Its texts are its author's, not ours." in told


def test_a_fork_says_what_it_was_forked_from() -> None:
    """The transcript of a copy names the session it came from."""
    forked = ferry_runs().fork("copy", "2026-01-01T00:00:00Z")

    assert "It was forked from session table." in text(review(forked, TUTORIAL.grounds, ours=True))


def test_an_account_never_calls_a_report_proof() -> None:
    """No sentence of ours says that something is documented, or speaks of the record."""
    told = text(ENDED).casefold()

    assert (False, False) == ("documented" in told, "the record" in told)


def test_the_debrief_tells_outcome_decisions_course_promises_and_sources() -> None:
    """The end of a transcript has every part of the debrief, in order."""
    told = text(ENDED)
    parts = ("Outcome: Agreement", "The decisions", "Beside the reported course", "The indicators", "Public promises", "On whose account")

    assert sorted(told.index(part) for part in parts) == [told.index(part) for part in parts]


def test_a_reason_is_told_with_the_decision() -> None:
    """A reason that was sealed is told after the end, with what was expected."""
    told = text(account(settled()))

    assert "Reason given: “it is cheap”. Expected of the tension: it falls." in told


def test_a_turn_broken_off_by_news_says_so() -> None:
    """A decision that was never opened is told as such, not left out."""
    at = table().release("envoy")

    assert "News ended this moment before the choices were opened." in text(account(at))


def test_aims_are_told_as_the_authors() -> None:
    """What each role was after is told with whether it was met, and as a teaching value."""
    aims = (ShownAim(role="Eastbank", text="Keep calm", met=True),)
    result = ENDED.results[0].model_copy(update={"aims": aims})
    told = text(ENDED.model_copy(update={"results": (result,)}))

    assert (True, True) == ("- Eastbank: Keep calm – met" in told, "they claim nothing about anybody" in told)


@pytest.mark.parametrize(
    ("left", "difference", "said"),
    [
        (None, None, "The play never left the reported course, as far as it goes."),
        (2, 1, "The play left the reported course in turn 2."),
        (2, 1, "The first choice that differs from what is reported was made in turn 1."),
    ],
)
def test_where_the_play_left_the_course_is_told(left: int | None, difference: int | None, said: str) -> None:
    """The debrief says in which turn the play went another way, and in which it first differed."""
    assert ENDED.reported is not None
    reported = ENDED.reported.model_copy(update={"left": left, "first_difference": difference})

    assert said in text(ENDED.model_copy(update={"reported": reported}))


def test_an_act_without_a_reported_course_says_so() -> None:
    """Where the documents report no course, the debrief says that instead of an empty list."""
    assert ENDED.reported is not None
    reported = ENDED.reported.model_copy(update={"stops": ()})

    assert "The texts report no course of this act." in text(ENDED.model_copy(update={"reported": reported}))


def test_items_stand_together_and_paragraphs_apart() -> None:
    """Items and what belongs to them have no empty line between them; paragraphs have."""
    elements = [
        Item("one"),
        Paragraph("more", under=True),
        Quotation("words", "credit", "basis", under=True, number=2),
        Item("two"),
        Paragraph("three"),
    ]

    assert ["- one", "    more", "    [2] “words”", "    – credit", "    basis", "- two", "", "three"] == [*written(elements)]


def test_a_table_is_read_row_by_row() -> None:
    """A table is told as one line a row, each cell with the heading of its column."""
    told = [*written([Table("Values.", ("Indicator", "turn 1", "end"), (("Tension", "2", "3"),))])]

    assert ["Values.", "- Tension: turn 1: 2, end: 3"] == told


def test_a_basis_that_is_weak_is_said() -> None:
    """What is invented is headed so wherever it is told."""
    invented = [
        option for turn in ENDED.turns for decision in turn.decisions for option in decision.options if option.basis is Basis.INVENTED
    ]

    assert (True, True) == (bool(invented), "invented for teaching: no document shows this" in text(ENDED))
