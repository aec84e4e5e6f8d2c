"""Whether the words of a scenario stand in its documents, and what stands around them."""

from sim.evidence.check import MOST, ground, quotations
from sim.model.grounds import Grounds
from sim.model.reading import SetAside
from sim.model.scenario import Scenario
from sim.model.source import Citation, Corpus
from tests import small
from tests.engine import council
from tests.thread_time import within_a_second

FIRST = "One came. Two came. Three came. Four words stand here. Five left. Six left. Seven left."
SECOND = "Nothing at all. Four persons stood there, it is said."


def _source(outlet: str) -> dict[str, object]:
    return small.corpus().catalogue.sources[0].model_dump() | {"outlet": outlet}


def _corpus(**texts: str) -> Corpus:
    """Return documents `letter`, `copy` (of the same owner) and `diary` (of another)."""
    catalogue = {
        "owners": {"one": {"name": "One", "about": "An owner."}, "two": {"name": "Two", "about": "Another."}},
        "outlets": {
            name: {"name": name, "owner": owner, "about": "A paper."} for name, owner in {"a": "one", "b": "one", "c": "two"}.items()
        },
        "sides": {"none": {"name": "None"}},
        "speakers": {"elder": {"name": "The elder", "office": "elder", "side": "none"}},
        "sources": {
            name: {key: value for key, value in _source(outlet).items() if key != "id"}
            for name, outlet in {"letter": "a", "copy": "b", "diary": "c"}.items()
        },
    }
    given = {"letter": FIRST, "copy": SECOND, "diary": SECOND} | texts
    return Corpus.model_validate({"catalogue": catalogue, "documents": [{"source": name, "text": text} for name, text in given.items()]})


def _scenario(*cites: dict[str, str], **fields: object) -> Scenario:
    """Return a scenario whose glossary cites, and nothing else."""
    gloss = {"word": {"term": "word", "text": "What it is.", "cites": [{"basis": "reported"} | cite for cite in cites]}}
    data = small.stand_off().model_dump() | {"glossary": gloss} | fields
    whole = Scenario.model_validate(data)
    return whole.model_copy(update={"acts": ()})


def _cite(quote: str, source: str = "letter", **more: str) -> dict[str, str]:
    return {"source": source, "quote": quote, **more}


def _only(grounds: Grounds) -> Citation:
    return next(Citation(source=source, quote=quote, basis="reported") for source, quote in grounds.passages)


def test_a_passage_has_its_neighbourhood() -> None:
    """The sentence, its number, and up to three sentences either side are there."""
    grounds, problems = ground(_scenario(_cite("Four words stand")), _corpus())
    passage = grounds.of(_only(grounds))

    assert () == problems
    assert (4, 4, "Four words stand", "Four words stand here.") == (passage.first, passage.last, passage.words, passage.sentence)
    assert ("One came.", "Two came.", "Three came.") == passage.before
    assert ("Five left.", "Six left.", "Seven left.") == passage.after


def test_the_first_sentence_has_nothing_before_it() -> None:
    """At the edges of a document the neighbourhood ends."""
    grounds, _ = ground(_scenario(_cite("One came. Two")), _corpus())
    passage = grounds.of(_only(grounds))

    assert (1, 2, (), "One came. Two came.") == (passage.first, passage.last, passage.before, passage.sentence)


def test_alone_a_passage_has_one_publisher() -> None:
    """What nobody else is said to report has the owner of its own outlet."""
    grounds, _ = ground(_scenario(_cite("Four words stand")), _corpus())

    assert ("one",) == grounds.of(_only(grounds)).publishers


def test_one_owner_counts_once() -> None:
    """Two outlets of one owner do not corroborate each other; another owner does, and one's own comes first."""
    passages = [_cite("Four persons stood", "copy"), _cite("Four persons stood", "diary"), _cite("Four words stand here")]
    scenario = _scenario(_cite("words stand"), _cite("persons stood", "diary"), corroborations=[{"what": "Four.", "passages": passages}])

    grounds, problems = ground(scenario, _corpus())

    assert () == problems
    assert ("one", "two") == grounds.passages["letter", "words stand"].publishers
    assert ("two", "one") == grounds.passages["diary", "persons stood"].publishers


