"""Pages of a play that everybody has left, and of a team that somebody has left: they say so, and what can be done."""

from pathlib import Path

from starlette.testclient import TestClient

from tests.classroom.paper.seated_at_tables import at_tables
from tests.classroom.taught import CODE, JSON, NAME, Served, served

STANDS = "This play: nobody decides in it now, so it stands."
CHANGED = "Your team has changed, so nothing is decided yet."


def play(server: Served, **roles: str) -> dict[str, TestClient]:
    """Let people join, give them roles, and start the play; without a role they watch."""
    browsers = {name: server.seat(name) for name in roles}
    for number, role in enumerate(roles.values(), 1):
        assert 200 == server.order("place", seat=f"s{number}", group="g1", role=role)
    assert 200 == server.order("start")
    return browsers


def test_a_play_that_everybody_has_left_says_so(server: Served) -> None:
    """The console, the screen and whoever watches read it; the console leaves it to bots, and the play comes to its end."""
    browsers = play(server, Ana="north", Ben="south", Cem="")
    places = [(server.facilitator, f"/c/{NAME}/"), (server.browser(), f"/screen/{CODE}/"), (browsers["Cem"], f"/s/{NAME}/")]
    before = [browser.get(path).text for browser, path in places]
    for seat in ("s1", "s2"):
        assert 200 == server.order("release", seat=seat)
    after = [browser.get(path).text for browser, path in places]
    done = [server.order("bots", group="g1") for _ in range(2)]

    assert ([False] * 3, [True] * 3) == ([STANDS in text for text in before], [STANDS in text for text in after])
    assert [True, False, False] == ["Let bots play on" in text for text in after]
    assert ([200, 409], False) == (done, "Let bots play on" in server.facilitator.get(f"/c/{NAME}/").text)


def test_who_stays_in_a_team_reads_that_it_has_changed(server: Served) -> None:
    """When somebody leaves a team, the page of whoever had voted asks for the vote again, and given again it decides."""
    ben = play(server, Ana="north", Ben="north")["Ben"]
    vote = {"turn": "1", "option": "block"}
    said = [ben.post(f"/s/{NAME}/choose", data=vote, headers=JSON).status_code]
    server.order("release", seat="s1")
    page = ben.get(f"/s/{NAME}/").text
    said.append(ben.post(f"/s/{NAME}/choose", data=vote, headers=JSON).status_code)

    assert ([200, 200], True, False) == (said, CHANGED in page, CHANGED in ben.get(f"/s/{NAME}/").text)


def test_a_vote_is_asked_for_again_while_it_can_be_given(server: Served) -> None:
    """Also whoever is left alone in a team is asked for their vote again, with what it was; in a pause nobody is asked."""
    ben = play(server, Ana="north", Ben="north")["Ben"]
    assert 200 == ben.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON).status_code
    shown = [ben.get(f"/s/{NAME}/").text]
    for order, form in (("release", {"seat": "s1"}), ("pause", {}), ("resume", {})):
        assert 200 == server.order(order, **form)
        shown.append(ben.get(f"/s/{NAME}/").text)

    assert [True] * 4 == ['data-wants="block"' in page for page in shown]
    assert [False, True, False, True] == [" data-anew " in page for page in shown]
    assert [False, True, False, True] == [CHANGED in page for page in shown]


def test_a_table_that_everybody_left_for_another_asks_for_no_slip(tmp_path: Path) -> None:
    """Its part says where its people went on, and has no form any more."""
    with at_tables(tmp_path) as room, served(room) as server:
        server.order("tables", groups="1")
        asked = [server.facilitator.get(f"/c/{NAME}/table/").text]
        server.order("fork", group="g1", turn="1", reason="to see")
        asked.append(server.facilitator.get(f"/c/{NAME}/table/").text)

    assert [(True, False), (False, True)] == [
        ("Enter the slips of group 1" in text, "Enter the slips of group 2" in text) for text in asked
    ]
    assert "This play: left; everybody went on as group 2." in asked[1]
