"""What a scenario makes of its documents, counted on two small ones."""

import pytest

from sim.evidence.account import Heard, account, purpose, side_of, words
from sim.model.scenario import Scenario
from sim.model.source import Basis, Citation
from tests.engine import council

ASIDE = [{"source": "paper", "quote": "The council met again.", "reason": "Repetition."}]
BEHIND = {"old": {"heading": "Old days", "text": "It was so.", "cites": [council.cite("The council met again", source="paper")]}}
FOUND = account(council.council(), council.corpus())
LETTER, PAPER = FOUND.documents


def changed(**fields: object) -> Scenario:
    """Return the council with some fields written anew."""
    return Scenario.model_validate(council.council().model_dump(by_alias=True) | fields)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("acts.one.scenes.meeting.cites[0]", "play"),
        ("acts.one.scenes.meeting.exercise.passages[0]", "exercise"),
        ("conflicts.how-long.versions[0].cites[0]", "conflict"),
        ("background.old.cites[0]", "background"),
        ("glossary.council.cites[0]", "glossary"),
        ("corroborations[0].passages[0]", "corroboration"),
        ("notes.open.beside[0]", "note"),
    ],
)
def test_a_citation_serves_a_purpose(path: str, expected: str) -> None:
    """What a citation is for follows from where it stands."""
    assert expected == purpose(path)


def test_sentences_know_what_they_serve() -> None:
    """A sentence tells what rests on it, in the order of the purposes."""
    sentence = PAPER.sentences[1]

    assert ("The bridge stayed open for a week.", ("play", "conflict", "exercise", "note")) == (sentence.text, sentence.purposes)


def test_a_corroboration_alone_accounts_for_nothing() -> None:
    """A sentence that only stands beside others is still open."""
    assert ["The council met again."] == [sentence.text for sentence in PAPER.open]


def test_what_is_set_aside_is_not_open() -> None:
    """With a reason, a sentence is accounted for, and is not used."""
    paper = account(changed(set_aside=ASIDE), council.corpus()).documents[1]

    assert ([], ["Repetition."], 1) == ([*paper.open], [sentence.set_aside for sentence in paper.set_aside], len(paper.used))


def test_what_is_used_is_not_set_aside() -> None:
    """A sentence that play rests on counts as used, whatever is also said of it."""
    paper = account(changed(set_aside=[{**ASIDE[0], "quote": "The bridge stayed open"}]), council.corpus()).documents[1]

    assert ((), 1) == (paper.set_aside, len(paper.used))


def test_background_is_told_from_play() -> None:
    """A sentence that only background rests on is used as background alone."""
    paper = account(changed(background=BEHIND), council.corpus()).documents[1]

    assert ["The council met again."] == [sentence.text for sentence in paper.background]


def test_sentences_used_more_than_once_are_known() -> None:
    """A sentence with two parts or more is used more than once; one with none is not."""
    assert [True, True, True, True] == [sentence in LETTER.often for sentence in LETTER.sentences]
    assert [False, True] == [sentence in PAPER.often for sentence in PAPER.sentences]


def test_sentences_are_found_by_line() -> None:
    """A sentence knows the line of its document."""
    letter = council.corpus().documents[0]
    lower = council.corpus().model_copy(update={"documents": (letter.model_copy(update={"text": f"\n\n{letter.text}"}),)})

    assert 3 == account(council.council(), lower).documents[0].sentences[0].line


def test_the_share_that_is_cited() -> None:
    """Of the sentences that are set aside, those count that claim something; all others are used or open."""
    claiming = [{**ASIDE[0], "claims": True}]

    assert [(5, 6), (5, 5), (5, 6)] == [
        FOUND.cited,
        account(changed(set_aside=ASIDE), council.corpus()).cited,
        account(changed(set_aside=claiming), council.corpus()).cited,
    ]


def test_a_sentence_with_one_claim_claims() -> None:
    """Where a piece of a sentence is set aside as claiming nothing and another as claiming something, the sentence claims."""
    pieces = [{**ASIDE[0], "quote": "The council"}, {**ASIDE[0], "quote": "met again.", "claims": True}]
    paper = account(changed(set_aside=pieces), council.corpus()).documents[1]

    assert [("The council met again.", True)] == [(sentence.text, sentence.claims) for sentence in paper.set_aside]


def test_a_used_sentence_claims() -> None:
    """Where play rests on a sentence it counts, whatever is also said of it."""
    paper = account(changed(set_aside=[{**ASIDE[0], "quote": "The bridge stayed open"}]), council.corpus()).documents[1]

    assert [True] == [sentence.claims for sentence in paper.used]


def test_parts_that_rest_on_one_document_are_named() -> None:
    """A part whose citations all come from one document is told with it; one that has two documents is not."""
    alone = {element.path: element.source for element in FOUND.alone}

    assert ("letter", None, None) == (
        alone.get("acts.one.scenes.meeting.decision.north.options.close"),
        alone.get("acts.one.scenes.meeting"),
        alone.get("acts.one.scenes.meeting.exercise"),
    )
    assert len(FOUND.alone) < FOUND.elements


def test_every_basis_is_counted() -> None:
    """All bases are there, firmest first, and every citation counts once."""
    assert [*Basis] == [basis for basis, _ in FOUND.bases]
    assert all(count > 0 for _, count in FOUND.bases)


def test_roles_are_heard_with_their_options_and_own_words() -> None:
    """A role's options, their citations and its own texts are counted; chance has no text of its own."""
    roles = dict(FOUND.roles)

    assert [4, 3, 2] == [roles[name].options for name in ("north", "south", "chance")]
    assert (True, 0) == (roles["north"].own > 0, roles["chance"].own)


def test_sides_are_heard_through_their_speakers() -> None:
    """Quoted words count for the side of whoever speaks; what an outlet says itself is counted apart."""
    sides = dict(FOUND.sides)
    hill = Citation(source="letter", quote="the bridge would be closed", basis=Basis.REPORTED, speaker="hill")

    assert ("north", "outlet") == (
        side_of(hill, council.corpus()),
        side_of(hill.model_copy(update={"speaker": "outlet"}), council.corpus()),
    )
    assert Heard(citations=3, quoted=15, options=1) == sides["north"]


def test_outlets_are_heard_through_their_documents() -> None:
    """Every outlet of the catalogue is there, and together they have every citation."""
    assert sum(count for _, count in FOUND.bases) == sum(heard.citations for _, heard in FOUND.outlets)
    assert ["post", "times"] == [name for name, _ in FOUND.outlets]


def test_words_are_counted_between_white_space() -> None:
    """A word is what stands between white space."""
    assert 3 == words("one  two\nthree")
