"""The full screen and the line mode in a lesson: the lobby, votes, news that come by themselves, and a way to the server that breaks."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.errors import Illegal, SimError
from sim.model.grounds import Grounds
from sim.model.guide import Guide
from sim.model.ids import RoleId
from sim.model.joining import Notice
from sim.model.lesson_view import SeatNews, SeatView, ShownMember, ShownMessage, ShownProposal, ShownTie
from sim.store.live import LiveSession
from sim.terminal.actions import press
from sim.terminal.company import APART, KEPT, sentences, standing
from sim.terminal.desk import Desk
from sim.terminal.flow import Stage
from sim.terminal.leaving import Ending
from sim.terminal.local import LocalTable
from sim.terminal.paint import asked
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from tests.terminal.seated import drawn, seated, type_in, words_on


class Lesson:
    """A lesson as a test wants it."""

    def __init__(self, view: Callable[[], SeatView]) -> None:
        """Show a seat."""
        self.again = "sim join http://x K7R2HX --resume BCD"
        self.notice: Notice | None = None
        self.gone = self.elsewhere = False
        self.unsent = False
        self.refused: SimError | None = None
        self.way = ""
        self.clock: int | None = None
        self.sent: list[tuple[str | None, str]] = []
        self.waits: list[Callable[[], None]] = []
        """What happens elsewhere while somebody waits, one thing a wait."""
        self._view = view

    def news(self) -> SeatNews:
        """Return what the seat was last told."""
        return SeatNews(seat=self._view(), left=self.clock, runs=False, failed=False)

    def left(self) -> int | None:
        """Return what the clock shows."""
        return self.clock

    def said(self) -> str:
        """Return how the way stands."""
        return self.way

    def refusal(self) -> SimError | None:
        """Return a refusal, once."""
        refused, self.refused = self.refused, None
        return refused

    def listen(self, told: Callable[[], object]) -> None:
        """Nobody tells anything here."""

    def wait(self, seconds: float) -> bool:
        """Let the next thing happen."""
        assert seconds > 0
        self.waits.pop(0)()
        return True

    def speak(self, to: RoleId | None, words: str, *, closed: bool = False) -> None:
        """Keep a message."""
        self.sent.append(("all roles" if closed else to, words))

    def wish(self, wanted: str) -> None:
        """Keep a wish."""
        self.sent.append(("wish", wanted))

    def propose(self, turn: int, words: str) -> None:
        """Keep a proposal."""
        self.sent.append((f"turn {turn}", words))


class InLesson(LocalTable):
    """A play in a lesson: what is chosen is a vote until the test lets the team agree."""

    def __init__(self, live: LiveSession, grounds: Grounds, *, ours: bool) -> None:
        """Begin in the lobby."""
        super().__init__(live, grounds, ours=ours)
        self.stage = "dealt"
        self.choosing = False
        self.team: tuple[ShownMember, ...] = ()
        self.wants: str | None = None
        self.unsettled = False
        self.messages: tuple[ShownMessage, ...] = ()
        self.others: tuple[tuple[str, str], ...] = (("westbank", "Westbank"),)
        self.lesson = Lesson(self.seat)

    @property
    def led(self) -> Lesson:
        """The lesson."""
        return self.lesson

    @property
    def alone(self) -> bool:
        """A facilitator leads."""
        return False

    def seat(self) -> SeatView:
        """Return the seat as the server tells it."""
        return SeatView.model_validate(
            {
                "lesson": "x",
                "version": 1,
                "seat": "s1",
                "name": "Ana",
                "stage": self.stage,
                "group": "g1",
                "role": "eastbank",
                "role_name": "Eastbank",
                "view": None if self.stage in ("waiting", "dealt") else super().view("eastbank"),
                "team": self.team,
                "agree": "majority",
                "wants": self.wants,
                "even": bool(self.team) and all(member.wants for member in self.team),
                "unsettled": self.unsettled,
                "talk": True,
                "messages": self.messages,
                "proposals": (),
                "reasons": True,
                "choosing": self.choosing,
                "wish": next((words for to, words in reversed(self.lesson.sent) if to == "wish"), ""),
                "others": self.others,
            }
        )

    def vote(self, option: str) -> None:
        """Want an option, and no more."""
        self.wants = option

    def start(self) -> None:
        """Let the facilitator start the play."""
        self.stage = "playing"


@contextmanager
def lesson(folder: Path) -> Iterator[InLesson]:
    """Take a seat in a lesson that has not begun."""
    with seated(folder, "eastbank", kind=InLesson) as table:
        assert isinstance(table, InLesson)
        yield table


def below(desk: Desk) -> str:
    """Return the line below the page."""
    return " ".join(line.text.strip() for line in asked(desk, 80, 24))


def test_silence_and_even_votes_are_told(tmp_path: Path) -> None:
    """A team reads what is taken if nobody votes in time, and afterwards whose vote decided; one person alone, if nobody decides."""
    with lesson(tmp_path) as table:
        table.start()
        alone = table.seat().model_copy(update={"default": "Wait"})
        team = (ShownMember(name="Ana", me=True, speaker=True, wants=None), ShownMember(name="Ben", me=False, speaker=False, wants=None))
        both = alone.model_copy(update={"team": team, "tie": ShownTie(turn=1, name="Ben", me=False, label="Go")})

    assert "If nobody decides in time: “Wait”." in sentences(alone)
    assert "If nobody in your team votes in time: “Wait”." in sentences(both)
    assert "In turn 1 your votes were even; that of Ben, the speaker, decided: “Go”." in sentences(both)
    assert () == sentences(alone.model_copy(update={"default": ""}))


def test_the_lobby_goes_on_by_itself(tmp_path: Path) -> None:
    """A student reads the notice and the brief, waits, and is in the first scene as soon as the facilitator starts."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        waiting = (desk.moment.stage, words_on(desk))
        table.start()
        desk.catch_up()

    assert Stage.LOBBY == waiting[0]
    assert "Your role in group 1: Eastbank. The facilitator starts the play" in waiting[1]
    assert "sim join http://x K7R2HX --resume BCD" in waiting[1]
    assert Stage.SCENE == desk.moment.stage


