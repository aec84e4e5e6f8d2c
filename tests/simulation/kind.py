"""What kind of lesson a seed plays: how many people and servers, how bad the network is, and what it is kept in.

Rule 1: what happens often in rooms is drawn often, and what costs much is drawn seldom.
"""

from dataclasses import dataclass
from random import Random

from sim.model.lesson import Agreement
from tests.simulation.network import Weather
from tests.simulation.pool import SIZE

_BOTS = ("reported", "cautious", "random")


@dataclass(frozen=True)
class Kind:
    """Drawn once, before anything happens."""

    scenario: int
    """Its number in the pool."""
    people: int
    servers: int
    whole: bool
    """Whether requests pass through the whole application; else straight to the handlers of their routes."""
    on_disk: bool
    """Whether lessons are kept in a file of SQLite; else in memory."""
    length: float
    """Seconds that the storm lasts."""
    slowness: float
    """How many times as long as usual the disk takes."""
    agree: Agreement
    bot: str
    kills: int
    leavers: float
    """Of the people, who go home in the storm."""
    weather: Weather


def kind(drawn: Random) -> Kind:
    """Draw one."""
    people = drawn.choice([1, 1, 2, 2, 2, 3, 3, 4, 6]) if drawn.random() < 0.99 else drawn.randint(7, 60)
    return Kind(
        scenario=drawn.randrange(SIZE),
        people=people,
        servers=2 if drawn.random() < 0.12 else 1,
        whole=drawn.random() < 0.1,
        on_disk=drawn.random() < 0.02,
        length=drawn.uniform(10.0, 40.0) if people < 7 else drawn.uniform(8.0, 16.0),
        slowness=drawn.choice([1.0, 1.0, 1.0, 10.0]),
        agree=drawn.choice(["speaker", "majority"]),
        bot=drawn.choice(_BOTS),
        kills=drawn.choice([0, 1, 1, 2, 3]),
        leavers=drawn.choice([0.0, 0.3]),
        weather=Weather(
            loss=drawn.choice([0.0, 0.02, 0.1, 0.3]),
            double=drawn.choice([0.0, 0.05, 0.2]),
            late=drawn.choice([0.0, 0.5]),
            slow=drawn.choice([0.02, 0.2, 2.0]),
            tear=drawn.choice([0.0, 0.02, 0.1]),
            shuffle=drawn.choice([0.0, 0.1]),
        ),
    )
