"""The table's pages: what is sealed is on none of them, what is refused is told, and the debrief follows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.library import from_data
from tests.classroom.in_acts import held_in_acts
from tests.classroom.paper.seated_at_tables import at_tables
from tests.classroom.taught import CODE, JSON, KEY, NAME, Served, served
from tests.engine import council

TABLE = f"/c/{NAME}/table"
PAGES = (f"{TABLE}/", f"{TABLE}/read/g1/", f"{TABLE}/read/g2/", f"/c/{NAME}/", f"/c/{NAME}/console.json", f"/screen/{CODE}/")
_SECONDS = re.compile(r'(?<= data-left=")\d+|(?<=data-runs="1">)[\d:]+|(?<="left":)\[\[.*?\]\]|(?<=data-version=")\d+|(?<="version":)\d+')
"""What clocks have left, on pages and for programs, and the number of the entry that last told it."""


@contextmanager
def playing(folder: Path, **slips: str) -> Iterator[Served]:
    """Serve two groups at tables, of which the first has laid down some slips."""
    folder.mkdir(exist_ok=True)
    with at_tables(folder) as room, served(room) as server:
        assert 303 == server.facilitator.post(f"{TABLE}/do/tables", data={"groups": "2"}).status_code
        if slips:
            assert 200 == sent(server, **slips)[0]
        yield server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Serve two groups at tables."""
    with playing(tmp_path) as made:
        yield made


def sent(server: Served, turn: str = "1", **slips: str) -> tuple[int, dict[str, str]]:
    """Enter slips of the first group as the page's script does."""
    form = {"group": "g1", "turn": turn, **{f"card-{role}": code for role, code in slips.items()}}
    answer = server.facilitator.post(f"{TABLE}/do/cards", data=form, headers=JSON)
    return answer.status_code, answer.json()


def test_what_is_sealed_makes_no_difference_to_any_page(tmp_path: Path) -> None:
    """Whichever choice a role has sealed, every page of the facilitator and of the room is the same, letter for letter."""
    shown = []
    for number, code in enumerate(("1A", "1B")):
        with playing(tmp_path / str(number), north=code) as server:
            shown.append([server.facilitator.get(page).text for page in PAGES])

    assert shown[0] == shown[1]
    assert "its slip is entered" in shown[0][0]


def test_a_page_says_which_cards_are_needed(server: Served) -> None:
    """The table names each role's card, and so does what the group may look at; a code that is not open is named too."""
    for page in (PAGES[0], PAGES[1]):
        text = server.facilitator.get(page).text

        assert "card 1 (1C not open now)" in text
        assert "card 2" in text


def test_a_judgement_is_asked_for_where_a_claim_stands_on_the_card(tmp_path: Path) -> None:
    """Even where no reasons are; and which one was entered makes no difference to any page."""
    shown = []
    for support in ("well", "poorly"):
        folder = tmp_path / support
        folder.mkdir()
        with at_tables(folder, reasons=False, of=from_data(council.council(), council.corpus())) as room, served(room) as server:
            server.facilitator.post(f"{TABLE}/do/tables", data={"groups": "2"})
            asked = server.facilitator.get(PAGES[0]).text
            form = {"group": "g1", "turn": "1", "card-north": "1A", "finds-north": support}
            assert 200 == server.facilitator.post(f"{TABLE}/do/cards", data=form, headers=JSON).status_code
            shown.append([_SECONDS.sub("", server.facilitator.get(page).text) for page in PAGES])

            assert (2, 0) == (asked.count('name="finds-north"'), asked.count('name="finds-south"'))
            assert 'name="why-' not in asked

    assert shown[0] == shown[1]


def test_what_happened_is_told_once_it_is_resolved(server: Served) -> None:
    """With the last slip the choices are open on the group's part and on what it may look at, and the next card is named."""
    sent(server, north="1B", south="2A")
    pages = [server.facilitator.get(page).text for page in PAGES[:3]]

    assert [True, True, False] == ["It happened." in page for page in pages]
    assert [True, True, False] == ["card 3" in page for page in pages]


