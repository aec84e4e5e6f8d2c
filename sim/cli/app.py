"""The command `sim` and the table of its commands.

Rule 1: a command's file is imported when that command runs, and what the command needs when it does its work.
"""

import os
import signal
import sys
import threading
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from sim import __version__
from sim.cli.exits import EXITS, INTERRUPTED, PIPE, STORAGE, status
from sim.errors import SimError, StorageFailed

COMMANDS: dict[str, tuple[str, str]] = {
    "play": ("sim.cli.playing", "Play a scenario: the full screen in a terminal, plain lines in a pipe."),
    "resume": ("sim.cli.playing", "Go on with a session where it stopped."),
    "fork": ("sim.cli.playing", "Copy a session, whole or up to a turn, to try another way."),
    "host": ("sim.cli.hosting", "Hold a lesson: a class plays on phones, and you lead it from your browser."),
    "console": ("sim.cli.consoling", "Lead a lesson from a terminal: who is here, who has decided, and every order."),
    "join": ("sim.cli.joining", "Join a lesson from a terminal, with the code on the facilitator's screen."),
    "lessons": ("sim.cli.lessons", "List the lessons that are kept; export, erase and copy them."),
    "sessions": ("sim.cli.sessions", "List or delete the sessions that are kept."),
    "replay": ("sim.cli.sessions", "Tell a session from its beginning, as text, Markdown or JSON."),
    "debrief": ("sim.cli.debriefing", "Write everything for the hour after: one play, or a class of them side by side."),
    "export": ("sim.cli.sessions", "Write a session to a file of JSON Lines."),
    "import": ("sim.cli.sessions", "Keep a session from a file of JSON Lines."),
    "print": ("sim.cli.printing", "Write a lesson for paper: running order, role sheets, cards, passages."),
    "sources": ("sim.cli.sources", "List, show and search the documents."),
    "evidence": ("sim.cli.evidence", "Tell what rests on each sentence of the documents, and what does not."),
    "check": ("sim.cli.authoring", "Read a scenario folder and list everything that is wrong with it."),
    "cite": ("sim.cli.authoring", "Find words in the documents and print the citation, ready to paste."),
    "translate": ("sim.cli.authoring", "Lay out a translation of a scenario, or bring one up to date."),
    "test": ("sim.cli.testing", "Run the plays of a scenario: its tests."),
    "explore": ("sim.cli.testing", "Visit every state that a play can reach, and prove what is claimed of all plays."),
    "fuzz": ("sim.cli.testing", "Play at random and look for plays that fail."),
    "analyse": ("sim.cli.analysing", "Compute exactly how plays go when everybody's policy is given."),
    "solve": ("sim.cli.analysing", "Compute what each role can make of the scenario, by its declared aims."),
    "compare": ("sim.cli.comparing", "Compute acts of scenarios under several policies, side by side."),
    "new": ("sim.cli.authoring", "Make a small scenario folder to start from."),
    "schema": ("sim.cli.authoring", "Print the JSON Schema of a scenario's files."),
    "config": ("sim.cli.computer", "Show the configuration and where each setting comes from."),
    "doctor": ("sim.cli.computer", "Look at this computer and say what would keep a play from working."),
    "completion": ("sim.cli.computer", "Print a script that completes commands in your shell."),
}
"""Each command with the file it is in and one line on what it does, in the order of the help."""

_ALSO = {"source": "sources"}
"""Other names that people type; the help does not list them."""


class App(click.Group):
    """The group of all commands; it loads a command when it is asked for and turns errors into messages."""

    _interrupted = False
    """Whether Ctrl-C was pressed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of the commands, in the order of the help."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Return a command by its name, or None."""
        cmd_name = _ALSO.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        return found if isinstance(found, click.Command) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from sim.model.nearest import nearest

            if near := nearest(args[0], COMMANDS):
                message = f"{error.message.rstrip('.')}; did you mean {near!r}?"
                raise click.UsageError(message, ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """List the commands from the table, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """Say what the process ends with."""
        with formatter.section("Exit status"):
            formatter.write_dl([(str(number), meaning) for number, meaning in EXITS])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error becomes a message and a status, never a traceback."""
        here = threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGINT, self._interrupt) if here else None
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except SimError as error:
            _say(error)
            raise click.exceptions.Exit(status(error)) from error
        except (KeyboardInterrupt, click.Abort) as interrupt:
            raise click.exceptions.Exit(INTERRUPTED) from interrupt
        except BrokenPipeError as error:
            _let_go()
            raise click.exceptions.Exit(PIPE) from error
        except OSError as error:
            _let_go()
            _say(_refused(error))
            raise click.exceptions.Exit(STORAGE) from error
        except Exception as error:
            if self._interrupted:  # Ctrl-C came while a library was at work, and it told so by an error of its own
                raise click.exceptions.Exit(INTERRUPTED) from error
            raise
        finally:
            if here:
                signal.signal(signal.SIGINT, before)
        return result

    def _interrupt(self, _number: int, _frame: FrameType | None) -> NoReturn:
        self._interrupted = True
        raise KeyboardInterrupt


def _say(error: SimError) -> None:
    """Say an error on standard error: its message, and the code that the reference explains."""
    from sim.cli.output import talk

    talk(f"sim: {error}\nsim: (error {error.code})")


def _refused(error: OSError) -> SimError:
    """Return what a refusal of the operating system means that no command expected: nearly always, the output finds no room."""
    place = error.filename or "the output"
    return StorageFailed(
        f"{place}: {error.strerror or error}; what was not written is not there, and no session is lost by it", "file-not-written"
    )


def _let_go() -> None:
    """Send what is still to be written nowhere, so that the end of the process does not fail on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def examples(*lines: str) -> str:
    """Return example command lines as click shows them unchanged at the end of a help page."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class Family(click.Group):
    """A group of few commands, each of whose summaries is shown whole."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first sentence of their help."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_WHOLE)) for name, command in found if command])


_WHOLE = 200
"""Characters that no summary of a command has."""


@click.command(cls=App, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sim", message="%(prog)s %(version)s")
def app() -> None:
    """Take a seat in a crisis: role-play whose every step shows the passage it rests on.

    `sim play` begins. `sim COMMAND --help` says more of a command, with examples.
    """