def test_what_is_read_stays_open_when_the_play_goes_on(tmp_path: Path) -> None:
    """News from elsewhere close nothing; closing the page shows where the play is now."""
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter", "g")
        LocalTable.choose(table, "eastbank", "promise-nothing", 1)
        desk.catch_up()
        before = (desk.where, desk.message)
        type_in(desk, "escape")

    assert ("reading", "The play has gone on. Close this page to see it.") == before
    assert (Stage.HAPPENED, 1) == (desk.moment.stage, desk.moment.turn)


def test_a_vote_can_be_changed_until_the_team_has_decided(tmp_path: Path) -> None:
    """After voting one waits; v brings the options back."""
    with lesson(tmp_path) as table:
        table.start()
        table.team = (
            ShownMember(name="Ana", me=True, speaker=True, wants="Nothing"),
            ShownMember(name="Ben", me=False, speaker=False, wants=None),
        )
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.vote("promise-nothing")
        desk.catch_up()
        waiting = (desk.moment.stage, below(desk), words_on(desk))
        type_in(desk, "v")

    assert Stage.WAITING == waiting[0]
    assert "v changes your vote" in waiting[1]
    assert "Ana (you, speaker) wants “Nothing”; Ben has not voted." in waiting[2]
    assert Stage.SCENE == desk.moment.stage


def test_a_choice_on_its_way_is_not_said_to_be_kept(tmp_path: Path) -> None:
    """While it is sent the line below says so, and a refusal that comes later is shown."""
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.lesson.unsent, table.lesson.way, table.lesson.clock = True, "Sending…", 95
        desk.catch_up()
        sending = (desk.moment.stage, below(desk))
        table.lesson.unsent, table.lesson.way = False, ""
        table.lesson.refused = Illegal("the facilitator has paused the lesson", "paused")
        desk.catch_up()

    assert (Stage.WAITING, "1:35 left. Sending… Your choice is on its way.") == sending
    assert "the facilitator has paused the lesson" in words_on(desk)


