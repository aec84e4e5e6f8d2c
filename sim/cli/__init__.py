"""The command `sim`. Rule 1: importing this, and `sim --version`, imports click and nothing else that costs time."""

from sim.cli.app import app


def main() -> None:
    """Run the command `sim` with the arguments of this process, and end the process."""
    app(prog_name="sim")
