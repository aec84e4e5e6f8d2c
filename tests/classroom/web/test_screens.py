"""What the page for the room says."""

import pytest
from markupsafe import Markup

from tests.classroom.taught import CODE, Class, Served


def screen(server: Served, groups: int) -> str:
    """Return the page for the room of a class in so many groups, in the first of which the north has decided."""
    first, *_ = [server.seat(f"Person {number}") for number in range(groups)]
    places = [f"Person {number},g{number + 1},{'south' if number else 'north'}" for number in range(groups)]
    assert 200 == server.order("list", places="\n".join(["name,group,role", *places]))
    assert 200 == server.order("start")
    assert 303 == first.post("/s/small-one-test/choose", data={"turn": "1", "option": "open"}).status_code
    return server.browser().get(f"/screen/{CODE}/").text


def test_one_group_reads_its_situation(server: Served, room: Class) -> None:
    """A class in one group has the whole situation on the wall, without the number of the group."""
    page = screen(server, 1)

    assert any(Markup.escape(scene.situation) in page for scene in room.opened.scenario.acts[0].scenes)
    assert "Group 1" not in page


@pytest.mark.parametrize("groups", [2, 4])
def test_who_still_thinks_is_named(server: Served, groups: int) -> None:
    """Each group names who has not decided; with more than three groups nothing else but the numbers stands beside it."""
    page = screen(server, groups)

    assert groups == page.count("Thinking: ")
    assert (groups < 4) == ("So far: " in page)
