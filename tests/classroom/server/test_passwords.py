"""Further facilitators: names, passwords, and the way in and out."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from sim.classroom.server.passwords import MOST, Doorkeeper, appoint, is_right, kept
from sim.classroom.web.app import Setting
from sim.errors import Illegal, Invalid
from sim.model.leading import Password
from tests.classroom.taught import JSON, NAME, TICKET, Class, Served, held, served

WORD = "four words of ours"
SALT = bytes(range(16))
OF_WORD = kept(WORD, SALT)
SECURE = Setting(secure=True, tickets={NAME: TICKET})


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson that Ana may lead too."""
    with held(tmp_path) as made:
        made.do(lambda draft: appoint(draft, "Ana", OF_WORD))
        yield made


def entering(server: Served, name: str, secret: str, address: str = "192.168.0.30") -> tuple[TestClient, Response]:
    """Return a browser that gave a name and a password, and the answer."""
    browser = server.browser(address)
    return browser, browser.post(f"/console/{NAME}/enter", data={"name": name, "secret": secret}, headers=JSON)


def test_a_password_is_kept_as_what_scrypt_makes_of_it() -> None:
    """What is kept has the parameters that it was made with, and tells right from wrong; the salt makes equal ones differ."""
    assert (2**17, 8, 1, SALT.hex()) == (OF_WORD.n, OF_WORD.r, OF_WORD.p, OF_WORD.salt)
    assert WORD not in OF_WORD.model_dump_json()
    assert [True, False] == [is_right(WORD, OF_WORD), is_right(f"{WORD}!", OF_WORD)]
    assert OF_WORD.digest != kept(WORD).digest


def test_parameters_of_before_still_count() -> None:
    """A password that was kept with other parameters is compared with those."""
    old = hashlib.scrypt(WORD.encode(), salt=SALT, n=2**14, r=8, p=1, dklen=32).hex()

    assert is_right(WORD, Password(salt=SALT.hex(), digest=old, n=2**14, r=8, p=1))


@pytest.mark.parametrize("password", ["", "short", "x" * 129])
def test_a_password_has_a_length(password: str) -> None:
    """One that is too short to be safe, or too long, is refused, and not repeated."""
    with pytest.raises(Invalid, match="12 to 128 characters"):
        kept(password)


def test_a_facilitator_is_named_once(room: Class) -> None:
    """Naming somebody again gives a new password and not a new name, and there is an end to names."""
    room.do(lambda draft: appoint(draft, "Ben", OF_WORD), lambda draft: appoint(draft, "Ana", OF_WORD))

    assert [("facilitator-2", "Ana"), ("facilitator-3", "Ben")] == [(one.seat, one.name) for one in room.live.now.lesson.facilitators]
    with pytest.raises(Illegal, match=f"at most {MOST} further facilitators"):
        room.do(*(lambda draft, number=number: appoint(draft, f"Name {number}", OF_WORD) for number in range(MOST)))


def test_a_name_and_its_password_open_the_console(room: Class) -> None:
    """Behind TLS a named facilitator comes in from anywhere, is told as who, and the log names them for what they do."""
    with served(room, SECURE) as server:
        browser, answer = entering(server, " Ana ", WORD)
        noted = browser.post(f"/c/{NAME}/do/note", data={"words": "Mine."}, headers=JSON).status_code
        page = browser.get(f"/c/{NAME}/").text

        assert (303, 200) == (answer.status_code, noted)
        assert "You lead as Ana." in page
        assert ("Ana", ["Ana"]) == (
            browser.get(f"/c/{NAME}/console.json").json()["notes"][-1]["by"],
            browser.get(f"/c/{NAME}/console.json").json()["facilitators"],
        )
        assert "facilitator-2" == room.archive.lessons.read(NAME)[-1].seat


@pytest.mark.parametrize(("name", "secret"), [("Ana", "not her password"), ("Ben", WORD), ("ana", WORD)])
def test_nothing_else_opens_it(room: Class, name: str, secret: str) -> None:
    """A wrong password, and the name of nobody, are refused in the same words."""
    with served(room, SECURE) as server:
        _, answer = entering(server, name, secret)

        assert (403, "no facilitator of this lesson has this name and password") == (answer.status_code, answer.json()["message"])


def test_no_password_is_taken_in_plain_http(room: Class) -> None:
    """Without TLS a name is nothing; only the key opens the console, and only on this computer."""
    with served(room) as server:
        assert [403, 403] == [entering(server, "Ana", WORD, address)[1].status_code for address in ("127.0.0.1", "192.168.0.30")]


