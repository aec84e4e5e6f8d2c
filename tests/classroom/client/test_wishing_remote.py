"""A wish that is said in a terminal is the same to the server as one from a phone."""

from pathlib import Path

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.wire import Wire, read_door
from tests.classroom.live import Away, live
from tests.classroom.taught import NAME
from tests.classroom.waiting import until


def test_a_wish_reaches_the_server(tmp_path: Path) -> None:
    """Once the facilitator asks, the seat is told; what it wishes for stands in what it is told next."""
    with live(tmp_path) as room:
        ana = Away(room, "Ana")
        wire = Wire(read_door(room.base), 10)
        wire.keep(ana.cookie)
        attended = Attendance(wire, NAME, "again")
        before = attended.news().seat.choosing
        room.order("wishes", words="on")
        attended.start()
        attended.wish("westbank")
        until(lambda: bool(attended.news().seat.wish))  # sending goes on by itself where the answer comes late
        seat = attended.news().seat
        attended.close()

    assert (False, True, "westbank") == (before, seat.choosing, seat.wish)
