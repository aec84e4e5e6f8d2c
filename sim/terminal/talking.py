"""Commands of a lesson that write to others: a message to a role, a wish or something else for the facilitator.

Rule 1: whoever writes is told before who can read it.
"""

from functools import partial

from sim.model.ids import RoleId
from sim.model.text import WORDS_LIMIT, clean
from sim.terminal.blocks import Gap, Prose, Rule
from sim.terminal.desk import Desk
from sim.terminal.pages import Page
from sim.terminal.sheets import LIST_ASK, Ask, Item, Sheet
from sim.terminal.wishing import WHOSE, choices

_READ = "The facilitator can read it, and after the end everybody."


def speak(desk: Desk) -> None:
    """Ask to whom a message goes, and for its words."""
    led = desk.table.led
    if led is None:
        return
    others = led.news().seat.others
    items = [Item("Everybody: a public statement", partial(_words, desk, None, "everybody"), bar="Write")]
    if len(others) > 1:
        items.append(Item("All roles, behind closed doors", partial(_words, desk, None, "all roles", closed=True), bar="Write"))
    items += [Item(name, partial(_words, desk, role, name), bar="Write") for role, name in others]
    page = Page("Message", (Rule("To whom?"), Gap(), Prose(_READ, "soft"), Gap()), ask=LIST_ASK)
    desk.open(Sheet(page, tuple(items)))


def _words(desk: Desk, to: RoleId | None, name: str, *, closed: bool = False) -> None:
    desk.close()
    desk.ask_for(Ask(f"To {name}: ", partial(_spoken, desk, to, closed=closed), limit=WORDS_LIMIT))


def _spoken(desk: Desk, to: RoleId | None, text: str, *, closed: bool) -> None:
    words, led = clean(text, WORDS_LIMIT), desk.table.led
    if words and led is not None:
        led.speak(to, words, closed=closed)
        desk.look_again()
        desk.message = "" if led.said() else "Sent."


def propose(desk: Desk) -> None:
    """Ask for something that is not among the options."""
    desk.ask_for(Ask(f"What your team would do. {_READ} ", partial(_proposed, desk), limit=WORDS_LIMIT))


def _proposed(desk: Desk, text: str) -> None:
    words, led = clean(text, WORDS_LIMIT), desk.table.led
    if words and led is not None:
        led.propose(desk.view.turn, words)
        desk.look_again()
        desk.message = "It is with the facilitator." if not led.said() else ""


def wish(desk: Desk) -> None:
    """Ask which role somebody would like."""
    led = desk.table.led
    if led is None:
        return
    known, said = choices(desk.guide), led.news().seat.wish
    items = tuple(Item(name, partial(_wished, desk, wanted), bar="Wish") for wanted, name in known)
    marked = next((place for place, (wanted, _) in enumerate(known) if wanted == said), 0)
    desk.open(Sheet(Page("Wish", (Rule("Which role would you like?"), Gap(), Prose(WHOSE, "soft"), Gap()), ask=LIST_ASK), items, marked))


def _wished(desk: Desk, wanted: str) -> None:
    led = desk.table.led
    if led is not None:
        led.wish(wanted)
        desk.close()
        desk.look_again()
