"""The model of how the classroom grows: it agrees with what is known of queues, and with itself."""

import statistics

import pytest

from benchmarks.capacity import BUSY, MOST_LINKS, Costs, Day, at_once, databases_for, load, plan, play, servers_for

BARE = Costs(choice=0.04, page=0.0, stream=0.0, stored=0.0, commit=0.0)
"""One sort of work alone."""
EVEN = Day(within=150.0, presses=1)
"""Students press at any moment."""


@pytest.mark.parametrize("classes", [20, 45, 70])
def test_a_server_waits_as_queues_do(classes: int) -> None:
    """Where students press independently, the mean wait is that of a queue with random arrivals and equal work (Pollaczek, Khinchine)."""
    rate = classes * EVEN.size / EVEN.turn
    busy = rate * BARE.choice
    expected = BARE.choice + busy * BARE.choice / (2 * (1 - busy))

    acks, _ = play(classes, BARE, EVEN)

    assert pytest.approx(expected, rel=0.15) == statistics.mean(acks)


def test_pages_wait_behind_what_was_pressed() -> None:
    """However many pages are to be written, whoever presses waits for one of them at most."""
    slow = Costs(choice=0.001, page=0.01, stream=0.0, commit=0.0)

    acks, pages = play(20, slow, Day(presses=1))

    assert max(acks) < max(pages)
    assert statistics.quantiles(acks, n=100)[98] < 3 * (slow.page + slow.choice)


def test_one_class_needs_one_of_each() -> None:
    """A class of forty has one server, one database, and no wait that anybody would notice."""
    found = plan(40)

    assert (1, 1, 1) == (found.servers, found.hosts, found.databases)
    assert found.page < 0.1


def test_more_students_never_need_less() -> None:
    """With the number of students, servers and databases only grow, and no server is busier than it may be."""
    plans = [plan(students) for students in (40, 400, 9_000)]

    assert sorted(found.servers for found in plans) == [found.servers for found in plans]
    assert sorted(found.databases for found in plans) == [found.databases for found in plans]
    assert all(found.busiest <= BUSY for found in plans)


def test_chance_needs_more_servers_than_order_would() -> None:
    """Lessons that lie where chance put them need more servers than lessons that are dealt out evenly."""
    students = 20_000

    assert servers_for(students) > load(students) / BUSY


def test_connections_bound_a_database() -> None:
    """However little a choice costs a database, it takes no more connections than it may."""
    assert databases_for(1_000_000, 1_000, BARE, EVEN) * MOST_LINKS >= 3 * 1_000


def test_a_day_has_its_busiest_minute() -> None:
    """The curve of a day reaches the number of students asked for, is empty at night, and holds whoever has begun."""
    curve = at_once(1_000)

    assert (1_000, 0) == (max(curve), curve[3 * 60])
    assert curve[10 * 60 + 30] > curve[18 * 60 + 30] > 0
