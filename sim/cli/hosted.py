"""What `sim host` does: open or go on with a lesson, say how it is joined, and serve it until it is stopped."""

import io
import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import segno

from sim.classroom.server.hall import Keeping
from sim.classroom.server.rehearsal import Rehearsed, invented
from sim.classroom.server.tidying import tidy_seldom
from sim.classroom.server.tokens import digest, fresh_code, fresh_token, same, ticket_of
from sim.classroom.web.app import Setting, application
from sim.classroom.web.serving import Server, allow_connections, serving
from sim.cli.appointing import appoint_all, passwords
from sim.cli.config import read_config
from sim.cli.console_kept import Served, Way, forget_way, keep_way, known_way
from sim.cli.hosting_alone import Serving, alone, must_be_free
from sim.cli.hosting_arms import read_arms
from sim.cli.hosting_notice import read_notice_file, shown_alone
from sim.cli.hosting_table import refuse_at_tables
from sim.cli.keeping import now
from sim.cli.output import talk, tell
from sim.cli.retiring import retired, told
from sim.cli.secret import read_secret
from sim.engine.policy import BOTS
from sim.errors import Illegal, Missing, StorageFailed
from sim.library import OpenScenario, open_scenario, shipped
from sim.model.arm import Agreement, Arm
from sim.model.ids import LessonId
from sim.model.joining import Notice
from sim.model.lesson import Convened
from sim.model.nearest import nearest
from sim.store.lessons import Archive, convening
from sim.store.live_lesson import LiveLesson
from sim.store.naming import fresh_name
from sim.store.opening import open_log
from sim.store.retention import DAYS
from sim.store.sqlite import SqliteLog

_TRIES = 20
"""Codes and names that are drawn until one is free."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be played; None where the command line says nothing."""

    scenario: str | None
    act: str | None
    course: str | None
    campaign: bool
    agree: str
    bot: str
    reasons: bool
    arms: Sequence[str]
    """Of a study, as typed; none where nothing is compared."""
    going_on: LessonId | None
    table: int = 0
    """How many groups play at tables with printed cards; 0: people join."""
    seats_latecomers: bool = False
    """Whether whoever joins once a group plays has a place at once, without anybody asking the facilitator."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How the server is reached."""

    bind: str | None
    """Empty: this computer alone for groups at tables, else every address. Here and in the three that follow, None: as before."""
    port: int | None
    address: str | None
    """Empty: this computer's own."""
    proxy: bool | None
    database: str | None
    token: Path | None = None
    """Holds the word with which the server's figures are read from elsewhere."""
    facilitators: Sequence[str] = ()
    """Names of those who lead with a password of their own."""
    passwords: Path | None = None
    """Holds their passwords; None: they are typed."""
    keep: int = DAYS
    """Days after its end that a lesson is kept; 0: for ever."""
    notice: Path | None = None
    """Holds what who joins reads of what is kept of them; None: the usual notice."""


@dataclass(frozen=True, slots=True)
class Held:
    """A lesson that is ready to be served."""

    name: LessonId
    code: str | None
    key: str
    """Empty where the lesson was begun earlier, on another computer: its key is with whoever began it."""
    ticket: str
    opened: OpenScenario | None
    table: bool
    """Whether its groups play at tables, so that nobody has to reach this computer."""
    before: str = ""
    """The code that it had until its end, where this computer kept it."""


class Reopening:
    """Opens a database anew after it has failed: what was acknowledged before is read from it, and nothing is taken from memory."""

    def __init__(self, place: str, close: Callable[[], None]) -> None:
        """Begin with a database that is open; `close` closes it."""
        self._place = place
        self._close = close

    def __call__(self) -> Archive:
        """Return the archive, opened anew.

        Raises:
            StorageFailed: it cannot be reached yet.

        """
        fresh = open_log(self._place)
        self._close()
        self._close = fresh.close
        return Archive(fresh, fresh.lessons())


