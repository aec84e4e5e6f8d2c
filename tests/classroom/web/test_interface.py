"""The description of the HTTP interface is whole and true, and nothing that follows from it, or breaks it, makes the server fail."""

import json
import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from starlette.testclient import TestClient

from sim.classroom.web.app import routes
from sim.classroom.web.interface import FORMS, ORDER_FORMS, document
from sim.classroom.web.orders import ORDERS
from tests.classroom.taught import CODE, JSON, NAME, Served
from tests.classroom.web.authorised import STREAMS, browser_of, served_to_all
from tests.classroom.web.streaming import heard

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "http.openapi.json"
CASES = int(os.environ.get("SIM_HTTP_CASES", "8"))
"""Of each address; `SIM_HTTP_CASES=300 pytest -m slow tests/classroom/web/test_interface.py` asks more."""
ENDING = ("/end", "/release", "/watch", "/sign-out")
"""Addresses that take away what others are asked with; each is asked in a lesson of its own."""
KNOWN = {"lesson": NAME, "code": CODE, "group": "g1", "name": "classroom.css"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a play of two groups."""
    with served_to_all(tmp_path_factory.mktemp("interface")) as made:
        yield made


def test_every_form_is_described() -> None:
    """Every address that takes a form stands in the table of forms, and every order in that of orders."""
    takes = {route.path for route in routes() if "POST" in (route.methods or ()) and not route.path.endswith("{order}")}

    assert takes == {*FORMS}
    assert {*ORDERS} == {*ORDER_FORMS}


def test_the_published_description_is_that_of_the_server(server: Served) -> None:
    """What stands in docs/ is what the server says of itself; `BLESS=1` writes it anew."""
    said = server.browser().get("/openapi.json").json()

    published = {**said, "info": {**said["info"], "version": "any"}}
    if os.environ.get("BLESS"):
        PUBLISHED.write_text(json.dumps(published, indent=1) + "\n", "utf-8")

    assert json.loads(json.dumps(document(routes()))) == said
    assert json.loads(PUBLISHED.read_text("utf-8")) == published


def test_the_description_is_made_once(server: Served) -> None:
    """Anybody may ask for it, and making it takes long: asked for 25 times, it takes less than making it 20 times."""
    browser, began = server.browser(), time.process_time()
    for _ in range(20):
        document(routes())
    making, began = time.process_time() - began, time.process_time()
    for _ in range(25):
        browser.get("/openapi.json")

    assert time.process_time() - began < making


@pytest.mark.parametrize(
    ("order", "fields"),
    [
        *((order, {"group"}) for order in ("proceed", "bots", "look")),
        ("cards", {"group", "turn"}),
        ("extend", {"group", "turn", "seconds", "seen"}),
        ("force", {"group", "turn", "reason"}),
    ],
)
def test_an_order_has_no_field_that_is_not_read(server: Served, order: str, fields: set[str]) -> None:
    """What an order does not read is neither described nor accepted."""
    sent = {"group": "g1", "turn": "1", "reason": "why", "seconds": "60", "seen": "60"}
    unread = next(name for name in (*sent, "else") if name not in fields)
    answer = server.facilitator.post(f"/c/{NAME}/do/{order}", data={name: sent.get(name, "") for name in (*fields, unread)}, headers=JSON)

    assert fields | {"key"} == {*ORDER_FORMS[order].model_json_schema()["properties"]}
    assert (422, True) == (answer.status_code, answer.json()["message"].startswith(unread))


@pytest.mark.parametrize("order", [name for name, form in ORDER_FORMS.items() if form.model_json_schema().get("required")])
def test_an_order_reads_the_form_that_is_described(server: Served, order: str) -> None:
    """An order without its fields is refused for the first field that its form needs."""
    first = ORDER_FORMS[order].model_json_schema()["required"][0]
    answer = server.facilitator.post(f"/c/{NAME}/do/{order}", data={}, headers=JSON)

    assert 422 == answer.status_code
    assert answer.json()["message"].startswith(first)


def unhurried() -> Callable[[], float]:
    """Return a clock by which a minute lies between any two requests, so that none is refused for coming too soon."""
    return count(0.0, 60.0).__next__


def asked(server: Served, browser: TestClient, case: Case) -> int:
    """Send a case, and return the status of the answer; of a stream only the beginning is heard."""
    path = case.path
    for name, value in case.path_parameters.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    query = urlencode([(name, str(value)) for name, value in (case.query or {}).items()], errors="replace")
    path += f"?{query}" if query else ""
    if case.path in STREAMS:
        return heard(server.app, browser, path, client="127.0.0.1" if browser is server.facilitator else "192.168.0.20").status
    body = case.body if isinstance(case.body, dict) else {}
    form = urlencode([(str(name), text if isinstance(text, str) else json.dumps(text)) for name, text in body.items()], errors="replace")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    headers = JSON | (kind if case.method == "POST" else {})
    return browser.request(case.method, path, content=form if case.method == "POST" else None, headers=headers).status_code


@pytest.mark.slow
@pytest.mark.timeout(300 + 60 * CASES)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_that_is_asked_makes_the_server_fail(tmp_path: Path, mode: GenerationMode) -> None:
    """Whatever fits the description, and whatever does not, is answered with a status that the description names."""
    whole = json.loads(json.dumps(document(routes())))
    for operations in whole["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if mode is GenerationMode.POSITIVE and parameter["name"] in KNOWN:
                    parameter["schema"] = {"type": "string", "enum": [KNOWN[parameter["name"]]]}
    found: dict[tuple[str, str], set[int]] = {}
    operations = [result.ok() for result in schemathesis.openapi.from_dict(whole).get_all_operations()]
    varied = [one for one in operations if one.path_parameters or one.query or one.body]
    last = [one for one in varied if one.path.endswith(ENDING)]
    with served_to_all(tmp_path, pulse=unhurried()) as server:
        for operation in varied:
            if operation not in last:
                ask(server, operation, mode, found)
    for number, operation in enumerate(last):
        (folder := tmp_path / str(number)).mkdir()
        with served_to_all(folder, pulse=unhurried()) as server:
            ask(server, operation, mode, found)
    documented = {int(status) for status in whole["paths"]["/enter"]["post"]["responses"]}

    assert {} == {row: statuses - documented for row, statuses in found.items() if statuses - documented}
    assert sum(len(methods) for methods in whole["paths"].values()) == len(operations)
    assert {(one.method.upper(), one.path) for one in varied} == {*found}


def ask(server: Served, operation: APIOperation, mode: GenerationMode, found: dict[tuple[str, str], set[int]]) -> None:
    """Ask an address whatever fits its description, or does not, and note the answers."""
    browser = browser_of(server, "facilitator" if operation.path.startswith(("/c/", "/console/")) else "seat")

    @settings(max_examples=CASES, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None, deadline=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Case) -> None:
        found.setdefault((case.method, case.path), set()).add(asked(server, browser, case))

    each()
