"""The configuration: one TOML file, with the environment above it and the command line above that.

Rule 1: every setting stands in the table `KEYS` with its default; anything else in the file is an error with its place.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

import click

from sim.model.nearest import nearest
from sim.terminal.settings import THEMES, Settings

_APP = "standoff-sim"

Value: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Key:
    """One setting of the file."""

    about: str
    default: Value
    """A value in the file has the same type."""
    allowed: tuple[str, ...] = ()
    """The words that a text may be; empty: any."""


KEYS: Mapping[str, Key] = {
    "theme": Key("colours of the full screen", "dark", THEMES),
    "plain": Key("always play in plain lines", default=False),
    "mouse": Key("take clicks in the full screen", default=True),
    "reasons": Key("a choice may carry a sealed reason and an expectation", default=True),
    "width": Key("columns at which plain lines wrap; 0: the terminal's own", 0),
    "paths.data": Key("folder in which sessions are kept; SIM_DATA goes before it", ""),
    "paths.transcripts": Key("folder for transcripts; empty: where you are", ""),
}
"""The settings that have a name of their own; beside them stands the table `names`, from a role to what its player is called."""

_KINDS: Mapping[type[object], str] = {str: "a text in quotation marks", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting with the place it comes from."""

    value: Value
    origin: str
    """`default`, a place in the file, or the environment variable."""


@dataclass(frozen=True, slots=True)
class Config:
    """What was set, and where."""

    file: Path
    settings: Mapping[str, Setting]
    """By name; those of `KEYS` all, and `names.ROLE` for each name given."""

    def text(self, name: str) -> str:
        """Return a setting that is a text."""
        return str(self.settings[name].value)

    def flag(self, name: str) -> bool:
        """Return a setting that is true or false."""
        return bool(self.settings[name].value)

    @property
    def data(self) -> Path:
        """The folder in which sessions are kept."""
        return Path(self.text("paths.data")).expanduser()

    @property
    def checked(self) -> Path:
        """The folder in which checked scenarios are remembered; it may be deleted at any time."""
        return self.data / "checked"

    @property
    def computed(self) -> Path:
        """The folder in which what took long to compute is remembered; it may be deleted at any time."""
        return self.data / "computed"

    def terminal(self, theme: str | None = None) -> Settings:
        """Return the settings of the terminal; `theme`, as somebody typed it, goes before the file's.

        Raises:
            BadParameter: there is no such theme.

        """
        if theme is not None and theme not in THEMES:
            message = f"there is no theme {theme!r}; there are: {', '.join(THEMES)}"
            raise click.BadParameter(message, param_hint="--theme")
        return Settings(
            theme=theme or self.text("theme"),
            colour=not os.environ.get("NO_COLOR"),
            mouse=self.flag("mouse"),
            reasons=self.flag("reasons"),
            width=int(self.settings["width"].value),
            folder=Path(self.text("paths.transcripts")).expanduser(),
            names=tuple(
                (name.removeprefix("names."), str(found.value)) for name, found in self.settings.items() if name.startswith("names.")
            ),
        )


class WrongConfig(click.ClickException):
    """The configuration cannot be read; every problem of it is in the message."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:  # noqa: ARG002 -- click's signature
        """Say it as every other refusal is said."""
        from sim.cli.output import talk

        talk(f"sim: {self.format_message()}")


def read_config() -> Config:
    """Return the configuration of this computer; a file that is not there leaves every default.

    Raises:
        WrongConfig: the file is not TOML, or sets something unknown, or to a wrong value.

    """
    import platformdirs

    file = Path(os.environ.get("SIM_CONFIG") or platformdirs.user_config_path(_APP) / "config.toml")
    settings = {name: Setting(key.default, "default") for name, key in KEYS.items()}
    settings["paths.data"] = Setting(str(platformdirs.user_data_path(_APP)), "default")
    text = _text(file)
    if text is not None:
        settings |= _given(file, text)
    if os.environ.get("SIM_DATA"):
        settings["paths.data"] = Setting(os.environ["SIM_DATA"], "environment variable SIM_DATA")
    return Config(file, settings)


def _text(file: Path) -> str | None:
    if not file.exists():
        if os.environ.get("SIM_CONFIG"):
            message = f"{file}: there is no such file; SIM_CONFIG names it"
            raise WrongConfig(message)
        return None
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = f"{file}: the configuration cannot be read: {reason}"
        raise WrongConfig(message) from error


def _given(file: Path, text: str) -> dict[str, Setting]:
    import tomllib

    try:
        data: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{file}: not TOML: {error}"
        raise WrongConfig(message) from error
    flat = dict(_flat(data))
    problems: list[str] = []
    settings: dict[str, Setting] = {}
    for name, value in flat.items():
        place = f"{file}:{_line(text, name)}"
        wrong = _wrong(name, value)
        if wrong:
            problems.append(f"{place}: {wrong}")
        elif isinstance(value, str | int):
            settings[name] = Setting(value, place)
    if problems:
        raise WrongConfig("\n".join(problems))
    return settings


def _flat(data: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return the settings of a file; those of the tables `paths` and `names` as `paths.data`."""
    found: list[tuple[str, object]] = []
    for name, value in data.items():
        if name in ("paths", "names") and isinstance(value, dict):
            found += [(f"{name}.{inner}", given) for inner, given in value.items()]
        else:
            found.append((name, value))
    return found


def _wrong(name: str, value: object) -> str:
    """Return what is wrong with a setting, or an empty text."""
    if name.startswith("names."):
        return "" if isinstance(value, str) else f"'{name}' must be {_KINDS[str]}"
    key = KEYS.get(name)
    if key is None:
        near = nearest(name, KEYS)
        hint = f"; did you mean {near!r}?" if near else ""
        return f"unknown setting {name!r}; there are {', '.join(KEYS)} and the table names{hint}"
    if type(value) is not type(key.default):
        return f"{name!r} must be {_KINDS[type(key.default)]}"
    if key.allowed and value not in key.allowed:
        near = nearest(str(value), key.allowed)
        hint = f"; did you mean {near!r}?" if near else ""
        return f"{name!r} must be one of {', '.join(key.allowed)}{hint}"
    if isinstance(value, int) and not 0 <= value <= 1_000:  # noqa: PLR2004 -- no terminal has more columns
        return f"{name!r} must be from 0 to 1000"
    return ""


def _line(text: str, name: str) -> int:
    """Return the line of a setting, from 1; TOML's reader does not say."""
    last = name.rpartition(".")[2]
    pattern = re.compile(rf"^\s*[\"']?(?:\w+\.)?{re.escape(last)}[\"']?\s*[=.]|^\s*\[\s*{re.escape(last)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)), 1)
