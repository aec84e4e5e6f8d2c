"""A failing play is made as short as it can be, and still fails in the same way."""

from sim.analysis.explore import Leg
from sim.analysis.fuzz import Plan, random_route
from sim.analysis.shrink import playable, shrink
from sim.analysis.survey import Onward, Route
from sim.engine.machine import ScenarioMachine
from sim.testing.judge import judge_of
from tests import small
from tests.analysis.test_fuzz import dead_end
from tests.testing.at_table import claiming, opened, two_acts

BLOCK = Leg("bridge", (("north", "block"), ("south", "wait")))
NIGHT = Leg("night", (("south", "guard"), ("chance", "quiet")))


def failing(limit: int) -> tuple[Route, Route]:
    """Return a long play that lets tension rise to a limit, and the same made short."""
    claimed = opened(claiming(never={"at_least": {"tension": limit}}))
    judge = judge_of(claimed, 200)
    long = next(route for seed in range(1_000) if judge(route := random_route(claimed.machine, Plan("one"), seed)) and len(route.legs) > 6)
    return long, shrink(claimed.machine, long, judge)


def test_a_long_play_becomes_the_shortest() -> None:
    """Of a long play that breaks a claim only the one turn is left that breaks it."""
    long, short = failing(8)

    assert (True, 1) == (len(long.legs) > 6, len(short.legs))


def test_the_choices_become_the_simplest() -> None:
    """Where one turn is enough, the choices that do not matter are those that stand first."""
    claimed = opened(claiming(never={"chose": {"south": "march"}}))
    long = Route("one", "whole", (Leg("bridge", (), "letter"), Leg("bridge", (("north", "block"), ("south", "march")))))

    assert (Leg("bridge", (("north", "open"), ("south", "march"))),) == shrink(claimed.machine, long, judge_of(claimed, 200)).legs


def test_a_play_that_cannot_be_shorter_stays() -> None:
    """A play that is already the shortest is given back."""
    claimed = opened(claiming(never={"chose": {"north": "attack"}}))
    route = Route("one", "whole", (BLOCK, NIGHT, Leg("bridge", (("north", "attack"), ("south", "wait")))))

    assert 3 == len(shrink(claimed.machine, route, judge_of(claimed, 200)).legs)


def test_only_the_same_fault_counts() -> None:
    """A shorter play that fails in another way is not taken for the same fault."""

    def judge(route: Route) -> str:
        return {1: "other: fault", 2: "", 3: "same: fault"}.get(len(route.legs), "")

    route = Route("one", "whole", (BLOCK, NIGHT, BLOCK))

    assert 3 == len(shrink(small.machine(), route, judge, tries=50).legs)


def test_a_route_is_playable_only_leg_by_leg() -> None:
    """A leg in another scene, an option that is not offered, news that was released and an act that does not follow are not playable."""
    machine = ScenarioMachine(two_acts())
    routes = {
        "whole": (BLOCK, NIGHT),
        "another scene": (NIGHT,),
        "not offered": (Leg("bridge", (("north", "attack"), ("south", "wait"))),),
        "released": (Leg("bridge", (), "letter"), Leg("bridge", (), "letter")),
        "not over": (Onward("two"),),
        "not next": (Leg("bridge", (("north", "open"), ("south", "wait"))), Leg("talks", (("north", "sign"),)), Onward("one")),
        "next": (Leg("bridge", (("north", "open"), ("south", "wait"))), Leg("talks", (("north", "sign"),)), Onward("two")),
    }

    assert ["whole", "next"] == [name for name, legs in routes.items() if playable(machine, Route("one", "whole", legs))]


def test_a_play_in_which_the_scenario_contradicts_itself_stays_playable() -> None:
    """A leg that the rules fail at may be the last of a play and no other, and is tried when plays are shortened."""
    machine = ScenarioMachine(dead_end())
    sit = Leg("cell", (("north", "sit"),))

    def judge(route: Route) -> str:
        return "fault" if route.legs else ""

    assert (True, False) == (playable(machine, Route("one", "whole", (sit,))), playable(machine, Route("one", "whole", (sit, sit))))
    assert (sit,) == shrink(machine, Route("one", "whole", (sit, sit, sit)), judge).legs


def test_when_nothing_shorter_fails_the_play_stays() -> None:
    """Where every shorter play was tried, one at which the rules fail among them, the play is given back."""
    sit = Leg("cell", (("north", "sit"),))
    route = Route("one", "whole", (sit, sit, sit))

    assert route == shrink(ScenarioMachine(dead_end()), route, lambda other: "three" if len(other.legs) == 3 else "")


def test_a_play_through_two_acts_is_made_shorter_within_them() -> None:
    """The step from one act to the next is kept where what follows it is needed."""
    machine = ScenarioMachine(two_acts())
    end = (Leg("bridge", (("north", "open"), ("south", "wait"))), Leg("talks", (("north", "sign"),)), Onward("two"))
    route = Route("one", "whole", (BLOCK, NIGHT, *end, Leg("later", (("north", "leave"),))))

    def judge(other: Route) -> str:
        return "later" if any(isinstance(leg, Leg) and leg.scene == "later" for leg in other.legs) else ""

    assert (*end, Leg("later", (("north", "keep"),))) == shrink(machine, route, judge).legs


def test_one_try_is_one_try() -> None:
    """With a single try the first shorter play that fails is taken, and no other is looked at."""
    assert (BLOCK,) == shrink(small.machine(), Route("one", "whole", (BLOCK, NIGHT, BLOCK)), lambda _: "always", tries=1).legs


def test_shrinking_gives_up_in_time() -> None:
    """After so many tries the shortest play found so far is given back."""
    long = Route("one", "whole", (Leg("bridge", (), "letter"), BLOCK, NIGHT, BLOCK, NIGHT, BLOCK))
    seen: list[Route] = []

    def judge(route: Route) -> str:
        seen.append(route)
        return "long" if len(route.legs) > 4 else ""

    assert (6, 5) == (len(shrink(small.machine(), long, judge, tries=2).legs), len(shrink(small.machine(), long, judge, tries=50).legs))
    assert len(seen) <= 2 * (2 + 50) + 2
