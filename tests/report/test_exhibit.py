"""The account of the documents, as text and as a page."""

import re
from html.parser import HTMLParser

from sim.evidence.account import account
from sim.model.scenario import Scenario
from sim.model.source import Corpus
from sim.report.accounting import share, sums, told
from sim.report.exhibit import exhibit
from sim.report.text import written
from tests.engine import council

ASIDE = [{"source": "paper", "quote": "The council met again.", "reason": "Repetition & <b>more</b>."}]
SCENARIO = Scenario.model_validate(council.council().model_dump(by_alias=True) | {"set_aside": ASIDE})
CORPUS = council.corpus()
FOUND = account(SCENARIO, CORPUS)
TEXT = "\n".join(written(told(FOUND, CORPUS)))
PAGE = exhibit("A <script> title", FOUND, CORPUS)


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, what it links to and what it is called."""
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)


READ = Tags(PAGE)


def test_the_text_says_how_much_is_used() -> None:
    """The share that is cited, the bases, and each document's sums are told in words."""
    assert [] == [
        words
        for words in (
            "5 of 5 sentences that report, claim, demand or warn are cited (100 %).",
            "- reported: ",
            "2 sentences, 1 used, 0 used more than once"
            if FOUND.documents[1].often == ()
            else "2 sentences, 1 used, 1 used more than once",
            "1 set aside with a reason, 0 not accounted for.",
            "- north: citations: ",
            "- the outlets themselves: citations: ",
            "- The Post: citations: ",
            "- Repetition & <b>more</b>.: 1. The council met again.",
            "- acts.one.scenes.meeting.decision.north.options.close: letter (reported, counterfactual)",
        )
        if words not in TEXT
    ]


def test_the_text_names_what_is_not_accounted_for() -> None:
    """A sentence on which nothing rests is told with its number."""
    text = "\n".join(written(told(account(council.council(), CORPUS), CORPUS)))

    assert "Not accounted for\n\n- 1. The council met again." in text


def test_the_text_names_what_rests_on_each_sentence() -> None:
    """Under a sentence that is used stand the paths of what cites it."""
    assert "- 2. The bridge stayed open for a week.\n    acts.one.scenes.meeting.cites[1]" in TEXT


def test_a_share_is_rounded_down() -> None:
    """Hundred per cent means all; of nothing, all is used."""
    assert ["99 %", "100 %", "100 %"] == [share(199, 200), share(7, 7), share(0, 0)]


def test_the_page_has_every_document_in_full() -> None:
    """Every word of every document stands on the page, in order."""
    words = " ".join("".join(READ.words).split())

    assert [] == [sentence.text for document in FOUND.documents for sentence in document.sentences if sentence.text not in words]


def test_the_page_says_what_rests_on_each_sentence() -> None:
    """Every citation of the scenario stands on the page with its path."""
    said = "".join(READ.words)

    assert [] == [path for document in FOUND.documents for sentence in document.sentences for path in sentence.parts if path not in said]


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    """There is no script, nothing is asked for from anywhere, and every link leads to a place of the page."""
    assert [] == [tag for tag in READ.tags if tag in ("script", "img", "link", "iframe", "object", "embed", "form", "base")]
    assert [] == [link for link in READ.links if not link.startswith("#") or link[1:] not in READ.anchors]
    assert "default-src 'none'" in PAGE
    assert not re.search(r"https?:|//", PAGE)


def test_every_word_of_a_scenario_is_escaped() -> None:
    """A title or reason with the signs of HTML is shown as it is written."""
    assert ("A &lt;script&gt; title" in PAGE, "Repetition &amp; &lt;b&gt;more&lt;/b&gt;." in PAGE) == (True, True)


def test_tags_are_closed() -> None:
    """Every element that is opened is closed."""
    assert [] == [tag for tag in set(READ.tags) - {"meta"} if PAGE.count(f"<{tag}>") + PAGE.count(f"<{tag} ") != PAGE.count(f"</{tag}>")]


def test_sums_add_up() -> None:
    """Used, set aside and open sentences are all there are."""
    for document in FOUND.documents:
        counts = dict(sums(document))

        assert counts["sentences"] == counts["used"] + counts["set aside with a reason"] + counts["not accounted for"]


def test_what_is_said_of_an_outlet_stands_with_what_carries_it() -> None:
    """Beside a document stand its outlet and owner, the words from outside that carry what is said of them, or why there are none."""
    text = {
        "title": "On <papers>",
        "publisher": "A paper",
        "owner": "union",
        "address": "a.example",
        "date": "2021",
        "words": ["A post."],
    }
    catalogue = CORPUS.catalogue.model_dump()
    catalogue["outlets"][0]["references"] = [text]
    catalogue["owners"][0]["unsourced"] = "Nothing & nobody was found."
    page = exhibit("A title", FOUND, Corpus.model_validate(CORPUS.model_dump() | {"catalogue": catalogue}))

    assert "<li>“A post.” On &lt;papers&gt;, A paper (owner: The Union), 2021, <code>a.example</code></li>" in page
    assert "<p>The House: An owner. Nothing &amp; nobody was found.</p>" in page
