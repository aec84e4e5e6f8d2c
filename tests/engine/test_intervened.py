"""What the facilitator did is listed by titles and names."""

import pytest

from sim.engine.intervened import told
from sim.model.leading import Intervened
from tests.engine import council

MACHINE = council.machine()
NORTH = MACHINE.lookup.names["north"]


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Intervened(group="g1", act="forced", about="turn 2"), "Ended turn 2 as if its time were up"),
        (Intervened(group="g1", act="decided", about="north", reason="They left."), f"Decided for {NORTH} (They left.)"),
        (Intervened(group="g1", act="decided", about="nobody"), "Decided for nobody"),
        (Intervened(group="g1", act="released", about="rumour"), "Released the news “A rumour”"),
        (Intervened(group="g1", act="released", about="gone"), "Released the news “gone”"),
        (Intervened(group="g1", act="rewound", about="turn 1", reason="A slip."), "Went back to the start of turn 1 (A slip.)"),
        (Intervened(group="g1", act="proceeded", about="two"), "Went on to the act “The second act”"),
        (Intervened(group="g1", act="forked", about="turn 1 as group g2"), "Tried another way from turn 1 as group 2"),
        (Intervened(group="g1", act="handed", about="every role to bots"), "Handed every role to bots"),
        (Intervened(group="g1", act="handed", about="north", reason="person"), f"Let the group decide for {NORTH}"),
        (Intervened(group="g1", act="handed", about="north", reason="reported"), f"Let a bot decide for {NORTH}"),
    ],
)
def test_an_order_reads_as_a_sentence(event: Intervened, line: str) -> None:
    """Roles, news and acts have their names; what the scenario does not know stands as it was written."""
    assert line == told(event, MACHINE)
