"""Playing a play file: each step goes through the rules, and what it expects is held against what happened."""

from sim.analysis.prove import broken
from sim.errors import SimError
from sim.library import OpenScenario
from sim.model.ids import CHANCE, OptionId, RoleId
from sim.store.ordinary import ordinary
from sim.store.places import located
from sim.store.portable import SIZE, read
from sim.testing.expect import Difference, differences, whole_differences
from sim.testing.failure import InvalidPlay, PlayFailed
from sim.testing.fit import problems
from sim.testing.playfile import PlayStep, Refusal
from sim.testing.script import Case
from sim.testing.table import Beginning, Table


def run(case: Case, opened: OpenScenario) -> Table:
    """Play a case and return the table with everything that happened.

    Raises:
        InvalidPlay: the play does not fit the scenario; with every problem at once.
        PlayFailed: it does not go as it says.

    """
    misfits = problems(case.play, opened.scenario)
    if misfits:
        raise InvalidPlay(tuple(located(problem, case.place) for problem in misfits))
    table = _seated(case, opened)
    _check_claims(case, table, None, 0)
    for index, step in enumerate(case.play.steps):
        already = len(table.moments)
        _play(case, table, index, step)
        _check_claims(case, table, index, already)
        if step.expect is not None:
            _check(case, index, differences(step.expect, table, table.moments[already:]), table)
    if case.play.throughout is not None:
        _check(case, None, whole_differences(case.play.throughout, table), table)
    return table


def _seated(case: Case, opened: OpenScenario) -> Table:
    play = case.play
    if play.log is not None:
        return _again(case, play.log, opened)
    try:
        bots = {bot.role: bot.by for bot in play.bots}
        return Table(opened, Beginning(play.act, play.course or "whole", play.campaign, play.seed, bots, cued=play.cued))
    except SimError as error:
        found = Difference("steps", "a play that begins", f"{error} ({error.code})")
    raise PlayFailed(case, None, (found,), None)


def _again(case: Case, log: str, opened: OpenScenario) -> Table:
    """Return the table after a saved session was played again."""
    hint = "name a file of `sim export` by its path from this play file"
    try:
        entries = read(ordinary(case.path.parent / log, SIZE)).entries
        hint = "the scenario has changed since: mend it, or save the session anew"
        return Table.of_log(opened, entries)
    except SimError as error:
        found = Difference("log", f"a saved session at {log}", f"{error} ({error.code})", hint)
    raise PlayFailed(case, None, (found,), None)


def _check(case: Case, index: int | None, found: tuple[Difference, ...], table: Table) -> None:
    if found:
        raise PlayFailed(case, index, found, table)


def _check_claims(case: Case, table: Table, index: int | None, already: int) -> None:
    """Hold what the scenario claims of every play against the turns that began since."""
    for moment in table.moments[already:]:
        if moment.step is not None and not moment.step.turned:
            continue
        picks: dict[RoleId, OptionId] = dict(moment.step.picks) if moment.step else {}
        for proof in broken(table.opened.machine, moment.session.state, picks):
            kind = "always" if proof.always else "never"
            found = Difference("", f"{kind}: {proof.text} (proofs.{proof.id})", "this play breaks it")
            raise PlayFailed(case, index, (found,), table)


def _play(case: Case, table: Table, index: int, step: PlayStep) -> None:
    if step.refused is not None:
        _refused(case, table, index, step.refused)
        return
    try:
        happen(table, step)
    except SimError as error:
        verb = next(iter(step.model_fields_set - {"expect"}))
        found = Difference(verb, "to be admitted", f"refused: {error} ({error.code})")
        if error.code == "chance-not-drawn":
            open_to = " or ".join(table.legal(CHANCE))
            found = Difference(
                verb,
                "to be admitted",
                f"refused: chance has not been drawn yet ({error.code})",
                f"add a step `draw:` for chance before it ({open_to}), or give the play a `seed`",
            )
        _check(case, index, (found,), table)


def _refused(case: Case, table: Table, index: int, refusal: Refusal) -> None:
    try:
        happen(table, refusal)
    except SimError as error:
        if error.code != refusal.code:
            found = Difference("refused.code", refusal.code, error.code, f"the rules say: {error}")
            _check(case, index, (found,), table)
    else:
        hint = "the rules allow it here: write it as a step of its own, or correct what must be refused"
        _check(case, index, (Difference("refused", f"to be refused ({refusal.code})", "admitted", hint),), table)


def happen(table: Table, step: PlayStep | Refusal) -> None:
    """Let what a step says happen.

    Raises:
        SimError: it is refused.

    """
    if step.draw is not None:
        table.draw(step.draw)
    for pick in step.choose:
        table.choose(**{pick.role: pick.option})
    if step.release is not None:
        table.release(step.release)
    if step.expire:
        table.expire()
    if step.rewind is not None:
        table.rewind(step.rewind)
    if step.proceed is not None:
        table.proceed(step.proceed)
