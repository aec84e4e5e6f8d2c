"""The description of the HTTP interface is whole and true, and nothing that follows from it, or breaks it, makes the server fail."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from starlette.testclient import TestClient

from sim.classroom.web.app import routes
from sim.classroom.web.interface import FORMS, ORDER_FORMS, document
from sim.classroom.web.orders import ORDERS
from tests.classroom.taught import CODE, JSON, NAME, Served
from tests.classroom.web.authorised import STREAMS, browser_of, served_to_all

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "http.openapi.json"
CASES = int(os.environ.get("SIM_HTTP_CASES", "8"))
"""Of each address; `SIM_HTTP_CASES=300 pytest -m slow tests/classroom/web/test_interface.py` asks more."""
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


@pytest.mark.parametrize("order", [name for name, form in ORDER_FORMS.items() if form.model_json_schema().get("required")])
def test_an_order_reads_the_form_that_is_described(server: Served, order: str) -> None:
    """An order without its fields is refused for the first field that its form needs."""
    first = ORDER_FORMS[order].model_json_schema()["required"][0]
    answer = server.facilitator.post(f"/c/{NAME}/do/{order}", data={}, headers=JSON)

    assert 422 == answer.status_code
    assert answer.json()["message"].startswith(first)


def asked(browser: TestClient, case: Case) -> int:
    """Send a case, and return the status of the answer."""
    path = case.path
    for name, value in case.path_parameters.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    body = case.body if isinstance(case.body, dict) else {}
    form = urlencode([(str(name), text if isinstance(text, str) else json.dumps(text)) for name, text in body.items()], errors="replace")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    headers = JSON | (kind if case.method == "POST" else {})
    return browser.request(case.method, path, content=form if case.method == "POST" else None, headers=headers).status_code


@pytest.mark.slow
@pytest.mark.timeout(900)
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
    with served_to_all(tmp_path) as server:
        browsers = [browser_of(server, who) for who in ("seat", "facilitator")]
        for result in schemathesis.openapi.from_dict(whole).get_all_operations():
            operation = result.ok()
            described = whole["paths"][operation.path][operation.method]
            if operation.path in STREAMS or operation.path.endswith(("/end", "/release", "/sign-out", "/watch")):
                continue  # without an end, or the end of what is asked
            if not described["parameters"] and "requestBody" not in described:
                continue  # nothing can be varied

            @settings(max_examples=CASES, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None, deadline=None)
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Case) -> None:
                browser = browsers[case.path.startswith(("/c/", "/console/"))]
                found.setdefault((case.method, case.path), set()).add(asked(browser, case))

            ask()
    documented = {int(status) for status in whole["paths"]["/enter"]["post"]["responses"]}

    assert {} == {row: statuses - documented for row, statuses in found.items() if statuses - documented}
    assert len(found) > 60