def test_whoever_signs_out_is_out_everywhere(room: Class) -> None:
    """After signing out no browser of that facilitator opens the console; the key does, and has nothing to sign out from."""
    with served(room, SECURE) as server:
        browsers = [entering(server, "Ana", WORD)[0] for _ in range(2)]
        before = [browser.get(f"/c/{NAME}/").status_code for browser in browsers]
        signed = browsers[0].post(f"/c/{NAME}/do/sign-out", data={}, headers=JSON).status_code
        after = [browser.get(f"/c/{NAME}/").status_code for browser in browsers]

        assert ([200, 200], 200, [403, 403]) == (before, signed, after)
        assert (200, 409) == (server.facilitator.get(f"/c/{NAME}/").status_code, server.order("sign-out"))


def test_a_new_password_shuts_the_old_browsers_out(room: Class) -> None:
    """Whoever came in under the old password has to give the new one."""
    with served(room, SECURE) as server:
        browser, _ = entering(server, "Ana", WORD)
        room.again().do(lambda draft: appoint(draft, "Ana", kept("other words of ours")))
        server.facilitator.post(f"/c/{NAME}/do/note", data={"words": "Look."}, headers=JSON)

        assert 403 == browser.get(f"/c/{NAME}/").status_code


def test_a_lesson_that_is_not_there_is_not_told(room: Class) -> None:
    """Whether a lesson exists is not told to whoever has no password of it."""
    with served(room, SECURE) as server:
        answer = server.browser().post("/console/another/enter", data={"name": "Ana", "secret": WORD}, headers=JSON)

        assert 403 == answer.status_code


def test_guessing_is_slowed_by_address(room: Class) -> None:
    """After ten wrong passwords an address waits, another does not yet, and a minute later it may try again; so are all together."""
    lesson, now = room.live.now.lesson, [0.0]

    async def tries(keeper: Doorkeeper, address: str, count: int) -> list[str]:
        found = []
        for _ in range(count):
            try:
                await keeper.admit(lesson, "Nobody", "x", address)
            except Illegal as refused:
                found.append(refused.code)
        return found

    async def act() -> tuple[list[str], list[str], list[str]]:
        keeper = Doorkeeper(lambda: now[0], lambda _password, _known: False)
        first, other = await tries(keeper, "a", 12), await tries(keeper, "b", 1)
        now[0] = 60.0
        return first, other, [*await tries(keeper, "a", 1), *await tries(keeper, "c", 10)]

    first, other, later = asyncio.run(act())

    assert ([*["not-yours"] * 10, "too-many", "too-many"], ["not-yours"], ["not-yours"] * 11) == (first, other, later)


FLOODS = (
    pytest.param(lambda number: f"2001:db8::{number:x}", 1, id="one network of IPv6"),
    pytest.param(lambda number: f"2001:db8:0:{number:x}::1", 1, id="one site of IPv6"),
    pytest.param(lambda number: f"10.0.0.{number % 14}", 14, id="fourteen addresses"),
)
"""Where wrong passwords come from: the address of each, and how many come a second."""


@pytest.mark.parametrize(("address", "a_second"), FLOODS)
def test_whoever_tries_wrong_ones_locks_nobody_else_out(room: Class, address: Callable[[int], str], a_second: int) -> None:
    """While wrong passwords come without end from elsewhere, the right one opens the console, and no more are tried than fit in."""
    now, tries = [0.0], []

    def right(password: str, _known: Password) -> bool:
        tries.append(password)
        return password == WORD

    async def admitted(keeper: Doorkeeper, password: str, where: str) -> str:
        try:
            return (await keeper.admit(room.live.now.lesson, "Ana", password, where)).seat
        except Illegal as refused:
            return refused.code

    async def act() -> list[str]:
        keeper, found = Doorkeeper(lambda: now[0], right), []
        for number in range(70):
            await admitted(keeper, "wrong", address(number))
        for second in range(120):
            now[0] += 1
            for number in range(a_second):
                await admitted(keeper, "wrong", address(1_000 + second * a_second + number))
            if second % 30 == 0:
                found.append(await admitted(keeper, WORD, "198.51.100.7"))
        return found

    assert ["facilitator-2"] * 4 == asyncio.run(act())
    assert len(tries) <= 3 * 60


def test_passwords_are_tried_one_at_a_time(room: Class) -> None:
    """However many sign in at once, the memory of one try is used at a time, and the server answers others meanwhile."""
    at_once: list[int] = []
    running = [0]

    def slow(_password: str, _known: Password) -> bool:
        running[0] += 1
        at_once.append(running[0])
        running[0] -= 1
        return True

    async def act() -> list[str]:
        keeper = Doorkeeper(lambda: 0.0, slow)
        found = await asyncio.gather(*(keeper.admit(room.live.now.lesson, "Ana", WORD, f"address {number}") for number in range(8)))
        return [one.seat for one in found]

    assert (["facilitator-2"] * 8, [1] * 8) == (asyncio.run(act()), at_once)


def test_names_of_facilitators_are_nobodys_to_read(room: Class) -> None:
    """A seat is told nothing of who leads the lesson by name."""
    room.come("Zoe")
    with served(room, SECURE) as server:
        seat = server.seat("Yan")

        assert "Ana" not in seat.get(f"/s/{NAME}/seat.json").text
