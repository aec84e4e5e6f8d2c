"""Questions for the hour after, and things to check, filled with facts of one play; few of each kind, so that an hour holds them.

Rule 1: a question asks; it holds no answer, and no judgement of anybody.
"""

from collections.abc import Iterator, Sequence

from sim.report.hour.debriefed import ActMattered, Asked, Checked, Foreseen
from sim.report.prose import one_line
from sim.report.review import Review, ReviewedTurn
from sim.report.wording import sentence, turns

_MOST = 2
"""Things of one kind to check, at most."""


def questions(review: Review, expectations: Sequence[Foreseen], mattered: Sequence[ActMattered]) -> tuple[Asked, ...]:
    """Return the questions of a play: what happened, why, what it means, what to do with it."""
    return (
        *(Asked(about="what happened", text=text) for text in _happened(review)),
        *(Asked(about="why", text=text) for text in _why(review, expectations)),
        *(Asked(about="what it means", text=text) for text in _means(review, mattered)),
        *(Asked(about="what to do with it", text=text) for text in _apply(review)),
    )


def _at(turn: ReviewedTurn) -> str:
    return f"turn {turn.number}, “{turn.heading}”"


def _happened(review: Review) -> Iterator[str]:
    end = "It ended in" if review.ended else "It came as far as"
    yield f"Tell the play in five sentences, as somebody who has no part in it. {end} “{review.last.heading}”."
    left = next((turn for turn in review.turns if review.reported and turn.number == review.reported.left), None)
    if left:
        yield f"In {_at(left)}, the play left the reported course. What was chosen there, by whom, and what came of it?"
    moved = _most_moved(review)
    if moved:
        turn, name, before, after = moved
        yield f"In {_at(turn)}, {name} went from {before} to {after}. What did each role know at that moment, and what not?"


def _most_moved(review: Review) -> tuple[ReviewedTurn, str, int, int] | None:
    """Return the turn in which the first of the numbers that everybody sees moved the most; the first of several."""
    row = next((row for row in review.indicators if (row.low, row.high) != (0, 1) and not row.hidden), None)
    if row is None:
        return None
    moves = [(turn, row.values[place], row.values[place + 1]) for place, turn in enumerate(review.turns)]
    if all(before == after for _, before, after in moves):
        return None
    turn, before, after = max(moves, key=lambda move: abs(move[2] - move[1]))
    return turn, row.name, before, after


def _why(review: Review, expectations: Sequence[Foreseen]) -> Iterator[str]:
    other = next((found for found in expectations if not found.came), None)
    if other:
        went = f"went from {other.before} to {other.after}" if other.before != other.after else f"stayed at {other.before}"
        yield (
            f"In turn {other.turn}, “{other.heading}”, {other.name} expected that the tension {other.expected}; "
            f"it {went}. What could the role not see when it chose?"
        )
    given = next(((turn, entry) for turn in review.turns for entry in turn.decisions if entry.reason), None)
    if given:
        turn, entry = given
        words = one_line(entry.reason or "")
        yield f"In {_at(turn)}, {entry.name} gave this reason: “{words}”. Whom would it have convinced, and whom not?"
    joint = next((turn for turn in reversed(review.turns) if len(turn.decisions) > 1), None)
    if joint:
        yield f"In {_at(joint)}, this decided the way on: {'; '.join(joint.why)}. Which of those who chose there could have known that?"


def _means(review: Review, mattered: Sequence[ActMattered]) -> Iterator[str]:
    broken = next((promise for promise in review.commitments if promise.broken), None)
    kept = next((promise for promise in review.commitments if promise.status == "kept"), None)
    if broken:
        yield f"{broken.role}: the public promise “{broken.name}” was broken in {turns(broken.broken)}. What did that cost, and whom?"
    elif kept:
        yield f"{kept.role}: the public promise “{kept.name}” was kept. What made that possible, and what did it cost?"
    for role in dict.fromkeys(aim.role for aim in review.aims):
        met = next((aim for aim in review.aims if aim.role == role and aim.met), None)
        unmet = next((aim for aim in review.aims if aim.role == role and not aim.met), None)
        if met and unmet:
            yield f"{met.name}: “{met.text}” was met, “{unmet.text}” was not. Could both have been, and who else would have had to agree?"
            break
    held = next((role for act in mattered for role in act.roles if role.standing == "holds" and role.turn), None)
    if held:
        yield f"In this model {held.name} alone could have changed most in turn {held.turn}. Did it feel so then?"


def _apply(review: Review) -> Iterator[str]:
    if review.voices:
        voice = review.voices[0]
        told = sentence(one_line(voice.what))
        yield f"For this, one publisher alone stands ({voice.owner}): {told} Whom would you ask before you repeat it?"
    yield "What would you have needed to hear from another role to choose otherwise, and could anybody have said it?"
    yield "Which sentence of a news report you read this week has one publisher alone behind it? How do you find out?"


def checks(review: Review) -> tuple[Checked, ...]:
    """Return what is worth checking after the hour."""
    return (*_conflicts(review), *_claims(review), *_gaps(review))


def _conflicts(review: Review) -> Iterator[Checked]:
    found = {conflict.id: conflict for scene in (*review.turns, review.last) for conflict in scene.conflicts}
    for conflict in [*found.values()][:_MOST]:
        sources = dict.fromkeys(passage.title for version in conflict.versions for passage in version.passages)
        missing = " ".join(sentence(one_line(version.leaves_out)) for version in conflict.versions)
        yield Checked(
            what=conflict.question,
            how=f"Read both accounts in {', '.join(f'“{title}”' for title in sources)}. What each leaves out: {missing} "
            "Look for one text more, by somebody who owns neither.",
        )


def _claims(review: Review) -> Iterator[Checked]:
    judged = {claim.scene: claim for one in review.readings for claim in one.judged if claim.publishers == 1}
    for claim in [*judged.values()][:_MOST]:
        yield Checked(
            what=one_line(claim.claim),
            how="One publisher alone reports it in these documents. Find a second one with another owner, or write down where you looked.",
        )


def _gaps(review: Review) -> Iterator[Checked]:
    for gap in review.gaps[:1]:
        yield Checked(what=one_line(gap.what), how=f"So far: {sentence(one_line(gap.found))} What would settle it, and who would have it?")
