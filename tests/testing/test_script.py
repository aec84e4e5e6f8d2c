"""Play files are read strictly: each kind of mistake has its message, with file, line and remedy."""

from pathlib import Path

import pytest

from sim.testing.fit import problems
from sim.testing.script import read_script, scenario_of
from tests import small
from tests.testing.at_table import cases, written

SHAPES = {
    "no YAML": ("about: [\n", "test.play.yaml:2:1: this is not YAML: "),
    "a list": ("- about: x\n", "test.play.yaml:1:1: the file holds no fields; fields and their values"),
    "nothing to say": ("steps: []\n", "test.play.yaml:1:1: missing field 'about'"),
    "unknown field": ("about: x\nstep: []\n", "test.play.yaml:2:1: step: unknown field 'step'; did you mean 'steps'?"),
    "unknown verb": (
        "about: x\nsteps:\n  - chose: {}\n",
        "test.play.yaml:3:5: steps[0].chose: unknown field 'chose'; did you mean 'choose'?",
    ),
    "number for an option": (
        "about: x\nsteps:\n  - choose: {north: 3}\n",
        "test.play.yaml:3:21: steps[0].choose.north: the number 3 is given; a text is expected; quotation marks make it one",
    ),
    "text for an indicator": (
        "about: x\nsteps:\n  - expect: {indicators: {tension: high}}\n",
        "test.play.yaml:3:36: steps[0].expect.indicators.tension: the text 'high' is given; a whole number is expected",
    ),
    "unknown side of an indicator": (
        "about: x\nsteps:\n  - expect: {indicators: {tension: {at_lest: 3, at_most: 4}}}\n",
        "test.play.yaml:3:37: steps[0].expect.indicators.tension.at_lest: unknown field 'at_lest'; did you mean 'at_least'?",
    ),
    "no side of an indicator": (
        "about: x\nsteps:\n  - expect: {indicators: {tension: {}}}\n",
        "test.play.yaml:3:27: steps[0].expect.indicators.tension: nothing is expected; a number, or at_least and at_most",
    ),
    "a text that is no list": (
        "about: x\nsteps:\n  - expect: {sees: {north: Hello}}\n",
        "test.play.yaml:3:28: steps[0].expect.sees.north: the text 'Hello' is given; a list is expected",
    ),
    "a list that is no mapping": (
        "about: x\nsteps:\n  - expect: {offered: [open]}\n",
        "test.play.yaml:3:14: steps[0].expect.offered: a list is given; a mapping is expected: each role",
    ),
    "too far back": ("about: x\nsteps:\n  - rewind: -1\n", "test.play.yaml:3:13: steps[0].rewind: the number -1 is given; at least 0"),
    "half an expiry": (
        "about: x\nsteps:\n  - expire: maybe\n",
        "test.play.yaml:3:13: steps[0].expire: the text 'maybe' is given; true or false is expected",
    ),
    "no code": (
        "about: x\nsteps:\n  - refused: {choose: {north: open}}\n",
        "test.play.yaml:3:5: steps[0].refused: missing field 'code'",
    ),
    "a seed too small": ("about: x\nseed: -1\n", "test.play.yaml:2:7: seed: the number -1 is given; at least 0"),
    "no parameters": (
        "about: x\nwith: {}\n",
        "test.play.yaml:2:1: with: there are no parameters; names with lists of values, or a list of rows",
    ),
    "a parameter without values": (
        "about: $a\nwith: {a: one}\n",
        "test.play.yaml:2:8: with.a: there is no list of values; a: [one, another]",
    ),
    "a parameter that is no name": (
        "about: $a\nwith: {A: [one]}\n",
        "test.play.yaml:2:8: with.A: 'A' is no name of a parameter; small letters, digits and _, beginning with a letter",
    ),
    "a value that is a list": (
        "about: $a\nwith: {a: [[one]]}\n",
        "test.play.yaml:2:12: with.a[0]: the value is no single text or number; a text, a whole number, true or false",
    ),
    "a row with other names": (
        "about: $a\nwith:\n  - {a: one}\n  - {b: two}\n",
        "test.play.yaml:4:5: with[1]: the row has other names than the first; a",
    ),
    "an empty row": ("about: $a\nwith:\n  - {}\n", "test.play.yaml:3:5: with[0]: the row gives no values; {name: value, …}"),
    "too many tests": (
        f"about: $a\nscenario: $b\nwith: {{a: {list(range(20))}, b: {list(range(20))}}}\n",
        "test.play.yaml:3:1: with: the parameters make 257 tests; at most 256",
    ),
    "an unknown parameter": (
        "about: $answwer\nscenario: $answer\nwith: {answer: [one]}\n",
        "test.play.yaml:1:8: about: no parameter 'answwer'; the parameters are answer; $$answwer means the text $answwer; did you mean",
    ),
    "an unused parameter": (
        "about: x\nwith: {answer: [one]}\n",
        "test.play.yaml:2:1: with: parameter 'answer' is never used; $answer somewhere in the steps, or no such parameter",
    ),
}
"""A text, and the beginning of the only message about it."""


