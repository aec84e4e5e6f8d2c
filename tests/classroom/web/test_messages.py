"""Who reads what on their page: a message to one role, one to all roles, and a public statement."""

from starlette.testclient import TestClient

from tests.classroom.taught import JSON, NAME, Served

SAID = {"south": "To one.", "*": "Behind closed doors.", "": "In public."}


def read(browser: TestClient) -> list[str]:
    """Return what of all that stands on the page of a seat."""
    page = browser.get(f"/s/{NAME}/").text
    return [words for words in SAID.values() if words in page]


def test_each_message_is_read_by_those_it_is_for(server: Served) -> None:
    """Two roles read what goes to one of them, all roles what is said behind closed doors, and who watches too what is said in public."""
    people = {name: server.seat(name) for name in ("Ana", "Ben", "Cem")}
    for seat, role in (("s1", "north"), ("s2", "south"), ("s3", "")):
        assert 200 == server.order("place", seat=seat, group="g1", role=role)
    assert [200, 200] == [server.order("start"), server.order("talk", words="on")]
    kept = [people["Ana"].post(f"/s/{NAME}/speak", data={"to": to, "words": text}, headers=JSON).status_code for to, text in SAID.items()]
    strange = people["Ana"].post(f"/s/{NAME}/speak", data={"to": "**", "words": "No."}, headers=JSON).status_code

    assert [200, 200, 200, 404] == [*kept, strange]
    assert [[*SAID.values()], [*SAID.values()], ["In public."]] == [read(browser) for browser in people.values()]
    assert ["speak" in browser.get(f"/s/{NAME}/").text for browser in people.values()] == [True, True, False]
    assert 200 == server.order("end")
    assert [*SAID.values()] == read(people["Cem"])
