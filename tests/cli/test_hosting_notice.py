"""`sim host --notice`: what is no notice is refused with the file's name, and whoever leads hears in what it is shown."""

import sys
from pathlib import Path

import pytest

from sim.classroom.web.notices import LARGEST, usual
from sim.cli.hosting_notice import read_notice_file, shown_alone
from sim.errors import Invalid
from sim.model.joining import Notice
from tests.cli.test_hosting import hosting


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"Kept\n\n" + b"x" * 20_000, f"20006 characters; {LARGEST} are allowed"),
        (b"Kept\n\n" + b"x" * 10_000_000, f"this is too long; a notice has at most {LARGEST} characters"),
        ("Kept\n\nA name.".encode("utf-16"), "this is not UTF-8 text; save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is not UTF-8 text"),
        (b"Kept\n\nA name.\n[sq]\nRuhet\n\nEmri.\n[sq]\nRuhet\n\nEmri.", "line 8: the notice in sq began on line 4 already"),
    ],
)
def test_what_is_no_notice_is_refused_with_its_file(tmp_path: Path, held: bytes, said: str) -> None:
    """A text that is too long, a file that is no text, and a language that stands twice."""
    file = tmp_path / "notice.txt"
    file.write_bytes(held)

    with pytest.raises(Invalid, match=said) as refused:
        read_notice_file(file)

    assert str(refused.value).startswith(f"{file}: ")


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (("sq",), "your notice is not in English; whoever joins reads it in shqip alone"),
        (("sq", "sr-Latn"), "your notice is not in English; whoever joins reads it in shqip, srpski alone"),
        (("sq", "en-GB"), ""),
        ((), ""),
    ],
)
def test_a_notice_without_english_is_told_of(languages: tuple[str, ...], said: str) -> None:
    """Where the usual one stands, or there is English, nothing is."""
    assert (said, "") == (shown_alone([Notice(lang=lang, heading="A", text="B") for lang in languages]), shown_alone(usual()))


@pytest.mark.skipif(sys.platform == "win32", reason="servers are stopped by signals here")
def test_whoever_leads_hears_in_which_language_alone_it_is(tmp_path: Path) -> None:
    """It stands below the addresses, before anybody joins."""
    file = tmp_path / "notice.txt"
    file.write_text("[sq]\nRuhet\n\nEmri.", "utf-8")

    with hosting(tmp_path, "tutorial", "--notice", str(file)) as held:
        assert "sim: your notice is not in English; whoever joins reads it in shqip alone" in held.said
