"""The one table of what a person can do at the full screen: name, keys, help, and where it applies.

Rule 1: every key of the full screen stands here, and the key bar, the help and the palette are read off this table.
Rule 2: what a command does stands in `actions`; this table imports nothing that draws or plays.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

NOTICE, LOBBY, OPENING, HANDOVER, SCENE, HAPPENED, WAITING, END = (
    "notice",
    "lobby",
    "opening",
    "handover",
    "scene",
    "happened",
    "waiting",
    "end",
)
READING, LIST, ENTRY = "reading", "list", "entry"
"""Where a person can be: a stage of the play (as in `flow.Stage`), a page or a list opened over it, or a line of text being written."""

_STAGES = (NOTICE, LOBBY, OPENING, HANDOVER, SCENE, HAPPENED, WAITING, END)
_OPEN = (SCENE, HAPPENED, WAITING, END)
"""Where the play is open to whoever looks; on a hand-over it is not."""
_LOOKING = (*_OPEN, READING)
_SEATED = (OPENING, SCENE, HAPPENED, WAITING)
"""Where somebody may leave their seat to a bot."""
_PAGES = (*_STAGES, READING, LIST)
_TEXTS = (*_STAGES, READING)
_GOING = (NOTICE, OPENING, HANDOVER, HAPPENED, WAITING)
_DIGITS = tuple("123456789")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do."""

    name: str
    title: str
    """What the palette and the help call it."""
    help: str
    """One line, for the help and the palette."""
    keys: tuple[str, ...]
    """As prompt_toolkit names them; the first is the one that is shown."""
    where: tuple[str, ...]
    bar: str = ""
    """What the key bar calls it; empty: it is not in the bar."""
    with_option: bool = False
    """Whether it is in the key bar only while an option is looked at."""
    needs: str = ""
    """`alone`: only where nobody plays elsewhere; `reasons`: only where reasons are asked; `claim`: only where there is one to weigh;
    `passage`: only where one is open for somebody; `next`: only where another act follows; `led`: only in a lesson; `talk`: only where
    its messages are open; `vote`: only where a vote can be changed; `wish`: only where the facilitator asks for one; empty: nothing."""
    palette: bool = True
    """Whether the palette offers it; moving about is quicker by key."""


