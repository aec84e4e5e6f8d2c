"""A class of forty, in ten groups: every form of the debrief is made for all of them; `benchmarks.debriefed` tells how fast."""

import pytest

from sim.report.hour.debriefing import debrief
from sim.report.hour.forms import FORMS, PDF
from tests.report.hour.forty import GROUPS, played


@pytest.mark.slow
def test_a_class_gets_every_form_with_every_number_tried() -> None:
    """Ten groups of four, an act each: no decision that mattered is left unchecked, and each form tells of all the groups."""
    made = debrief(played(GROUPS))
    forms = {ending: form(made) for ending, form in FORMS.items()}

    assert "unchecked" not in {role.standing for play in made.plays for act in play.mattered for role in act.roles if role.turn}
    assert forms.pop(PDF).startswith(b"%PDF-")
    for ending, form in forms.items():
        assert [] == [play.label for play in made.plays if play.label.encode() not in form], ending
