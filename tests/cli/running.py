"""Running the command `sim` in tests: in this process where that is enough, as a process of its own where it is not."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from sim.cli.app import app


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which sessions and configuration are kept in a folder."""
    config = folder / "config.toml"
    config.touch()
    return {"SIM_DATA": str(folder / "data"), "SIM_CONFIG": str(config), **more}


def sim(folder: Path, *arguments: str, typed: str | bytes = "", more: Mapping[str, str] | None = None) -> Result:
    """Run the command in this process, as in a pipe; `typed` is its input."""
    return CliRunner().invoke(
        app, list(arguments), input=typed, env=environment(folder, **(more or {})), prog_name="sim", catch_exceptions=False
    )


def process(folder: Path, *arguments: str, typed: str | None = "", **more: str) -> "subprocess.Popen[str]":
    """Start the command as a process of its own, with pipes for input and output; without `typed` its input stays open."""
    started = subprocess.Popen(
        [sys.executable, "-m", "sim", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment(folder), **more},
        cwd=Path(__file__).parents[2],
    )
    if typed is not None and started.stdin is not None:
        started.stdin.write(typed)
        started.stdin.close()
        started.stdin = None
    return started


def kept(folder: Path) -> str:
    """Return the name of the session used last."""
    return sim(folder, "sessions").stdout.split()[0]