def test_messages_go_to_a_role_or_to_all(tmp_path: Path) -> None:
    """The list names everybody else; what is asked for besides the options goes to the facilitator."""
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter", "a", "2", "<Meet us.>", "enter", "a", "1", "<We say>", "enter")
        assert not press(desk, "u")
        type_in(desk, ":", "<something>", "enter", "<A mediator.>", "enter")

    assert [("westbank", "Meet us."), (None, "We say"), ("turn 1", "A mediator.")] == table.lesson.sent


def test_where_three_or_more_play_a_message_may_go_to_the_roles_alone(tmp_path: Path) -> None:
    """The list has a public statement, a message to all roles, and each role; with two, the second would be the third."""
    with lesson(tmp_path) as table:
        table.start()
        table.others = (("westbank", "Westbank"), ("ferry", "Ferry"))
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter", "a", "2", "<Between us all.>", "enter", "a", "3", "<Meet us.>", "enter")

    assert [("all roles", "Between us all."), ("westbank", "Meet us.")] == table.lesson.sent


def test_what_a_lesson_says_is_on_one_line_each(tmp_path: Path) -> None:
    """Whatever others have written, a message cannot look like several."""
    with lesson(tmp_path) as table:
        table.stage = "over"
        table.messages = (ShownMessage(number=1, time="09:30", by="Facilitator", to="everybody", words="One.\nTwo."),)
        seat = table.seat().model_copy(
            update={
                "proposals": (
                    ShownProposal(
                        number=2, time="09:31", group="g1", role="Eastbank", turn=1, words="A mediator.", answer="No.", entered=None
                    ),
                    ShownProposal(
                        number=3, time="09:32", group="g1", role="Eastbank", turn=1, words="Talks.", answer="Nearly.", entered="Send\nword"
                    ),
                )
            }
        )
        said = sentences(seat)

    assert (
        "The facilitator has ended the lesson.",
        "You asked for “A mediator.”; the facilitator answers: No.",
        "You asked for “Talks.”; the facilitator answers: Nearly. (entered: “Send word”)",
        "09:30, Facilitator to everybody: One. Two.",
    ) == said


def test_what_the_facilitator_says_is_seen_at_once(tmp_path: Path) -> None:
    """In the smallest window it stands on top of the scene, and once below it, cut where it is long; a role's message does not."""
    said = ShownMessage(number=1, time="09:30", by="Facilitator", to="everybody", words=f"The bridge is shut. {'x ' * 200}", news=True)
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.messages = (said, ShownMessage(number=2, time="09:31", by="Westbank", to="you", words="Meet us."))
        desk.catch_up()
        first, line = drawn(desk, 60, 20).splitlines()[1], below(desk)
        type_in(desk, "down")
        desk.catch_up()
        again = below(desk)

    assert "· News, made up by the facilitator: The bridge is shut." in first
    assert line.startswith("News, made up by the facilitator: The bridge is shut. x")
    assert (True, True) == (line.endswith("…"), len(line) <= 160)
    assert "News" not in again


def test_the_notice_of_a_lesson_tells_what_is_kept(tmp_path: Path) -> None:
    """Whoever joins reads the server's words, or ours where it has none; in a play of one's own nothing of it stands there."""
    with lesson(tmp_path) as table:
        shown = words_on(Desk(table, Settings()))
        table.lesson.notice = Notice(lang="en", heading="Kept here", text="Your name.\n\nUntil June.")
        theirs = words_on(Desk(table, Settings()))
    (tmp_path / "alone").mkdir()
    with seated(tmp_path / "alone", "eastbank") as alone:
        without = words_on(Desk(alone, Settings()))

    assert (True, True) == (APART in shown, KEPT in shown)
    assert (True, False) == (f"{APART} ── Kept here" in theirs, KEPT in theirs)
    assert "Your name. Until June." in theirs
    assert (False, False) == (APART in without, KEPT in without)


