"""The same plays in JavaScript: plain, and by libraries for state machines, board games and interactive fiction, where node is found."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.generated import Size, file_of
from benchmarks.played import Played

PACKAGES = ("inkjs@2", "xstate@5", "boardgame.io@0.50")
_PROGRAMS = Path(__file__).parent / "js"


def found() -> bool:
    """Tell whether node and its package manager are here."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


class InNode:
    """The programs with what they need, in a folder that is thrown away with this."""

    def __init__(self) -> None:
        """Install the packages from wherever the package manager is set up to look."""
        self._folder = tempfile.TemporaryDirectory()
        shutil.copytree(_PROGRAMS, self._folder.name, dirs_exist_ok=True)
        install = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--no-package-lock", *PACKAGES]
        subprocess.run(install, cwd=self._folder.name, check=True, capture_output=True)

    def play(self, program: str, size: Size, plays: int, seed: int) -> Played:
        """Play so many times in one of the programs."""
        command = ["node", f"{program}.js", str(file_of(size)), str(plays), str(seed)]
        done = subprocess.run(command, cwd=self._folder.name, check=True, capture_output=True, text=True)
        taken, turns, *ended = done.stdout.split()
        return Played(plays, int(turns), float(taken), {place: int(count) for place, count in enumerate(ended) if int(count)})
