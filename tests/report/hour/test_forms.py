"""What the forms of a debrief keep to: pseudonyms, no address, no formula, no judgement, every role alike."""

import csv
import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from sim.engine.machine import ScenarioMachine
from sim.evidence.check import ground
from sim.model.ids import OptionId, RoleId
from sim.model.scenario import Scenario
from sim.report.hour.data import as_csv, as_json
from sim.report.hour.debriefed import Alternative as Other
from sim.report.hour.debriefed import Debrief, OutcomeShift, RoleMattered
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.names import replaced
from sim.report.hour.one_page import html
from sim.report.hour.pdf import pdf
from sim.report.hour.told import hour
from sim.report.hour.why import most
from sim.report.hour.xapi import xapi
from sim.report.markdown import written as markdown
from sim.report.outline import Blank, Break, Figure, Heading, Item, Moments, Paragraph, Table, flat, lowered
from sim.report.text import written as text
from tests import small
from tests.analysis.solve.games import crossing
from tests.analysis.solve.test_mattered import fragile
from tests.harness import Table as Seats
from tests.harness import pick
from tests.report.hour.plays import NAMES, alone, given, kept_word, side_by_side
from tests.report.hour.unpacked import unpacked
from tests.report.played import TUTORIAL, ferry_runs


def every_form(made: Debrief) -> dict[str, bytes]:
    """Return a debrief in every form; of PDF what its parts hold when they are unpacked."""
    return {
        "html": html(made).encode(),
        "md": "\n".join(markdown(hour(made))).encode(),
        "txt": "\n".join(text(hour(made))).encode(),
        "csv": as_csv(made).encode(),
        "json": as_json(made).encode(),
        "xapi": xapi(made).encode(),
        "pdf": unpacked(pdf(made)),
    }


def test_no_name_stands_in_any_form() -> None:
    """With pseudonyms neither the session's name nor a student's, in whatever letters, is in the bytes of any form."""
    session = kept_word().session
    log = (session.log[0].model_copy(update={"event": session.began.model_copy(update={"session": "xenia-w"})}), *session.log[1:])
    made = debrief(
        [Given(type(session).open(session.machine, log), given(kept_word(), "").grounds, ours=True, label="Play 1", names=NAMES)]
    )

    assert [] == [form for form, data in every_form(made).items() if re.search(rb"besnik|xenia", data, re.IGNORECASE)]


def test_names_stay_where_they_are_wanted() -> None:
    """Asked for, the session keeps its name and what was written stays as it was."""
    at = kept_word()
    made = debrief([Given(at.session, given(at, "").grounds, ours=True, label="table")], wish=Wish(named=True))

    assert ("table", True) == (made.plays[0].review.session, "Besnik said so" in as_json(made))


def test_only_whole_words_are_replaced() -> None:
    """A name inside another word stays; a longer name wins over a shorter one; signs of patterns mean nothing."""
    assert "Annabel, B, C and (D" == replaced("Annabel, anna, Anna Maria and (x", {"Anna": "B", "Anna Maria": "C", "x": "D"})


class Links(HTMLParser):
    """Collects the tags of a page, and what it would fetch or lead to."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, its addresses and its id; a style or handler of its own would be blocked."""
        self.tags.append(tag)
        for name, value in attrs:
            assert name != "style"
            assert not name.startswith("on")
            if name in ("href", "src", "xlink:href", "action", "data"):
                self.links.append(value or "")
            if name == "id":
                self.names.append(value or "")


def test_the_page_needs_nothing_from_anywhere() -> None:
    """There is no address in the page, every link leads to a place of it, and every name is there once."""
    for made in (alone(), side_by_side()):
        page = html(made)
        found = Links(page)

        assert not re.search(r"https?:|//[a-z]|url\(|@import", page)
        assert [] == [link for link in found.links if link[:1] != "#" or link[1:] not in found.names]
        assert len(set(found.names)) == len(found.names)
        assert {"img", "link", "iframe", "form", "object"}.isdisjoint(found.tags)


def test_every_picture_says_what_it_shows() -> None:
    """Each picture has a title and a description, to which its label leads, and a table follows it."""
    page = html(alone())

    assert 0 < page.count("<svg ") == page.count('role="img" aria-labelledby="') == page.count("<desc id=")
    assert page.count("<figure>") == len(re.findall(r"</figure>\n<div class=\"scroll\"", page))


def test_words_of_people_are_shown_as_they_are() -> None:
    """What was written is escaped where a form has signs of its own."""
    forms = every_form(alone())

    assert b"To &lt;South&gt;: hold on." in forms["html"]
    assert rb"To \<South\>: hold on." in forms["md"]


