"""The line mode, played through streams as a pipe would."""

import io
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.model.events import Chose
from sim.report.tally import passages
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from sim.terminal.leaving import Ending
from sim.terminal.local import LocalTable
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from sim.terminal.table import Table
from tests.harness import ticking
from tests.terminal.seated import TUTORIAL, seated

EDITION = Edition.of(TUTORIAL.scenario, TUTORIAL.corpus)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def talk(table: Table, *lines: str, settings: Settings | None = None, sink: io.StringIO | None = None) -> tuple[Ending, str]:
    """Play lines at a table; return how it ended and what was said."""
    said = sink or io.StringIO()
    ending = run_plain(table, settings or Settings(), io.StringIO("".join(f"{line}\n" for line in lines)), said)
    return ending, said.getvalue()


def said_after(folder: Path, *lines: str, settings: Settings | None = None) -> str:
    """Return what is said to lines typed after the notice, as Eastbank in the tutorial."""
    with seated(folder, "eastbank") as table:
        return talk(table, "", *lines, settings=settings)[1].partition("Eastbank, your choice")[2]


def test_the_notice_comes_first(tmp_path: Path) -> None:
    """Nothing but the notice is said until a line goes on."""
    with seated(tmp_path, "eastbank") as table:
        ending, said = talk(table)

    assert (Ending.RAN_OUT, True, False) == (ending, "Everything here is invented" in said, "Your role: Eastbank" in said)


def test_a_play_reaches_its_end_through_a_pipe(tmp_path: Path) -> None:
    """Numbers alone lead to an outcome and its debrief."""
    with seated(tmp_path, "eastbank") as table:
        ending, said = talk(table, "", "1", "1")

    assert (Ending.OVER, True, True) == (ending, "Outcome: " in said, "Beside the reported course" in said)


def test_the_end_of_the_input_leaves_the_play_as_it_is(tmp_path: Path) -> None:
    """Input that ends too early ends nothing but the sitting."""
    with seated(tmp_path, "eastbank") as table:
        ending, _ = talk(table, "", "1")
        standing = table.view("eastbank").depth

    assert (Ending.RAN_OUT, 1) == (ending, standing)


def test_only_printable_characters_are_said(tmp_path: Path) -> None:
    """Everything that is said is printable characters and line feeds, whatever is typed."""
    with seated(tmp_path, "eastbank") as table:
        said = talk(table, "", "\x1b[2J\u202enonsense\x07", "?", "s 1", "c", "g", "m", "l", "r", "1 because \x1b]0;title\x07", "1")[1]

    assert said.replace("\n", "").isprintable()


def test_every_passage_is_said_with_its_line(tmp_path: Path) -> None:
    """A passage is numbered and followed by who says it, where, who owns that, how many publish it, and its basis."""
    with seated(tmp_path, "eastbank") as table:
        lines = [line.strip() for line in talk(table, "")[1].splitlines()]
        view = table.view("eastbank")
        assert view.decision is not None
        shown = [*view.passages, *(found for option in view.decision.options for found in option.passages)]

    assert [(f"– {found.credit}", found.label) for found in shown] == [
        (lines[place + 1], lines[place + 2].partition(": ")[2]) for place, line in enumerate(lines) if line.startswith("[")
    ]


def test_each_option_has_kind_basis_and_both_sides_of_the_adviser(tmp_path: Path) -> None:
    """An option is said with its kind, its basis, and a reason for and against it."""
    with seated(tmp_path, "eastbank") as table:
        said = talk(table, "")[1]

    assert (True, 2, 2) == (
        "- 2. Promise nothing yet (wait; inferred from a report)" in said,
        said.count("for it:"),
        said.count("against it:"),
    )


def test_the_chosen_option_is_marked(tmp_path: Path) -> None:
    """The choice is confirmed with `>` and said to be kept."""
    assert "> 2. Promise nothing yet. Sealed and kept." in said_after(tmp_path, "2")


def test_a_reason_is_sealed_with_the_choice(tmp_path: Path) -> None:
    """A reason and an expectation typed with the number are told after the end."""
    assert "Reason given: “calm”. Expected of the tension: it falls." in said_after(tmp_path, "1 falls because calm", "1")


def test_a_long_reason_is_cut_and_that_is_said(tmp_path: Path) -> None:
    """What does not fit into a reason is not kept silently."""
    assert "The reason was cut to 280 characters." in said_after(tmp_path, f"1 because {'long ' * 100}")


