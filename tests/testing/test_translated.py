"""Translations beside a scenario: laid out whole, checked for completeness, and put in without changing how it plays."""

import shutil
from pathlib import Path

import pytest

from sim.evidence.translated import put_in, translatable
from sim.library import OpenScenario, data_folder, open_scenario
from sim.model.hashes import rules_hash
from sim.model.translation import Translated, Translation
from sim.store.translations import read_translation, write_translation
from sim.testing.translated import problems, progress, renewed

FERRY = open_scenario("tutorial")
NIGHT = "acts.ferry.scenes.the-night.heading"
LABEL = next(path for path in translatable(FERRY.scenario) if path.endswith(".label"))
EMPTY = Translation(language="Deutsch", author="A. Person")


@pytest.fixture
def ferry(tmp_path: Path) -> OpenScenario:
    """Return a copy of the tutorial in a folder that may be written to."""
    shutil.copytree(data_folder() / "scenarios" / "tutorial", tmp_path / "tutorial")
    return open_scenario(str(tmp_path / "tutorial"))


def whole() -> Translation:
    """Return a translation that has every text, in capitals."""
    laid_out = renewed(FERRY.scenario, EMPTY)
    return laid_out.model_copy(update={"texts": tuple(entry.model_copy(update={"text": entry.of.upper()}) for entry in laid_out.texts)})


def changed(translation: Translation, path: str, **fields: str | None) -> Translation:
    """Return a translation with one entry changed."""
    texts = tuple(entry.model_copy(update=fields) if entry.path == path else entry for entry in translation.texts)
    return translation.model_copy(update={"texts": texts})


def test_every_text_is_laid_out() -> None:
    """A new translation has every text of the scenario, none of them translated; quotations and ids are not among them."""
    texts = translatable(FERRY.scenario)

    assert [*texts.items()] == [(entry.path, entry.of) for entry in renewed(FERRY.scenario, EMPTY).texts]
    assert {NIGHT, "title", "roles.eastbank.name", "acts.ferry.scenes.the-landing.branches[0].narration"} <= texts.keys()
    assert not any("cites" in path or path.endswith(".id") for path in texts)


def test_a_file_reads_back_to_its_translation(ferry: OpenScenario) -> None:
    """What is written is read back, long texts with their paragraphs too."""
    assert ferry.folder is not None
    write_translation(ferry.folder, "de", whole())
    again = read_translation(ferry.folder, "de")

    assert () == again.problems
    assert again.translation is not None
    assert [(entry.path, entry.text and entry.text.strip()) for entry in whole().texts] == [
        (entry.path, entry.text) for entry in again.translation.texts
    ]


def test_a_whole_translation_is_complete(ferry: OpenScenario) -> None:
    """Where every text is translated there is nothing to say."""
    assert ferry.folder is not None
    write_translation(ferry.folder, "de", whole())
    (found,) = progress(ferry.scenario, ferry.folder)

    assert ("de", "Deutsch", len(whole().texts), len(whole().texts), ()) == (
        found.language,
        found.name,
        found.done,
        found.of,
        found.problems,
    )


@pytest.mark.parametrize(
    ("translation", "code"),
    [
        (changed(whole(), NIGHT, text=None), "translation-missing"),
        (changed(whole(), NIGHT, of="Another night"), "translation-outdated"),
        (
            whole().model_copy(update={"texts": (*whole().texts, Translated(path="acts.gone.title", of="x", text="y"))}),
            "translation-unknown",
        ),
        (whole().model_copy(update={"texts": tuple(entry for entry in whole().texts if entry.path != NIGHT)}), "translation-missing"),
        (changed(whole(), NIGHT, text="x" * 501), "translation-unfit"),
        (changed(whole(), LABEL, text="Ask\n    2  Refuse"), "translation-unfit"),
    ],
    ids=["not translated", "changed since", "no such text", "not there", "too long", "several lines"],
)
def test_what_is_not_complete_is_told(translation: Translation, code: str) -> None:
    """A text without translation, one that has changed, is gone or forgotten, and one that its field cannot hold each give one finding."""
    assert [code] == [problem.code for problem in problems(FERRY.scenario, translation)]


def test_a_finding_has_its_place(ferry: OpenScenario) -> None:
    """The line of the entry is told; for one that is not there, that of the list."""
    assert ferry.folder is not None
    path = write_translation(ferry.folder, "de", changed(whole(), NIGHT, text=None))
    line = next(number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if text.strip() == f"{NIGHT}:")
    (found,) = progress(ferry.scenario, ferry.folder)

    assert [f"tutorial/translations/de.yaml:{line}:3: texts.{NIGHT}: there is no translation yet; text: …"] == [
        str(problem) for problem in found.problems
    ]


