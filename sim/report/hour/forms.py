"""Every form of a debrief, by the ending of its file; and all of them together as one archive."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sim.errors import Missing
from sim.report.hour.data import as_csv, as_json
from sim.report.hour.debriefed import Debrief
from sim.report.hour.one_page import html
from sim.report.hour.pdf import pdf
from sim.report.hour.told import hour
from sim.report.hour.xapi import xapi
from sim.report.markdown import written as markdown
from sim.report.text import written as text

PDF = ".pdf"
"""The one form that needs an extra."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of everything in an archive, so that the same debrief gives the same bytes."""


def as_markdown(debrief: Debrief) -> str:
    """Return a debrief as Markdown."""
    return "\n".join((*markdown(hour(debrief)), ""))


def as_text(debrief: Debrief) -> str:
    """Return a debrief as plain text."""
    return "\n".join((*text(hour(debrief)), ""))


FORMS: Mapping[str, Callable[[Debrief], bytes]] = {
    ".xapi.json": lambda debrief: xapi(debrief).encode(),
    ".json": lambda debrief: as_json(debrief).encode(),
    ".html": lambda debrief: html(debrief).encode(),
    ".md": lambda debrief: as_markdown(debrief).encode(),
    ".txt": lambda debrief: as_text(debrief).encode(),
    ".csv": lambda debrief: as_csv(debrief).encode(),
    PDF: pdf,
}
"""What each ending stands for; longer endings first, paper last."""


def every_form(debrief: Debrief, stem: str) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each form, named by a stem; paper is left out where what sets its pages is not installed."""
    for ending, form in FORMS.items():
        try:
            yield f"{stem}{ending}", form(debrief)
        except Missing:
            if ending != PDF:
                raise


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as one ZIP archive, the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, data in files:
            made.writestr(ZipInfo(name, _LONG_AGO), data, ZIP_DEFLATED)
    return out.getvalue()
