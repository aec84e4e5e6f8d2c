"""The command `sim`. Rule 1: importing this, and `sim --version`, imports click and nothing else that costs time."""

import os

from sim.cli.app import app


def main() -> None:
    """Run the command `sim` with the arguments of this process, and end the process."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # no other package has a say in what we read, and looking for them takes time
    app(prog_name="sim")
