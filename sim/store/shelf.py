"""Where scenarios stand: those that came with the program, by name, and any other, by its path.

Rule 1: nothing of a scenario is read or checked here, and nothing here costs time to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from sim.errors import Missing
from sim.store.playbills import recall_playbill
from sim.store.unchanged import fingerprint

if TYPE_CHECKING:
    from sim.model.playbill import Playbill

Origin: TypeAlias = Literal["shipped", "folder"]
"""`shipped`: it came with the program; `folder`: from elsewhere, and its texts are not ours."""

_PACKAGE = Path(__file__).resolve().parent.parent
_MAIN = "scenario.yaml"
_SHIPPED = ("kosovo", "tutorial")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scenario's folder before it is opened."""

    folder: Path
    origin: Origin
    cache: Path | None
    """Where checked scenarios are remembered; None: they are not."""
    contents: str | None
    """What names the letters that stand in it now; None where nothing is remembered of it."""

    def playbill(self) -> Playbill | None:
        """Return what it says of itself, as it is remembered of the same letters; None where it is not."""
        return recall_playbill(self.cache, self.contents) if self.cache and self.contents else None


def data_folder() -> Path:
    """Return the folder with `seeds` and `scenarios`: inside an installed package, else beside it in a checkout."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the product."""
    return tuple(name for name in _SHIPPED if (data_folder() / "scenarios" / name / _MAIN).is_file())


def title_of(name: str) -> str:
    """Return the title of a shipped scenario, read off its main file alone, for lists from which one is chosen."""
    from sim.store.documents import read_yaml  # noqa: PLC0415 -- only where a list is shown

    data = read_yaml((data_folder() / "scenarios" / name / _MAIN).read_bytes(), name).data
    return str(data.get("title", "")) if isinstance(data, dict) else ""


def find(name_or_path: str) -> Path:
    """Return the folder of a scenario, by the name of a shipped one or by its path.

    Raises:
        Missing: there is neither; the message names the nearest and all there are.

    """
    if name_or_path in shipped():
        return data_folder() / "scenarios" / name_or_path
    path = Path(name_or_path)
    if name_or_path and _exists(path):
        return path.parent if path.name == _MAIN else path
    from sim.model.nearest import listed, nearest  # noqa: PLC0415 -- only where a name was mistyped

    guess = nearest(name_or_path, shipped())
    hint = f"; did you mean {guess!r}?" if guess else ""
    message = (
        f"there is no scenario and no folder {ascii(name_or_path)[:200]}; scenarios that come with this product: {listed(shipped())}{hint}"
    )
    raise Missing(message, "unknown-scenario")


def look_up(name_or_path: str, cache: Path | None = None) -> Shelved:
    """Return a scenario as it stands on the shelf, by the name of a shipped one or by the path of its folder.

    Args:
        name_or_path: which scenario.
        cache: a folder where checked scenarios are remembered by their contents; absent: none is.

    Raises:
        Missing: there is no such scenario.

    """
    folder = find(name_or_path).resolve()
    origin: Origin = "shipped" if folder.is_relative_to(data_folder() / "scenarios") else "folder"
    return Shelved(folder, origin, cache, fingerprint((folder, data_folder() / "seeds")) if cache else None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
