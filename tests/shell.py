"""Commands as the documentation shows them, typed into a shell."""

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a block, which stand behind `$`, each with what the page says that it prints."""
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, expected = example.partition("\n")
        yield line, expected


def said(line: str, folder: Path, data: Path) -> str:
    """Return what a command prints that is typed in a folder, with its sessions in another."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path, "SIM_DATA": str(data), "PYTHONUTF8": "1"},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


def agrees(expected: str, found: str) -> bool:
    """Tell whether a command printed what the page says, in which `...` stands for anything and white space does not count."""
    return doctest.OutputChecker().check_output(expected, found, FLAGS)
