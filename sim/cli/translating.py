"""What `sim translate` does: lay out a translation of a scenario, or bring one up to date; and a scenario opened in another language."""

import re
from dataclasses import replace

from sim.cli.output import talk, tell
from sim.engine.machine import ScenarioMachine
from sim.errors import Invalid, InvalidScenario, Missing, StorageFailed
from sim.evidence.translated import put_in
from sim.library import OpenScenario, find, open_scenario, shipped
from sim.model.nearest import listed, nearest
from sim.model.translation import LanguageId, Translation
from sim.store.translations import languages, of_another, read_translation, write_translation
from sim.testing.translated import progress, renewed

_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*\Z")


def translate(scenario: str, language: LanguageId, name: str | None, author: str | None) -> None:
    """Write the file of a translation: new, or with every text of the scenario as it is now.

    Raises:
        Invalid: that is no language, the scenario came with the program, or the file is not sound; nothing was changed.
        StorageFailed: it cannot be written.

    """
    if not _LANGUAGE.match(language):
        message = f"{language[:40]!r} is no language; write it as its usual code, such as de, sq or sr-latn"
        raise Invalid(message, "bad-language")
    if scenario in shipped():
        message = f"{scenario!r} came with the program, where the next update would overwrite a translation; name a folder of your own"
        raise Invalid(message, "not-yours")
    opened, folder = open_scenario(scenario), find(scenario)
    if language in languages(folder):
        sidecar = read_translation(folder, language)
        if sidecar.translation is None:
            raise InvalidScenario(sidecar.problems)
        before = sidecar.translation
    else:
        before = Translation(language=language, author="not said yet")
    if name is not None and of_another(language, name):
        message = f"--name {name} is the code of another language than {language}; give the language's own name, such as Deutsch"
        raise Invalid(message, "bad-language")
    given = {field: value for field, value in (("language", name), ("author", author)) if value is not None}
    try:
        path = write_translation(folder, language, renewed(opened.scenario, before.model_copy(update=given)))
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise StorageFailed(message, "file-not-written") from error
    found = next(one for one in progress(opened.scenario, folder) if one.language == language)
    tell(str(path))
    talk(f"sim: {found.done} of {found.of} texts are translated; write each under `text`, and `sim check` says what is left")


def in_language(opened: OpenScenario, language: LanguageId) -> OpenScenario:
    """Return a scenario with its texts in another language.

    Raises:
        Missing: it is not translated into that language.
        InvalidScenario: the file of the translation is not sound.

    """
    known = languages(opened.folder) if opened.folder else ()
    if opened.folder is None or language not in known:
        guess = nearest(language, known)
        message = f"scenario {opened.scenario.id} is not translated into {ascii(language)[:60]}; there are: {listed(known) or 'none'}"
        raise Missing(message + (f"; did you mean {guess!r}?" if guess else ""), "unknown-language")
    sidecar = read_translation(opened.folder, language)
    if sidecar.translation is None:
        raise InvalidScenario(sidecar.problems)
    scenario = put_in(opened.scenario, sidecar.translation)
    return replace(opened, scenario=scenario, machine=ScenarioMachine(scenario), texts=None)