def host(lesson: Lesson, reach: Reach, people: int | None = None) -> None:
    """Hold a lesson until somebody stops it.

    Args:
        lesson: what is to be played.
        reach: how the server is reached.
        people: how many people are invented; None: nobody.

    """
    config = read_config()
    place = reach.database or str(config.data / "sessions.db")
    measures = digest(read_secret(reach.token)) if reach.token else ""
    notice = read_notice_file(reach.notice) if reach.notice else ()
    planned = None if lesson.going_on else _planned(lesson, config.checked)
    before = known_way(config.data, lesson.going_on).served if lesson.going_on else Served()
    served = _as_asked(reach, before)
    found = _passwords(reach, proxy=served.proxy)
    with ExitStack() as stack:
        log = open_log(reach.database or config.data / "sessions.db")
        stack.enter_context(log)
        archive = Archive(log, log.lessons())
        wanted: _Planned | Convened
        wanted, people = (planned, people) if planned is not None else _begun(archive, lesson.going_on or "", people, notice)
        told_next: Callable[[Serving], None] = _noting_nothing
        if isinstance(log, SqliteLog):
            told_next = stack.enter_context(alone(Path(place)))
        hints = None if isinstance(log, SqliteLog) else stack.enter_context(log.hints())
        gone = retired(archive, 0 if reach.database else reach.keep, now(), lesson.going_on)
        for one in gone:
            forget_way(config.data, one)
        bind = served.bind or ("127.0.0.1" if wanted.table else "0.0.0.0")  # noqa: S104 -- phones have to reach it
        address = (served.address or f"http://{_own_address(bind)}:{served.port}").rstrip("/")
        must_be_free(bind, served.port)
        held = (
            _go_on(archive, config.data, wanted)
            if isinstance(wanted, Convened)
            else _begin(archive, lesson, wanted, rehearsal=bool(people))
        )
        appoint_all(archive, held.name, held.opened, found)
        _keep_way(config.data, held, served)
        told_next(Serving(held.name, address))
        _say(held, address, served, _still(reach, before), shown_alone(notice))
        talk(f"sim: {told(reach.keep, gone, shared=reach.database is not None)}")
        talk("sim: Ctrl-C stops the server; nothing is lost by it")
        opened = held.opened
        keeping = Keeping(
            archive,
            now,
            lambda whole_hash: opened if opened is not None and opened.whole_hash == whole_hash else None,
            hints.wait if hints is not None else None,
            None if isinstance(log, SqliteLog) else Reopening(place, log.close),
            codes={held.before: held.name} if held.before else {},
            checked=config.checked,
        )
        host_name = urlsplit(address).hostname or ""
        names = {host_name, socket.gethostname(), f"{socket.gethostname()}.local"}
        tickets = {held.name: held.ticket} if held.ticket else {}
        rehearsed = Rehearsed(held.name, people) if people else None
        setting = Setting(address, names, secure=served.proxy, tickets=tickets, rehearsed=rehearsed, measures=measures, notice=notice)
        server = Server(serving(application(keeping, setting), bind, served.port, proxy=served.proxy), setting.stopping)
        allow_connections()
        try:
            tidy_seldom()
            server.run()
        finally:
            there = " --database …" if reach.database else ""  # its address may hold a password
            talk(f"sim: everything that was acknowledged is kept; go on with: sim host --lesson {held.name}{there}")


def _keep_way(data: Path, held: Held, served: Served) -> None:
    """Keep how the lesson is reached; a server that has not its key does without, as one may that can write nothing but its database."""
    try:
        keep_way(data, Way(f"http://127.0.0.1:{served.port}", held.name, held.key, held.code or held.before, served))
    except StorageFailed:
        if held.key:
            raise


def _as_asked(reach: Reach, before: Served) -> Served:
    """Return with what a lesson is served: what is given now, else what was given before."""
    return Served(
        before.port if reach.port is None else reach.port,
        before.bind if reach.bind is None else reach.bind or None,
        before.address if reach.address is None else reach.address or None,
        before.proxy if reach.proxy is None else reach.proxy,
    )


def _still(reach: Reach, before: Served) -> str:
    """Return the options that a lesson is gone on with because they were given before, as they are typed."""
    words = (
        f"--port {before.port}" if reach.port is None and before.port != Served().port else "",
        f"--bind {before.bind}" if reach.bind is None and before.bind else "",
        f"--address {before.address}" if reach.address is None and before.address else "",
        "--proxy" if reach.proxy is None and before.proxy else "",
    )
    return " ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is to be played, found and in order, before anything is kept."""

    opened: OpenScenario
    act: str
    course: str
    agree: Agreement
    arms: tuple[Arm, ...]
    table: int
    """As in `Lesson`."""


def _planned(lesson: Lesson, cache: Path) -> _Planned:
    """Look for what the command line asks for, before anything else: whoever mistyped it is told so first."""
    opened = open_scenario(lesson.scenario or shipped()[0], cache)
    scenario = opened.scenario
    act = lesson.act or scenario.acts[0].id
    course = opened.machine.lookup.course(act, lesson.course or "whole")
    if lesson.bot not in BOTS:
        guess = nearest(lesson.bot, BOTS)
        message = f"no bot {lesson.bot!r} plays in lessons; there are {', '.join(BOTS)}{f'; did you mean {guess!r}?' if guess else ''}"
        raise click.BadParameter(message, param_hint="--bot")
    agree: Agreement = "speaker" if lesson.agree == "speaker" else "majority"
    return _Planned(opened, act, course.id, agree, read_arms(lesson.arms, agree, reasons=lesson.reasons), lesson.table)


