"""`sim cite` and `sim sources add`: from a file to a document, and from a document to a citation."""

import sys
from pathlib import Path

import pytest

from sim.library import open_scenario
from sim.model.source import Citation
from sim.store.documents import read_yaml
from sim.store.seeds import read_corpus
from tests.cli.running import sim


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Return a new scenario's folder."""
    sim(tmp_path, "new", str(tmp_path / "lake"))
    return tmp_path / "lake"


def cited(text: str) -> list[Citation]:
    """Return what was printed, read as a scenario's file would be."""
    data = read_yaml(text.encode(), "cites").data
    assert isinstance(data, tuple)
    return [Citation.model_validate(one) for one in data]


def test_words_are_printed_as_a_citation(tmp_path: Path) -> None:
    """Words that a document holds are printed as a citation that a scenario can hold, in the document's own letters."""
    told = sim(tmp_path, "cite", "--scenario", "tutorial", "paid  half each, and it was never cut")

    assert ["paid half each, and it was never cut"] == [citation.quote for citation in cited(told.stdout)]
    assert "# one of: outlet, mayor-east, mayor-west, lock-keeper, ferryman" in told.stdout
    assert "sentence 19" in told.stderr or "They paid half each" in told.stderr


def test_every_place_is_printed(tmp_path: Path) -> None:
    """Words that stand in several places give a citation for each; very short ones are cited with their sentence."""
    citations = cited(sim(tmp_path, "cite", "--scenario", "tutorial", "rope").stdout)

    assert len(citations) > 3
    assert all(len(citation.quote) >= 8 for citation in citations)


def test_mistyped_words_give_the_nearest(tmp_path: Path) -> None:
    """Words that no document holds give the nearest that one does, and say so."""
    told = sim(tmp_path, "cite", "--scenario", "tutorial", "a new rope in the bran")

    assert (["a new rope in the barn"], True) == (
        [citation.quote for citation in cited(told.stdout)],
        "no document holds these words; the nearest that one does hold:" in told.stderr,
    )


def test_words_like_nothing_are_refused(tmp_path: Path) -> None:
    """Where nothing is like the words the status is 1."""
    assert 1 == sim(tmp_path, "cite", "--scenario", "tutorial", "zzzz qqqq xxxx").exit_code


def test_a_scenario_in_pieces_can_be_cited_for(tmp_path: Path, lake: Path) -> None:
    """While its other files are being written, a scenario's documents can be cited."""
    lake.joinpath("scenario.yaml").write_text("id: [", encoding="utf-8")

    assert 0 == sim(tmp_path, "cite", "--scenario", str(lake), "rope of the ferry").exit_code


def test_a_file_becomes_a_document(tmp_path: Path, lake: Path) -> None:
    """A file is kept byte for byte and entered at the end of the sources, and what follows in the catalogue stays."""
    letter = tmp_path / "My Letter.txt"
    letter.write_bytes(b"A second letter\n\nThe boat was sold on Friday.\n")
    catalogue = lake / "sources" / "catalogue.yaml"
    text = catalogue.read_text("utf-8")
    told = sim(tmp_path, "sources", "add", str(letter), "--scenario", str(lake), "--date", "a Friday")
    source = open_scenario(str(lake)).corpus.sources["my-letter"]

    assert (0, "my-letter  A second letter\n") == (told.exit_code, told.stdout)
    assert ("A second letter", "a Friday", letter.read_bytes()) == (
        source.title,
        source.date,
        lake.joinpath("sources", "my-letter.txt").read_bytes(),
    )
    assert catalogue.read_text("utf-8").startswith(text.rstrip())


@pytest.mark.parametrize("empty", ["sources: {}", "sources: {}  # none yet"])
def test_the_first_document_of_a_catalogue_is_entered(tmp_path: Path, lake: Path, empty: str) -> None:
    """A catalogue without any source, as an author begins one, gets its first and its second."""
    catalogue = lake / "sources" / "catalogue.yaml"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(f"{text[: text.index('sources:')]}{empty}\n", encoding="utf-8")
    (lake / "sources" / "river-letter.txt").unlink()
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} letter.\n", encoding="utf-8")
        told = sim(tmp_path, "sources", "add", str(tmp_path / f"{name}.txt"), "--scenario", str(lake))
        assert 0 == told.exit_code, told.stderr

    assert ["first", "second"] == [source.id for source in read_corpus(lake / "sources").catalogue.sources]