def test_reasons_can_be_switched_off(tmp_path: Path) -> None:
    """Where reasons are off, a choice with one is not made."""
    said = said_after(tmp_path, "1 because calm", settings=Settings(reasons=False))

    assert ("Nothing was chosen" in said, "Sealed" in said) == (True, False)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("maybe", "“maybe” is not understood here. A number from 1 to 2 chooses; ? says what else you can type."),
        ("", "“” is not understood here. A number from 1 to 2 chooses; ? says what else you can type."),
        ("3", "There is no option 3; the options are 1 to 2."),
        ("0", "There is no option 0; the options are 1 to 2."),
        ("s 99", "There is no such passage; s and a number from 1 to 4."),
        ("s x", "There is no such passage; s and a number from 1 to 4."),
        ("f x", "f alone copies the whole play so far; f and the number of a turn, the play up to that turn."),
        ("f 9", "Not done: turn 9 is not part of this play; its turns: 1"),
        ("u", "Not done: there is no choice to take back"),
        ("g nothing", "The glossary has nothing on “nothing”; g all says all of it."),
    ],
)
def test_what_is_not_understood_is_answered_with_what_was_expected(tmp_path: Path, line: str, answer: str) -> None:
    """A line that does nothing says what would do something, and the question is asked again."""
    said = said_after(tmp_path, line)

    assert (True, True) == (answer in said, said.rstrip().endswith("Eastbank, your choice: 1 to 2, or ? for help."))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("?", "- q: leave; everything is kept"),
        ("s", "[1] “Both mayors said"),
        ("s 1", "Passage 1, sentence 11 of"),
        ("S 1", "Caution: Invented for this tutorial"),
        ("c", "It leaves out: "),
        ("g", "Words"),
        ("m", "> Turn 1: Two mayors on the landing"),
        ("l", "Nothing yet."),
        ("r", "You have a new rope in the barn."),
    ],
)
def test_commands_look_things_up(tmp_path: Path, line: str, answer: str) -> None:
    """Each command that looks something up says it and asks again."""
    assert answer in said_after(tmp_path, line)


def test_a_passage_is_said_with_what_stands_around_it(tmp_path: Path) -> None:
    """`s` says the sentences before and after, the document, its date and its publishers."""
    said = said_after(tmp_path, "s 1")

    assert (True, True, True) == ("Before it: " in said, "After it: " in said, "Reported by: " in said)


def test_a_choice_can_be_taken_back(tmp_path: Path) -> None:
    """After `u` the scene before is said again and asks anew."""
    said = said_after(tmp_path, "1", "u")

    assert (1, True) == (
        said.count("Taken back. This is turn 3 now: the number of a turn is never used twice."),
        "Turn 3: Two mayors on the landing" in said,
    )


def test_the_last_choice_can_be_taken_back_after_the_end(tmp_path: Path) -> None:
    """An ended play goes on after `u`, and ends again."""
    with seated(tmp_path, "eastbank") as table:
        ending, said = talk(table, "", "1", "1", "u", "2")

    assert (Ending.OVER, 2) == (ending, said.count("Beside the reported course"))


def test_a_fork_goes_on_in_the_copy(tmp_path: Path) -> None:
    """After `f` the copy is played, from the turn asked for."""
    with seated(tmp_path, "eastbank") as table:
        said = talk(table, "", "1", "f 1")[1]

        assert (True, 0) == (
            f"You now play session {table.session}, a copy. Session demo is kept as it was." in said,
            table.view(None).depth,
        )


def test_watching_hands_the_seat_to_a_bot(tmp_path: Path) -> None:
    """After `o` a bot decides for the role, and the play is told to its end."""
    with seated(tmp_path, "eastbank") as table:
        ending, said = talk(table, "", "o", *[""] * 9)

        assert ((), True) == (table.people, table.view(None).outcome is not None)
        assert "A bot now plays Eastbank, and you watch." in said
        assert Ending.RAN_OUT != ending


def test_leaving_keeps_the_play(tmp_path: Path) -> None:
    """`q` leaves, whatever comes after it."""
    with seated(tmp_path, "eastbank") as table:
        assert Ending.LEFT == talk(table, "", "1", "q", "1")[0]


