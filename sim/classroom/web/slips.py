"""The orders about groups at tables, read from forms: how many there are, who decides, and the slips that a group lays down.

A form of slips has the fields `card-ROLE`, `why-ROLE`, `expects-ROLE` and `finds-ROLE` for each role; one whose card is left empty has laid
none down.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sim.classroom.lesson import tables
from sim.classroom.lesson.tables import Slip
from sim.classroom.web.protocol import Count, Form, Id, TurnForm, checked, read_fields, read_form
from sim.errors import Invalid
from sim.model.events import Support
from sim.store.drafting import Draft

_PARTS = ("card", "why", "expects", "finds")


class TablesForm(Form):
    """Let so many groups play at tables."""

    groups: Count


class ByForm(Form):
    """Say who decides for a role of a group."""

    group: Id
    role: Id
    by: Literal["group", "bot"]


class SlipForm(Form):
    """What one role wrote."""

    role: Id
    card: Annotated[str, Field(min_length=1, max_length=20)]
    why: Annotated[str, Field(max_length=4_000)] = ""
    expects: Annotated[Literal["falls", "rises"] | None, BeforeValidator(lambda said: said or None)] = None
    finds: Annotated[Support | None, BeforeValidator(lambda said: said or None)] = None


def begin(draft: Draft, body: bytes) -> None:
    """Let groups play at tables."""
    tables.begin(draft, read_form(TablesForm, body).groups)


def play_by(draft: Draft, body: bytes) -> None:
    """Let a bot, or the group itself, decide for a role."""
    form = read_form(ByForm, body)
    tables.play_by(draft, form.group, form.role, bot=form.by == "bot")


def hand_in(draft: Draft, body: bytes) -> None:
    """Enter the slips of a group."""
    form, slips = read_slips(body)
    tables.hand_in(draft, form.group, form.turn, slips)


def read_slips(body: bytes) -> tuple[TurnForm, tuple[Slip, ...]]:
    """Return a form of slips: for which group and turn, and the slips that are filled in.

    Raises:
        Invalid: it is no such form.

    """
    fields = read_fields(body)
    written: dict[str, dict[str, str]] = {}
    for name in [name for name in fields if "-" in name]:
        part, _, role = name.partition("-")
        if part not in _PARTS:
            message = f"{name[:40]}: no such field stands in a form of slips"
            raise Invalid(message, "not-a-form")
        written.setdefault(role, {"role": role})[part] = fields.pop(name)
    laid = (checked(SlipForm, found) for found in written.values() if found.get("card", "").strip())
    slips = tuple(Slip(one.role, one.card, one.why.strip() or None, one.expects, one.finds) for one in laid)
    return checked(TurnForm, fields), slips
