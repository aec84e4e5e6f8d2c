"""Reading documents with their catalogue; tests/bad has a folder for every problem."""

import hashlib
import shutil
from pathlib import Path

import pytest

from sim.errors import InvalidScenario
from sim.library import data_folder
from sim.store.seeds import MAX_TEXT, read_corpus

SOURCES = Path(__file__).parent.parent / "bad" / "good" / "sources"
SEEDS = {
    "000_e8a184242f4ec72f": 5_000,
    "001_62349a89a63772bb": 10_000,
    "002_f03d8c4ac22c41a0": 14_000,
    "003_939a956148f517d0": 3_200,
    "004_de1fb0123ee635d7": 8_100,
}


def test_the_five_documents_are_read_byte_for_byte() -> None:
    """The text of each is that of its file, and its hash is the one in the catalogue."""
    folder = data_folder() / "seeds"
    corpus = read_corpus(folder)

    assert list(SEEDS) == [document.source for document in corpus.documents]
    for document in corpus.documents:
        content = (folder / f"{document.source}.txt").read_bytes()
        assert content == document.text.encode()
        assert corpus.sources[document.source].sha256 == hashlib.sha256(content).hexdigest()


def test_a_document_keeps_its_own_ends_of_lines(tmp_path: Path) -> None:
    """A document from Windows stays as it is."""
    folder = Path(shutil.copytree(SOURCES, tmp_path / "sources"))
    content = b"The deed is gone.\r\nIt has not rained.\r\n"
    before = hashlib.sha256((folder / "diary.txt").read_bytes()).hexdigest()
    (folder / "diary.txt").write_bytes(content)
    catalogue = folder / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace(before, hashlib.sha256(content).hexdigest()), "utf-8")

    assert content.decode() == read_corpus(folder).texts["diary"]


def test_messages_call_the_folder_as_asked(tmp_path: Path) -> None:
    """A folder inside a scenario is named with the scenario's."""
    with pytest.raises(InvalidScenario, match=r"^well/sources/catalogue\.yaml:1:1: there is no catalogue\.yaml; add it$"):
        read_corpus(tmp_path, "well/sources")


def test_all_documents_together_have_a_limit(tmp_path: Path) -> None:
    """Many documents, each small enough, are too large together, and reading stops there."""
    texts = {f"d{number}": bytes([65 + number]) * (MAX_TEXT - 1) for number in range(6)}
    entry = "title: T, outlet: o, date: D, date_known: stated, date_note: N, stance: S, absent: A, caution: C"
    lines = ["owners: {p: {name: P, about: A}}", "outlets: {o: {name: O, owner: p, about: A}}", "sides: {}", "sources:"]
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_bytes(text)
        lines.append(f"  {name}: {{{entry}, sha256: {hashlib.sha256(text).hexdigest()}}}")
    (tmp_path / "catalogue.yaml").write_text("\n".join(lines), "utf-8")

    with pytest.raises(InvalidScenario) as caught:
        read_corpus(tmp_path, "docs")

    assert ["docs/catalogue.yaml:9:3: sources.d4: the documents up to here have more than 4,000,000 bytes; use fewer or shorter ones"] == [
        str(problem) for problem in caught.value.problems
    ]