def test_a_wrong_card_is_told_with_the_page_as_it_is(server: Served) -> None:
    """A script hears why with the fresh page; a browser without one gets a page that says why and leads back."""
    status, news = sent(server, north="2A")
    form = {"group": "g1", "turn": "1", "card-north": "2A"}
    plain = server.facilitator.post(f"{TABLE}/do/cards", data=form)

    assert (409, "another-card", True) == (status, news["code"], "html" in news)
    assert (409, True, True) == (plain.status_code, "look at the slip again" in plain.text, 'href="./"' in plain.text)


def test_slips_sent_twice_count_once(server: Served) -> None:
    """Sent again under its key, a form changes nothing and is answered as before."""
    form = {"group": "g1", "turn": "1", "card-north": "1B", "key": "abcdefgh1"}
    first, again = (server.facilitator.post(f"{TABLE}/do/cards", data=form, headers=JSON) for _ in range(2))

    assert (200, 200, first.json()) == (first.status_code, again.status_code, again.json())


def test_there_is_no_such_order_or_group(server: Served) -> None:
    """An order or a group that there is not is not found."""
    assert 404 == server.facilitator.post(f"{TABLE}/do/dance", data={}).status_code
    assert 404 == server.facilitator.get(f"{TABLE}/read/g7/").status_code


def test_the_key_leads_to_the_table(server: Served) -> None:
    """Whoever opens the console of such a lesson comes to the table, and from the console back to it."""
    answer = server.browser("127.0.0.1").post(f"/console/{NAME}/enter", data={"secret": KEY})

    assert (303, f"{TABLE}/") == (answer.status_code, answer.headers["location"])
    assert 'href="table/"' in server.facilitator.get(f"/c/{NAME}/").text


def test_nobody_is_asked_to_join(server: Served) -> None:
    """Neither the room's screen nor the console tells a way to join, and who tries hears how this lesson is played."""
    joined = server.browser().post(f"/join/{CODE}", data={"name": "Ana"})
    pages = [server.facilitator.get(page).text for page in (f"/screen/{CODE}/", f"/c/{NAME}/")]

    assert (409, True) == (joined.status_code, "played at tables" in joined.text)
    assert all("qr.svg" not in page and "Join at" not in page for page in pages)


def test_the_debrief_of_each_group_opens_after_the_end(server: Served) -> None:
    """When the lesson is over the table leads to the debriefs, one for each group and one of all, which are there."""
    before = server.facilitator.get(f"/c/{NAME}/debrief?group=g1").status_code
    sent(server, north="1B", south="2A")
    server.order("end")
    page = server.facilitator.get(f"{TABLE}/").text
    links = [f"debrief?group={group}" for group in ("g1", "g2", "all")]

    assert 409 == before
    assert all(f'href="../{link}"' in page for link in links)
    assert 'href="../debrief.zip"' in page
    assert [200] * 3 == [server.facilitator.get(f"/c/{NAME}/{link}").status_code for link in links]


@pytest.mark.parametrize(("steps", "role"), [(0, "north"), (1, "north"), (2, "south"), (3, "south")])
def test_whom_the_table_offers_to_a_bot_a_bot_can_play(tmp_path: Path, steps: int, role: str) -> None:
    """In either act of a campaign, and between them: what stands on the page to be pressed is carried out."""
    with held_in_acts(tmp_path, 1) as room, served(room) as server:
        assert 200 == server.order("tables", groups="1")
        for name, turn in (("force", {"turn": "1"}), ("force", {"turn": "2"}), ("proceed", {}))[:steps]:
            assert 200 == server.order(name, group="g1", **turn)
        page = server.facilitator.get(f"{TABLE}/").text

        assert [role] == re.findall(r'name="role" value="(\w+)"><input type="hidden" name="by"', page)
        assert 200 == server.order("by", group="g1", role=role, by="bot")
