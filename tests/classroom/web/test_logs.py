"""What a server logs: nothing that somebody sent or that opens anything, when it is asked to say more."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.classroom.client.wire import Wire, read_door
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE, KEY, NAME, TICKET

WORDS = ("Xyzzy the First", "a-most-secret-message", "a-most-secret-reason", "GUESS7")
LOGGERS = ("", "uvicorn", "uvicorn.error", "uvicorn.asgi", "asyncio", "starlette", "sim", "sim.classroom")


@contextmanager
def overheard() -> Iterator[io.StringIO]:
    """Write everything that anything logs to one text; the list of requests, which the server has switched off, stays so."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    before = [(logger := logging.getLogger(name), logger.level) for name in LOGGERS]
    for logger, _ in before:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield text
    finally:
        for logger, level in before:
            logger.removeHandler(handler)
            logger.setLevel(level)


def test_a_log_holds_nothing_that_somebody_sent(tmp_path: Path) -> None:
    """Through joining, writing, refusals, broken requests and wrong codes no name, word, code, token, key, address or lesson is logged."""
    with live(tmp_path) as served, overheard() as log:
        ana = Away(served, WORDS[0])
        served.order("place", seat="s1", group="g1", role="eastbank")
        served.order("start")
        served.order("talk", words="on")
        ana.send("speak", to="", words=WORDS[1])
        stranger = Wire(read_door(served.base), 10)
        options = [("/enter", {"code": WORDS[3]}), (f"/s/{NAME}/choose", {"turn": "1"}), ("/nowhere", None), ("/s/%00/", None)]
        refused = [stranger.ask(path, form).status for path, form in options]
        logging.getLogger("sim.classroom").info("the end")

    secrets = (*WORDS, CODE, NAME, KEY, TICKET, ana.cookie, ana.cookie.partition("=")[2], "nowhere", "127.0.0.1")

    assert [404, 403, 404, 404] == refused
    assert "the end" in log.getvalue()
    assert [] == [secret for secret in secrets if secret in log.getvalue()], log.getvalue()


def test_a_fault_of_the_program_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked hears that it was no doing of theirs; the log says where it was, and nothing of what was sent."""

    def broken(_form: object, body: bytes) -> object:
        raise ArithmeticError(body.decode())

    monkeypatch.setattr("sim.classroom.web.door.read_form", broken)
    with live(tmp_path) as served, overheard() as log:
        answer = Wire(read_door(served.base), 10).ask("/enter", {"code": WORDS[3]})

    assert (500, "the server met a fault of its own; try again\n") == (answer.status, answer.body)
    assert "fault: ArithmeticError at test_logs.py:" in log.getvalue()
    assert WORDS[3] not in log.getvalue()
