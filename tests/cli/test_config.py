"""The configuration file: what it may say, and what is said of a wrong one."""

import json
from pathlib import Path

import pytest

from sim.cli.config import KEYS, read_config
from sim.terminal.settings import Settings
from tests.cli.running import sim


def shown(folder: Path, text: str, *arguments: str, **more: str) -> str:
    """Return what `sim config show` prints of a file, or says of it."""
    (folder / "config.toml").write_text(text, "utf-8")
    told = sim(folder, "config", "show", *arguments, more=more)
    return told.stdout or told.stderr


def test_every_setting_is_shown_with_its_default(tmp_path: Path) -> None:
    """Without a file every key is shown, and what it is for."""
    told = shown(tmp_path, "")

    assert [] == [name for name in KEYS if f"\n{name.rpartition('.')[2]} = " not in told]


def test_what_is_shown_is_a_configuration_again(tmp_path: Path) -> None:
    """The output of `sim config show` can be kept as the file."""
    text = 'theme = "light"\nwidth = 72\n\n[names]\nbelgrade = "Ana"\n\n[paths]\ntranscripts = "~/plays"\n'
    first = shown(tmp_path, text)

    assert first == shown(tmp_path, first)


def test_the_origin_of_a_setting_is_its_line(tmp_path: Path) -> None:
    """A setting of the file names the line, the others the default or the environment."""
    told = shown(tmp_path, 'plain = true\ntheme = "light"\n', "--origin")

    assert (True, True, True) == (
        f'theme = "light"  # {tmp_path / "config.toml"}:2' in told,
        "mouse = true  # default" in told,
        f'data = "{tmp_path / "data"}"  # environment variable SIM_DATA' in told,
    )


def test_settings_are_shown_for_programs(tmp_path: Path) -> None:
    """`--json` has each setting with value and origin."""
    told = json.loads(shown(tmp_path, "width = 72\n", "--json"))

    assert {"value": 72, "origin": f"{tmp_path / 'config.toml'}:1"} == told["settings"]["width"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('\nthem = "dark"\n', ":2: unknown setting 'them'; there are theme, plain, mouse, reasons, width, paths.data, paths.transcripts"),
        ('them = "dark"\n', "did you mean 'theme'?"),
        ('theme = "drak"\n', ":1: 'theme' must be one of dark, light, muted, contrast, mono; did you mean 'dark'?"),
        ("plain = 1\n", ":1: 'plain' must be true or false"),
        ("width = true\n", ":1: 'width' must be a whole number"),
        ("width = -1\n", ":1: 'width' must be from 0 to 1000"),
        ("theme = 1\n", ":1: 'theme' must be a text in quotation marks"),
        ("[paths]\ndata = 1\n", ":2: 'paths.data' must be a text in quotation marks"),
        ('[paths]\nplays = "x"\n', ":2: unknown setting 'paths.plays'"),
        ("[names]\nbelgrade = 1\n", ":2: 'names.belgrade' must be a text in quotation marks"),
        ("theme = \n", "not TOML: "),
        ('[screen]\ntheme = "dark"\n', ":1: unknown setting 'screen'"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    """What the file should not say is refused with file, line and what was expected."""
    assert problem in shown(tmp_path, text)


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    """A file with two faults says both."""
    told = shown(tmp_path, "one = 1\ntwo = 2\n")

    assert (True, True) == (":1: unknown setting 'one'" in told, ":2: unknown setting 'two'" in told)


def test_a_wrong_configuration_has_the_status_of_a_wrong_command_line(tmp_path: Path) -> None:
    """Nothing is played with settings that are not understood."""
    (tmp_path / "config.toml").write_text("one = 1\n")

    assert 2 == sim(tmp_path, "play", "tutorial").exit_code


def test_a_wrong_configuration_is_said_as_every_refusal(tmp_path: Path) -> None:
    """The message begins with the program's name."""
    (tmp_path / "config.toml").write_text("nonsense = [", encoding="utf-8")

    assert f"sim: {tmp_path / 'config.toml'}: not TOML: " in sim(tmp_path, "sessions").stderr


def test_a_file_that_is_named_and_missing_is_refused(tmp_path: Path) -> None:
    """SIM_CONFIG that leads nowhere is a mistake, not a default."""
    told = sim(tmp_path, "config", "show", more={"SIM_CONFIG": str(tmp_path / "nowhere.toml")})

    assert (2, True) == (told.exit_code, "nowhere.toml: there is no such file; SIM_CONFIG names it" in told.stderr)


@pytest.mark.parametrize(("content", "reason"), [(b"\xff\xfe", "it is not UTF-8 text"), (None, "Is a directory")])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    """A file of another encoding and a folder are refused, each with its reason."""
    place = tmp_path / "odd.toml"
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)
    told = sim(tmp_path, "config", "show", more={"SIM_CONFIG": str(place)})

    assert (2, True) == (told.exit_code, f"the configuration cannot be read: {reason}" in told.stderr)


def test_the_terminal_gets_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Theme, names and the rest reach the terminal as they were set; NO_COLOR takes colour away."""
    file = tmp_path / "config.toml"
    file.write_text('theme = "light"\nmouse = false\nreasons = false\nwidth = 72\n[names]\neu = "Ana"\n[paths]\ntranscripts = "/plays"\n')
    monkeypatch.setenv("SIM_CONFIG", str(file))
    monkeypatch.setenv("NO_COLOR", "1")
    expected = Settings("light", colour=False, mouse=False, reasons=False, width=72, folder=Path("/plays"), names=(("eu", "Ana"),))

    assert expected == read_config().terminal()


def test_the_command_line_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme that is asked for is taken whatever the file says."""
    file = tmp_path / "config.toml"
    file.write_text('theme = "light"\n')
    monkeypatch.setenv("SIM_CONFIG", str(file))

    assert "contrast" == read_config().terminal("contrast").theme


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a configuration keeps its sessions in the folder that its system has for them."""
    monkeypatch.delenv("SIM_CONFIG", raising=False)
    monkeypatch.delenv("SIM_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    config = read_config()

    assert ({"default"}, True) == ({found.origin for found in config.settings.values()}, "standoff-sim" in str(config.data))