@pytest.mark.parametrize("key", ["?", ":"])
def test_help_says_how_one_comes_back_to_a_seat(tmp_path: Path, key: str) -> None:
    """In a lesson the list of keys and that of commands name the line that comes back to the seat, if there is one still."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter", key)
        seated_now = words_on(desk)
        table.lesson.gone = True
        type_in(desk, "escape", key)
        released_now = words_on(desk)

    assert (True, False) == (f"everything is kept, and {table.lesson.again} goes on" in seated_now, "sim resume" in seated_now)
    assert (True, False) == ("leave; what you chose stays in the lesson" in released_now, "--resume" in released_now)


def test_a_lesson_that_ends_early_opens_the_account(tmp_path: Path) -> None:
    """Where the facilitator ends the lesson before the play is over, both modes go on to what was decided so far."""
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")

        def end(*_: object) -> None:
            LocalTable.choose(table, "eastbank", "promise-nothing", 1)
            table.stage = "over"

        table.choose = end
        sink = io.StringIO()
        ending = run_plain(table, Settings(), io.StringIO("\n2\n"), sink)
        desk.catch_up()
        type_in(desk, "enter")

    assert Ending.OVER is ending
    assert Stage.END is desk.moment.stage
    for told in (sink.getvalue(), words_on(desk)):
        assert "The decisions, and what else was open" in told
        assert "Promise nothing yet" in told


def test_the_line_mode_waits_for_the_start_and_for_even_votes(tmp_path: Path) -> None:
    """It says what is new once, asks again where votes are even, and ends with the lesson."""
    even = tuple(ShownMember(name=name, me=name == "Ana", speaker=name == "Ana", wants="X") for name in ("Ana", "Ben"))
    with lesson(tmp_path) as table:

        def tie() -> None:
            table.team, table.wants = even, "promise-nothing"

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [lambda: None, table.start, end]
        table.choose = lambda *_: tie()
        sink = io.StringIO()
        ending = run_plain(table, Settings(), io.StringIO("\n2\n\n"), sink)
        said = sink.getvalue()

    assert Ending.OVER is ending
    assert 1 == said.count("Your role in group 1: Eastbank.")
    assert "Saved; your team has not decided yet." in said
    assert "Your votes are even. Talk again" in said
    assert "A number changes your vote; Enter waits." in said
    assert "The facilitator has ended the lesson." in said


def test_whose_team_has_changed_is_asked_anew(tmp_path: Path) -> None:
    """When somebody has left the team, what was wanted before decides nothing; the line mode says so and asks once more."""
    with lesson(tmp_path) as table:

        def change() -> None:
            table.unsettled = True

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [lambda: None, table.start, change, end]
        table.choose = lambda *_: table.vote("promise-nothing")
        sink = io.StringIO()
        run_plain(table, Settings(), io.StringIO("\n2\n\n"), sink)
        said = " ".join(sink.getvalue().split())

    assert 1 == said.count("Your team has changed, so nothing is decided yet. If you stand by your vote, give it again.")
    assert 1 == said.count("A number changes your vote; Enter waits.")


def test_nobody_is_asked_anew_in_a_pause(tmp_path: Path) -> None:
    """While the facilitator has paused the lesson no vote can be given, so none is asked for."""
    with lesson(tmp_path) as table:
        seat = table.seat().model_copy(update={"unsettled": True})
        said = [sentences(seat.model_copy(update={"stage": stage})) for stage in ("playing", "paused")]

    assert [True, False] == [any("give it again" in words for words in one) for one in said]


def test_who_watches_reads_why_a_play_stands(tmp_path: Path) -> None:
    """Where nobody decides any more, whoever watches reads that, as long as the lesson lasts."""
    with lesson(tmp_path) as table:
        seat = table.seat().model_copy(update={"went": "nobody decides in it now, so it stands", "stage": "playing"})
        said = [sentences(seat.model_copy(update={"stage": stage})) for stage in ("playing", "over")]

    assert [True, False] == ["This play: nobody decides in it now, so it stands." in one for one in said]


def test_the_line_mode_sends_messages(tmp_path: Path) -> None:
    """The letter a says something to everybody, p asks for something else; watching is told as it is in a lesson."""
    with lesson(tmp_path) as table:
        table.start()
        sink = io.StringIO()
        ending = run_plain(table, Settings(), io.StringIO("\na Hello.\np A mediator.\na\nu\nq\n"), sink)

    assert Ending.LEFT is ending
    assert [(None, "Hello."), ("turn 1", "A mediator.")] == table.lesson.sent
    assert "Sent." in sink.getvalue()


@pytest.mark.parametrize(("left", "way", "said"), [(None, "", ""), (5, "", "0:05 left."), (65, "Saved.", "1:05 left. Saved.")])
def test_the_line_below_begins_with_time_and_way(tmp_path: Path, left: int | None, way: str, said: str) -> None:
    """The time that is left and the way to the server stand before what can be done."""
    with lesson(tmp_path) as table:
        table.lesson.clock, table.lesson.way = left, way

        assert said == standing(table.lesson)


OUT = "You are out of the lesson, and what you chose stays in it. To join anew: sim join http://x K7R2HX"


def test_who_is_released_reads_it_on_the_screen(tmp_path: Path) -> None:
    """In the lobby and while others decide, a student whose seat was released reads that, and how to join anew; nothing says to wait."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.lesson.gone = True
        desk.catch_up()
        lobby = words_on(desk)
        table.start()
        table.vote("promise-nothing")
        desk.catch_up()
        later = below(desk)
        type_in(desk, "q")
        leaving = words_on(desk)

    assert (True, True, True) == (OUT in lobby, OUT in later, OUT in leaving)
    assert [] == [said for said in (lobby, later) if "goes on by itself" in said]
    assert "--resume" not in leaving


