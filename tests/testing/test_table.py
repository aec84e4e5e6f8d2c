"""At a table in a test everything can be played that can be played at all, and read off afterwards."""

import pytest

from sim.errors import Illegal
from sim.model.scenario import Scenario
from sim.testing.build import mapping
from sim.testing.expect import avoids, does_not_see, ends_in, highest, lowest, never_exceeds, sees, visits
from sim.testing.table import Beginning, Table
from tests import small
from tests.testing.at_table import opened, two_acts


def test_a_table_plays_a_whole_play() -> None:
    """Choices, draws and news lead from the beginning to an outcome, and the table tells where it stands."""
    table = Table(opened()).choose(north="block", south="wait").draw("quiet").choose(south="call")
    table.choose(north="block", south="wait").choose(north="sign")

    assert ("treaty", "settled", ()) == (table.scene, table.outcome, table.waits_for)
    assert {"tension": 7, "trust": 1, "rumours": 0} == table.indicators


def test_a_table_tells_the_news_of_the_last_event() -> None:
    """What came with the last event is told; after one without news, nothing is."""
    table = Table(opened()).release("letter")

    assert ("letter",) == table.injects
    assert () == table.rewind().injects


def test_a_table_tells_what_is_offered_and_what_is_legal() -> None:
    """After a sealed choice the role is still seen to have been offered it, but may choose no more."""
    table = Table(opened()).choose(north="block")

    assert (("open", "block"), ()) == (table.offered("north"), table.legal("north"))


def test_predicates_read_a_whole_play() -> None:
    """The predicates tell of every moment of a play, those that were rewound among them."""
    table = Table(opened()).choose(north="block", south="march").rewind(1).choose(north="open", south="wait").choose(north="sign")

    assert visits(table, "night")
    assert avoids(table, "clash")
    assert ends_in(table, "settled")
    assert (8, 0) == (highest(table, "tension"), lowest(table, "tension"))
    assert never_exceeds(table, "tension", 8)
    assert not never_exceeds(table, "tension", 7)


def test_predicates_read_a_view() -> None:
    """What a role sees is any text of its view, white space aside."""
    table = Table(opened()).choose(north="block")

    assert sees(table, "north", "How it\n stands.")
    assert does_not_see(table, "public", "For it.")


def test_a_rewind_beyond_the_beginning_says_how_far_it_goes() -> None:
    """A rewind of more turns than there were is refused."""
    with pytest.raises(Illegal, match="cannot go back 2 turns; 0 came before"):
        Table(opened()).rewind(2)


def test_an_act_of_a_campaign_follows_another() -> None:
    """In a campaign the next act begins after an outcome, when it is asked for."""
    table = Table(opened(two_acts()), Beginning(campaign=True)).choose(north="open", south="wait").choose(north="sign")

    assert "later" == table.proceed("two").scene
    assert 1 == table.indicators["tension"]


def heard() -> Scenario:
    """Return the stand-off with a cue for its letter."""
    data = small.stand_off().model_dump(by_alias=True)
    acts = [
        act | {"injects": [news | {"cue": ["bridge"]} if news["id"] == "letter" else news for news in act["injects"]]}
        for act in data["acts"]
    ]
    return Scenario.model_validate(data | {"acts": acts})


def test_news_comes_at_its_cue_where_it_is_asked_for() -> None:
    """A play may be one that nobody leads; otherwise news waits until it is released."""
    scenario = heard()

    assert ("letter",) == Table(opened(scenario), Beginning(cued=True)).session.state.fired
    assert () == Table(opened(scenario)).session.state.fired


def test_what_is_built_is_asked_for_as_a_mapping() -> None:
    """A part of a small scenario that is no mapping is refused."""
    with pytest.raises(TypeError, match="a mapping is expected, not 3"):
        mapping(3)