@pytest.mark.parametrize(("text", "message"), SHAPES.values(), ids=[*SHAPES])
def test_a_mistake_of_shape_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """A file with a mistake of shape gives no play, and one message that begins with file, line and column."""
    script = read_script(written(tmp_path, text), "test.play.yaml")

    assert () == script.cases
    assert [message] == [str(problem)[: len(message)] for problem in script.problems]


FITS = {
    "unknown role": ("steps: [{choose: {nort: open}}]", "steps[0].choose.nort: no role 'nort'; did you mean 'north'?"),
    "unknown option": (
        "steps: [{choose: {north: openn}}]",
        "steps[0].choose.north: north has no option 'openn' in any scene; did you mean 'open'?",
    ),
    "a choice of chance": ("steps: [{choose: {chance: quiet}}]", "steps[0].choose.chance: nobody chooses for chance; draw: quiet"),
    "an unknown draw": ("steps: [{draw: quite}]", "steps[0].draw: chance has no option 'quite' in any scene; did you mean 'quiet'?"),
    "a draw beside a seed": (
        "seed: 1\nsteps: [{draw: quiet}]",
        "steps[0].draw: the play has a seed, so chance is drawn from it; no draw, or no seed",
    ),
    "a choice beside a bot": (
        "bots: {north: cautious}\nsteps: [{choose: {north: open}}]",
        "steps[0].choose.north: a bot decides for north; no choice for it, or no bot",
    ),
    "an unknown bot": ("steps: [{expire: true}]\nbots: {north: cautius}", "bots.north: no bot 'cautius'; did you mean 'cautious'?"),
    "a bot for an unknown role": ("steps: [{expire: true}]\nbots: {nort: cautious}", "bots.nort: no role 'nort'; did you mean 'north'?"),
    "an unknown act": ("steps: [{expire: true}]\nact: two", "act: no act 'two'; there are: one"),
    "an unknown course": ("steps: [{expire: true}]\ncourse: hole", "course: no course 'hole'; did you mean 'whole'?"),
    "no campaign": ("steps: [{expire: true}]\ncampaign: true", "campaign: scenario 'small' has no campaign; no such field"),
    "a log and a beginning": ("log: x.jsonl\nact: one", "act: the play begins with a log, which brings its own act; one of the two"),
    "an unknown inject": ("steps: [{release: alram}]", "steps[0].release: no inject 'alram'; did you mean 'alarm'?"),
    "an unknown next act": ("steps: [{proceed: onee}]", "steps[0].proceed: no act 'onee'; did you mean 'one'?"),
    "a step of nothing": (
        "steps: [{}]",
        "steps[0]: the step says nothing; choose, draw, release, expire, rewind, proceed, refused or expect",
    ),
    "a step of two things": (
        "steps: [{choose: {north: open}, release: alarm}]",
        "steps[0]: the step does several things: choose, release; one a step; only choose and draw go together",
    ),
    "an expiry that is none": ("steps: [{expire: false}]", "steps[0].expire: the time cannot run out less than fully; expire: true"),
    "a refusal of nothing": (
        "steps: [{refused: {code: illegal}}]",
        "steps[0].refused: nothing is to be refused; one event: choose (one role), draw, release, expire, rewind or proceed",
    ),
    "a refusal of two things": (
        "steps: [{refused: {choose: {north: open, south: wait}, code: illegal}}]",
        "steps[0].refused: it is not clear what must be refused; one event: choose (one role)",
    ),
    "an expectation of nothing": ("steps: [{expect: {}}]", "steps[0].expect: nothing is expected; scene, indicators, branch"),
    "an unknown scene": ("steps: [{expect: {scene: bridgge}}]", "steps[0].expect.scene: no scene 'bridgge'; did you mean 'bridge'?"),
    "an unknown outcome class": (
        "steps: [{expect: {outcome: setled}}]",
        "steps[0].expect.outcome: no outcome class 'setled'; did you mean 'settled'?",
    ),
    "an unknown indicator": (
        "steps: [{expect: {indicators: {tensoin: 1}}}]",
        "steps[0].expect.indicators.tensoin: no indicator 'tensoin'; did you mean 'tension'?",
    ),
    "a value that cannot be": (
        "steps: [{expect: {indicators: {trust: 4}}}]",
        "steps[0].expect.indicators.trust: trust is never 4; from 0 to 1",
    ),
    "bounds the wrong way round": (
        "steps: [{expect: {indicators: {tension: {at_least: 5, at_most: 4}}}}]",
        "steps[0].expect.indicators.tension: tension is never between 5 and 4; from 0 to 10",
    ),
    "unknown news": ("steps: [{expect: {injects: [lettr]}}]", "steps[0].expect.injects[0]: no inject 'lettr'; did you mean 'letter'?"),
    "an unknown role is offered": (
        "steps: [{expect: {offered: {nort: []}}}]",
        "steps[0].expect.offered.nort: no role 'nort'; did you mean 'north'?",
    ),
    "an unknown option is offered": (
        "steps: [{expect: {offered: {north: [openn]}}}]",
        "steps[0].expect.offered.north[0]: north has no option 'openn' in any scene; did you mean 'open'?",
    ),
    "an unknown role is waited for": (
        "steps: [{expect: {waits_for: [nort]}}]",
        "steps[0].expect.waits_for[0]: no role 'nort'; did you mean 'north'?",
    ),
    "an unknown role sees": (
        "steps: [{expect: {sees: {nort: [x]}}}]",
        "steps[0].expect.sees.nort: no role 'nort'; did you mean 'north'?",
    ),
    "an unknown scene is visited": (
        "throughout: {visits: [bridgge]}",
        "throughout.visits[0]: no scene 'bridgge'; did you mean 'bridge'?",
    ),
    "an unknown indicator stays low": (
        "throughout: {never_above: {tensoin: 3}}",
        "throughout.never_above.tensoin: no indicator 'tensoin'; did you mean 'tension'?",
    ),
}
"""A text under `about`, and the beginning of the only message about it."""


