"""Reading YAML into plain data, with the place of every piece."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import Problem
from sim.store.documents import MAX_DEPTH, MAX_NODES, Read, read_yaml
from sim.store.places import find, located, path_of, steps_of
from sim.store.scalars import Data, is_text, value_of


def _read(text: str) -> Read:
    return read_yaml(text.encode(), "file.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("+2", 2),
        ("-7", -7),
        ("0755", 755),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", float("-inf")),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("2022-11-05", "2022-11-05"),
        ("2022-11", "2022-11"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0b1", "0b1"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("=", "="),
    ],
)
def test_plain_words_are_those_of_yaml_1_2(written: str, value: Data) -> None:
    """Only true, false, null and numbers are not text, and what stands in quotation marks always is."""
    read = _read(f"a: {written}\n")

    assert {"a": value} == read.data
    assert () == read.problems
    assert written[:1] in {'"', "'"} or is_text(written) == (written == value)


def test_not_a_number_is_a_number() -> None:
    """The word for no number is a fraction too, which no field takes."""
    assert str(value_of(".nan")) == "nan"


def test_data_is_plain_and_in_order() -> None:
    """Mappings keep their order, and lists are tuples, so that nothing changes after reading."""
    assert _read("b: [1, {c: d}]\na: |\n  text\n").data == {"b": (1, {"c": "d"}), "a": "text\n"}


def test_windows_ends_of_lines_are_read() -> None:
    """CR and LF together end a line as LF does."""
    assert _read("a: |\r\n  one\r\n  two\r\nb: 1\r\n").data == {"a": "one\ntwo\n", "b": 1}


def test_every_piece_has_its_place() -> None:
    """Keys, values and entries of lists are found by their path, lines and columns from 1."""
    read = _read("a:\n  - x\n  - b: y\nc: {d: z}\n")
    places = {path: find(read.place, steps_of(path)) for path in ("a", "a[0]", "a[1].b", "c.d", "c.none", "a[7]")}

    assert {
        "a": (1, 1),
        "a[0]": (2, 5),
        "a[1].b": (3, 8),
        "c.d": (4, 8),
        "c.none": (4, 1),
        "a[7]": (1, 1),
    } == {path: spot.at_value for path, spot in places.items()}
    assert (3, 5) == places["a[1].b"].at_key
    assert {"file.yaml"} == {spot.file for spot in places.values()}


def test_columns_count_characters() -> None:
    """A letter of two bytes is one column."""
    read = _read("a: {é: ć, b: x}\n")

    assert (1, 14) == find(read.place, ("a", "b")).at_value


def test_paths_and_steps_are_the_same() -> None:
    """A path taken apart and put together again is the path."""
    read = _read("a:\n  - b: [x, y]\n")

    assert "a[0].b[1]" == path_of(read.place, steps_of("a[0].b[1]"))


def test_names_that_cannot_be_seen_are_escaped_in_paths() -> None:
    """No name of a file breaks a message into lines."""
    assert "a\\nb" == path_of(_read("a: 1").place, ("a\nb",))


def test_as_deep_as_allowed_is_read() -> None:
    """The cap on depth is exact."""
    allowed, refused = "[" * MAX_DEPTH + "]" * MAX_DEPTH, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)

    assert _read(allowed).whole
    assert ["too-deep"] == [problem.code for problem in _read(refused).problems]


def test_as_many_as_allowed_are_read() -> None:
    """The cap on pieces is exact: a list and its entries."""
    assert _read(f"[{'1, ' * (MAX_NODES - 2)}1]").whole
    assert ["too-many-nodes"] == [problem.code for problem in _read(f"[{'1, ' * (MAX_NODES - 1)}1]").problems]


def test_what_was_refused_is_left_out() -> None:
    """The rest of a file is read past a problem, so that one run shows every problem."""
    read = _read("a: &x 1\nb: *x\n2: z\na: 3\nc: 9999999999999999999\nd: 4\n")

    assert {"a": 1, "b": None, "c": 0, "d": 4} == read.data
    assert ["yaml-anchor", "yaml-alias", "yaml-key", "duplicate-key", "number-too-big"] == [problem.code for problem in read.problems]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**9), 10**9)
        | st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=4),
        max_leaves=20,
    )
)
def test_json_is_read_as_what_it_is(data: object) -> None:
    """Every JSON of plain text is YAML, and means the same."""
    read = _read(json.dumps({"data": data}))

    assert json.loads(json.dumps({"data": data})) == json.loads(json.dumps(read.data))
    assert () == read.problems


@given(st.text(max_size=200))
def test_every_text_gets_an_answer(text: str) -> None:
    """Whatever a file holds, there is data or a problem, and every problem has a place."""
    read = read_yaml(text.encode("utf-8", "surrogatepass"), "file.yaml")

    assert read.whole or read.problems
    assert all(problem.line > 0 and problem.column > 0 and problem.file == "file.yaml" for problem in read.problems)


@given(st.from_regex(r"[-+.0-9eEoOxXa-fA-F_:~nulltrefsINFAn]{0,12}", fullmatch=True))
def test_plain_words_agree_with_another_reader(word: str) -> None:
    """Where YAML 1.1 and 1.2 agree, so does PyYAML's own reader; where they differ, ours gives text or a number of base ten."""
    ours = value_of(word)

    if isinstance(ours, int) and not isinstance(ours, bool) and word.lstrip("+-").isdecimal() and not word.lstrip("+-").startswith("0"):
        assert ours == yaml.safe_load(word)
    elif isinstance(ours, str):
        assert ours == word


def test_a_problem_is_shown_where_it_stands() -> None:
    """A scalar is shown at its value, a mapping at its name, and a pair that the author named at that name."""
    read = _read("id: x\neffects: {tension: 1}\n")

    shown = [located(Problem("c", path, "w"), read.place) for path in ("id", "effects", "effects.tension")]

    assert [(1, 5), (2, 1), (2, 11)] == [(problem.line, problem.column) for problem in shown]
