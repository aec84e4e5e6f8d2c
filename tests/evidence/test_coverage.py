"""Which sentences of the documents carry a scenario."""

from sim.evidence.coverage import coverage
from sim.model.scenario import Scenario
from tests import small

TEXT = "These are words of a letter. Nobody used this one. A page number."


def _scenario() -> Scenario:
    data = small.stand_off().model_dump()
    lost = {"source": "elsewhere", "quote": "words of nobody", "basis": "reported"}
    gloss = {"word": {"term": "word", "text": "What it is.", "cites": [lost]}}
    return Scenario.model_validate(
        data | {"set_aside": [{"source": "letter", "quote": "page number", "reason": "It is one."}], "glossary": gloss}
    )


def test_each_sentence_knows_what_rests_on_it() -> None:
    """A sentence carries parts, or is set aside with a reason, or stands open; unknown sources carry nothing."""
    documents = [small.corpus().documents[0].model_copy(update={"text": TEXT})]
    corpus = small.corpus().model_copy(update={"documents": tuple(documents)})

    (found,) = coverage(_scenario(), corpus)

    assert "letter" == found.source
    assert [True, False, False] == [bool(use.parts) for use in found.uses]
    assert ["", "", "It is one."] == [use.set_aside for use in found.uses]
    assert ["Nobody used this one."] == [use.text for use in found.open]
    assert 1 == found.cited
    assert all(path.startswith("acts.one.") for path in found.uses[0].parts)
