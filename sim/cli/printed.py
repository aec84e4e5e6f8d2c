"""What `sim print` does: lays a lesson out, and writes it as a page, as PDF, or both."""

from pathlib import Path

import click

from sim.cli.output import talk
from sim.errors import WITH_EXTRA, StorageFailed
from sim.library import open_scenario
from sim.report.paper.booklet import booklet
from sim.report.paper.parts import printed
from sim.report.paper.pdf import pdf
from sim.report.typeset import can_typeset
from sim.store.anew import write_anew_bytes, write_page_anew

_PAGE, _PDF = ".html", ".pdf"


def write_lesson(scenario: str, act: str | None, course: str, targets: tuple[Path, ...]) -> None:
    """Write a lesson on paper to files that are not there yet; the page first, because it needs nothing that may be missing."""
    wrong = next((target for target in targets if target.suffix.lower() not in (_PAGE, _PDF)), None)
    if wrong is not None:
        message = f"nothing is written to a file that ends in {wrong.suffix!r}; a lesson is a page (.html) or PDF (.pdf)"
        raise click.UsageError(message)
    opened = open_scenario(scenario)
    lookup = opened.machine.lookup
    found = lookup.act(act or opened.scenario.acts[0].id)
    way = lookup.course(found.id, course)
    name = f"{opened.scenario.id}-{found.id}-{way.id}"
    usual = (Path(f"{name}{_PAGE}"), *([Path(f"{name}{_PDF}")] if can_typeset() else []))
    wanted = sorted(targets or usual, key=lambda target: target.suffix.lower() == _PDF)
    there = next((target for target in wanted if target.exists()), None)
    if there is not None:
        message = f"{there} exists already; name another file or take it away"
        raise StorageFailed(message, "file-exists")
    lesson = printed(opened.machine, opened.grounds, found, way)
    for target in wanted:
        if target.suffix.lower() == _PDF:
            write_anew_bytes(target, [pdf(lesson)])
            talk(f"sim: wrote {target}; print it on A4")
        else:
            write_page_anew(target, booklet(lesson))
            talk(f"sim: wrote {target}; open it in a browser and print it on A4")
    if not targets and not can_typeset():
        talk(f"sim: PDF needs typst, which is not installed; {WITH_EXTRA.format('debrief')}; the page prints without it")
