"""What adds up over a play: indicators turn by turn, promises and what became of them, the documents that were quoted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from sim.engine.board import on_board, played_acts
from sim.engine.campaign import aims as aims_of
from sim.engine.session import Session
from sim.model.scenario import Indicator
from sim.model.source import Corpus
from sim.model.view import ShownPassage
from sim.report.acts import turns_by_act
from sim.report.review import ReviewedAim, ReviewedCommitment, ReviewedIndicator, ReviewedScene, ReviewedSource, ReviewedTurn
from sim.report.turns import finished


def indicators(session: Session) -> tuple[ReviewedIndicator, ...]:
    """Return the values of each indicator that mattered, at the start of every finished turn and now; hidden ones only after the end."""
    matter = on_board(session, played_acts(session))
    rows = [turn.state.indicators for turn, _ in finished(session)] + [session.state.indicators]
    columns = zip(session.machine.scenario.indicators, zip(*rows, strict=True), strict=True)
    return tuple(
        ReviewedIndicator(
            id=indicator.id,
            name=indicator.name,
            low=indicator.low,
            high=indicator.high,
            hidden=indicator.hidden,
            values=values,
        )
        for indicator, values in columns
        if indicator.id in matter and (not indicator.hidden or session.over)
    )


def commitments(session: Session) -> tuple[ReviewedCommitment, ...]:
    """Return every promise that the acts played so far know, with the turns in which it was given and broken."""
    matter = on_board(session, played_acts(session))
    names = session.machine.lookup.names
    return tuple(
        _commitment(session, place, indicator, names[indicator.commitment])
        for place, indicator in enumerate(session.machine.scenario.indicators)
        if indicator.commitment is not None and indicator.id in matter
    )


def _commitment(session: Session, place: int, indicator: Indicator, role: str) -> ReviewedCommitment:
    moves = [
        (turn.number, session.steps[until - 1].after.indicators[place] - turn.state.indicators[place]) for turn, until in finished(session)
    ]
    broken = tuple(number for number, change in moves if change < 0)
    *before, last = (turns[-1].state.indicators[place] for _, turns in turns_by_act(session))
    status: Literal["kept", "broken", "standing", "not given"] = "not given"
    if broken:
        status = "broken"
    elif last and session.outcome is None:
        status = "standing"
    elif last or any(before):  # an act begins anew, so a promise is kept when it stands at the end of the act
        status = "kept"
    return ReviewedCommitment(
        id=indicator.id,
        name=indicator.name,
        role=role,
        given=tuple(number for number, change in moves if change > 0),
        broken=broken,
        status=status,
    )


def aims(session: Session) -> tuple[ReviewedAim, ...]:
    """Return what each role was after in this act and whether it holds; nothing before the end, when nothing is settled yet."""
    if not session.over:
        return ()
    return tuple(
        ReviewedAim(id=aim.id, role=role.id, name=role.name, text=aim.text, met=met)
        for role in session.machine.scenario.roles
        for aim, met in aims_of(session.machine, session.state, role.id)
    )


def passages(scenes: Iterable[ReviewedScene]) -> Iterator[ShownPassage]:
    """Yield every passage that an account shows, in order, as often as it is shown."""
    for scene in scenes:
        yield from scene.passages
        for conflict in scene.conflicts:
            for version in conflict.versions:
                yield from version.passages
        if isinstance(scene, ReviewedTurn):
            for decision in scene.decisions:
                for option in decision.options:
                    yield from option.passages
            yield from scene.narration_passages
            for inject in scene.injects:
                yield from inject.passages


def sources(shown: Iterable[ShownPassage], corpus: Corpus) -> tuple[ReviewedSource, ...]:
    """Return the documents that passages come from, the most quoted first; the same words count once."""
    different = {(passage.source, passage.quote): passage for passage in shown}
    counts = Counter(source for source, _ in different)
    samples = {passage.source: passage for passage in different.values()}
    return tuple(
        ReviewedSource(
            id=name,
            title=samples[name].title,
            outlet=samples[name].outlet,
            owner=samples[name].owner,
            date=samples[name].date,
            quoted=count,
            absent=corpus.sources[name].absent,
            caution=samples[name].caution,
        )
        for name, count in counts.most_common()
    )