def test_other_words_of_a_document_are_not_corroborated() -> None:
    """A corroboration speaks of the words that it quotes and of no others."""
    passages = [_cite("Four persons stood", "diary"), _cite("Four words stand here")]
    scenario = _scenario(_cite("Six left."), _cite("words stand here. Five"), corroborations=[{"what": "Four.", "passages": passages}])

    grounds, _ = ground(scenario, _corpus())

    assert ("one",) == grounds.passages["letter", "Six left."].publishers
    assert ("one",) == grounds.passages["letter", "words stand here. Five"].publishers


def test_words_that_are_not_there_are_reported_with_the_nearest() -> None:
    """The message has the path, the words, and the nearest words with the number of their sentence."""
    _, problems = ground(_scenario(_cite("Four birds stand here")), _corpus())

    what = "glossary.word.cites[0].quote: these words are not in letter: “Four birds stand here”"
    assert [f"{what}; the nearest there, in sentence 4: “Four words stand here”"] == [str(problem) for problem in problems]


def test_words_of_another_document_are_recognised() -> None:
    """Who named the wrong source is told the right one."""
    _, problems = ground(_scenario(_cite("Four persons stood", "letter")), _corpus())

    assert ["they stand in copy"] == [problem.expected for problem in problems]


def test_words_that_are_like_nothing_have_no_nearest() -> None:
    """Nothing is made up to be helpful."""
    _, problems = ground(_scenario(_cite("Zyxwv utsrq ponm")), _corpus())

    assert ["quote the document letter by letter"] == [problem.expected for problem in problems]


def test_unknown_sources_and_speakers_are_reported_together() -> None:
    """Both slips of one citation are named, each with what was meant or what there is."""
    _, problems = ground(
        _scenario(_cite("Four words stand", "lettr", speaker="edler"), _cite("Six left.", "x", speaker="nobody")), _corpus()
    )

    assert [
        "glossary.word.cites[0].source: no source 'lettr'; did you mean 'letter'?",
        "glossary.word.cites[0].speaker: no speaker 'edler'; did you mean 'elder'?",
        "glossary.word.cites[1].source: no source 'x'; the sources are letter, copy, diary",
        "glossary.word.cites[1].speaker: no speaker 'nobody'; name outlet, or a speaker of the catalogue",
    ] == [str(problem) for problem in problems]


def test_words_without_a_claim_are_looked_up_too() -> None:
    """Corroborations, what is set aside, and the passages beside a note have to be there as well."""
    lost = _cite("Nobody wrote these words")
    note = {
        "act": "one",
        "date": "2020",
        "sentences": ["A note."],
        "beside": [lost],
        "references": [{"title": "T", "publisher": "P", "owner": None, "address": "A", "date": "D", "words": ["W"], "supports": [1]}],
    }
    scenario = _scenario(
        corroborations=[{"what": "Nothing.", "passages": [lost, _cite("Six left.")]}],
        set_aside=[lost | {"reason": "Why not."}],
        notes={"note": note},
    )

    grounds, problems = ground(scenario, _corpus())

    assert {"corroborations[0].passages[0].quote", "notes.note.beside[0].quote", "set_aside[0].quote"} == {
        problem.path for problem in problems
    }
    assert ["note"] == list(grounds.notes)


def test_long_words_are_cut_in_messages() -> None:
    """A message stays readable whatever was quoted."""
    _, problems = ground(_scenario(_cite("Nothing like it. " * 50)), _corpus())

    assert max(len(str(problem)) for problem in problems) <= 800


def test_problems_end_somewhere_and_soon() -> None:
    """Thousands of lost quotations in long documents are reported within a second, the first of them one by one."""
    lost = [_cite(f"Four persons stood in row {number} of the hall and nobody knew why") for number in range(2_000)]
    scenario, corpus = _scenario(*lost), _corpus(letter=FIRST * 5_000)
    with within_a_second():
        _, problems = ground(scenario, corpus)

    assert MOST + 1 == len(problems)
    assert problems[-1].code == "too-many-problems"


def test_every_quotation_is_walked() -> None:
    """Citations, passages of corroborations and words set aside are all quotations."""
    scenario = _scenario(_cite("Six left."), set_aside=[_cite("One came.") | {"reason": "Why not."}])

    assert [Citation, SetAside] == [type(part) for _, part in quotations(scenario)]


def test_a_note_from_outside_stands_beside_its_sentence() -> None:
    """Every citation of a sentence that a note stands beside carries the note; those of other sentences do not."""
    found, _ = ground(council.council(), council.corpus())

    assert [("open",), ()] == [
        found.passages[key].notes for key in (("paper", "The bridge stayed open for a week"), ("letter", "The council met on Monday"))
    ]
