"""`sim sources`: the documents, each under the line on who published it."""

import json
from pathlib import Path

import pytest

from sim.library import open_scenario
from tests.cli.running import sim

HERE = ("--scenario", "tutorial")


def test_documents_are_listed_with_outlet_owner_and_caution(tmp_path: Path) -> None:
    """Each document has its id, outlet, owner, date, title and caution."""
    told = sim(tmp_path, "sources", "list", *HERE).stdout

    assert (True, True) == (
        told.startswith("river-letter  The River Letter (invented) · owner: Letter Press (invented) · a Tuesday in spring (inferred)\n"),
        "Invented for this tutorial; it shows the format and reports nothing." in told,
    )


def test_documents_are_listed_for_programs(tmp_path: Path) -> None:
    """`--json` has everything that the catalogue says."""
    told = json.loads(sim(tmp_path, "sources", "list", *HERE, "--json").stdout)

    assert [("river-letter", "inferred", "Made up for the tutorial.")] == [
        (source["id"], source["date_known"], source["publishers"][0]["unsourced"]) for source in told["sources"]
    ]


def test_a_document_is_shown_whole_with_numbered_sentences(tmp_path: Path) -> None:
    """Every sentence is printed after its number, under what is known of the document."""
    told = sim(tmp_path, "sources", "show", "river-letter", *HERE).stdout

    assert (True, True, True) == ("Not heard in it: " in told, "Caution: " in told, "   4  The ferry has not run since." in told)


def test_what_is_said_of_an_outlet_stands_with_its_references(tmp_path: Path) -> None:
    """The outlet and its owner are described, each with the texts from outside that carry it, or with the reason why there are none."""
    told = sim(tmp_path, "sources", "show", "003", "--scenario", "kosovo").stdout
    bare = sim(tmp_path, "sources", "show", "002", "--scenario", "kosovo").stdout

    assert (True, True, True) == (
        "TASS: A Russian state news agency.\n    From outside: Wikipedia (owner: Wikimedia Foundation), " in told,
        "“simply TASS, is a Russian state-owned news agency founded in 1904”" in told,
        "    No two references: Who owns the site today" in bare,
    )


def test_a_beginning_of_the_id_is_enough(tmp_path: Path) -> None:
    """A document is found by a beginning that no other has."""
    assert 0 == sim(tmp_path, "sources", "show", "river", *HERE).exit_code


def test_a_document_is_shown_for_programs(tmp_path: Path) -> None:
    """`--json` has the sentences with their numbers, together the whole document."""
    told = json.loads(sim(tmp_path, "sources", "show", "river-letter", *HERE, "--json").stdout)
    words = " ".join(sentence["text"] for sentence in told["sentences"]).split()

    assert open_scenario("tutorial").corpus.texts["river-letter"].split() == words


def test_an_unknown_document_names_the_nearest(tmp_path: Path) -> None:
    """A mistyped id is refused with the nearest one."""
    told = sim(tmp_path, "sources", "show", "rivr-letter", *HERE)

    assert (4, True) == (told.exit_code, "did you mean 'river-letter'?" in told.stderr)


def test_a_search_says_who_published_each_sentence(tmp_path: Path) -> None:
    """Every sentence that is found stands under its outlet and owner."""
    told = sim(tmp_path, "sources", "search", *HERE, "upper", "lock").stdout.splitlines()

    assert ("river-letter, sentence 13  The River Letter (invented)", "    The keeper of the upper lock") == (told[0][:54], told[1][:32])


def test_a_search_for_near_words_says_so(tmp_path: Path) -> None:
    """Where no sentence holds the words, the nearest are printed and called that."""
    told = sim(tmp_path, "sources", "search", *HERE, "keeper of the uppr lock")

    assert (True, True) == ("the nearest ones" in told.stderr, "sentence 13" in told.stdout)


def test_a_search_that_finds_nothing_says_so(tmp_path: Path) -> None:
    """Nothing found has status 1, so that a script can tell."""
    told = sim(tmp_path, "sources", "search", *HERE, "zzzz", "qqqq")

    assert (1, "") == (told.exit_code, told.stdout)


def test_a_search_is_told_to_programs(tmp_path: Path) -> None:
    """`--json` has source, number, sentence and likeness of each find."""
    told = json.loads(sim(tmp_path, "sources", "search", *HERE, "--json", "barn").stdout)

    assert [("river-letter", 7, 100)] == [(hit["source"], hit["number"], hit["likeness"]) for hit in told["found"]]


@pytest.mark.parametrize("command", ["list", "show", "search"])
def test_a_subcommand_has_help_with_examples(tmp_path: Path, command: str) -> None:
    """Each subcommand shows examples of itself."""
    assert f"  sim sources {command}" in sim(tmp_path, "sources", command, "--help").stdout


def test_summaries_of_subcommands_are_whole(tmp_path: Path) -> None:
    """No summary in the help of a group is cut."""
    told = " ".join(sim(tmp_path, "sources", "--help").stdout.partition("Commands:")[2].split())

    assert ("..." in told, "List the documents with outlet, owner, date and the line of caution." in told) == (False, True)
