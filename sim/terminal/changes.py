"""Commands that change something, each with a question before it: a reason, undo, fork, export, leaving."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sim.model.events import REASON_LIMIT
from sim.model.ids import RoleId
from sim.model.text import clean
from sim.terminal import reading
from sim.terminal.blocks import Gap, Prose, Rule
from sim.terminal.company import out
from sim.terminal.desk import Desk, Expectation
from sim.terminal.flow import Stage, hot_seat, onlooker
from sim.terminal.pages import Page
from sim.terminal.phrases import taken_back
from sim.terminal.sheets import Ask, Item, Sheet, below


def reason(desk: Desk) -> None:
    """Ask for a reason to seal with the choice, and for what is expected of the tension."""
    if desk.option is None:
        desk.message = "Press the number of an option first; a reason goes with a choice."
        return
    prompt = "Your reason, sealed with the choice, opened at the end."
    desk.ask_for(Ask(prompt, partial(_reasoned, desk), desk.reason, REASON_LIMIT, counted=True))


def _reasoned(desk: Desk, text: str) -> None:
    desk.reason = clean(text, REASON_LIMIT)
    desk.touched()
    page = Page("Expectation", (Rule("What do you expect of the tension?"), Gap()), ask="Press a number; Esc leaves it as it was.")
    answers: tuple[tuple[str, Expectation], ...] = (("I do not say", None), ("It falls", "falls"), ("It rises", "rises"))
    items = tuple(Item(title, partial(_expect, desk, value), bar="Take") for title, value in answers)
    marked = next(place for place, (_, value) in enumerate(answers) if value == desk.expectation)
    desk.open(Sheet(page, items, marked))


def _expect(desk: Desk, value: Expectation) -> None:
    desk.expectation = value
    desk.close()
    desk.touched()


def undo(desk: Desk) -> None:
    """Ask whether to go back to the last decision."""
    blocks = (
        Rule("Take back your last decision?"),
        Gap(),
        Prose("The play goes back to the start of the turn in which somebody here last decided."),
        Prose("What came after it is no longer part of the play."),
        Gap(),
    )
    _confirm(
        desk, Page("Undo", blocks, ask="Enter takes the marked answer. Esc stays here."), "Go back", partial(_undone, desk), "Stay here"
    )


def _undone(desk: Desk) -> None:
    desk.table.undo()
    desk.begin_again()
    desk.message = taken_back(desk.table.view(None).turn)


def fork(desk: Desk) -> None:
    """Ask from where to go on in a copy."""
    blocks = (
        Rule("Go on in a copy"),
        Gap(),
        Prose(f"A copy becomes a session of its own, and you go on in it. This one stays as it is: sim resume {desk.table.session}"),
        Gap(),
    )
    items = [Item("From here", partial(_forked, desk, None), (Gap(),), bar="Copy")]
    for turn in reversed(desk.told):
        title, chosen = reading.turn_words(turn)
        items.append(
            Item(f"From the start of {title[:1].lower()}{title[1:]}", partial(_forked, desk, turn.number), below(chosen), bar="Copy")
        )
    desk.open(Sheet(Page("Fork", blocks, ask="Enter makes the copy of the marked line. Esc goes back."), tuple(items)))


def _forked(desk: Desk, turn: int | None) -> None:
    old = desk.table.session
    new = desk.table.fork(turn)
    desk.begin_again()
    desk.message = f"This is now session {new}. The other one is kept: sim resume {old}"


def watch(desk: Desk) -> None:
    """Ask whether to watch from now on."""
    role = desk.moment.role or onlooker(desk.table)
    if role is None or role not in desk.table.people:
        desk.message = "On a page of your own, o hands your seat to a bot." if hot_seat(desk.table) else "You watch already."
        return
    bot = "A bot takes your seat and does what is reported of the role. What you chose before stays your own, and no reason is asked."
    after = "To play on yourself later, go on in a copy (f)."
    if desk.table.led is not None:
        bot = "Your team decides without you; where you are alone in it, a bot takes the role. No reason is asked."
        after = "The facilitator can give you a role again."
    blocks = (Rule("Watch from now on?"), Gap(), Prose(bot), Prose(after), Gap())
    page = Page("Watch", blocks, ask="Enter takes the marked answer. Esc stays here.")
    _confirm(desk, page, "Watch", partial(_watched, desk, role), "Stay")


def _watched(desk: Desk, role: RoleId) -> None:
    desk.table.watch(role)
    desk.let_go()


def export(desk: Desk) -> None:
    """Ask where to write the transcript."""
    desk.ask_for(Ask("Write the transcript to (.md or .txt): ", partial(_write, desk), f"{desk.table.session}.md"))


def _write(desk: Desk, text: str) -> None:
    if not text.strip():
        return
    path = desk.settings.folder / Path(text.strip()).expanduser()
    if path.exists():
        page = Page(
            "Export",
            (Rule("There is a file of that name"), Gap(), Prose(str(path)), Gap()),
            ask="Enter takes the marked answer. Esc goes back.",
        )
        _confirm(desk, page, "Write over it", partial(_written, desk, path), "Leave it as it is")
    else:
        _written(desk, path)


def _written(desk: Desk, path: Path) -> None:
    from sim.terminal.export import write_transcript  # noqa: PLC0415 -- the first screen does not wait for it

    write_transcript(desk.account.read(), path)
    desk.message = f"Written to {path}"


def leave(desk: Desk) -> None:
    """Ask whether to leave, except where nothing is left to stay for."""
    if desk.moment.stage in (Stage.END, Stage.NOTICE):
        _left(desk)
        return
    led = desk.table.led
    if led is not None and led.gone:
        kept = out(led)
    else:
        kept = f"Everything is kept. Go on later with: {led.again if led is not None else f'sim resume {desk.table.session}'}"
    blocks = (Rule("Leave the play?"), Gap(), Prose(kept), Gap())
    _confirm(desk, Page("Leave", blocks, ask="Enter or q leaves. Esc stays."), "Leave", partial(_left, desk), "Stay", key="q")


def _left(desk: Desk) -> None:
    desk.leaving = True


def _confirm(desk: Desk, page: Page, yes: str, act: Callable[[], None], no: str, *, key: str = "") -> None:  # noqa: PLR0913 -- both answers
    """Ask before something is done; the marked answer is the one that does it, and `key` too, where one is named."""

    def agreed() -> None:
        desk.close()
        act()

    desk.open(Sheet(page, (Item(yes, agreed, bar=yes, key=key), Item(no, desk.close, bar=no))))
