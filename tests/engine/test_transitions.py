"""The behaviours of the `transitions` library that the engine stands on; a new version of it has to pass here first."""

import pytest
from transitions import EventData, Machine, MachineError, State, Transition


class Token:
    """An object that a machine moves without having met it before."""

    def __init__(self) -> None:
        """Stand at the start."""
        self.state = "start"
        self.way = ""


class Named(Transition):
    """A transition that carries a value of ours."""

    def __init__(self, *args: object, name: str = "", **kwargs: object) -> None:
        """Keep the value beside the library's own."""
        super().__init__(*args, **kwargs)
        self.name = name


class Ways(Machine):
    """A machine whose transitions are `Named`."""

    transition_cls = Named


def machine(*ways: dict[str, object]) -> Ways:
    """Return a machine without a model, with one trigger `go`."""
    made = Ways(model=None, states=["start", "left", State("right", final=True)], initial="start", send_event=True, auto_transitions=False)
    for way in ways:
        made.add_transition("go", "start", **way)
    return made


def test_the_first_transition_that_agrees_is_taken() -> None:
    """Transitions are tried in the order in which they were added, and the first whose conditions hold is taken."""
    token = Token()
    machine({"dest": "left", "conditions": lambda _: False}, {"dest": "right"}, {"dest": "left"}).events["go"].trigger(token)

    assert "right" == token.state


def test_an_internal_transition_stays() -> None:
    """A transition to nowhere runs its callbacks and leaves the state alone."""
    token, seen = Token(), []
    machine({"dest": None, "after": lambda event: seen.append(event.model.state)}).events["go"].trigger(token)

    assert ("start", ["start"]) == (token.state, seen)


def test_a_model_need_not_be_registered() -> None:
    """An object that the machine has never met is moved, and gains no attribute by it."""
    token = Token()
    before = set(vars(token))
    machine({"dest": "left"}).events["go"].trigger(token)

    assert ("left", before) == (token.state, set(vars(token)))


def test_trigger_tells_whether_a_transition_was_taken() -> None:
    """Where no transition agrees, the answer is false and nothing has moved."""
    token = Token()
    refused = machine({"dest": "left", "conditions": lambda _: False}).events["go"].trigger(token)
    taken = machine({"dest": "left"}).events["go"].trigger(Token())

    assert (False, True, "start") == (refused, taken, token.state)


def test_a_transition_class_receives_our_keyword() -> None:
    """What is said when a transition is added stands on the transition that its callbacks are given."""

    def note(event: EventData) -> None:
        event.model.way = event.transition.name

    token = Token()
    machine({"dest": "left", "name": "by the bridge", "after": note}).events["go"].trigger(token)

    assert "by the bridge" == token.way


def test_prepare_runs_before_any_condition() -> None:
    """What the machine prepares for an event is done once, before the first condition is tried."""
    order: list[str] = []
    made = Ways(
        model=None,
        states=["start"],
        initial="start",
        send_event=True,
        auto_transitions=False,
        prepare_event=[lambda _: order.append("prepare")],
    )
    made.add_transition("go", "start", None, conditions=lambda _: order.append("first"))
    made.add_transition("go", "start", None, conditions=lambda _: order.append("second") or True)
    made.events["go"].trigger(Token())

    assert ["prepare", "first", "second"] == order


def test_an_event_without_a_transition_here_is_an_error() -> None:
    """A trigger that a state does not know raises, so that no refusal is swallowed."""
    made = machine({"dest": "left"})
    token = Token()
    token.state = "left"
    with pytest.raises(MachineError):
        made.events["go"].trigger(token)
