"""Every sentence of the documents has its place in the shipped scenarios, or a reason why it has none."""

import re

import pytest

from sim.evidence.account import Account, Sentence, account
from sim.report.accounting import told
from sim.report.text import written
from tests.scenarios.reached import opened

pytestmark = pytest.mark.whole

SHIPPED = ["kosovo", "tutorial"]
LEAST = 90
"""Of a hundred sentences that report, claim, demand or warn, at least so many are cited."""
NAMED = {
    "a year": r"\b(?:19|20)\d\d\b",
    "a day": r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) ?\d{0,2}\b",
    "a legal instrument": r"\b(?:[Rr]esolution|UNSCR|1244|[Aa]greements?|Constitution|constitutional|persona non grata)\b",
    "a demand": r"\b(?:demand(?:s|ed)?|urg(?:e|es|ed)|call(?:s|ed|ing) on|called for|insists?|withdraws?|allow new elections)\b",
    "a warning": r"\b(?:warn(?:s|ed)?|explo(?:sion|sive)|one match|brink of war|armed conflict|escalat\w+|worsen\w*|consequences)\b",
}
"""What a sentence must not name without a place, and how it is known."""
REASONS = ("Probably machine-made", "The dateline", "Headline", "Heading")
"""How a reason begins for which such a sentence may be set aside all the same."""
SILENT = (
    "Caption",
    "Heading",
    "Headline",
    "Navigation",
    "The page's title",
    "The dateline",
    "The beginning of a sentence",
    "A chatbot's",
    "A donation line",
)
"""How a reason begins for which a sentence counts as one that reports, claims, demands and warns of nothing."""


def found(name: str) -> Account:
    """Return what a shipped scenario makes of its documents."""
    scenario = opened(name)
    return account(scenario.scenario, scenario.corpus)


def all_sentences(name: str) -> tuple[Sentence, ...]:
    """Return the sentences of all documents of a shipped scenario."""
    return tuple(sentence for document in found(name).documents for sentence in document.sentences)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sentence_is_accounted_for(name: str) -> None:
    """Each sentence is cited, or it is set aside with a reason."""
    assert [] == [sentence.text for sentence in all_sentences(name) if sentence.is_open]


@pytest.mark.parametrize("name", SHIPPED)
def test_nine_of_ten_sentences_that_say_something_are_cited(name: str) -> None:
    """Of the sentences that report, claim, demand or warn, also of those that are set aside, at least 90 in 100 are cited."""
    cited, claiming = found(name).cited

    assert 100 * cited >= LEAST * claiming


@pytest.mark.parametrize("name", SHIPPED)
def test_the_share_is_told(name: str) -> None:
    """The account in words begins with how many sentences are cited, of how many."""
    cited, claiming = found(name).cited
    text = "\n".join(written(told(found(name), opened(name).corpus)))

    assert f"{cited} of {claiming} sentences that report, claim, demand or warn are cited" in text


@pytest.mark.parametrize("what", NAMED)
def test_what_names_something_dated_or_demanded_has_its_place(what: str) -> None:
    """A sentence that names a day, a legal instrument, a demand or a warning is cited, unless it is a heading or machine-made."""
    named = [sentence for sentence in all_sentences("kosovo") if re.search(NAMED[what], sentence.text)]

    assert len(named) > 1
    assert [] == [sentence.text for sentence in named if not sentence.is_used and not sentence.set_aside.startswith(REASONS)]


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_rests_on_what_is_set_aside(name: str) -> None:
    """No part cites a sentence that is set aside: machine-made text and unsupported accusations are never play."""
    assert [] == [sentence.text for sentence in all_sentences(name) if sentence.set_aside and sentence.is_used]


def test_only_what_is_no_statement_is_left_out_of_the_count() -> None:
    """A sentence that is set aside counts as not cited, unless its reason is that it is a caption, a heading or the like."""
    aside = [sentence for sentence in all_sentences("kosovo") if sentence.set_aside and not sentence.is_used]

    assert [] == [sentence.text for sentence in aside if sentence.claims is sentence.set_aside.startswith(SILENT)]