@pytest.mark.parametrize(("text", "message"), FITS.values(), ids=[*FITS])
def test_a_play_that_does_not_fit_its_scenario_is_told_so(tmp_path: Path, text: str, message: str) -> None:
    """A name that the scenario does not have, or a step that says nothing clear, gives one message with its path."""
    case = cases(tmp_path, f"about: x\n{text}\n")[0]

    assert [message] == [str(problem)[: len(message)] for problem in problems(case.play, small.stand_off())]


def test_a_play_without_parameters_is_one_case(tmp_path: Path) -> None:
    """A file without `with` gives one play, named like the file."""
    assert ["test"] == [case.title for case in cases(tmp_path, "about: x\n")]


def test_lists_of_values_give_every_combination(tmp_path: Path) -> None:
    """Two parameters of two values each give four plays, the last parameter changing fastest."""
    found = cases(tmp_path, "about: $a\nscenario: $b\nwith: {a: [one, two], b: [x, y]}\n")

    assert ["one-x", "one-y", "two-x", "two-y"] == [case.name for case in found]
    assert ("two", "x") == (found[2].play.about, found[2].play.scenario)


def test_rows_give_one_play_each(tmp_path: Path) -> None:
    """A list of rows gives a play for each row; values keep their kind."""
    found = cases(tmp_path, "about: x\nseed: $s\nsteps: [{expect: {scene: $e}}]\nwith: [{s: 1, e: a}, {s: 2, e: b}]\n")

    assert [(1, "a"), (2, "b")] == [(case.play.seed, case.play.steps[0].expect and case.play.steps[0].expect.scene) for case in found]


def test_plays_with_the_same_values_have_different_names(tmp_path: Path) -> None:
    """Where values make the same name, the later play is numbered."""
    assert ["a-b", "a-b-2"] == [case.name for case in cases(tmp_path, "about: $x\nwith: {x: [a b, a-b]}\n")]


def test_two_dollar_signs_stand_for_one(tmp_path: Path) -> None:
    """A text that begins with two dollar signs is kept with one, and names no parameter."""
    assert "$five" == cases(tmp_path, "about: $$five\nscenario: $x\nwith: {x: [a]}\n")[0].play.about


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    """A file that cannot be read gives one problem that says why."""
    script = read_script(tmp_path / "no.play.yaml", "no.play.yaml")

    why = f"there is no file {tmp_path / 'no.play.yaml'}"
    assert [f"no.play.yaml:1:1: the file cannot be read: {why}"] == [str(problem) for problem in script.problems]


def test_a_play_belongs_to_the_folder_above_its_plays(tmp_path: Path) -> None:
    """Without `scenario`, a play belongs to the folder that holds `plays`, however deep the play lies in it."""
    folder = tmp_path / "lake" / "plays" / "more"
    folder.mkdir(parents=True)

    assert str(tmp_path / "lake") == scenario_of(cases(folder, "about: x\n")[0])


def test_a_play_names_a_scenario_by_its_path_or_its_name(tmp_path: Path) -> None:
    """`scenario` is a path as seen from the file where there is such a folder, and else the name of a shipped scenario."""
    tmp_path.joinpath("lake").mkdir()
    found = cases(tmp_path, "about: x\nscenario: $s\nwith: {s: [lake, tutorial]}\n")

    assert [str(tmp_path / "lake"), "tutorial"] == [scenario_of(case) for case in found]
