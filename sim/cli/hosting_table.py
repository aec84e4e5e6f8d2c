"""`sim host --table`: how many groups play with printed cards, and what is not asked for where nobody joins."""

from collections.abc import Mapping

import click

USUAL_TABLES = "4"
"""Groups where nobody says how many; the table's page asks again before the play begins."""
_DIGITS = 2
_JOINING = {
    "--rehearse": "nobody is invented; print the cards, and enter some yourself",
    "--seat-latecomers": "nobody comes late; leave --seat-latecomers out",
    "--notice": "nobody reads a notice; leave --notice out",
}
"""What is for those who join, and what is said of it at tables."""


def tables(_context: click.Context, _option: click.Parameter, said: str | None) -> int:
    """Return what was said as a number of groups, 0 where nothing was, or tell how it is written."""
    if said is None:
        return 0
    from sim.engine.seating import MOST_GROUPS

    if said.isascii() and said.isdigit() and len(said) <= _DIGITS and 1 <= int(said) <= MOST_GROUPS:
        return int(said)
    message = f"{said[:40]!r} is no number of groups from 1 to {MOST_GROUPS}; say --table 5, and name the scenario before it"
    raise click.BadParameter(message)


def refuse_at_tables(given: Mapping[str, object]) -> None:
    """Refuse options that are for those who join; `given` has what each of them holds, if it was given."""
    for option, value in given.items():
        if value:
            message = f"at tables nobody joins, so {_JOINING[option]}"
            raise click.UsageError(message)