def _begin(archive: Archive, lesson: Lesson, planned: _Planned, *, rehearsal: bool) -> Held:
    opened = planned.opened
    key = fresh_token()
    ticket = ticket_of(key)
    for _ in range(_TRIES):
        code, name = fresh_code(), fresh_name(opened.scenario.id, planned.act)
        convened = Convened(
            lesson=name,
            scenario=opened.scenario.id,
            rules_hash=opened.rules_hash,
            whole_hash=opened.whole_hash,
            act=planned.act,
            course=planned.course,
            seed=secrets.randbits(64),
            agree=planned.agree,
            bot=lesson.bot,
            reasons=lesson.reasons,
            campaign=lesson.campaign,
            arms=planned.arms,
            table=planned.table,
            rehearsal=rehearsal,
            latecomers="seated" if lesson.seats_latecomers else "asked",
            key=digest(key),
            ticket=digest(ticket),
        )
        try:
            LiveLesson.convene(archive, opened.machine, edition=opened.edition, convened=convened, code=code, clock=now)
        except Illegal:  # the code or the name is taken
            continue
        return Held(convened.lesson, code, key, ticket, opened, planned.table > 0)
    message = "no free code was found; end lessons that are over"
    raise StorageFailed(message, "no-free-code")


def _begun(archive: Archive, name: LessonId, people: int | None, notice: Sequence[Notice]) -> tuple[Convened, int | None]:
    """Return how a lesson that is kept began, and how many people are invented in it; refuse what does not go together with it."""
    known = archive.lessons.lessons()
    if name not in known:
        guess = nearest(name, known)
        message = f"there is no lesson {name[:64]!r}{f'; did you mean {guess!r}?' if guess else ''}"
        raise Missing(message, "unknown-lesson")
    entries = archive.lessons.read(name)
    began = convening(entries)
    if people and not began.rehearsal:
        message = f"lesson {began.lesson!r} is a class's; a rehearsal is a lesson of its own: leave out --lesson to begin one"
        raise click.BadParameter(message, param_hint="--rehearse")
    if began.table:
        refuse_at_tables({"--notice": notice})
    return began, people or invented(entries)


def _go_on(archive: Archive, data: Path, began: Convened) -> Held:
    """Return a lesson that is kept; with the key, and what follows from it, if this computer kept the key when it began."""
    name = began.lesson
    way, code = known_way(data, name), archive.lessons.code(name)
    key = way.key
    ticket = ticket_of(key) if key and same(ticket_of(key), began.ticket) else ""
    return Held(name, code, key, ticket, None, began.table > 0, "" if code else way.code)


def _say(held: Held, address: str, served: Served, still: str, shown: str) -> None:
    """Say where the lesson is, with which options it is served as before, and `shown`, if there is something to say of the notice."""
    if held.code and held.table:
        tell(f"Screen:  {address}/screen/{held.code}/")
    elif held.code:
        join = f"{address}/join/{held.code}{f'#{held.ticket}' if held.ticket else ''}"
        drawn = io.StringIO()
        segno.make(join, error="l", micro=False).terminal(drawn, compact=True, border=2)
        click.echo(drawn.getvalue())  # escape sequences of our own, for the light and dark of the code
        tell(f"Join:    {address}   code {held.code}")
        tell(f"Screen:  {address}/screen/{held.code}/")
    else:
        tell("This lesson is over; nobody can join, and its debrief can be read.")
        if held.before and not held.table:
            tell(f"Back:    {address}   code {held.before}, for whoever has lost the phone of their seat")
    near = address if served.proxy else f"http://127.0.0.1:{served.port}"
    tell(f"Console: {near}/console/{held.name}/{f'#{held.key}' if held.key else ''}")
    if held.key:
        talk(f"sim: in a terminal of this computer: sim console {held.name}")
    if not held.key:
        talk("sim: the key is the one that was printed when the lesson began; a browser that was in the console is in it still")
    if still:
        talk(f"sim: served as before, with {still}; give an option again to change it")
    if not served.proxy and not held.table:
        talk("sim: others in this network could read along (plain HTTP): let people give any name they like; no password is sent")
    if shown:
        talk(f"sim: {shown}")


def _passwords(reach: Reach, *, proxy: bool) -> dict[str, str]:
    """Return the passwords of further facilitators, which never cross a network that is not encrypted."""
    if reach.facilitators and not proxy:
        message = (
            "a password must not cross this network in plain HTTP; put a proxy that speaks TLS before the server and add --proxy, "
            "or lead from this computer alone"
        )
        raise click.BadParameter(message, param_hint="--facilitator")
    if reach.passwords is not None and not reach.facilitators:
        message = "--passwords needs --facilitator: whose they are"
        raise click.UsageError(message)
    return passwords(reach.facilitators, reach.passwords) if reach.facilitators else {}


def _noting_nothing(_serving: Serving) -> None:
    """Leave nothing for the next server: a database server can have several."""


def _own_address(bind: str) -> str:
    """Return the address under which this computer is reached in its network; asking for it sends nothing."""
    if bind not in ("0.0.0.0", "::"):  # noqa: S104 -- compared, not bound
        return bind
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation; no packet leaves
        except OSError:
            return "127.0.0.1"
        found: tuple[str, int] = probe.getsockname()
        return found[0]