def test_a_hand_over_stands_between_two_people(tmp_path: Path) -> None:
    """Before each person's private page a line hands over; nothing private stands before it."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        said = talk(table, "", "", "1", "")[1]
    before, _, after = said.partition("Hand over to Westbank. Press Enter when nobody else reads or listens.")

    assert (True, False, True) == ("For Eastbank alone" in before, "For Westbank alone" in before, "For Westbank alone" in after)


def test_a_hand_over_names_the_person(tmp_path: Path) -> None:
    """Where the configuration has a name for a role's player, the hand-over says it."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        said = talk(table, "", settings=Settings(names=(("eastbank", "Ana"),)))[1]

    assert "Hand over to Ana, who plays Eastbank." in said


def test_a_hand_over_moves_secrets_off_the_screen(tmp_path: Path) -> None:
    """On a terminal, empty lines push what the last person read out of sight."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        said = talk(table, "", "", "1", sink=Screen())[1]

    assert "\n" * 20 in said.partition("Sealed and kept.")[2].partition("Hand over to Westbank")[0]


def test_a_play_without_people_is_told_to_its_end(tmp_path: Path) -> None:
    """Where bots decide for everybody, every scene and every turn is said."""
    with seated(tmp_path) as table:
        ending, said = talk(table, "")

    assert (Ending.OVER, True, True) == (ending, "The rope of the ferry was found cut" in said, "What happened in turn 2" in said)


def test_going_on_says_where(tmp_path: Path) -> None:
    """Somebody who comes back hears the last turn and the current scene, and no notice."""
    with seated(tmp_path, "eastbank") as table:
        talk(table, "", "1")
        said = talk(table)[1]

    assert (True, True, False) == (
        "You go on with session demo, at turn 2." in said,
        "What happened in turn 1" in said,
        "Press Enter to" in said,
    )


def test_a_stale_choice_is_refused_and_the_scene_said_again(tmp_path: Path) -> None:
    """Where the session went on in another window, the choice is not made, and the play is said as it is."""
    with seated(tmp_path, "eastbank") as table, SqliteLog(tmp_path / "sessions.sqlite") as log:
        LiveSession.resume(log, TUTORIAL.machine, table.session, ticking()).submit(
            Chose(role="eastbank", option="promise-notice"), "eastbank"
        )
        said = talk(table, "", "1")[1]

    assert ("Not done: " in said, "Turn 2: One night" in said) == (True, True)


class Full(LocalTable):
    """A table whose disk is full."""

    def choose(self, *_: object, **__: object) -> None:
        """Keep nothing."""
        message = "the disk is full"
        raise StorageFailed(message)


def test_a_choice_that_cannot_be_kept_ends_the_sitting(tmp_path: Path) -> None:
    """Where nothing can be kept any more, nobody is asked for another choice."""
    with SqliteLog(tmp_path / "sessions.sqlite") as log:
        live = LiveSession.begin(log, TUTORIAL.machine, EDITION, ticking(), act="ferry", seed=1, played={"eastbank": "person"})
        with pytest.raises(StorageFailed, match="the disk is full"):
            talk(Full(live, TUTORIAL.grounds, ours=True), "", "1")


def test_lines_wrap_at_the_width_asked_for(tmp_path: Path) -> None:
    """A width of the configuration is kept."""
    with seated(tmp_path, "eastbank") as table:
        said = talk(table, "", settings=Settings(width=70))[1]

    assert 70 >= max(len(line) for line in said.splitlines())


def test_the_debrief_holds_the_passages_of_the_turns(tmp_path: Path) -> None:
    """Every passage of the account has been said on the way with its line."""
    with seated(tmp_path, "eastbank") as table:
        said = talk(table, "", "c", "1", "1")[1]
        told = table.review()
        chosen = [turn.model_copy(update={"decisions": ()}) for turn in told.turns]

    assert [] == [found.credit for found in passages((*chosen, told.last)) if f"– {found.credit}" not in said]


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_turn_without_a_decision_waits_for_enter_at_a_keyboard(tmp_path: Path) -> None:
    """Whoever only watches a turn reads it before the next one; in a pipe nothing waits."""
    with seated(tmp_path) as table:
        said = io.StringIO()
        run_plain(table, Settings(), _Keyboard("\n"), said)

    assert (1, True) == (said.getvalue().count("Nobody here decided in this turn."), "What happened in turn 2" not in said.getvalue())