def test_why_a_seat_is_gone_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a play begins in the moment in which the seat is lost, nothing more can be read, and the line below says so no second time."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        monkeypatch.setattr(InLesson, "guide", _refuses)
        table.start()
        desk.catch_up()
        before = below(desk)
        table.lesson.gone, table.lesson.way = True, "Other devices have it."
        desk.catch_up()
        after = below(desk)

    assert ("other devices have it" in before, after.casefold().count("other devices have it")) == (True, 1)


def test_whoever_loses_their_seat_after_the_play_reads_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the account cannot be read because others have the seat, the line below says why once, and how to come back."""
    with lesson(tmp_path) as table:
        table.start()
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        monkeypatch.setattr(InLesson, "review", _refuses)
        table.lesson.gone = table.lesson.elsewhere = True
        table.lesson.way = "Other devices have it."
        for turn, option in enumerate(("promise-nothing", "keep-rope"), 1):
            LocalTable.choose(table, "eastbank", option, turn)
        desk.catch_up()
        while desk.moment.stage is not Stage.END:
            type_in(desk, "enter")
        said = below(desk)

    assert 1 == said.casefold().count("other devices have it")
    assert f"To come back: {table.lesson.again} q leaves." in said


def _refuses(_: InLesson) -> Guide:
    message = "other devices have it"
    raise Illegal(message)


@pytest.mark.parametrize("when", ["before the play", "in the play", "after the play"])
def test_who_is_released_reads_it_in_lines(tmp_path: Path, when: str) -> None:
    """Whenever it happens, the line mode says what has happened and how to join anew, once, and ends; nothing is said to be not done."""
    sink = io.StringIO()
    with lesson(tmp_path) as table:

        def release() -> None:
            table.lesson.gone = True

        if when != "before the play":
            table.start()
            table.vote("promise-nothing")
        if when == "after the play":
            for turn, option in enumerate(("promise-nothing", "keep-rope"), 1):
                LocalTable.choose(table, "eastbank", option, turn)
        table.lesson.waits = [release]
        ending = run_plain(table, Settings(), io.StringIO("\n" * 9), sink)
    said = " ".join(sink.getvalue().split())

    assert (Ending.OVER, 1) == (ending, said.count(OUT))
    assert "Not done" not in said


def test_whoever_goes_on_with_other_devices_reads_how_to_come_back(tmp_path: Path) -> None:
    """Where three other devices have the seat this one ends: nobody is told that they are out, and the code of the seat stands there."""
    sink = io.StringIO()
    with lesson(tmp_path) as table:

        def lose() -> None:
            table.lesson.gone = table.lesson.elsewhere = True
            table.lesson.way = "Other devices have it."

        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        table.lesson.waits = [lose]
        ending = run_plain(table, Settings(), io.StringIO("\n" * 9), sink)
        desk.catch_up()
        shown = words_on(desk)

    back = f"What was saved is kept. To come back: {table.lesson.again}"
    assert (Ending.OVER, True, True) == (ending, back in " ".join(sink.getvalue().split()), f"Other devices have it. {back}" in shown)
