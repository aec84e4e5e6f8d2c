"""Whether a play fits its scenario: every name that it uses is there, and every step says one thing.

Rule 1: nothing is played here; what only the play itself can tell (that an option is not open in this turn) is told by `run`.
"""

from collections.abc import Iterable, Iterator

from sim.engine.policy import BOTS
from sim.errors import Problem
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import CHANCE, InjectId, OptionId, RoleId
from sim.model.nearest import listed, nearest
from sim.model.scenario import Scenario
from sim.testing.playfile import PUBLIC, Expectation, Level, Menu, Play, PlayStep, Refusal, TextsByRole, Throughout

_ALONE = ("release", "expire", "rewind", "proceed", "refused")
_BROUGHT = ("act", "course", "campaign", "cued", "seed", "bots")


def problems(play: Play, scenario: Scenario) -> tuple[Problem, ...]:
    """Return everything in a play that does not fit its scenario; places are paths in the play."""
    return tuple(_Fit(play, scenario).everything())


class _Fit:
    """One play beside its scenario."""

    def __init__(self, play: Play, scenario: Scenario) -> None:
        self.play = play
        self.scope = Scope.of(scenario)
        self.options: dict[RoleId, set[OptionId]] = {}
        self.injects: set[InjectId] = set()
        for act in scenario.acts:
            self.injects |= {inject.id for inject in act.injects}
            for scene in act.scenes:
                for entry in scene.decision:
                    self.options.setdefault(entry.role, set()).update(option.id for option in entry.options)

    def everything(self) -> Iterator[Problem]:
        yield from self.frame()
        for place, step in enumerate(self.play.steps):
            yield from self.step(f"steps[{place}]", step)

    def frame(self) -> Iterator[Problem]:
        play, scenario = self.play, self.scope.scenario
        if play.log is not None:
            for field in (field for field in _BROUGHT if field in play.model_fields_set):
                yield Problem("log-and-beginning", field, f"the play begins with a log, which brings its own {field}", "one of the two")
        yield from self.beginning()
        if play.campaign and scenario.campaign is None:
            yield Problem("no-campaign", "campaign", f"scenario {scenario.id!r} has no campaign", "no such field")
        for bot in play.bots:
            if bot.role not in self.scope.roles:
                yield unknown("role", f"bots.{bot.role}", bot.role, self.scope.roles)
            if bot.by not in BOTS:
                yield unknown("bot", f"bots.{bot.role}", bot.by, BOTS)
        if play.throughout:
            yield from self.throughout(play.throughout)
        if not play.steps and play.log is None and not (play.throughout and play.throughout.model_fields_set):
            yield Problem("empty-play", "steps", "the play tries nothing", "steps, a log, or what must be so throughout")

    def beginning(self) -> Iterator[Problem]:
        wanted, course = self.play.act, self.play.course
        act = self.scope.scenario.acts[0] if wanted is None else self.scope.acts.get(wanted)
        if act is None:
            yield unknown("act", "act", str(wanted), self.scope.acts)
        elif course is not None and all(entry.id != course for entry in act.courses):
            yield unknown("course", "course", course, [entry.id for entry in act.courses])

    def throughout(self, whole: Throughout) -> Iterator[Problem]:
        yield from self.scenes("throughout.visits", whole.visits)
        yield from self.scenes("throughout.avoids", whole.avoids)
        for field, bounds in (("never_above", whole.never_above), ("never_below", whole.never_below)):
            for bound in bounds:
                if bound.indicator not in self.scope.indicators:
                    path = f"throughout.{field}.{bound.indicator}"
                    yield unknown("indicator", path, bound.indicator, self.scope.indicators)

    def scenes(self, path: str, names: Iterable[str]) -> Iterator[Problem]:
        for place, name in enumerate(names):
            if name not in self.scope.act_of:
                yield unknown("scene", f"{path}[{place}]", name, self.scope.act_of)

    def step(self, path: str, step: PlayStep) -> Iterator[Problem]:
        given = sorted(step.model_fields_set)
        alone = [field for field in given if field in _ALONE]
        if not given:
            yield Problem("empty-step", path, "the step says nothing", "choose, draw, release, expire, rewind, proceed, refused or expect")
        if len(alone) > 1 or (alone and {"choose", "draw"} & set(given)):
            what = f"the step does several things: {listed([field for field in given if field != 'expect'])}"
            yield Problem("several-steps", path, what, "one a step; only choose and draw go together")
        yield from self.happens(path, step)
        if step.refused is not None:
            yield from self.refusal(f"{path}.refused", step.refused)
        if step.expect is not None:
            yield from self.expectation(f"{path}.expect", step.expect)

    def happens(self, path: str, step: PlayStep | Refusal) -> Iterator[Problem]:
        bots = {bot.role for bot in self.play.bots}
        for pick in step.choose:
            here = f"{path}.choose.{pick.role}"
            if pick.role == CHANCE:
                yield Problem("chance-chooses", here, "nobody chooses for chance", f"draw: {pick.option}")
            elif pick.role not in self.scope.roles:
                yield unknown("role", here, pick.role, self.scope.roles)
            elif pick.role in bots and isinstance(step, PlayStep):
                yield Problem("bot-decides", here, f"a bot decides for {pick.role}", "no choice for it, or no bot")
            else:
                yield from self.option(here, pick.role, pick.option)
        if step.draw is not None:
            yield from self.option(f"{path}.draw", CHANCE, step.draw)
            if self.play.seed is not None and isinstance(step, PlayStep):
                yield Problem("draw-with-seed", f"{path}.draw", "the play has a seed, so chance is drawn from it", "no draw, or no seed")
        if step.release is not None and step.release not in self.injects:
            yield unknown("inject", f"{path}.release", step.release, self.injects)
        if step.proceed is not None and step.proceed not in self.scope.acts:
            yield unknown("act", f"{path}.proceed", step.proceed, self.scope.acts)
        if "expire" in step.model_fields_set and not step.expire:
            yield Problem("bad-expire", f"{path}.expire", "the time cannot run out less than fully", "expire: true, or no such field")

    def option(self, path: str, role: RoleId, option: OptionId) -> Iterator[Problem]:
        known = self.options.get(role, set())
        if option not in known:
            guess = nearest(option, known)
            yield Problem(
                "unknown-option", path, f"{role} has no option {option!r} in any scene", "" if guess else listed(sorted(known)), guess
            )

    def refusal(self, path: str, refusal: Refusal) -> Iterator[Problem]:
        given = sorted(refusal.model_fields_set - {"code"})
        if len(given) != 1 or len(refusal.choose) > 1:
            what = "it is not clear what must be refused" if given else "nothing is to be refused"
            yield Problem("several-steps", path, what, "one event: choose (one role), draw, release, expire, rewind or proceed")
        yield from self.happens(path, refusal)

    def expectation(self, path: str, expected: Expectation) -> Iterator[Problem]:
        if not expected.model_fields_set:
            yield Problem("empty-step", path, "nothing is expected", "scene, indicators, branch, injects, outcome, offered, sees …")
        if expected.scene is not None and expected.scene not in self.scope.act_of:
            yield unknown("scene", f"{path}.scene", expected.scene, self.scope.act_of)
        if expected.outcome is not None and expected.outcome not in self.scope.outcome_classes:
            yield unknown("outcome class", f"{path}.outcome", expected.outcome, self.scope.outcome_classes)
        for level in expected.indicators:
            yield from self.level(f"{path}.indicators.{level.indicator}", level)
        for place, inject in enumerate(expected.injects or ()):
            if inject not in self.injects:
                yield unknown("inject", f"{path}.injects[{place}]", inject, self.injects)
        for menu in expected.offered:
            yield from self.menu(f"{path}.offered.{menu.role}", menu)
        for place, role in enumerate(expected.waits_for or ()):
            if role not in self.scope.roles | {CHANCE}:
                yield unknown("role", f"{path}.waits_for[{place}]", role, self.scope.roles)
        yield from self.texts(f"{path}.sees", expected.sees)
        yield from self.texts(f"{path}.does_not_see", expected.does_not_see)

    def menu(self, path: str, menu: Menu) -> Iterator[Problem]:
        if menu.role not in self.scope.roles | {CHANCE}:
            yield unknown("role", path, menu.role, self.scope.roles)
            return
        for place, option in enumerate(menu.options):
            yield from self.option(f"{path}[{place}]", menu.role, option)

    def level(self, path: str, level: Level) -> Iterator[Problem]:
        indicator = self.scope.indicators.get(level.indicator)
        if indicator is None:
            yield unknown("indicator", path, level.indicator, self.scope.indicators)
            return
        low = indicator.low if level.at_least is None else level.at_least
        high = indicator.high if level.at_most is None else level.at_most
        if low > high or low > indicator.high or high < indicator.low:
            what = f"{level.indicator} is never between {low} and {high}" if low != high else f"{level.indicator} is never {low}"
            yield Problem("out-of-range", path, what, f"from {indicator.low} to {indicator.high}")

    def texts(self, path: str, expected: TextsByRole) -> Iterator[Problem]:
        for texts in expected:
            if texts.role != PUBLIC and texts.role not in self.scope.roles:
                yield unknown("role", f"{path}.{texts.role}", texts.role, {*self.scope.roles, PUBLIC})
