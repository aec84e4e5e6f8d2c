"""Commands of reading evidence as play: weigh a claim, mark wording as loaded. Each is kept before anything of it shows."""

from functools import partial

from sim.model.events import REASON_LIMIT, Support
from sim.model.text import clean
from sim.model.view import ShownPassage
from sim.report.wording import supported
from sim.terminal import claims
from sim.terminal.desk import Desk
from sim.terminal.sheets import LIST_ASK, Ask, Item, Sheet
from sim.terminal.weighing import SUPPORTS, says


def weigh(desk: Desk) -> None:
    """Ask how well the passages support the claim of the scene."""
    exercise = desk.view.exercise
    if exercise is None:
        return
    items = tuple(Item(_answer(support), partial(_judged, desk, support)) for support in SUPPORTS)
    marked = SUPPORTS.index(exercise.support) if exercise.support else 0
    desk.open(Sheet(claims.question_page(exercise, desk.glossary, LIST_ASK), items, marked))


def _answer(support: Support) -> str:
    words = supported(support)
    return f"{words[:1].upper()}{words[1:]}"


def _judged(desk: Desk, support: Support) -> None:
    role = desk.moment.role
    if role is None:
        return
    desk.table.judge(role, desk.view.scene, support)
    desk.close()
    desk.look_again()
    after = desk.view
    if after.exercise:
        desk.read(claims.weighed_page(after.exercise, after.conflicts, desk.glossary))


def mark(desk: Desk) -> None:
    """Ask which words of the open passage judge while they name."""
    _, passage = desk.page.passages[0]
    desk.ask_for(Ask("Words of this passage that judge while they name: ", partial(_marked, desk, passage), limit=REASON_LIMIT))


def _marked(desk: Desk, passage: ShownPassage, text: str) -> None:
    words, role = " ".join(clean(text, REASON_LIMIT).split()), desk.moment.role
    if not words or role is None:
        return
    if not says(passage, words):
        desk.message = "These words are not in the passage, nor just before or after it. Nothing was marked."
        return
    desk.table.mark(role, passage.source, words)
    desk.message = f"Marked as loaded: “{words}”"
