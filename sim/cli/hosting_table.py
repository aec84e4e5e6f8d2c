"""`sim host --table`: how many groups play with printed cards."""

import click

USUAL_TABLES = "4"
"""Groups where nobody says how many; the table's page asks again before the play begins."""
_MOST = 60
_DIGITS = 2


def tables(_context: click.Context, _option: click.Parameter, said: str | None) -> int:
    """Return what was said as a number of groups, 0 where nothing was, or tell how it is written."""
    if said is None:
        return 0
    if said.isascii() and said.isdigit() and len(said) <= _DIGITS and 1 <= int(said) <= _MOST:
        return int(said)
    message = f"{said[:40]!r} is no number of groups from 1 to {_MOST}; say --table 5, and name the scenario before it"
    raise click.BadParameter(message)
