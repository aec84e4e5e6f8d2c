"""Reading evidence as play in the line mode: claims judged, wording marked, passages opened, notes from outside, acts in a row."""

import io
from pathlib import Path

import pytest

from sim.model.events import Event, Judged, Marked, Opened, Proceeded
from sim.store.sqlite import SqliteLog
from sim.terminal.leaving import Ending
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from sim.terminal.weighing import judgement
from tests.terminal.seated import COUNCIL, seated

TO_THE_END = ("", "1", "1")
"""Lines from the notice to the outcome of the first act, as North."""


def played(folder: Path, *lines: str, people: tuple[str, ...] = ("north",), campaign: bool = False) -> tuple[Ending, str, list[Event]]:
    """Play lines in the council; return how it ended, what was said, and what is on disk."""
    said = io.StringIO()
    with seated(folder, *people, scenario=COUNCIL, campaign=campaign) as table:
        ending = run_plain(table, Settings(), io.StringIO("".join(f"{line}\n" for line in lines)), said)
    with SqliteLog(folder / "sessions.sqlite") as log:
        return ending, said.getvalue(), [entry.event for entry in log.read("demo")]


def said_to(folder: Path, *lines: str) -> str:
    """Return what is said after the first prompt to choose."""
    return played(folder, "", *lines)[1].partition("North, your choice")[2]


@pytest.mark.parametrize(
    ("typed", "support"),
    [("1", "well"), ("Partly", "partly"), ("cannot tell", "cannot-tell"), ("4", "cannot-tell"), ("5", None), ("", None), ("right", None)],
)
def test_a_judgement_is_typed_by_number_or_word(typed: str, support: str | None) -> None:
    """The numbers are those of the prompt; anything else is no judgement."""
    assert support == judgement(typed)


def test_a_claim_is_put_before_the_decision(tmp_path: Path) -> None:
    """Claim, passages and how to judge stand before the options, and nothing of what stands behind them."""
    said = played(tmp_path, "")[1]
    claim, _, options = said.partition("A claim to weigh before you decide")[2].partition("What do you pledge?")

    assert ("How well do these passages support it? j 1 well, j 2 partly, j 3 poorly, j 4 cannot tell." in claim, True, False, False) == (
        True,
        "1. Pledge to open it" in options,
        "corroborated" in claim,
        "From outside" in claim,
    )


def test_what_stands_behind_a_claim_is_said_after_judging(tmp_path: Path) -> None:
    """Publishers, contradictions and the note from outside follow the judgement."""
    said = said_to(tmp_path, "j 2")

    assert [] == [
        words
        for words in (
            "> You judged: partly.",
            "1 publisher, so not corroborated",
            "How long was it open?",
            "It leaves out: Why.",
            "From outside, 2021",
            "It was open. So it was said.",
            "What the references do not settle: Nobody counted.",
            "Unwelcome to: the council.",
        )
        if words not in said
    ]


def test_the_references_of_a_note_are_said_on_request(tmp_path: Path) -> None:
    """A note is said without its references; `n` and its number say them."""
    without = said_to(tmp_path, "j 2")
    (tmp_path / "again").mkdir()
    asked = said_to(tmp_path / "again", "j 2", "n 1")

    assert (False, True) == ("A report, A press" in without, "- “It stood open.” – A report, A press (owner: The House)" in asked)


def test_a_judgement_may_be_revised(tmp_path: Path) -> None:
    """Both judgements are events, and the second is said to be one."""
    _, said, events = played(tmp_path, "", "j well", "j poorly")

    assert ["well", "poorly"] == [event.support for event in events if isinstance(event, Judged)]
    assert "> You judged: poorly, after another judgement before." in said


def test_a_choice_needs_no_judgement(tmp_path: Path) -> None:
    """A number alone chooses, whether or not the claim was judged."""
    _, said, events = played(tmp_path, "", "1")

    assert ([], True) == ([event for event in events if isinstance(event, Judged)], "Sealed and kept." in said)


def test_how_to_judge_is_said_to_anything_else(tmp_path: Path) -> None:
    """`j` alone, or with a word that is no judgement, says what can be typed."""
    assert 2 == said_to(tmp_path, "j", "j perfectly").count("How well do these passages support it?")


def test_where_nothing_is_asked_nothing_is_judged(tmp_path: Path) -> None:
    """A role without an exercise is told so."""
    said = played(tmp_path, "", "j 1", people=("south",))[1]

    assert "There is no claim to judge here." in said


