"""Languages as those call them who speak them, where a notice names them by the codes that HTML has."""

from collections.abc import Iterable

_NAMES = {
    "bs": "bosanski",
    "de": "Deutsch",
    "el": "ελληνικά",
    "en": "English",
    "es": "español",
    "fr": "français",
    "hr": "hrvatski",
    "hu": "magyar",
    "it": "italiano",
    "mk": "македонски",
    "rom": "romani čhib",
    "ru": "русский",
    "sq": "shqip",
    "sr": "srpski",
    "tr": "Türkçe",
    "uk": "українська",
}
"""Those spoken where the crises of the shipped scenario are taught, and some more; any other is called by its code."""


def spoken(lang: str) -> str:
    """Return what a language calls itself: of `sr-Latn`, srpski."""
    return _NAMES.get(lang.casefold().partition("-")[0], lang)


def with_options(langs: Iterable[str]) -> str:
    """Return languages with what is typed to have each of them, as `srpski (--language sr-Latn), shqip (--language sq)`."""
    return ", ".join(f"{spoken(lang)} (--language {lang})" for lang in langs)
