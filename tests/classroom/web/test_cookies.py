"""Headers that anybody can send: cookies, languages and the like make no page fail, and open nothing.

`pytest --hypothesis-profile=long` sends a hundred times as many.
"""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.classroom.taught import CODE, NAME, Served
from tests.classroom.web.authorised import served_to_all
from tests.classroom.web.streaming import heard
from tests.spoiling import spoilt

GOOD = f"seat-{NAME}=token of Ana"
PAGES = ("/", f"/join/{CODE}", f"/s/{NAME}/", f"/s/{NAME}/seat.json", f"/c/{NAME}/", f"/screen/{CODE}/", "/openapi.json")
OPEN = {"/", f"/join/{CODE}", f"/screen/{CODE}/", "/openapi.json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a play of two groups."""
    with served_to_all(tmp_path_factory.mktemp("cookies")) as made:
        yield made


def status(server: Served, page: str, **headers: str) -> int:
    """Return how a page is answered to somebody who sends these headers."""
    return heard(server.app, server.facilitator, page, **{"cookie": "", **headers}).status


@given(spoilt(f'a=b; {GOOD}; key-{NAME}="x\\"y"; __Host-seat-{NAME}=z'.encode()), st.sampled_from(PAGES))
@example(b"; ".join(b"a%d=b" % number for number in range(2_000)), PAGES[2])
@example(b"=" * 8_000, PAGES[2])
@example(b'seat="\\"' * 2_000, PAGES[2])
def test_whatever_is_sent_as_cookies_a_page_answers(server: Served, cookies: bytes, page: str) -> None:
    """A page that is open to everybody is shown; another is shown to whoever holds the seat, and refused to everybody else."""
    sent = cookies.decode("latin-1")
    found = status(server, page, cookie=sent)

    assert found == 200 if page in OPEN else found in {200, 403}
    assert found != 200 or page in OPEN or f"seat-{NAME}=token of Ana" in sent


@given(spoilt(b"sr-Latn-RS,sr;q=0.9,sq;q=0.8,en-GB;q=0.7,*;q=0.1"), st.sampled_from(("accept_language", "accept", "user_agent", "referer")))
def test_whatever_is_sent_as_a_language_a_page_answers(server: Served, value: bytes, name: str) -> None:
    """Languages and what else a browser says of itself make no difference to whether a page is shown."""
    sent = value.decode("latin-1")

    assert [200, 200] == [status(server, page, cookie=GOOD, **{name: sent}) for page in (PAGES[0], PAGES[2])]


@given(spoilt(b"17"), st.sampled_from((f"/s/{NAME}/events", f"/s/{NAME}/seat-events")))
def test_whatever_a_browser_says_it_saw_last_its_stream_begins(server: Served, value: bytes, page: str) -> None:
    """The number of the last change that was seen comes from outside as well."""
    assert 200 == status(server, page, cookie=GOOD, last_event_id=value.decode("latin-1"))