COMMANDS: tuple[Command, ...] = (
    Command("go-on", "Go on", "go on to the next page", ("enter",), _GOING, bar="Go on", palette=False),
    Command("next-act", "Next act", "go on to the next act of the campaign", ("enter",), (END,), bar="Next act", needs="next"),
    Command("section", "Next section", "go to the next section of the end", ("n", "enter"), (END,), bar="Next", palette=False),
    Command("jump", "Go to a section", "go to a section of the end by its number", _DIGITS, (END,), palette=False),
    Command("look", "Look at an option", "look at an option; nothing is chosen yet", _DIGITS, (SCENE,), bar="Look", palette=False),
    Command("seal", "Seal the choice", "seal the option you look at; this is final", ("enter",), (SCENE,), bar="Seal", with_option=True),
    Command("let-go", "Let the option go", "close the option without choosing it", ("escape",), (SCENE,), palette=False),
    Command("next-option", "Next option", "look at the next option", ("right", "n"), (SCENE,), palette=False),
    Command("last-option", "Option before", "look at the option before", ("left", "p"), (SCENE,), palette=False),
    Command(
        "reason",
        "Give a reason",
        "seal a reason and an expectation with it",
        ("r",),
        (SCENE,),
        bar="Reason",
        with_option=True,
        needs="reasons",
    ),
    Command("weigh", "Weigh the claim", "judge how well the claim is supported", ("w",), (SCENE,), bar="Weigh", needs="claim"),
    Command(
        "vote-anew",
        "Change your vote",
        "say anew what you want, as long as your team has not decided",
        ("v",),
        (WAITING,),
        bar="Vote",
        needs="vote",
    ),
    Command(
        "speak", "Send a message", "write to another role of your group, or to all of them", ("a",), _OPEN, bar="Message", needs="talk"
    ),
    Command("wish", "Wish for a role", "say which role you would like", ("w",), (LOBBY,), bar="Wish", needs="wish"),
    Command("propose", "Something else", "ask the facilitator for something that is not offered", (), (SCENE, WAITING), needs="led"),
    Command("pick", "Open the marked line", "open the marked line of a list", ("enter",), (LIST,), bar="Open", palette=False),
    Command("pick-number", "Open a line", "open a line of a list by its number", _DIGITS, (LIST,), palette=False),
    Command("mark-next", "Mark the next line", "mark the next line of a list", ("down", "j"), (LIST,), palette=False),
    Command("mark-last", "Mark the line before", "mark the line before", ("up", "k"), (LIST,), palette=False),
    Command("back", "Back", "close this and go back", ("escape", "backspace", "q"), (READING, LIST), bar="Back", palette=False),
    Command("passages", "Passages", "open the passage behind anything on this page", ("s",), _LOOKING, bar="Passages"),
    Command("mark", "Mark wording", "mark wording of what is open as loaded", ("x",), (READING,), bar="Mark", needs="passage"),
    Command("conflicts", "Conflicts", "see where the documents contradict each other, side by side", ("c",), _LOOKING, bar="Conflicts"),
    Command("glossary", "Glossary", "words explained, and names in dispute", ("g",), (LOBBY, *_LOOKING), bar="Glossary"),
    Command("board", "Board", "what each indicator means", ("i",), _LOOKING, bar="Indicators"),
    Command("brief", "Brief", "read again about the act, its sources and the roles", ("b",), (LOBBY, *_LOOKING), bar="Brief"),
    Command("map", "Map", "the scenes you have seen", ("m",), _LOOKING, bar="Map"),
    Command("log", "Log", "what happened, turn by turn", ("l",), _LOOKING, bar="Log"),
    Command("undo", "Undo", "go back to your last decision", ("u",), _OPEN, bar="Undo", needs="alone"),
    Command("fork", "Fork", "go on in a copy, from here or from an earlier turn", ("f",), _OPEN, bar="Fork", needs="alone"),
    Command("watch", "Watch instead", "hand your seat to a bot and watch from now on; no reason is asked", ("o",), _SEATED),
    Command("export", "Export", "write the transcript to a file", ("e",), _OPEN, bar="Export"),
    Command("theme", "Theme", "change the colours", ("t",), _PAGES),
    Command("notice", "Notice", "read the notice again", (), (LOBBY, *_LOOKING)),
    Command("turn-side", "Other column", "go to the other column, or to the next part of the page", ("tab",), _TEXTS, palette=False),
    Command("line-down", "Down", "scroll down a line", ("down", "j"), _TEXTS, palette=False),
    Command("line-up", "Up", "scroll up a line", ("up", "k"), _TEXTS, palette=False),
    Command("page-down", "Page down", "scroll down a window", ("pagedown", "c-d"), _PAGES, palette=False),
    Command("page-up", "Page up", "scroll up a window", ("pageup", "c-u"), _PAGES, palette=False),
    Command("read-on", "Read on", "scroll down a window; at its end, go on", (" ",), _PAGES, palette=False),
    Command("top", "Top", "go to the first line", ("home",), _PAGES, palette=False),
    Command("bottom", "End", "go to the last line", ("end",), _PAGES, palette=False),
    Command("help", "Help", "all keys of this page", ("?", "f1"), _PAGES, bar="Help", palette=False),
    Command("palette", "All commands", "find a command by typing a part of its name", (":", "c-p"), _PAGES, bar="Commands", palette=False),
    Command("quit", "Quit", "leave; everything is kept, and `sim resume` goes on", ("q",), _STAGES, bar="Quit"),
    Command("leave", "Leave at once", "leave without a question", ("c-c", "c-q"), (*_PAGES, ENTRY), palette=False),
    Command("suspend", "Suspend", "put the program aside until `fg`", ("c-z",), _PAGES, palette=False),
    Command("redraw", "Draw again", "draw the screen again", ("c-l",), (*_PAGES, ENTRY), palette=False),
    Command("accept", "Accept", "take what is written or marked", ("enter",), (ENTRY,), bar="Accept", palette=False),
    Command("cancel", "Cancel", "leave the line without taking it", ("escape",), (ENTRY,), bar="Cancel", palette=False),
    Command("entry-next", "Mark the next line", "mark the next line of a list", ("down",), (ENTRY,), palette=False),
    Command("entry-last", "Mark the line before", "mark the line before", ("up",), (ENTRY,), palette=False),
)

ALWAYS = ("go-on", "seal", "back", "accept", "cancel", "help", "palette", "quit")
"""Commands whose keys are in the bar however narrow it is."""

KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    " ": "Space",
    "f1": "F1",
}
"""How keys are called on screen, where not by themselves."""


def shown_key(key: str) -> str:
    """Return how a key is called on screen."""
    if key.startswith("c-"):
        return f"Ctrl-{key[2:].upper()}"
    return KEY_NAMES.get(key, key)


def shown_keys(command: Command) -> str:
    """Return all keys of a command as the help shows them; a run of digits is one word."""
    if command.keys[:1] == ("1",):
        return "1–9"
    return " ".join(map(shown_key, command.keys))


def available(where: str, *, alone: bool, reasons: bool, there: Collection[str] = (), leaving: str = "") -> tuple[Command, ...]:
    """Return the commands that apply at a place, in the table's order.

    Args:
        where: the place.
        alone: whether nobody plays elsewhere.
        reasons: whether reasons are asked.
        there: what else there is of what commands need: `claim`, `passage`, `next`, `led`, `talk`, `vote`, `wish`.
        leaving: what the help says of leaving, where that is not what the table says.

    """
    met = {"", *there} | ({"alone"} if alone else set()) | ({"reasons"} if reasons else set())
    here = (command for command in COMMANDS if where in command.where and command.needs in met)
    return tuple(replace(command, help=leaving) if leaving and command.name == "quit" else command for command in here)
