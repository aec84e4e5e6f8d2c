"""Coming in: one name, one seat, however often it is sent; and what somebody says of research and of roles."""

import html
import re
from pathlib import Path

import pytest
from markupsafe import Markup
from starlette.testclient import TestClient

from sim.classroom.lesson import seats
from sim.classroom.web.app import Setting
from sim.classroom.web.notices import usual
from sim.model.joining import Notice
from tests.classroom.taught import CODE, JSON, NAME, TICKET, Class, Served, fields, placing, served
from tests.classroom.web.streaming import heard


def shown(browser: TestClient) -> dict[str, object]:
    """Return what a seat is shown."""
    found: dict[str, object] = browser.get(f"/s/{NAME}/seat.json").json()
    return found


def test_a_name_that_is_sent_twice_takes_one_seat(server: Served, room: Class) -> None:
    """Whoever did not hear that they have a seat sends the same page again, and has it."""
    browser = server.browser()
    token = re.search(r'name="token" value="([^"]+)"', browser.get(f"/join/{CODE}").text)
    assert token is not None
    form = {"name": "Ana", "token": token[1]}
    answers = []
    for _ in range(2):
        browser.cookies.clear()
        answers.append(browser.post(f"/join/{CODE}", data=form).status_code)

    assert [303, 303] == answers
    assert ["Ana"] == [seat.name for seat in room.again().now.lesson.seats.values()]
    assert "Ana" == shown(browser)["name"]


def test_a_wrong_code_stays_in_its_form(server: Served) -> None:
    """Whoever types a wrong code reads so above the form, with what they typed still in it; a program has the error."""
    answer = server.browser().post("/enter", data={"code": "QQQ QQQ"})
    read = server.browser().post("/enter", data={"code": "QQQ QQQ"}, headers=JSON)

    assert (404, 404) == (answer.status_code, read.status_code)
    assert ("unknown-code", True, True) == (
        read.json()["code"],
        'value="QQQ QQQ"' in answer.text,
        re.search(r'<p class="refused" role="alert">[A-Z]', answer.text) is not None,
    )


def test_a_code_that_cannot_be_looked_up_says_when_to_try_again(server: Served, tmp_path: Path) -> None:
    """While the disk is away, whoever types a code has it still, and hears after how many seconds to send it again; a program too."""
    (tmp_path / "sessions.db").rename(tmp_path / "elsewhere.db")
    answers = [server.browser().post("/enter", data={"code": "QQQ QQQ"}, headers=headers) for headers in ({}, JSON)]

    assert [(503, "5")] * 2 == [(answer.status_code, answer.headers.get("retry-after")) for answer in answers]
    assert 'value="QQQ QQQ"' in answers[0].text


def test_every_page_to_join_has_its_own_word(server: Served) -> None:
    """Two people who open the page have two seats, and a word of another kind is refused."""
    pages = {server.browser().get(f"/join/{CODE}").text for _ in range(2)}

    assert 2 == len(pages)
    assert 422 == server.browser().post(f"/join/{CODE}", data={"name": "Ana", "token": "short"}).status_code


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "x" * 401])
def test_whoever_gives_no_name_is_asked_again(server: Served, room: Class, name: str) -> None:
    """The page comes again with what was sent besides, and says beside the field what is missing; a program has it in plain words."""
    browser = server.browser()
    sent = {**fields(browser.get(f"/join/{CODE}").text), "ticket": TICKET, "agrees": "yes"}
    again, read = (browser.post(f"/join/{CODE}", data={**sent, "name": name}, headers=headers) for headers in ({}, JSON))
    form = again.text[again.text.index('action="/join/') :]

    assert (422, 422, "not-a-form") == (again.status_code, read.status_code, read.json()["code"])
    assert re.fullmatch(
        r"name: (it is empty; write something|there is nothing in it to read; write something|it is too long; write less)",
        read.json()["message"],
    )
    assert {"ticket": TICKET, "token": sent["token"], "agrees": "yes", "name": ""} == fields(again.text)
    assert re.search(r'<p class="refused" role="alert" id="name-refused">Give a name.*\s*<label for="name">', form)
    assert ('aria-describedby="name-refused" autofocus' in form, "checked" in form) == (True, True)
    assert not room.again().now.lesson.seats
    assert 303 == browser.post(f"/join/{CODE}", data={**fields(again.text), "name": "Ana"}).status_code
    assert [True] == [seat.consents for seat in room.again().now.lesson.seats.values()]


