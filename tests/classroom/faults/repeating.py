"""A machine that sends, repeats, mixes up and steals submissions, and looks whether the first answer stands."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

from hypothesis import seed, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import booleans, integers, permutations, sampled_from
from starlette.types import ASGIApp, Message, Scope

from sim.classroom.lesson import seats, words
from sim.classroom.server.hall import Keeping
from sim.classroom.server.tokens import digest, resume_code
from sim.classroom.web.app import Setting, application
from sim.model.lesson import LessonEntry
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.faults.people import content
from tests.classroom.taught import KEY, convened, opened, placing
from tests.harness import Ticking
from tests.store.power import light_folder

SEATS = ("s1", "s2", "s3")
NAMES = {"s1": "Ana", "s2": "Ben", "s3": "Cem"}
OPTIONS = ("open", "block", "wait", "march", "call", "guard", "sign", "leave")
_LETTERS = "BCDFGHJK"
_DONE, _REFUSED = 200, frozenset({403, 404, 409, 422})


@dataclass(frozen=True)
class Sent:
    """A submission as it was first sent, and how it was answered."""

    seat: str
    how: str
    form: tuple[tuple[str, str], ...]
    what: str
    status: int

    @property
    def key(self) -> str:
        """What the page called it."""
        return dict(self.form)["key"]


class Asking:
    """A server in this process that is asked one request after another; its time stands still between them."""

    def __init__(self, folder: Path) -> None:
        """Serve a file of lessons."""
        self._stack = ExitStack()
        log = self._stack.enter_context(SqliteLog(folder / "sessions.db"))
        self.archive, self.opened, self.clock = Archive(log, log.lessons()), opened(), Ticking()
        self.held = 0
        """How many lessons there were."""
        self._loop = asyncio.new_event_loop()
        self._app: ASGIApp = application(Keeping(self.archive, self.clock, lambda _: self.opened), Setting())
        self._life: asyncio.Queue[str] = asyncio.Queue()
        self._lasting = self._loop.create_task(self._live())
        self._life.put_nowait("lifespan.startup")

    def close(self) -> None:
        """Stop serving."""
        self._life.put_nowait("lifespan.shutdown")
        self._loop.run_until_complete(self._lasting)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        self._stack.close()

    def lesson(self) -> tuple[str, str]:
        """Keep a lesson in which three people play, and return its name and code."""
        self.held += 1
        number = self.held
        name, code = f"again-{number}", "".join(_LETTERS[number >> 3 * place & 7] for place in range(6))
        began = convened(self.opened).model_copy(update={"lesson": name})
        live = LiveLesson.convene(
            self.archive, self.opened.machine, edition=self.opened.edition, convened=began, code=code, clock=self.clock
        )
        live.do_all(
            [
                *(
                    lambda draft, one=one: seats.join(draft, one, digest(f"token of {one}"), digest(resume_code(f"token of {one}")))
                    for one in NAMES.values()
                ),
                placing(s1="g1 north", s2="g1 south", s3="g1 north"),
                seats.start,
                lambda draft: words.permit(draft, talk=True),
            ]
        )
        return name, code

    def ask(self, path: str, cookie: str, form: Iterable[tuple[str, str]] | None = None) -> tuple[int, str]:
        """Return the status of an answer, and the cookie that it sets."""
        return self._loop.run_until_complete(self._answered(path, cookie, None if form is None else urlencode([*form]).encode()))

    async def _answered(self, path: str, cookie: str, body: bytes | None) -> tuple[int, str]:
        told: list[Message] = []
        headers = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000", "accept": "application/json", "cookie": cookie}
        if body is not None:
            headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET" if body is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8000),
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": body or b"", "more_body": False}

        async def send(message: Message) -> None:
            told.append(message)

        await self._app(scope, receive, send)
        start = next(one for one in told if one["type"] == "http.response.start")
        cookies = [value.decode().partition(";")[0] for name, value in start["headers"] if name == b"set-cookie"]
        return start["status"], cookies[0] if cookies else ""

    async def _live(self) -> None:
        async def receive() -> Message:
            return {"type": await self._life.get()}

        async def send(_: Message) -> None:
            return

        await self._app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)


class Repeating(RuleBasedStateMachine):
    """Phones that send and repeat, other phones that repeat what they have overheard, and a facilitator who goes on."""

    server: ClassVar[Asking]
    sent = Bundle("sent")

    @initialize()
    def begin(self) -> None:
        """Begin a lesson of its own."""
        self.name, self.code = self.server.lesson()
        self.cookies = {seat: [f"seat-{self.name}=token of {name}"] for seat, name in NAMES.items()}
        self.first: dict[tuple[str, str], str] = {}
        """What was acknowledged first, by seat and key."""
        self.keys = itertools.count(1)
        self.turn, self.length = 1, len(self.log())

    def log(self) -> tuple[LessonEntry, ...]:
        """Return the log as it is kept."""
        return self.server.archive.lessons.read(self.name)

    def post(self, seat: str, how: str, form: Iterable[tuple[str, str]], device: int = -1) -> int:
        """Send a form from a device of a seat."""
        status, _ = self.server.ask(f"/s/{self.name}/{how}", self.cookies[seat][device], form)
        return status

    def order(self, name: str, **form: str) -> int:
        """Give an order."""
        return self.server.ask(f"/c/{self.name}/do/{name}", f"key-{self.name}={KEY}", form.items())[0]

    @rule(target=sent, seat=sampled_from(SEATS), option=sampled_from(OPTIONS), copies=integers(1, 5), late=booleans())
    def choose(self, seat: str, option: str, copies: int, late: bool) -> Sent:  # noqa: FBT001 -- drawn
        """Choose, for this turn or an earlier one, and send it several times."""
        turn = max(1, self.turn - late)
        return self.send(seat, "choose", {"turn": str(turn), "option": option}, f"{turn} {option}", copies)

    @rule(target=sent, seat=sampled_from(SEATS), copies=integers(1, 5))
    def speak(self, seat: str, copies: int) -> Sent:
        """Write to everybody, and send it several times."""
        text = f"message {next(self.keys)}"
        return self.send(seat, "speak", {"to": "", "words": text}, text, copies)

    @rule(target=sent, seat=sampled_from(SEATS), copies=integers(1, 5), agrees=booleans())
    def consent(self, seat: str, copies: int, agrees: bool) -> Sent:  # noqa: FBT001 -- drawn
        """Agree that choices are used for research, or no longer, and send it several times."""
        return self.send(seat, "consent", {"agrees": "yes" if agrees else "no"}, "agrees" if agrees else "agrees no longer", copies)

    @rule(target=sent, seat=sampled_from(SEATS), copies=integers(1, 5))
    def watch(self, seat: str, copies: int) -> Sent:
        """Choose to watch, and send it several times."""
        return self.send(seat, "watch", {}, "watches", copies)

    def send(self, seat: str, how: str, form: dict[str, str], what: str, copies: int) -> Sent:
        """Send something so many times: it is done once, and answered alike each time."""
        fields = (*form.items(), ("key", f"{self.name}-{next(self.keys):05}"))
        answers = [self.post(seat, how, fields) for _ in range(copies)]
        assert answers == [answers[0]] * copies
        assert answers[0] in {_DONE, *_REFUSED}
        one = Sent(seat, how, fields, what, answers[0])
        if one.status == _DONE:
            self.first[seat, one.key] = what
        return one

    @rule(one=sent, device=integers(0, 3), other=sampled_from((None, *OPTIONS)))
    def repeat(self, one: Sent, device: int, other: str | None) -> None:
        """Send again what was sent before, from any device of its seat, perhaps with something else in it: what was done stays done."""
        form = tuple((name, other if other and name == "option" else value) for name, value in one.form)
        device = min(device, len(self.cookies[one.seat]) - 1)
        status = self.post(one.seat, one.how, form, device)
        if (one.seat, one.key) in self.first:
            assert status in {_DONE, 403}  # 403 where a seat has had too many devices since
        elif status == _DONE:  # it was too early, or another option is open
            self.first[one.seat, one.key] = content(self.log()[-1]) if self.log()[-1].key == one.key else self._content(one)

    def _content(self, one: Sent) -> str:
        return next(content(entry) for entry in self.log() if (entry.seat, entry.key) == (one.seat, one.key))

    @rule(data=permutations(range(3)), one=sent, two=sent, three=sent)
    def mix_up(self, data: list[int], one: Sent, two: Sent, three: Sent) -> None:
        """Send several things again in another order."""
        for place in data:
            self.repeat((one, two, three)[place], 3, None)

    @rule(one=sent, thief=sampled_from(SEATS))
    def steal(self, one: Sent, thief: str) -> None:
        """Send what another seat has sent: it is the thief's own, and never the other's."""
        if thief == one.seat:
            return
        status = self.post(thief, one.how, one.form)
        if status == _DONE and (thief, one.key) not in self.first:
            self.first[thief, one.key] = self._content(Sent(thief, one.how, one.form, "", status))
        assert status in {_DONE, *_REFUSED}

    @rule(seat=sampled_from(SEATS))
    def change_device(self, seat: str) -> None:
        """Come back on another device; the old one stays good for a while."""
        token = self.cookies[seat][-1].partition("=")[2]
        status, cookie = self.server.ask(f"/back/{self.code}", "", [("resume", resume_code(token))])
        if status == 303:
            self.cookies[seat].append(cookie)

    @rule(one=sent)
    def come_without_a_seat(self, one: Sent) -> None:
        """Send it with no token, or with one that nobody has: nobody hears of it."""
        for cookie in ("", f"seat-{self.name}=token of Dan"):
            assert self.server.ask(f"/s/{self.name}/{one.how}", cookie, one.form)[0] == 403

    @rule(name=sampled_from(("pause", "resume", "force", "force", "talk", "inject", "place")))
    def interfere(self, name: str) -> None:
        """Let the facilitator do something, such as give a role back to somebody who watches."""
        form = {
            "force": {"group": "g1", "turn": str(self.turn)},
            "talk": {"words": "on"},
            "inject": {"group": "g1", "inject": "letter"},
            "place": {"seat": "s1", "group": "g1", "role": "north"},
        }
        self.order(name, **form.get(name, {}))

    @rule(seldom=integers(0, 6))
    def end(self, seldom: int) -> None:
        """End the lesson; what was acknowledged is acknowledged still."""
        if seldom == 6:
            self.order("end")

    @rule(seat=sampled_from(SEATS), what=sampled_from(("", "seat.json", "past", "guide", "debrief")))
    def look(self, seat: str, what: str) -> None:
        """Look at a page, which changes nothing."""
        before = self.log()
        status, _ = self.server.ask(f"/s/{self.name}/{what}", self.cookies[seat][-1])
        self.server.ask(f"/join/{self.code}", "")
        self.server.ask(f"/screen/{self.code}/", "")
        assert status in {_DONE, *_REFUSED}
        assert before == self.log()

    @invariant()
    def first_stands(self) -> None:
        """Whatever was acknowledged is in the log once, as it was first sent; what stands there stays."""
        log = self.log()
        kept = [((entry.seat, entry.key), content(entry)) for entry in log if entry.key is not None and content(entry)]
        assert len(kept) == len(dict(kept))
        assert self.first == dict(kept)
        assert len(log) >= self.length
        if len(log) > self.length:
            self.turn = LiveLesson(self.server.archive, self.server.opened.machine, self.name, str).now.sessions["g1"].turn
        self.length = len(log)


@dataclass
class Report:
    """What came of the lessons."""

    lessons: int = 0
    lost: list[str] = field(default_factory=list)
    """The steps of a lesson in which something was done twice, lost or changed; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return f"lessons, repeated submissions: {self.lessons:,} lessons of up to ten steps, {len(self.lost)} broke"


def repeat(lessons: int, drawn: int | None = None) -> Report:
    """Play so many lessons.

    Args:
        lessons: how many.
        drawn: the seed from which the steps follow; None: always the same ones.

    """
    report = Report()
    with light_folder() as folder:
        Repeating.server = Asking(folder)
        machine = Repeating if drawn is None else seed(drawn)(Repeating)
        case = machine.TestCase()
        case.settings = settings(
            max_examples=lessons, stateful_step_count=10, deadline=None, derandomize=drawn is None, database=None, print_blob=False
        )
        try:
            case.runTest()
        except AssertionError as error:
            report.lost.append(f"{error}")
        finally:
            report.lessons = Repeating.server.held
            Repeating.server.close()
    return report