def test_comments_and_fields_after_the_sources_stay(tmp_path: Path, lake: Path) -> None:
    """A catalogue in which the sources do not stand last gets the new one among them."""
    catalogue = lake / "sources" / "catalogue.yaml"
    text = catalogue.read_text("utf-8")
    owners = text[text.index("# Who owns") : text.index("# Where a document")]
    catalogue.write_text(text.replace(owners, "") + "\n" + owners, encoding="utf-8")
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter of some length.\n", encoding="utf-8")

    assert 0 == sim(tmp_path, "sources", "add", str(letter), "--scenario", str(lake), "--title", "2022").exit_code
    assert catalogue.read_text("utf-8").rstrip().endswith(owners.rstrip())
    assert "2022" == open_scenario(str(lake)).corpus.sources["letter"].title


REFUSED = {
    "no text": (b"\xff\xfe", (), 1, "a mark of UTF-16"),
    "a control character": (b"a\x00b", (), 1, "U+0000"),
    "an id that is taken": (b"A letter.", ("--id", "river-letter"), 1, "there is a document 'river-letter' already"),
    "no words": (b" \n", (), 1, "letter.txt is empty; a document has words"),
    "a date of two lines": (b"A letter.", ("--date", "May\n2 June"), 1, "--date 'May\\n2 June' is no line of text; write it on one line"),
    "a title of nothing": (b"A letter.", ("--title", " "), 1, "--title ' ' is no line of text"),
    "too much": (b"A" * 1_000_001, (), 1, "more than 1,000,000 bytes"),
    "no id": (b"A letter.", ("--id", "No Id"), 1, "so nothing was changed"),
    "an unknown outlet": (b"A letter.", ("--outlet", "river-leter-paper"), 4, "did you mean 'river-letter-paper'?"),
}
"""What a file holds, how it is added, and how that is refused: status and words."""


@pytest.mark.parametrize("row", REFUSED.values(), ids=[*REFUSED])
def test_what_cannot_be_added_changes_nothing(tmp_path: Path, lake: Path, row: tuple[bytes, tuple[str, ...], int, str]) -> None:
    """A file that is no text, an id that is taken or none, and an unknown outlet are refused, and the folder is as it was."""
    content, arguments, status, message = row
    letter = tmp_path / "letter.txt"
    letter.write_bytes(content)
    before = {path: path.read_bytes() for path in lake.rglob("*") if path.is_file()}
    told = sim(tmp_path, "sources", "add", str(letter), "--scenario", str(lake), *arguments)

    assert (status, True) == (told.exit_code, message in told.stderr), told.stderr
    assert before == {path: path.read_bytes() for path in lake.rglob("*") if path.is_file()}


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path, lake: Path) -> None:
    """A missing file is named."""
    told = sim(tmp_path, "sources", "add", str(tmp_path / "no.txt"), "--scenario", str(lake))

    assert (4, True) == (told.exit_code, f"there is no file {tmp_path / 'no.txt'}" in told.stderr)


def test_a_scenario_without_its_own_documents_gets_none(tmp_path: Path, lake: Path) -> None:
    """Where there is no catalogue nothing can be added."""
    lake.joinpath("sources", "catalogue.yaml").unlink()
    told = sim(tmp_path, "sources", "add", "x.txt", "--scenario", str(lake))

    assert (4, True) == (told.exit_code, "has no sources/catalogue.yaml" in told.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_no_document(tmp_path: Path, lake: Path) -> None:
    """A file without an end is refused before it is read, and nothing is changed."""
    before = sorted(path.name for path in (lake / "sources").iterdir())
    told = sim(tmp_path, "sources", "add", "/dev/zero", "--scenario", str(lake))

    assert (5, True) == (told.exit_code, "/dev/zero is no ordinary file" in told.stderr)
    assert before == sorted(path.name for path in (lake / "sources").iterdir())