def test_a_file_with_a_mistake_is_told_with_its_place(ferry: OpenScenario) -> None:
    """A field that means nothing is a finding too, and the file counts as nothing done."""
    assert ferry.folder is not None
    (ferry.folder / "translations").mkdir()
    (ferry.folder / "translations" / "de.yaml").write_text("language: Deutsch\nauthor: x\ntexs: {}\n", encoding="utf-8")
    (found,) = progress(ferry.scenario, ferry.folder)

    assert (0, ["tutorial/translations/de.yaml:3:1: texs: unknown field 'texs'; did you mean 'texts'?"]) == (
        found.done,
        [str(problem) for problem in found.problems],
    )


def test_a_text_that_does_not_fit_is_not_done(ferry: OpenScenario) -> None:
    """A label of several lines is told with its place and its cause, and does not count."""
    assert ferry.folder is not None
    write_translation(ferry.folder, "de", changed(whole(), LABEL, text="Ask\n    2  Refuse"))
    (found,) = progress(ferry.scenario, ferry.folder)
    said = "the field cannot hold the translation: a line feed at offset 3; one line is expected (`>-` folds several into one)"

    assert len(whole().texts) - 1 == found.done
    assert [f"texts.{LABEL}: {said}"] == [str(problem).split(": ", 1)[1] for problem in found.problems]


def test_a_file_of_another_language_is_refused(ferry: OpenScenario) -> None:
    """A file named for one language that says it is another's gives nothing, at the line that says so."""
    assert ferry.folder is not None
    write_translation(ferry.folder, "de", whole().model_copy(update={"language": "fr"}))
    said = "language: the file is named for 'de', and its language is 'fr'; write the name of the language, or 'de'; or rename the file"
    sidecar = read_translation(ferry.folder, "de")

    assert (None, [f"tutorial/translations/de.yaml:2:11: {said}"]) == (sidecar.translation, [str(problem) for problem in sidecar.problems])


@pytest.mark.parametrize("name", ["de", "Deutsch", "shqip", "srpski"])
def test_a_language_by_its_own_name_is_fine(ferry: OpenScenario, name: str) -> None:
    """The name of the language, and the code in the name of the file, are no other language."""
    assert ferry.folder is not None
    write_translation(ferry.folder, "de", whole().model_copy(update={"language": name}))

    assert () == read_translation(ferry.folder, "de").problems


def test_what_does_not_fit_is_not_put_in() -> None:
    """Where a translation has several lines for one, the original stands."""
    shown = translatable(put_in(FERRY.scenario, changed(whole(), LABEL, text="Ask\n    2  Refuse")))

    assert (translatable(FERRY.scenario)[LABEL], "THE FERRY") == (shown[LABEL], shown["title"])


def test_the_texts_are_put_in() -> None:
    """A scenario in another language has the translated texts, plays by the same rules, and quotes in the language of its documents."""
    scenario = put_in(FERRY.scenario, whole())

    assert translatable(scenario) == {path: text.upper() for path, text in translatable(FERRY.scenario).items()}
    assert rules_hash(FERRY.scenario) == rules_hash(scenario)
    assert FERRY.scenario.acts[0].scenes[0].cites == scenario.acts[0].scenes[0].cites


def test_what_is_out_of_date_is_not_put_in() -> None:
    """Where a text is missing or has changed since it was translated, the original stands."""
    shown = translatable(put_in(FERRY.scenario, changed(whole(), NIGHT, of="Another night")))

    assert ("One night to hang a rope", "THE FERRY") == (shown[NIGHT], shown["title"])


def test_bringing_up_to_date_keeps_what_is_right() -> None:
    """A text that has changed is laid out anew with its old translation beside it; others are kept, and what is gone is removed."""
    gone = Translated(path="acts.gone.title", of="x", text="y")
    before = changed(whole(), NIGHT, of="Another night", text="Eine andere Nacht")
    after = {entry.path: entry for entry in renewed(FERRY.scenario, before.model_copy(update={"texts": (*before.texts, gone)})).texts}

    assert ("One night to hang a rope", None, "Eine andere Nacht") == (after[NIGHT].of, after[NIGHT].text, after[NIGHT].before)
    assert (False, "THE FERRY") == ("acts.gone.title" in after, after["title"].text)
