"""The same pressing in oTree, with which lessons are commonly held: four decide, and all wait for the last.

oTree pins old packages, so it is installed from the package index into an environment of its own, which is kept for the next run. Its
project is made anew each time, on SQLite, and served as its manual says.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen
from venv import create

from platformdirs import user_cache_path

from benchmarks.load import free_port
from benchmarks.phones import Phone, timed

VERSION = "6.0.15"
_KEY = "benchmark"
_SETTINGS = """
SESSION_CONFIGS = [dict(name="crisis", app_sequence=["crisis"], num_demo_participants=4)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1.0, participation_fee=0.0, doc="")
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = True
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = "benchmark"
SECRET_KEY = "benchmark"
DEMO_PAGE_INTRO_HTML = ""
"""
_APP = """
from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = "crisis"
    PLAYERS_PER_GROUP = 4
    NUM_ROUNDS = 3


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    option = models.StringField(choices=["open", "block", "wait"])


class Decide(Page):
    form_model = "player"
    form_fields = ["option"]


class Wait(WaitPage):
    pass


page_sequence = [Decide, Wait]
"""
_PAGE = "{{ block title }}Decide{{ endblock }}\n{{ block content }}\n{{ formfields }}\n{{ next_button }}\n{{ endblock }}\n"


@dataclass
class Otree:
    """What was measured."""

    at_once: list[float] = field(default_factory=list)
    """Seconds until each has the answer to what it pressed."""
    pages_a_second: float = 0.0
    told: str = ""
    """Why nothing was measured; empty where something was."""


def in_otree(folder: Path, participants: int) -> Otree:
    """Let so many participants press at once, once each has its page.

    Args:
        folder: where the project is made.
        participants: a multiple of four.

    """
    home = user_cache_path("standoff-benchmarks") / f"otree-{VERSION}"
    try:
        _install(home)
    except (OSError, subprocess.CalledProcessError) as error:
        return Otree(told=f"oTree {VERSION} could not be installed, so it is left out: {str(error)[:200]}")
    project = folder / "otree"
    app = project / "crisis"
    app.mkdir(parents=True)
    for name in ("_static", "_templates"):
        (project / name).mkdir()
    for path, text in ((project / "settings.py", _SETTINGS), (app / "__init__.py", _APP), (app / "Decide.html", _PAGE)):
        path.write_text(text, encoding="utf-8")
    port = free_port()
    environment = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "OTREE_REST_KEY": _KEY, "OTREE_PRODUCTION": "1"}
    environment.pop("PYTHONPATH", None)
    process = subprocess.Popen(
        [home / "bin" / "otree", "prodserver1of2", str(port)],
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return asyncio.run(_press(port, _begin(port, participants)))
    finally:
        os.killpg(process.pid, 9)  # it starts a second process
        process.wait()


def _install(home: Path) -> None:
    if (home / "bin" / "otree").is_file():
        return
    create(home, with_pip=True, symlinks=True)
    subprocess.run([home / "bin" / "pip", "install", "--quiet", f"otree=={VERSION}", "requests"], check=True, capture_output=True)


def _begin(port: int, participants: int) -> list[str]:
    """Make a session, once the server answers, and return the codes of its participants."""
    for _ in range(300):
        with suppress(URLError, ConnectionError):
            made = _rest(port, "sessions", {"session_config_name": "crisis", "num_participants": participants})
            found: dict[str, list[dict[str, str]]] = json.loads(_rest(port, f"sessions/{json.loads(made)['code']}"))
            return [one["code"] for one in found["participants"]]
        time.sleep(0.2)
    message = "oTree did not answer within a minute"
    raise RuntimeError(message)


def _rest(port: int, path: str, sent: dict[str, object] | None = None) -> bytes:
    body = None if sent is None else json.dumps(sent).encode()
    headers = {"otree-rest-key": _KEY, "content-type": "application/json"}
    request = Request(f"http://127.0.0.1:{port}/api/{path}", body, headers)
    with urlopen(request, timeout=600) as answer:  # noqa: S310 -- on this computer
        read: bytes = answer.read()
    return read


async def _press(port: int, codes: list[str]) -> Otree:
    """Let everybody open the first page, and then press at once."""
    phones = [Phone(port) for _ in codes]
    start = time.perf_counter()
    for at in range(0, len(phones), 25):
        await asyncio.gather(*(_open(phone, code) for phone, code in zip(phones[at : at + 25], codes[at : at + 25], strict=True)))
    pages = 2 * len(phones) / (time.perf_counter() - start)
    answers = await asyncio.gather(*(timed(phone, phone.path, {"option": "block"}) for phone in phones))
    return Otree([seconds for seconds, _ in answers], pages)


async def _open(phone: Phone, code: str) -> None:
    """Follow the way to the first page, and read it."""
    _, headers, _ = await phone.ask(f"/InitializeParticipant/{code}")
    phone.path = "/" + headers["location"].partition("//")[2].partition("/")[2] if "//" in headers["location"] else headers["location"]
    await phone.ask(phone.path)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        sys.stdout.write(f"{in_otree(Path(made), 200)}\n")
