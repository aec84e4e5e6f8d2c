"""Explained words are marked where the narrator uses them, once in each text."""

from sim.terminal.glossed import Glossary
from sim.terminal.lines import Span
from tests.terminal.seated import GLOSSARY, GUIDE


def _marked(text: str) -> list[str]:
    return [span.text for line in GLOSSARY.prose(text).lines(200) for span in line.spans if span.style == "gloss"]


def test_a_word_is_marked_at_its_first_place() -> None:
    """The second place in the same text is left alone."""
    assert ["upper lock"] == _marked("The upper lock. Then the upper lock again.")


def test_another_form_is_marked_too() -> None:
    """The forms that the glossary lists lead to the same explanation."""
    assert ["The lock"] == _marked("The lock was open.")


def test_a_part_of_another_word_is_no_word() -> None:
    """`the lock` in `the locksmith` is not marked."""
    assert [] == _marked("They asked the locksmith.")


def test_a_click_leads_to_the_explanation() -> None:
    """The link names the term, not the form."""
    assert Span("the lock", "gloss", "term upper lock") in GLOSSARY.marked("At the lock.", set())


def test_words_of_a_page_are_found_in_order() -> None:
    """The glossary can say which words a page uses."""
    assert ["upper lock"] == [gloss.term for gloss in GLOSSARY.within("Nobody was at the lock, the upper lock.")]


def test_a_scenario_may_explain_nothing() -> None:
    """Without a glossary every text stays plain."""
    bare = Glossary(GUIDE.model_copy(update={"glossary": ()}))

    assert ((Span("The lock."),), ()) == (bare.marked("The lock.", set()), bare.within("The lock."))
