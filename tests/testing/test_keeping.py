"""Many plays go into few files, each under a name of its own."""

from pathlib import Path

from sim.analysis.explore import Leg
from sim.analysis.survey import Route
from sim.testing.checkup import play_files
from sim.testing.keeping import MOST, Kept, keep
from sim.testing.run import run
from sim.testing.script import read_script
from sim.testing.writing import Named
from tests.testing.at_table import opened

OPEN = Route("one", "whole", (Leg("bridge", (("north", "open"), ("south", "wait"))),))
BLOCK = Route("one", "whole", (Leg("bridge", (("north", "block"), ("south", "wait"))),))


def kept(folder: Path, *plays: Kept) -> tuple[int, int]:
    """Keep plays of the stand-off."""
    return keep(opened(), folder / "plays", plays)


def test_plays_are_gathered_by_file(tmp_path: Path) -> None:
    """Two plays for one file and one for another make two files of three plays."""
    made = kept(
        tmp_path,
        Kept("first", "First.", Named("a", "A.", OPEN)),
        Kept("second", "Second.", Named("b", "B.", OPEN)),
        Kept("first", "First.", Named("c", "C.", BLOCK)),
    )

    assert (3, 2) == made
    assert ["first.play.yaml", "second.play.yaml"] == sorted(path.name for path in (tmp_path / "plays").iterdir())


def test_a_file_reads_back_to_its_plays(tmp_path: Path) -> None:
    """Each play of a file that was written goes as the route went."""
    kept(tmp_path, Kept("f", "Both.", Named("a", "A.", OPEN)), Kept("f", "Both.", Named("b", "B.", BLOCK)))
    script = read_script(tmp_path / "plays" / "f.play.yaml")

    assert [("a", "A.", "talks"), ("b", "B.", "night")] == [
        (case.name, case.play.about, run(case, opened()).scene) for case in script.cases
    ]


def test_the_act_that_all_share_stands_once(tmp_path: Path) -> None:
    """What is the same for all plays of a file is written above them."""
    kept(tmp_path, Kept("f", "Both.", Named("a", "A.", OPEN)), Kept("f", "Both.", Named("b", "B.", BLOCK)))

    assert 1 == (tmp_path / "plays" / "f.play.yaml").read_text("utf-8").count("act: one")


def test_a_name_is_given_once(tmp_path: Path) -> None:
    """The second play of a name gets a number, and a name that a play cannot have is made safe."""
    kept(tmp_path, *(Kept("f", "Three.", Named(name, "A.", OPEN)) for name in ("same", "same", "No End: x")))

    assert ["same", "same-2", "no-end-x"] == [case.name for case in read_script(tmp_path / "plays" / "f.play.yaml").cases]


def test_a_long_file_is_split(tmp_path: Path) -> None:
    """More plays than go into a file go on in the next."""
    made = kept(tmp_path, *(Kept("f", "Many.", Named("a", "A.", OPEN)) for _ in range(MOST + 1)))

    assert (MOST + 1, 2) == made
    assert [1, MOST] == sorted(len(read_script(path).cases) for path in play_files(tmp_path))