def test_a_name_does_not_excuse_the_rest(server: Served) -> None:
    """Where something else of the form is wrong too, or it has no field for a name, no page of ours has sent it."""
    browser = server.browser()
    answers = [
        browser.post(f"/join/{CODE}", data=data) for data in ({"name": " ", "token": "short"}, {"name": " ", "more": "1"}, {"ticket": ""})
    ]

    assert [(422, False)] * 3 == [(answer.status_code, "<form" in answer.text) for answer in answers]


def test_whoever_has_a_seat_needs_no_name(server: Served) -> None:
    """A browser that has a seat is sent to it, whatever it sends from an old page."""
    assert 303 == server.seat("Ana").post(f"/join/{CODE}", data={"name": " "}).status_code


def test_two_people_of_one_name_are_told_apart(server: Served) -> None:
    """Who joins under a name that somebody has is another on every page, and reads why; the first reads nothing of it."""
    first, second = server.seat("Ana"), server.seat("ana")
    said = "Somebody is called Ana already, so you are ana 2 here."

    assert (False, True) == (said in first.get(f"/s/{NAME}/").text, said in second.get(f"/s/{NAME}/").text)
    assert ("Ana", "ana 2") == (shown(first)["name"], shown(second)["name"])


def test_a_seat_is_come_back_to_after_the_end(server: Served) -> None:
    """A lesson that is over has no code: its name and the code of a seat open the seat, and the page without one asks for that."""
    first, second = server.seat("Ana"), server.browser()
    code = re.search(r'<strong class="code">(\w{10})</strong>', first.get(f"/s/{NAME}/").text)
    assert code is not None
    for order in ("deal", "start", "end"):
        assert 200 == server.order(order)
    stranger = second.get(f"/s/{NAME}/debrief")
    missing, wrong = (second.post(f"/back/{lesson}", data={"resume": "BCDFGHJKMN"}) for lesson in ("no-such-lesson", NAME))
    back = second.post(f"/back/{NAME}", data={"resume": code[1]})

    assert (403, True) == (stranger.status_code, f'action="/back/{NAME}"' in stranger.text)
    assert (404, missing.text.replace("no-such-lesson", NAME)) == (wrong.status_code, wrong.text)
    assert (True, True) == (f'action="/back/{NAME}"' in wrong.text, 'value="BCDFGHJKMN"' in wrong.text)
    assert (303, f"/s/{NAME}/") == (back.status_code, back.headers["location"])
    assert "Ana" == shown(second)["name"]


def test_a_wrong_code_to_come_back_with_stays_in_its_form(server: Served) -> None:
    """Whoever mistypes the code of their seat reads so beside it, with what they typed still there; a program has the error."""
    first, second = server.seat("Ana"), server.browser()
    code = re.search(r'<strong class="code">(\w{10})</strong>', first.get(f"/s/{NAME}/").text)
    assert code is not None
    form = {"resume": "BCDFGHJKMN", "token": fields(second.get(f"/join/{CODE}").text)["token"]}
    wrong, read = (second.post(f"/back/{CODE}", data=form, headers=headers) for headers in ({}, JSON))
    open_box = wrong.text[wrong.text.index("<details open>") :]
    back = second.post(f"/back/{CODE}", data={**form, "resume": code[1]})

    assert (404, 404, "unknown-code") == (wrong.status_code, read.status_code, read.json()["code"])
    assert all(said in open_box for said in (f'action="/back/{CODE}"', 'value="BCDFGHJKMN"', 'role="alert"', form["token"]))
    assert (303, "Ana") == (back.status_code, shown(second)["name"])


def test_what_is_kept_is_said_before_anybody_joins(server: Served) -> None:
    """The page where a name is given says, in every language of the notice and marked as such, what is kept, and to whom it is shown."""
    page = server.browser().get(f"/join/{CODE}").text

    assert [said.lang for said in usual()] == re.findall(r'<(?:section|details)[^>]* lang="([^"]+)"', page)
    assert all(Markup.escape(line) in page for said in usual() for line in (said.heading, *said.text.split("\n\n")))
    assert page.index(usual()[0].heading) < page.index(f'action="/join/{CODE}"')


def test_who_leads_may_bring_a_notice(room: Class) -> None:
    """The facilitator's own words stand in the place of the usual ones."""
    with served(room, Setting(tickets={NAME: TICKET}, notice=(Notice(lang="de", heading="Was bleibt", text="Der Name."),))) as server:
        page = server.browser().get(f"/join/{CODE}").text

    assert ("Was bleibt" in page, usual()[0].heading in page, 'lang="de"' in page) == (True, False, True)


