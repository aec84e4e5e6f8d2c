"""What is played and by whom, where somebody can be asked."""

import click
from click.testing import CliRunner, Result

from sim.cli.app import app
from sim.cli.casting import BOTS, Wanted, cast, which
from sim.engine.policy import BOTS as DECIDERS
from sim.library import open_scenario
from sim.model.playbill import Playbill

NOTHING = Wanted(scenario=None, act=None, course=None, roles=(), bots=(), seed=1, watch=False)


def asked(wanted: Wanted, typed: str) -> Result:
    """Settle a cast by questions, and print what was settled."""

    @click.command()
    def settle() -> None:
        bill = Playbill.of(open_scenario(which(wanted, asks=True)).scenario)
        given = cast(wanted, bill, asks=True)
        played = {role: given.bots.get(role, "person") for role, _ in bill.roles}
        click.echo(f"settled: {bill.scenario} {given.act} {given.course} {played}")

    return CliRunner().invoke(settle, input=typed, catch_exceptions=False)


def test_everything_that_is_open_is_asked() -> None:
    """Scenario, course, role and bots are asked for; what has one answer is not."""
    told = asked(NOTHING, "tutorial\n2\nwestbank\n3\n").stdout

    assert "settled: tutorial ferry short {'eastbank': 'hard-line', 'westbank': 'person'}" in told


def test_an_empty_answer_takes_the_first() -> None:
    """Enter alone takes the first of a list."""
    wanted = Wanted("tutorial", None, None, (), (), 1, watch=False)

    assert "settled: tutorial ferry whole {'eastbank': 'person', 'westbank': 'reported'}" in asked(wanted, "\n\n\n").stdout


def test_an_answer_that_is_none_of_them_is_asked_again() -> None:
    """A wrong number and a wrong name are answered with what was expected."""
    wanted = Wanted("tutorial", None, "whole", (), ("reported",), 1, watch=False)
    told = asked(wanted, "9\nkfor\n2\n")

    assert (2, True) == (told.stderr.count("type a number from 1 to 3"), "'westbank': 'person'" in told.stdout)


def test_nothing_is_asked_that_the_command_line_says() -> None:
    """A full command line asks no question."""
    wanted = Wanted("tutorial", "ferry", "short", ("eastbank",), ("random",), 1, watch=False)

    assert "settled: tutorial ferry short {'eastbank': 'person', 'westbank': 'random'}\n" == asked(wanted, "").stdout


def test_where_people_play_every_role_no_bot_is_asked_for() -> None:
    """Nobody has to choose a bot for no role."""
    wanted = Wanted("tutorial", "ferry", "short", ("westbank", "eastbank"), (), 1, watch=False)

    assert "settled: tutorial ferry short {'eastbank': 'person', 'westbank': 'person'}\n" == asked(wanted, "").stdout


def test_a_watcher_plays_no_role() -> None:
    """Watching gives every role to a bot."""
    wanted = Wanted("tutorial", "ferry", "short", (), ("cautious",), 1, watch=True)

    assert "settled: tutorial ferry short {'eastbank': 'cautious', 'westbank': 'cautious'}\n" == asked(wanted, "").stdout


def test_who_is_asked_for_a_role_may_take_none() -> None:
    """The list of roles ends with watching; bots then decide for all, and who mistypes a role is told of it too."""
    wanted = Wanted("tutorial", "ferry", "short", (), ("cautious",), 1, watch=False)
    mistyped = CliRunner().invoke(app, ["play", "tutorial", "--role", "observer"]).stderr

    assert "settled: tutorial ferry short {'eastbank': 'cautious', 'westbank': 'cautious'}\n" in asked(wanted, "watch\n").stdout
    assert "there is no role 'observer'; there are: eastbank, westbank; to play none, say --watch" in " ".join(mistyped.split())


def test_an_act_that_is_not_there_names_the_campaign_too() -> None:
    """Whoever mistypes an act reads all that the menu offers."""
    told = CliRunner().invoke(app, ["play", "kosovo", "--act", "2024"]).stderr

    assert "has no act '2024'; its acts: 2021, 2022, 2023; all in a row: --campaign" in " ".join(told.split())


def test_a_watcher_cannot_play_too() -> None:
    """Watching and playing a role contradict each other, and neither goes before."""
    wanted = Wanted("tutorial", None, None, ("eastbank",), (), 1, watch=True)
    told = asked(wanted, "")

    assert (2, True) == (told.exit_code, "--watch gives every role to a bot, and --role one to you; leave one of them out" in told.stderr)


def test_a_role_has_a_person_or_a_bot() -> None:
    """A bot for a role that a person plays is refused; a bot for all is for the other roles."""
    told = asked(Wanted("tutorial", None, "whole", ("eastbank",), ("random", "eastbank=cautious"), 1, watch=False), "")

    assert (2, True) == (told.exit_code, "leave out --role eastbank or --bot eastbank=" in " ".join(told.stderr.split()))


def test_every_simple_bot_can_be_asked_for() -> None:
    """The list from which one is chosen has those that the engine has, in its order."""
    assert [*DECIDERS] == [*BOTS]
