"""An account as Markdown: well formed, and nothing of a scenario becomes markup."""

import pytest

from sim.report.debrief import review
from sim.report.markdown import escaped, markdown
from sim.report.tally import passages
from tests.report.played import TUTORIAL, ferry_runs

ENDED = review(ferry_runs(), TUTORIAL.grounds, ours=True)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("[a](b)", r"\[a\](b)"),
        ("![a](b)", r"\!\[a\](b)"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("https://a.example", r"https\://a.example"),
        ("www.a.example", r"www\.a.example"),
        ("a@b.example", r"a\@b.example"),
        ("&lt;", r"\&lt;"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("a | b", r"a \| b"),
        ("plain: words", "plain: words"),
    ],
)
def test_words_are_shown_as_they_are(words: str, shown: str) -> None:
    """Every sign that Markdown reads as markup is escaped, and no other."""
    assert shown == escaped(words)


def test_the_title_is_the_first_heading() -> None:
    """The account begins with its title as the one heading of the first level."""
    told = markdown(ENDED)

    assert ("# The ferry – The rope", 1) == (told.splitlines()[0], sum(line.startswith("# ") for line in told.splitlines()))


def test_every_passage_stands_beside_its_line() -> None:
    """Each quotation is a block that holds its line."""
    lines = markdown(ENDED).splitlines()
    told = {(line.strip(), after.strip(), last.partition(": ")[2]) for line, after, last in zip(lines, lines[1:], lines[2:], strict=False)}
    missing = [
        found
        for found in passages((*ENDED.turns, ENDED.last))
        if (f"> “{escaped(' '.join(found.quote.split()))}”\\", f"> – {escaped(found.credit)}\\", escaped(found.label)) not in told
    ]

    assert [] == missing


def test_the_chosen_option_is_strong() -> None:
    """What was chosen says so and stands in strong type, what was not does neither."""
    told = markdown(ENDED)

    assert ("- **Chosen: Hang the new rope" in told, "- Keep the rope" in told) == (True, True)


def test_indicators_are_a_table() -> None:
    """The indicators stand in a table with a row for each turn and the end, so that a long play is no wider than a short one."""
    assert "| Turn | Tension | The river (hidden in play) |\n| --- | --- | --- |\n| turn 1 | 2 | 1 |" in markdown(ENDED)
