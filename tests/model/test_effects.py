"""How effects, start values and briefings are written."""

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.model.effects import Briefing, Briefings, Effect, Effects, StartValue, StartValues

EFFECTS: TypeAdapter[tuple[Effect, ...]] = TypeAdapter(Effects)
STARTS: TypeAdapter[tuple[StartValue, ...]] = TypeAdapter(StartValues)
BRIEFINGS: TypeAdapter[tuple[Briefing, ...]] = TypeAdapter(Briefings)


@pytest.mark.parametrize(
    ("written", "op", "amount"),
    [(2, "add", 2), (-1, "add", -1), ("= 0", "set", 0), ("=3", "set", 3), ("= -3", "set", -3)],
)
def test_a_number_adds_and_an_equals_sign_sets(written: object, op: str, amount: int) -> None:
    """`+2` adds, `= 0` sets."""
    assert [(effect.op, effect.amount) for effect in EFFECTS.validate_python({"tension": written})] == [(op, amount)]


@pytest.mark.parametrize("written", ["2", "== 1", "= --1", "= 1.5", "=", "= 1_0", "=\u00b2", "= " + "9" * 5_000, 1.5, True, None, [1]])
def test_anything_else_is_refused(written: object) -> None:
    """Neither text that only looks like a number nor a number too long to mean anything is read."""
    with pytest.raises(ValidationError):
        EFFECTS.validate_python({"tension": written})


def test_pairs_keep_their_order_and_read_back() -> None:
    """What is written as a mapping is kept as a tuple in that order, and the tuple's JSON reads back the same."""
    starts = STARTS.validate_python({"b": 1, "a": 2})

    assert [("b", 1), ("a", 2)] == [(start.indicator, start.value) for start in starts]
    assert starts == STARTS.validate_json(STARTS.dump_json(starts))


def test_a_briefing_belongs_to_its_role() -> None:
    """Briefings are written as role to text."""
    briefings = BRIEFINGS.validate_python({"north": "For you alone."})

    assert [("north", "For you alone.")] == [(briefing.role, briefing.text) for briefing in briefings]
    assert briefings == BRIEFINGS.validate_json(BRIEFINGS.dump_json(briefings))
