"""Writing the transcript of a play to a file."""

from pathlib import Path

from sim.errors import StorageFailed
from sim.report.markdown import markdown
from sim.report.review import Review
from sim.report.text import text

_WIDTH = 80
"""Columns of a transcript as plain text."""


def write_transcript(review: Review, path: Path) -> None:
    """Write the account of a play, as plain text to a file that ends in `.txt`, else as Markdown.

    Raises:
        StorageFailed: the file cannot be written.

    """
    told = text(review, _WIDTH) if path.suffix.lower() == ".txt" else markdown(review)
    try:
        path.write_text(told, encoding="utf-8")
    except OSError as error:
        message = f"the transcript could not be written to {path}: {error.strerror or error}; give another folder or name"
        raise StorageFailed(message, "export-failed") from error
