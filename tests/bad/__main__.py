"""Write messages.txt anew; its difference shows how the messages have changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bad.corpus import MESSAGES, NAMES, make, said


def _entry(name: str) -> str:
    with TemporaryDirectory() as where:
        return "\n".join((f"## {name}", *said(make(name, Path(where))), ""))


MESSAGES.write_text("\n".join(_entry(name) for name in NAMES), "utf-8")
