"""How several seats of one role agree, and what holds when they do not. The rules never see seats: what comes out is one option."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sim.model.arm import Agreement
from sim.model.ids import OptionId, SeatId


def agreed(agree: Agreement, team: Sequence[SeatId], votes: Mapping[SeatId, OptionId]) -> OptionId | None:
    """Return what a team has decided, or None while it has not.

    By `speaker`, the first seat of the team decides. By `majority`, an option is decided as soon as more than half of the team want it, or
    when all have voted and no other has as many votes; of options with as many votes the speaker's is taken, and where the speaker wants
    none of them, the team stays undecided until somebody votes anew.

    Args:
        agree: the rule.
        team: the seats of the role, the speaker first; connected or not, each of them counts.
        votes: what each seat wants; a seat that is not of the team does not count.

    """
    if not team:
        return None
    if agree == "speaker" or len(team) == 1:
        return votes.get(team[0])
    cast = {seat: votes[seat] for seat in team if seat in votes}
    first = _first(cast)
    if len(first) == 1 and (2 * Counter(cast.values())[first[0]] > len(team) or len(cast) == len(team)):
        return first[0]
    return cast[team[0]] if len(cast) == len(team) and cast[team[0]] in first else None


def leading(agree: Agreement, team: Sequence[SeatId], votes: Mapping[SeatId, OptionId], order: Sequence[OptionId]) -> OptionId | None:
    """Return what holds for a team when its time is up, or None where nobody voted and the default has to serve.

    It is what the team has decided, else what most of those who voted want; of options with as many votes the speaker's, else the first.

    Args:
        agree: the rule.
        team: the seats of the role, the speaker first.
        votes: what each seat wants.
        order: the options in the order in which they are offered.

    """
    decided = agreed(agree, team, votes)
    if decided is not None:
        return decided
    cast = {seat: votes[seat] for seat in team if seat in votes}
    first = _first(cast)
    if not first:
        return None
    speakers = votes.get(team[0])
    return speakers if speakers in first else min(first, key=order.index)


def was_even(votes: Mapping[SeatId, OptionId], decided: OptionId) -> bool:
    """Tell whether as many wanted another option as wanted the one that was decided."""
    first = _first(votes)
    return decided in first and len(first) > 1


def _first(cast: Mapping[SeatId, OptionId]) -> tuple[OptionId, ...]:
    """Return the options with the most votes."""
    counted = Counter(cast.values())
    most = max(counted.values(), default=0)
    return tuple(option for option, count in counted.items() if count == most)
