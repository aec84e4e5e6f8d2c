"""What does not fit within a catalogue of documents."""

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.crossref.scope import duplicates, unknown
from sim.model.source import OUTLET, Catalogue, Outlet, Owner


def catalogue_problems(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return everything that does not fit between the entries of a catalogue."""
    return (*duplicates(catalogue), *_unknown(catalogue), *_strangers(catalogue))


def _unknown(catalogue: Catalogue) -> Iterator[Problem]:
    owners = {owner.id: owner for owner in catalogue.owners}
    outlets = {outlet.id: outlet for outlet in catalogue.outlets}
    sides = {side.id: side for side in catalogue.sides}
    for outlet in catalogue.outlets:
        if outlet.owner not in owners:
            yield unknown("owner", f"outlets.{outlet.id}.owner", outlet.owner, owners)
    for speaker in catalogue.speakers:
        if speaker.id == OUTLET:
            what = f"{OUTLET!r} cannot be a speaker's id: it stands for words that the outlet itself says"
            yield Problem("reserved-id", f"speakers.{speaker.id}", what, "choose another")
        if speaker.side not in sides:
            yield unknown("side", f"speakers.{speaker.id}.side", speaker.side, sides)
    for source in catalogue.sources:
        if source.outlet not in outlets:
            yield unknown("outlet", f"sources.{source.id}.outlet", source.outlet, outlets)


def _strangers(catalogue: Catalogue) -> Iterator[Problem]:
    owners = {owner.id for owner in catalogue.owners}
    said: list[tuple[str, Owner | Outlet]] = [("owners", owner) for owner in catalogue.owners]
    said += [("outlets", outlet) for outlet in catalogue.outlets]
    for group, part in said:
        for index, reference in enumerate(part.references):
            if reference.owner is not None and reference.owner not in owners:
                yield unknown("owner", f"{group}.{part.id}.references[{index}].owner", reference.owner, owners)
