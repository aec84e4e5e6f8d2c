"""What the server says of itself to whoever writes a client: every address and form, as an OpenAPI document read off routes and forms.

Rule 1: a form that a route reads stands in `FORMS`; a test holds the table against the routes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Address

from sim import __version__
from sim.classroom.web import protocol as forms
from sim.classroom.web.answers import Route, guarded
from sim.classroom.web.programs import MarkForm
from sim.classroom.web.slips import ByForm, TablesForm

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"

FORMS: dict[str, type[forms.Form]] = {
    "/enter": forms.EnterForm,
    "/join/{code}": forms.JoinForm,
    "/back/{code}": forms.ResumeForm,
    "/console/{lesson}/enter": forms.SignInForm,
    "/s/{lesson}/choose": forms.ChooseForm,
    "/s/{lesson}/judge": forms.JudgeForm,
    "/s/{lesson}/opened": forms.PassageForm,
    "/s/{lesson}/mark": MarkForm,
    "/s/{lesson}/speak": forms.SpeakForm,
    "/s/{lesson}/propose": forms.ProposeForm,
    "/s/{lesson}/wish": forms.WishForm,
    "/s/{lesson}/consent": forms.ConsentForm,
    "/s/{lesson}/watch": forms.Form,
}
"""The form of each address that takes one, but for orders."""

ORDER_FORMS: dict[str, type[forms.Form]] = {
    "deal": forms.DealForm,
    "place": forms.PlaceForm,
    "list": forms.ListForm,
    "release": forms.SeatForm,
    "let-in": forms.WaitingForm,
    "turn-away": forms.WaitingForm,
    "start": forms.Form,
    "pause": forms.Form,
    "resume": forms.Form,
    "end": forms.Form,
    "force": forms.ReasonForm,
    "decide": forms.DecideForm,
    "inject": forms.InjectForm,
    "clock": forms.ClockForm,
    "extend": forms.ExtendForm,
    "time": forms.TimeForm,
    "rewind": forms.RewindForm,
    "fork": forms.ForkForm,
    "proceed": forms.GroupForm,
    "bots": forms.GroupForm,
    "look": forms.GroupForm,
    "wishes": forms.SwitchForm,
    "talk": forms.SwitchForm,
    "withhold": forms.NumberForm,
    "tell": forms.TellForm,
    "note": forms.WordsForm,
    "answer": forms.AnswerForm,
    "schedule": forms.MinutesForm,
    "tables": TablesForm,
    "cards": forms.TurnForm,
    "by": ByForm,
    "sign-out": forms.Form,
}
"""The form of each of the facilitator's orders; `cards` takes the slips of each role besides."""

QUERIES: dict[str, dict[str, str]] = {
    "/s/{lesson}/events": {
        "seen": "the edition that is known: the `id` of the last change, such as `27`, or `27-failed` while nothing can be kept",
        "pack": "1 for changes in packed blocks",
    },
    "/s/{lesson}/debrief": {"group": "another than one's own, or `all`"},
    "/c/{lesson}/debrief": {"group": "another than the first, or `all`"},
}
"""What may stand behind the question mark of an address."""

_ANSWERS = {
    "200": "the page, or what was asked for",
    "303": "done; look at the address in `location`",
    "403": "this needs a seat, the facilitator's key, or a page of this server",
    "404": "there is no such page, code, lesson or part of it",
    "405": "a page is read, or a form is sent",
    "408": "the form did not come whole in time",
    "409": "refused now by the play, or meant for a turn that is over",
    "413": "no length, or too long",
    "421": "asked for under a name that is not the server's",
    "422": "no such form",
    "429": "too often; `retry-after` says when to try again",
    "500": "a fault of the server's own",
    "503": "nothing can be kept at the moment",
}
_TABLE_ORDER = "/c/{lesson}/table/do/{order}"
_ORDER = "/c/{lesson}/do/{order}"
_ID = re.compile(r"[^a-z]+")


def document(routes: Iterable[Address]) -> dict[str, Json]:
    """Return the OpenAPI document of routes."""
    paths: dict[str, dict[str, Json]] = {}
    for route in routes:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            for path, form in _asked(route.path, method):
                paths.setdefault(path, {})[method.lower()] = _operation(path, method, form)
    about = "Send forms, with the header `origin` of the server's own address; `accept: application/json` asks for values instead of pages."
    return {
        "openapi": "3.1.0",
        "info": {"title": "A lesson of Standoff", "version": __version__, "description": about},
        "paths": paths,
    }


def _asked(path: str, method: str) -> tuple[tuple[str, type[forms.Form] | None], ...]:
    """Return the addresses that a route stands for, with their forms: one for each order."""
    if path in (_ORDER, _TABLE_ORDER):
        return tuple((path.replace("{order}", name), form) for name, form in ORDER_FORMS.items())
    return ((path, FORMS[path] if method == "POST" else None),)


def _operation(path: str, method: str, form: type[forms.Form] | None) -> dict[str, Json]:
    names = re.findall(r"\{(\w+)\}", path)
    text: dict[str, Json] = {"type": "string", "minLength": 1, "maxLength": 64}
    asked: list[Json] = [{"name": name, "in": "path", "required": True, "schema": text} for name in names]
    asked += [
        {"name": name, "in": "query", "description": about, "schema": {"type": "string"}} for name, about in QUERIES.get(path, {}).items()
    ]
    found: dict[str, Json] = {
        "operationId": _ID.sub("-", f"{method} {path}".lower()).strip("-"),
        "parameters": asked,
        "responses": {status: {"description": about} for status, about in _ANSWERS.items()},
    }
    if form is not None:
        content: Json = {"application/x-www-form-urlencoded": {"schema": _fields(form)}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _fields(form: type[forms.Form]) -> dict[str, Json]:
    """Return the schema of a form; what may be nothing is left out of it."""
    whole: dict[str, Json] = form.model_json_schema()
    fields = whole.get("properties")
    if not isinstance(fields, Mapping):
        return whole
    return {**whole, "properties": {name: _field(field) for name, field in fields.items()}}


def _field(field: Json) -> Json:
    ways = field.get("anyOf") if isinstance(field, Mapping) else None
    return ways[0] if isinstance(ways, Sequence) and not isinstance(ways, str) else field


async def _tell(request: Request) -> Response:
    return Response(_written(request.app), media_type="application/json")


@lru_cache(maxsize=1)
def _written(app: Starlette) -> bytes:
    """Return the document of an application; it is made once, since that takes as long as a hundred pages and anybody may ask for it."""
    return json.dumps(document(route for route in app.routes if isinstance(route, Address)), separators=(",", ":")).encode()


READS: dict[str, Route] = {"openapi.json": guarded(_tell)}
"""What whoever writes a client can look at, by its address."""
