"""Fixed plays of the council, with everything that a debrief tells: reasons, news, a way back, promises, two acts, what was read."""

from sim.model.events import Chose, Handed, Judged, Marked, Opened
from sim.report.hour.debriefed import Debrief, Remark
from sim.report.hour.debriefing import Given, Wish, debrief
from tests.engine import council
from tests.harness import Table

MACHINE, GROUNDS = council.machine(), council.grounds()
NAMES = {"Besnik": "a student", "table": "Play 1"}
"""Whom the plays below name."""


def kept_word() -> Table:
    """Play both acts: a promise given and kept, reasons and expectations, a passage opened, a claim judged twice."""
    at = Table(MACHINE, campaign=True)
    at.play(Opened(role="north", source="letter", quote="the bridge would be closed"), "north")
    at.play(Judged(role="north", scene="meeting", support="well"), "north").play(
        Judged(role="north", scene="meeting", support="poorly"), "north"
    )
    at.play(Chose(role="north", option="pledge", reason="=Besnik said so", expectation="falls"), "north")
    at.play(Chose(role="south", option="leave", reason="BESNIK, again", expectation="rises"), "south")
    at.play(Marked(role="north", source="letter", words="Nobody Besnik knew"), "north")
    at.draw("rain").choose(north="hold")
    return at.proceed("two").choose(south="go")


def broken_word() -> Table:
    """Play the first act twice over: a rewind, news of a facilitator's, a role handed to a bot, the clock, a promise broken."""
    at = Table(MACHINE).choose(north="close", south="listen").rewind(1)
    at.release("whisper").play(Handed(role="south", by="cautious"), "south")
    at.play(Chose(role="north", option="pledge", expectation="rises"), "north").expire()
    return at.draw("sun").choose(north="break")


def unfinished() -> Table:
    """Leave a play in which a choice is sealed."""
    at = Table(MACHINE).choose(north="pledge", south="listen")
    return at.play(Chose(role="north", option="break", reason="sealed for now"), "north")


REMARKS = (
    Remark(turn=1, kind="message", by="Besnik", text="Besnik spoke twice."),
    Remark(turn=2, kind="message", by="North", text="To <South>: hold on."),
)


def given(at: Table, label: str, *, remarks: tuple[Remark, ...] = ()) -> Given:
    """Return a play at a table as a debrief is given it."""
    return Given(at.session, GROUNDS, ours=True, label=label, remarks=remarks, names=NAMES)


def alone() -> Debrief:
    """Return the debrief of one play."""
    return debrief([given(kept_word(), "Play 1", remarks=REMARKS)], wish=Wish(check=True))


def side_by_side() -> Debrief:
    """Return the debrief of three plays, one of them not ended, with five earlier ones counted beside."""
    plays = [given(kept_word(), "Play 1"), given(broken_word(), "Play 2"), given(unfinished(), "Play 3")]
    return debrief(plays, [broken_word().session] * 5, Wish(check=True))