def test_no_cell_is_a_formula() -> None:
    """A cell that a spreadsheet would compute is marked as text; every line has as many cells as the first."""
    rows = list(csv.reader(io.StringIO(as_csv(alone()).removeprefix("\ufeff"))))

    assert {len(rows[0])} == {len(row) for row in rows}
    assert "'=a student said so" in {cell for row in rows for cell in row}
    assert [] == [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_json_form_reads_back() -> None:
    """The JSON form is the debrief itself, under a version."""
    made = side_by_side()
    data = json.loads(as_json(made))

    assert (1, made) == (data.pop("debrief_version"), Debrief.model_validate_json(json.dumps(data)))


def test_paper_is_for_everybody() -> None:
    """The PDF says that it keeps to PDF/UA-1, in which language it is, and is the same when it is made again."""
    forms = every_form(alone())["pdf"]

    assert forms.startswith(b"%PDF-")
    assert b"pdfuaid:part" in forms
    assert pdf(alone()) == pdf(alone())


@pytest.mark.parametrize("made", [alone(), side_by_side()])
def test_nobody_is_judged(made: Debrief) -> None:
    """No sentence calls anybody rational, to blame or the winner, and nothing is forecast."""
    said = "\n".join(text(hour(made))).lower()
    words = (
        "rational",
        "optimal",
        "to blame",
        "at fault",
        "mistake",
        "should have",
        "would have happened if",
        "winner",
        "won the",
        "lost the",
    )

    assert [] == [word for word in words if word in said]


def test_the_hour_has_its_order() -> None:
    """Leaving the role comes first, then feelings, what happened, why, what is left out, what to check."""
    titles = [element.text for element in hour(side_by_side()) if isinstance(element, Heading) and element.level == 2]

    assert [
        "Leaving the role",
        "Before you read on",
        "Feelings",
        "What happened",
        "Why",
        "What the model and the documents leave out",
        "What to check next",
        "Questions",
    ] == titles[:8]


def test_every_role_is_told_in_the_same_words() -> None:
    """With the same figures two roles get the same sentence but for their names, whatever its standing."""
    other = Other(
        turn=2,
        heading="A place",
        role="x",
        name="X",
        chosen="a",
        instead="b",
        shift=0.5,
        outcomes=(OutcomeShift(outcome="end", kind="k", before=0.5, after=1.0),),
    )
    for standing in ("holds", "fragile", "unchecked"):
        said = {
            most(
                RoleMattered.model_validate(
                    {"role": name, "name": name, "turn": 2, "standing": standing, "breaks": 1, "example": "n +1", "alternatives": [other]}
                )
            ).replace(name, "ROLE")
            for name in ("North", "South")
        }

        assert 1 == len(said)


def small_play(scenario: Scenario, *turns: Mapping[RoleId, OptionId]) -> Debrief:
    """Return the debrief of a play of a small scenario, with every number tried."""
    at = Seats(ScenarioMachine(scenario))
    for picks in turns:
        for role, option in picks.items():
            at.play(pick(role, option), role)
    return debrief([Given(at.session, ground(scenario, small.corpus())[0], ours=True, label="Play 1")], wish=Wish(check=True))


def test_a_finding_that_hangs_on_a_number_is_withheld() -> None:
    """Where one changed number names another decision, no decision is said to have mattered the most, on the page and on the sheet."""
    said = "\n".join(text(hour(small_play(fragile(), {"north": "open"}, {"north": "walk"}))))

    assert "depends on the authors' numbers" in said
    assert "mattered the most for North: had" not in said


def test_a_finding_that_was_not_checked_is_withheld() -> None:
    """Where nothing was tried it says so, and names no decision."""
    made = debrief([Given(ferry_runs(), TUTORIAL.grounds, ours=True, label="Play 1")], wish=Wish(check=False))
    said = "\n".join(text(hour(made)))

    assert ("not yet checked" in said, ": had it alone chosen" in said) == (True, False)


def test_a_finding_that_holds_is_told() -> None:
    """Where every changed number leaves it, the decision is named, in this model, on the page and on the sheet."""
    made = small_play(crossing(), {"north": "wait", "chance": "rain"}, {"north": "cross", "south": "cut"})
    said = "\n".join(text(hour(made)))

    assert 2 == said.count("In this model, and under every small change of its numbers that was tried, turn 2, “")
    assert 2 == said.count("for South: had it alone chosen “An option” instead of “An option”, “A place” from 0 % to 100 %")


def test_what_only_a_page_can_show_is_left_out_elsewhere() -> None:
    """Plain text and Markdown hold what moments hold, and lines to write on, and nothing of pictures."""
    elements = [
        Heading(2, "A title"),
        Break(),
        Moments("m", ((Paragraph("first"),), (Paragraph("second"),))),
        Figure("<svg></svg>", "a caption"),
        Item("do"),
        Blank(1),
        Table("Rows.", ("a", "b"), (("1", "2"),)),
    ]

    assert ["A title", "", "first", "", "second", "", "- do", "", "", "", "Rows.", "- 1: b: 2"] == list(text(elements))
    assert "a caption" not in "\n".join(markdown(elements))
    assert 2 == sum(isinstance(element, Paragraph) for element in flat(elements))
    assert 3 == next(element.level for element in lowered(elements, 1) if isinstance(element, Heading))


def test_plays_of_a_class_are_folded_and_one_play_is_not() -> None:
    """On the page of several plays each play's part and each sheet opens on request, and every fold is closed again."""
    one, together = html(alone()), html(side_by_side())
    folded = re.findall(r"<details><summary><h\d[^>]*>([^<]*)", together)

    assert "<details>" not in one
    assert {"Play 1", "Play 2", "Play 3"} < {*folded}
    assert together.count("<details>") == together.count("</details>") == len(folded)
