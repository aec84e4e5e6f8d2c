"""What a debrief says of reading, as text."""

from sim.model.events import Judged, Marked
from sim.report.closing import closing
from sim.report.markdown import markdown
from sim.report.reading import ReviewedVoice
from sim.report.text import text, written
from tests.report.test_tally_reading import OPENED, account

READ = (
    OPENED,
    Judged(role="north", scene="meeting", support="cannot-tell"),
    Judged(role="north", scene="meeting", support="partly"),
    Marked(role="north", source="letter", words="would be closed"),
)
TOLD = text(account(*READ))


def test_reading_is_told_role_by_role() -> None:
    """How much was opened, what was judged at first and later, and what was marked, without a verdict."""
    begun = TOLD.partition("What was read, and what was not")[2]

    assert [] == [
        words
        for words in (
            "Nothing here is right or wrong",
            "North\n\n1 passage was opened in the document.",
            "judged cannot tell, then partly; 1 publisher, so not corroborated.",
            "- A place: The bridge stayed open. Not judged; 2 independent publishers, so corroborated.",
            "- “would be closed”, in “A letter”",
            "South\n\nNo passage was opened in the document.",
        )
        if words.lower() not in begun.lower()
    ]


def test_decisions_taken_unread_are_told() -> None:
    """A role that opened nothing is told what it decided so."""
    assert "Decided by what the page showed, without opening a passage in its document:\n\n- Turn 1, A place: “Listen”" in TOLD


def test_what_rested_on_one_voice_is_told_under_it() -> None:
    """Every publisher that stands alone is named once, with what it alone tells."""
    voices = tuple(ReviewedVoice(turn=turn, what=what, owner="The House") for turn, what in ((1, "It was closed."), (2, "It was cold.")))
    lonely = account().model_copy(update={"voices": voices})

    assert "One publisher alone stands behind this, The House:\n\n- Turn 1: It was closed.\n- Turn 2: It was cold." in text(lonely)


def test_what_the_documents_never_say_is_told() -> None:
    """Notes of the act stand under `From outside` with their references; gaps stand open."""
    begun = TOLD.partition("What the documents never say")[2]

    assert [] == [
        words
        for words in ("From outside, 2021", "- A report, A press (owner: The House), 2021, A shelf", "so stays open:\n\n- Who cut it.")
        if words not in begun
    ]


def test_markdown_tells_the_same() -> None:
    """Both formats have every section on reading."""
    headings = ("What was read, and what was not", "What the documents never say", "From outside, 2021")

    assert [] == [heading for heading in headings if f"# {heading}" not in markdown(account(*READ))]


def test_between_two_acts_nobody_stops_speaking_for_a_role() -> None:
    """While a campaign goes on, the account says how the act ended, and not that the play is over."""
    told = "\n".join(written(closing(account(campaign=True, role="north"))))

    assert (True, False) == ("Outcome: Settled" in told, "You no longer speak for anybody" in told)
