"""The corpus of bad scenarios in tests/bad: each is refused quickly, with exactly the messages that messages.txt has."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.model.codes import PROBLEMS
from tests.bad.attacks import POSIX_ONLY
from tests.bad.corpus import HERE, NAMES, expected, make, said
from tests.thread_time import within_a_second

MESSAGES = expected()
WITHOUT_A_FILE = {"duplicate-id", "invalid-value"}
"""Codes that no file provokes: YAML keeps ids apart, and every finding of today's model has words of its own."""
FAIRNESS = {
    "loaded-word",
    "disputed-name",
    "unsupported-figure",
    "unsupported-name",
    "invented-quotation",
    "person-in-invented-text",
    "command-over-residents",
    "price",
    "lonely-note",
    "unsourced-statement",
    "unaccounted-sentence",
    "one-viable-option",
    "only-road",
    "unbalanced",
}
"""Codes of findings about a scenario that loads."""
KILOBYTES = 200_000
STATUS = Path("/proc/self/status")
"""Where Linux says how much memory a program had at most."""


def test_the_good_scenario_is_good() -> None:
    """The scenario that every bad one is an edit of has no problem itself."""
    assert () == said(HERE / "good")


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_scenario_is_refused_with_its_messages(name: str, tmp_path: Path) -> None:
    """Every problem of the scenario is said, with its place, in the words of messages.txt, and within a second."""
    if sys.platform == "win32" and name in POSIX_ONLY:
        pytest.skip("the system has no such files")
    folder = make(name, tmp_path)
    with within_a_second():
        lines = said(folder)

    assert MESSAGES[name] == lines
    assert lines


def test_messages_speak_of_no_other_scenario() -> None:
    """messages.txt has an entry for each bad scenario and for nothing else."""
    assert list(NAMES) == list(MESSAGES)


def test_every_code_is_provoked() -> None:
    """For every code in the table there is a bad scenario, and no scenario is refused with a code that is not in it."""
    provoked = {line.split()[0] for lines in MESSAGES.values() for line in lines if not line.startswith("…")}

    assert set(PROBLEMS) - FAIRNESS - WITHOUT_A_FILE == provoked


@pytest.mark.skipif(not STATUS.is_file(), reason="the system does not say how much memory a program had")
@pytest.mark.parametrize("name", ["many-items", "many-problems", "long-text", "a-hundred-megabytes", "hundreds-of-lost-branches"])
def test_an_attack_does_not_take_the_memory(name: str, tmp_path: Path) -> None:
    """The largest attacks are refused by a program that never has more than 200 MB."""
    folder = make(name, tmp_path)
    code = "import sys; from pathlib import Path; from tests.bad.corpus import said; said(Path(sys.argv[1]))"
    code += "; print(Path(sys.argv[2]).read_text())"

    told = subprocess.run([sys.executable, "-c", code, folder, STATUS], check=True, cwd=HERE.parent.parent, capture_output=True, text=True)

    most = re.search(r"VmHWM:\s+(\d+) kB", told.stdout)
    assert most is not None
    assert int(most[1]) <= KILOBYTES