def test_nobody_agrees_to_research_unasked(server: Served, room: Class) -> None:
    """Who says nothing does not agree; who ticks the box does, and may change their mind; saying the same again adds nothing."""
    ana, ben = server.browser(), server.browser()
    ana.post(f"/join/{CODE}", data={"name": "Ana"})
    ben.post(f"/join/{CODE}", data={"name": "Ben", "agrees": "yes"})
    before = [shown(browser)["consents"] for browser in (ana, ben)]
    for browser, form in ((ana, {"agrees": "yes"}), (ben, {}), (ben, {})):
        assert 200 == browser.post(f"/s/{NAME}/consent", data=form, headers=JSON).status_code

    assert [False, True] == before
    assert [True, False] == [shown(browser)["consents"] for browser in (ana, ben)]
    assert 3 == sum(entry.event.kind == "consented" for entry in room.archive.lessons.read(NAME))


def test_a_wish_is_kept_while_wishes_are_asked_for(server: Served, room: Class) -> None:
    """A page offers the roles, any of them, and watching, once the facilitator asks, and shows what was wished."""
    ana = server.seat("Ana")
    early = ana.post(f"/s/{NAME}/wish", data={"wish": "north"}, headers=JSON).status_code
    server.order("wishes", words="on")
    page = ana.get(f"/s/{NAME}/").text
    wished = []
    for wish in ("north", "observer", "any"):
        assert 200 == ana.post(f"/s/{NAME}/wish", data={"wish": wish}, headers=JSON).status_code
        wished.append(shown(ana)["wish"])

    assert (409, 404) == (early, ana.post(f"/s/{NAME}/wish", data={"wish": "west"}, headers=JSON).status_code)
    assert ["north", "south", "any", "observer"] == re.findall(r'name="wish" value="(\w+)"', page)
    assert ["north", "observer", "any"] == wished
    assert 'name="wish"' not in server.seat("Zoe").get(f"/s/{NAME}/past").text
    room.live.reload()
    assert room.live.now.lesson.seats["s1"].wish is not None


def test_roles_and_words_can_be_read_before_the_play(server: Served) -> None:
    """Whoever waits reads what everybody may."""
    ana = server.seat("Ana")

    assert (200, 200) == (ana.get(f"/s/{NAME}/guide").status_code, ana.get(f"/s/{NAME}/past").status_code)


def test_what_happened_has_a_way_through_it(server: Served) -> None:
    """The page of what happened leads to each turn, in order, up to now, with what each side chose there and nothing that nobody did."""
    ana = server.seat("Ana")
    server.order("list", places="name,group,role\nAna,g1,north")
    server.order("start")
    ana.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON)
    page = ana.get(f"/s/{NAME}/past").text

    assert ["turn-1", "turn-2"] == re.findall(r'href="#(turn-\d+)"', page)  # a bot decides alone in the second
    assert ["turn-1", "turn-2"] == re.findall(r'<section id="(turn-\d+)"', page)
    assert 1 == page.count('aria-current="step"')
    way = page[page.index('<ol class="way">') : page.index("</ol>")]
    view = ana.get(f"/s/{NAME}/seat.json").json()["view"]
    chosen = [(choice["name"], choice["label"]) for turn in view["turns"] for choice in turn["choices"]]
    assert chosen == [(name, label) for name, label in re.findall(r"<li>([^<:]+): ([^<]+?)(?: <strong>|</li>)", html.unescape(way))]


def test_a_stream_brings_no_page_that_is_there(room: Class) -> None:
    """Whoever has the page as it is hears nothing until something is new; whoever has another, or a clock runs, is told at once."""
    room.come("Ana")
    room.do(placing(s1="g1 north"), seats.start)
    with served(room) as server:
        ana = server.browser()
        ana.cookies.set(f"seat-{NAME}", "token of Ana")
        now = re.search(r'data-edition="([^"]+)"', ana.get(f"/s/{NAME}/").text)
        assert now is not None
        old = heard(server.app, ana, f"/s/{NAME}/events?seen=1")
        known = heard(server.app, ana, f"/s/{NAME}/events?seen={now[1]}", pages=0)
        server.order("clock", group="g1", seconds="60")
        fresh = re.search(r'data-edition="([^"]+)"', ana.get(f"/s/{NAME}/").text)
        assert fresh is not None
        clocked = heard(server.app, ana, f"/s/{NAME}/events?seen={fresh[1]}")

    assert [1, 0, 1] == [said.text.count("event: view") for said in (old, known, clocked)]