def test_an_opened_passage_is_on_disk_before_it_is_said(tmp_path: Path) -> None:
    """`s` and a number keep that the passage was opened, once; a number that no passage has keeps nothing."""
    events = played(tmp_path, "", "s 1", "s 1", "s 99")[2]

    assert [Opened(role="north", source="letter", quote="The council met on Monday")] == events[-1:]
    assert 1 == len([event for event in events if isinstance(event, Opened)])


def test_wording_is_marked_as_loaded(tmp_path: Path) -> None:
    """`w`, a number and words of the passage keep them as loaded, capitals or not."""
    _, said, events = played(tmp_path, "", "w 1 COUNCIL met")

    assert Marked(role="north", source="letter", words="COUNCIL met") == events[-1]
    assert "Marked as loaded: “COUNCIL met”, in “A letter”." in said


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("w 1 nowhere said", "These words are not in passage 1"),
        ("w 99 council", "w, the number of a passage, and words of it mark them as loaded"),
        ("w 1", "w, the number of a passage, and words of it mark them as loaded"),
        ("n 9", "There is no such note; n and a number from 1 to 1."),
        ("n", "1. It was open. So it was said."),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, line: str, answer: str) -> None:
    """Words that are not in the passage are not marked, and a wrong number is answered with those there are."""
    assert answer in said_to(tmp_path, line)


def test_a_note_is_announced_beside_its_passage(tmp_path: Path) -> None:
    """Where the documents leave something out, the page says what it speaks of, and by which number to ask for it, once."""
    said = played(tmp_path, "")[1]

    assert 1 == said.count("From outside, 2021 (n 1 says all of it): It was open. So it was said.")
    assert 1 == said.count("(n 1 says all of it)")


def test_aims_are_said_with_the_briefing(tmp_path: Path) -> None:
    """A role hears its own aims in each scene, as the author's."""
    said = played(tmp_path, "")[1].partition("For North alone")[2]

    assert "What you are after, as the scenario's author set it for teaching: Calm; A deal." in said


def test_after_an_act_the_next_one_is_offered(tmp_path: Path) -> None:
    """At an outcome of a campaign the next act is named, aims are told, and the play is not over."""
    ending, said, events = played(tmp_path, *TO_THE_END, campaign=True)

    assert (Ending.RAN_OUT, True, True, False) == (
        ending,
        "Press Enter to go on with “The second act”" in said,
        "- North: " in said.partition("What each role was after")[2],
        any(isinstance(event, Proceeded) for event in events),
    )


def test_the_next_act_begins_with_what_was_carried(tmp_path: Path) -> None:
    """After Enter the next act is opened, and its first scene tells what the act before left."""
    _, said, events = played(tmp_path, *TO_THE_END, "", campaign=True)
    after = said.partition("Press Enter to go on with")[2]

    assert (Proceeded(to="two") in events, True, True) == (True, "\nThe second act\n" in after, "From the act before: " in after)


def test_what_was_carried_is_said_once(tmp_path: Path) -> None:
    """Where the first scene of the next act waits for a person, that scene tells what was carried, and nothing else does."""
    lines = ("", "", "1", "", "1", "", "1", "", "")
    _, said, events = played(tmp_path, *lines, people=("north", "south"), campaign=True)

    told = [line for line in said.splitlines() if line.startswith("From the act before: ")]

    assert (Proceeded(to="two") in events, True, len(told)) == (True, bool(told), len(set(told)))


def test_a_campaign_can_be_stopped_between_acts(tmp_path: Path) -> None:
    """`q` at the outcome of an act leaves; the play goes on another time."""
    ending, _, events = played(tmp_path, *TO_THE_END, "q", campaign=True)

    assert (Ending.LEFT, False) == (ending, any(isinstance(event, Proceeded) for event in events))


def test_other_commands_work_between_acts(tmp_path: Path) -> None:
    """At the outcome of an act what can be typed is looked up as everywhere."""
    said = played(tmp_path, *TO_THE_END, "l", "", campaign=True)[1]

    assert (2, True) == (said.count("Press Enter to go on with"), "What was decided so far" in said)


def test_bots_alone_play_a_campaign_through(tmp_path: Path) -> None:
    """Where nobody decides, each act still waits to be gone on from."""
    ending, said, _ = played(tmp_path, "", "", people=(), campaign=True)

    assert (Ending.OVER, 2) == (ending, said.count("Outcome: "))


def test_the_time_there_would_be_is_said(tmp_path: Path) -> None:
    """How long a class talks and has to decide is said to whoever plays alone, with what it means here."""
    said = played(tmp_path, "")[1]

    assert "Time to talk: 2 minutes" in said
    assert "Time to decide in a class: 1 minute. Here you may take as long as you like." in said
