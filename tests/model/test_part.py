"""Parts of which there are many."""

import pickle

from sim.model.view import ShownSeat


def seat(**more: str) -> ShownSeat:
    """Return a seat that has decided."""
    return ShownSeat.model_validate({"role": "north", "name": "North", "by": "person", "decided": True, **more})


def test_what_was_given_is_held_once() -> None:
    """Parts that were given the same fields share what is remembered of that, and it is true."""
    one, other = seat(), seat(role="south")

    assert one.model_fields_set is other.model_fields_set
    assert {"role", "name", "by", "decided"} == one.model_fields_set


def test_a_copy_leaves_what_is_shared_alone() -> None:
    """A copy with a change, and one that was read from bytes, equal the first and change nothing of it."""
    one = seat()
    copied = one.model_copy(update={"by": "reported"})
    read = pickle.loads(pickle.dumps(one))  # noqa: S301 -- its own bytes

    assert (one, "reported") == (read, copied.by)
    assert one.model_fields_set is seat().model_fields_set
