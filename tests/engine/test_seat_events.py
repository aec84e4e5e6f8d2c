"""What is refused of the events of the seats, whoever writes the log: each refusal with its kind, its code and its remedy."""

import pytest

from sim.engine.session import Session
from sim.errors import Illegal, InvalidLog, Missing, SimError, Stale
from sim.model.events import Handed, Judged, Marked, Opened, SeatEvent
from tests.engine import council
from tests.harness import Table, began, clock, opened

MACHINE = council.machine()


def meeting() -> Session:
    """Return a play whose first scene sets the north a claim to judge, and the south none."""
    return Table(MACHINE).session


def decided() -> Session:
    """Return the same play after the north has sealed its choice."""
    return Table(MACHINE).choose(north="pledge").session


def watched() -> Session:
    """Return the same play after the north was handed to a bot."""
    return Table(MACHINE).play(Handed(role="north", by="cautious"), "north").session


REFUSED: dict[str, tuple[Session, SeatEvent, type[SimError], str, str]] = {
    "a passage opened by nobody": (
        meeting(),
        Opened(role="east", source="letter", quote="The council met on Monday"),
        Missing,
        "unknown-role",
        "there is no role 'east' in this play; its roles: north, south",
    ),
    "a passage of no document": (
        meeting(),
        Opened(role="north", source="diary", quote="The council met on Monday"),
        Missing,
        "unknown-source",
        "this play quotes no document 'diary'; it quotes letter, paper",
    ),
    "wording of no document": (
        meeting(),
        Marked(role="north", source="diary", words="met"),
        Missing,
        "unknown-source",
        "this play quotes no document 'diary'; it quotes letter, paper",
    ),
    "a claim judged by nobody": (
        meeting(),
        Judged(role="east", scene="meeting", support="well"),
        Missing,
        "unknown-role",
        "there is no role 'east' in this play; its roles: north, south",
    ),
    "a claim of no scene": (
        meeting(),
        Judged(role="north", scene="meting", support="well"),
        Missing,
        "unknown-scene",
        "there is no scene 'meting' in this play; did you mean 'meeting'?",
    ),
    "a claim of a scene that is not played": (
        meeting(),
        Judged(role="north", scene="bridge", support="well"),
        Stale,
        "stale-scene",
        "this was for scene bridge, but the play is in scene meeting; look again and judge anew",
    ),
    "a claim that another role was set": (
        meeting(),
        Judged(role="south", scene="meeting", support="well"),
        Illegal,
        "nothing-to-judge",
        "south has no claim to judge in scene meeting",
    ),
    "a claim judged after the decision": (
        decided(),
        Judged(role="north", scene="meeting", support="well"),
        Illegal,
        "already-decided",
        "north has decided in this turn; a claim is judged before",
    ),
    "a hand-over of nobody": (
        meeting(),
        Handed(role="east", by="cautious"),
        Missing,
        "unknown-role",
        "there is no role 'east' in this play; its roles: north, south",
    ),
    "a hand-over to nobody": (
        meeting(),
        Handed(role="north", by="nonsense"),
        Missing,
        "unknown-bot",
        "there is no bot 'nonsense'; the bots: reported, cautious, hard-line, random, foresight:STRENGTH",
    ),
    "a hand-over from bot to bot": (watched(), Handed(role="north", by="random"), Illegal, "not-a-person", "no person plays north"),
    "a hand-over from person to person": (
        meeting(),
        Handed(role="north", by="person"),
        Illegal,
        "not-a-bot",
        "a person plays north already",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_of_a_seat(case: str) -> None:
    """What names nothing of this play, or is not for this role to do, is refused, and the session stays as it was."""
    session, event, kind, code, message = REFUSED[case]
    before = session.log
    with pytest.raises(kind) as refused:
        session.apply(session.entry(event, event.role, clock()))

    assert (code, message, before) == (refused.value.code, str(refused.value), session.log)


@pytest.mark.parametrize(
    "event",
    [
        Opened(role="south", source="paper", quote="The council met again"),
        Marked(role="south", source="letter", words="met"),
        Judged(role="north", scene="meeting", support="well"),
        Handed(role="south", by="random"),
    ],
)
def test_what_is_admitted_of_a_seat(event: SeatEvent) -> None:
    """What names parts of this play, and is for this role to do, is kept."""
    session = meeting()

    assert event == session.apply(session.entry(event, event.role, clock())).log[-1].event


def test_where_an_exercise_names_nobody_whoever_decides_is_asked() -> None:
    """Every role that decides in a scene may judge its claim, and chance is asked nothing."""
    assert ("north",) == MACHINE.plans["bridge"].readers


def test_a_session_begins_with_players_there_are() -> None:
    """A beginning that gives a role to a bot that there is not is refused."""
    with pytest.raises(Missing, match="there is no bot 'zorro'"):
        opened(MACHINE, began(MACHINE, "one", north="zorro"))


def test_a_session_begins_with_all_roles() -> None:
    """A beginning that leaves a role out is refused with the roles there are."""
    beginning = began(MACHINE, "one")
    short = beginning.model_copy(update={"played": beginning.played[:1]})
    with pytest.raises(InvalidLog, match="the beginning says who plays north; the roles of this play: north, south"):
        opened(MACHINE, short)
