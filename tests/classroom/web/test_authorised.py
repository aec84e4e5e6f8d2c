"""Who may use which route: every one, for everybody there is, as the table says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.web.app import Setting, routes
from sim.classroom.web.orders import ORDERS
from tests.classroom.taught import JSON, KEY, NAME, Served
from tests.classroom.web.authorised import (
    FORMS,
    LEADS,
    NEAR,
    OTHER,
    OTHER_KEY,
    OVER,
    STREAMS,
    TABLE,
    WHO,
    address,
    browser_of,
    served_to_all,
)
from tests.classroom.web.streaming import heard


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Serve a play of two groups."""
    with served_to_all(tmp_path) as made:
        yield made


def answered(server: Served, who: str, method: str, path: str) -> int:
    """Return the status of a route for somebody; of a stream, once it has begun."""
    browser = browser_of(server, who)
    near = "127.0.0.1" if who in NEAR else "192.168.0.20"
    if path in STREAMS:
        return heard(server.app, browser, address(path), client=near).status
    if method == "POST":
        return browser.post(address(path), data=FORMS.get(path, {}), headers=JSON).status_code
    return browser.get(address(path)).status_code


def test_every_route_is_in_the_table() -> None:
    """Every route that the application has stands in the table, and the table has no other."""
    there = {(method, route.path) for route in routes() for method in (route.methods or set()) - {"HEAD"}}

    assert there == {*TABLE}


@pytest.mark.parametrize("row", TABLE, ids=" ".join)
def test_each_answers_whom_it_should(server: Served, row: tuple[str, str]) -> None:
    """Each route answers everybody as the table says."""
    assert TABLE[row] == {who: answered(server, who, *row) for who in WHO}


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_is_anybodys_but_the_facilitators(server: Served, order: str) -> None:
    """Every order is refused to everybody without the key, whatever they send."""
    others = [who for who in WHO if who not in LEADS]
    found = {browser_of(server, who).post(f"/c/{NAME}/do/{order}", data={}).status_code for who in others}

    assert {403} == found


def test_through_tls_the_key_opens_the_console_from_anywhere(tmp_path: Path) -> None:
    """Behind a proxy that speaks TLS the key of this lesson is enough, on any computer; without it, or with another's, nothing opens."""
    with served_to_all(tmp_path, Setting(secure=True)) as server:

        def opens(lesson: str, key: str) -> int:
            far = server.browser("203.0.113.9")
            far.cookies.set(f"__Host-key-{lesson}", key)
            return far.get(f"/c/{lesson}/").status_code

        assert [200, 200] == [opens(NAME, KEY), opens(OTHER, OTHER_KEY)]
        assert [403, 403, 403] == [opens(NAME, OTHER_KEY), opens(OTHER, KEY), server.browser("127.0.0.1").get(f"/c/{NAME}/").status_code]


@pytest.mark.parametrize("mine", ["Ana", "Ida"])
def test_what_is_not_there_is_told_to_nobody_else(server: Served, mine: str) -> None:
    """A lesson that there is not, and one that is another's, are refused alike, so that nobody learns which lessons there are."""
    named = {"Ana": (NAME, OTHER, "no-such-lesson"), "Ida": (OTHER, NAME, "no-such-lesson")}[mine]
    browser = server.browser()
    for lesson in named:
        browser.cookies.set(f"seat-{lesson}", f"token of {mine}")
    found = [browser.get(f"/s/{lesson}/") for lesson in named]

    assert [200, 403, 403] == [answer.status_code for answer in found]
    assert 1 == len({answer.text.replace(lesson, "") for answer, lesson in zip(found[1:], named[1:], strict=True)})
    assert 404 == browser.get("/s/no%00lesson").status_code


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a lesson that is over."""
    with served_to_all(tmp_path_factory.mktemp("over")) as made:
        assert 200 == made.order("end")
        yield made


@pytest.mark.parametrize("row", TABLE, ids=" ".join)
def test_a_lesson_that_is_over_answers_nobody_more(over: Served, row: tuple[str, str]) -> None:
    """Once it is over whoever was refused is refused, and whoever was not reads the debrief, and changes nothing of the play."""
    assert {**TABLE, **OVER}[row] == {who: answered(over, who, *row) for who in WHO}
