"""Who is in a lesson: students who come, decide, talk, drop out and come back, and a facilitator who interferes.

Rule 1: they ask for nothing that a page or a terminal could not ask for.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from sim.classroom.client.joining import seat_of
from sim.classroom.client.wire import Answer
from sim.classroom.server.tokens import resume_code
from sim.errors import SimError
from tests.classroom.taught import CODE, KEY, NAME
from tests.simulation.devices import Outgoing, Phone, Terminal, Way
from tests.simulation.network import Asked, Network
from tests.simulation.planted import SOUND, Planted

if TYPE_CHECKING:
    from tests.simulation.claims import Claims

_PATIENCE = 5.0
_TRIES = 400
"""How often somebody tries to come in, at most."""


@dataclass
class Student:
    """Somebody who joins."""

    name: str
    network: Network
    claims: Claims
    drawn: Random
    pace: float
    """Seconds between two things they do, on average."""
    planted: Planted = SOUND
    is_calm: bool = False
    """Whether they do nothing more but look."""
    has_left: bool = False
    """Whether they have gone home."""
    token: str = ""
    devices: list[Terminal | Phone] = field(default_factory=list)
    said: int = 0
    _task: asyncio.Task[None] | None = None

    def begin(self, after: float) -> None:
        """Let them come after a while."""
        self._task = asyncio.get_running_loop().create_task(self._live(after))

    def leave(self) -> None:
        """Let them go home, and switch everything off."""
        self.has_left = True
        for device in self.devices:
            device.stop()

    async def come(self) -> None:
        """Let them come in, if they have not."""
        for _ in range(_TRIES):
            if self.token:
                return
            await self._enter("/join/{code}", {"name": self.name}, terminal=self.drawn.random() < 0.5)
            await asyncio.sleep(1.0)

    async def _live(self, after: float) -> None:
        await asyncio.sleep(after)
        await self.come()
        while not self.is_calm:
            await asyncio.sleep(self.drawn.uniform(0.2, 2.0) * self.pace)
            if not self.is_calm and not self.has_left:
                await self._act()

    async def _enter(self, path: str, form: dict[str, str], *, terminal: bool) -> None:
        """Come in or come back: the same form, sent until there is an answer, as the page and the terminal do."""
        form = {**form, "token": f"{self.drawn.getrandbits(172):043x}"}
        asked = Asked(path, {"code": CODE}, form)
        for _ in range(_TRIES):
            try:
                answer = await self.network.ask(self.name, asked, _PATIENCE)
            except OSError:
                await asyncio.sleep(1.0)
                continue
            if answer.status < 500 and answer.status != 429:
                break
            await asyncio.sleep(1.0)
        else:
            return
        if answer.status != 303:
            self.claims.count(f"not in {answer.status}")
            if not self.token:
                self.name += " again"  # this seat was released before its first answer came; it is another that they take now
            return
        lesson, cookie, self.token = seat_of(answer)
        self.claims.note(f"{self.name} is in")
        way = Way(self.name, lesson, cookie, self.network, self.claims, self.drawn, self.planted)
        await self._open(Terminal(way) if terminal else Phone(way, []))

    async def _open(self, device: Terminal | Phone) -> None:
        for _ in range(_TRIES):
            try:
                await device.open()
            except (OSError, SimError):
                await asyncio.sleep(1.0)
                if self.has_left:
                    return
                continue
            self.devices.append(device)
            return

    async def _act(self) -> None:
        """Do something that people do."""
        if not self.devices:
            return
        chance = self.drawn.random()
        if chance < 0.06:
            self.network.cut(self.name, self.drawn.choice([2.0, 20.0, 60.0]) * self.drawn.random())
        elif chance < 0.10:
            await self._restart()
        elif chance < 0.12 and len(self.devices) < 2:
            await self._enter("/back/{code}", {"resume": resume_code(self.token)}, terminal=self.drawn.random() < 0.5)
        else:
            self._speak_or_decide(self.drawn.choice(self.devices))

    async def _restart(self) -> None:
        """Close a device and open it again: a phone keeps its outbox and its seat, a terminal comes back with its code."""
        device = self.devices.pop(self.drawn.randrange(len(self.devices)))
        device.stop()
        self.claims.count("restarts")
        if isinstance(device, Phone):
            await self._open(Phone(device.way, [Outgoing(item.name, item.form) for item in device.waiting]))
        else:
            await self._enter("/back/{code}", {"resume": resume_code(self.token)}, terminal=True)

    def _speak_or_decide(self, device: Terminal | Phone) -> None:
        seat = json.loads(device.text)["seat"]
        view = seat["view"]
        if device.is_gone or view is None or device.unsent > 3:
            return
        decision = view["decision"]
        chance = self.drawn.random()
        if chance < 0.02:
            device.post("watch", {})
        elif chance < 0.15 and seat["talk"] and seat["role"]:
            self.said += 1
            to = self.drawn.choice(["", *(role for role, _ in seat["others"])])
            device.post("speak", {"to": to, "words": f"words to {to or 'everybody'} by {self.name} {self.said}"})
        elif chance < 0.18 and seat["role"]:
            self.said += 1
            device.post("propose", {"turn": str(view["turn"]), "words": f"{self.name} proposes {self.said}"})
        elif decision and decision["options"]:
            option = self.drawn.choice(decision["options"])
            if chance < 0.25 and option["passages"]:
                device.post("opened", {key: option["passages"][0][key] for key in ("source", "quote")})
            elif chance < 0.28:
                device.post("mark", {"source": "letter", "words": "words of a letter"})
            elif decision["chosen"] is None and (seat["wants"] is None or chance < 0.5):
                device.post("choose", {"turn": str(view["turn"]), "option": option["id"]})


@dataclass
class Facilitator:
    """Whoever leads: at the computer that runs a server, so that no network lies between them, but servers die, and answers go unread."""

    network: Network
    claims: Claims
    drawn: Random
    said: int = 0
    refusal: str = ""
    """The page with the last refusal."""

    async def order(self, name: str, **form: str) -> int:
        """Give an order as the console's page does: sent under one key until there is an answer; return its status."""
        where = {"lesson": NAME, "order": name}
        keyed = {**form, "key": f"{self.drawn.getrandbits(128):032x}"}
        self.claims.orders.sent[keyed["key"]] = name, form
        asked = Asked("/c/{lesson}/do/{order}", where, keyed, f"key-{NAME}={KEY}", near=True, page=True)
        for _ in range(_TRIES):
            answer = await self._asked(asked)
            if answer is not None and answer.status < 500 and answer.status != 429:
                self.claims.note(f"order {name} {answer.status}")
                self.claims.count(f"order {name} {'done' if answer.status < 400 else 'refused'}")
                self.refusal = answer.body
                return answer.status
            await asyncio.sleep(0.5)
        return 0

    async def _asked(self, asked: Asked) -> Answer | None:
        server = self.network.server()
        if server is None:
            return None
        exchange = server.begin(asked)
        with suppress(OSError):
            answer = await asyncio.wait_for(exchange.reply, 15.0)
            return answer if self.drawn.random() > 0.1 else None  # now and then the page is closed before it has read the answer
        return None

    async def interfere(self) -> None:
        """Do something that facilitators do."""
        seats = [seat.id for seat in self.claims.lesson.seats.values() if not seat.released]
        if not self.claims.lesson.groups:
            await self._prepare(len(seats))
            return
        late = self.claims.lesson.late
        if late and self.drawn.random() < 0.5:
            await self.order(self.drawn.choice(["let-in"] * 5 + ["turn-away"]), seat=self.drawn.choice(["", *late]))
            return
        group = self.drawn.choice([*self.claims.lesson.groups])
        turn = self.claims.session(group).turn
        if self.drawn.random() < 0.5:
            await self._lead(group, turn)
        else:
            await self._help(group, turn, self.drawn.choice(seats) if seats else "s1")

    async def _lead(self, group: str, turn: int) -> None:
        """Say or show something, or let time run or stand."""
        self.said += 1
        lesson, drawn = self.claims.lesson, self.drawn
        match drawn.randrange(7):
            case 0 | 1:
                await self.order("resume" if lesson.paused else "pause")
            case 2:
                await self.order("clock", group=drawn.choice([group, ""]), seconds=drawn.choice(["0", "5", "15", "40"]))
            case 3:
                await self.order("tell", group=drawn.choice([group, ""]), words=f"told {self.said}")
            case 4:
                await self.order("talk", words="off" if lesson.talk and drawn.random() < 0.3 else "on")
            case 5:
                await self.order("note", words=f"noted {self.said}")
            case _:
                await self.order("force", group=group, turn=str(turn))

    async def _help(self, group: str, turn: int, seat: str) -> None:
        """Change what a group does, or who sits there."""
        drawn = self.drawn
        roles = [role for at, role in self.claims.by if at == group]
        match drawn.randrange(6):
            case 0:
                await self.order("rewind", group=group, turn=str(drawn.randint(1, turn)), reason="to see")
            case 1:
                await self.order("place", seat=seat, group=group, role=drawn.choice([*roles, ""]))
            case 2 if drawn.random() < 0.4:
                await self.order("release", seat=seat)
            case 3:
                option = drawn.choice(["x0", "x1", "wait", "block"])
                await self.order("decide", group=group, role=drawn.choice(roles), turn=str(turn), option=option)
            case 4:
                await self.order("inject", group=group, inject=drawn.choice(["a-news0", "a-news1", "letter", "alarm"]))
            case _ if not any(place.group == group and place.role for place in self.claims.lesson.places):
                await self.order("bots", group=group)
            case _:
                await self.order("look", group=group)

    async def _prepare(self, present: int) -> None:
        if not present:
            return
        if not self.claims.lesson.places:
            await self.order("deal", groups=self.drawn.choice(["0", "0", "1", "2", "3"]))
        else:
            await self.order("start")
