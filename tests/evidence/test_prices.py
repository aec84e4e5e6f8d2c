"""The same act has the same price."""

from tests.evidence.planted import Data, found, within

PRICES: Data = {
    "shared": ["tension"],
    "kinds": {"force": {"tension": 2}, "concession": {}, "wait": {}, "talk": {}, "threat": {}},
}
BREAK = "acts.one.scenes.bridge.decision.north.options.break.effects"
OPTION = ("acts", 0, "scenes", 1, "decision", 0, "options", 1)
EXCEPTION = {"scene": "bridge", "role": "north", "option": "break", "reason": "Nobody is near."}


def test_the_same_act_has_the_same_price() -> None:
    """An option that does not cost what its kind costs is found, and one that does is not; indicators that are not shared do not count."""
    assert [("price", BREAK)] == found(lambda it: it.update(prices=PRICES))


def test_an_option_at_its_price_is_no_finding() -> None:
    """Once the option costs what its kind costs, nothing is found."""
    assert [] == found(lambda it: (it.update(prices=PRICES), within(it, *OPTION).update(effects={"pledge-north": -1, "tension": 2})))


def test_a_price_that_is_set_is_another_price() -> None:
    """Setting an indicator to a number is not adding that number."""
    assert [("price", BREAK)] == found(lambda it: (it.update(prices=PRICES), within(it, *OPTION).update(effects={"tension": "= 2"})))


def test_what_costs_nothing_costs_nothing() -> None:
    """An option of a kind without effects that changes a shared indicator is found."""
    listen = ("acts", 0, "scenes", 0, "decision", 1, "options", 0)

    assert [("price", "acts.one.scenes.meeting.decision.south.options.listen.effects"), ("price", BREAK)] == found(
        lambda it: (it.update(prices=PRICES), within(it, *listen).update(effects={"tension": -1}))
    )


def test_an_exception_from_the_prices_has_a_reason() -> None:
    """An option that is named among the exceptions may cost something else."""
    assert [] == found(lambda it: it.update(prices=PRICES | {"exceptions": [EXCEPTION]}))


def test_an_exception_that_excepts_nothing_is_found() -> None:
    """Once the option costs what its kind costs, its exception is too much."""
    assert [("price", "prices.exceptions[0]")] == found(
        lambda it: (it.update(prices=PRICES | {"exceptions": [EXCEPTION]}), within(it, *OPTION).update(effects={"tension": 2}))
    )


def test_a_kind_without_a_price_is_found() -> None:
    """A table that leaves out a kind of which there are options is found once, whatever those options cost."""
    assert [("price", "prices.kinds")] == found(
        lambda it: it.update(prices={"shared": ["tension"], "kinds": {"wait": {}, "threat": {}, "concession": {}, "talk": {}}})
    )
