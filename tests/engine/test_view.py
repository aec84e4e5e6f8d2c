"""What one role, or the public, may see."""

from sim.engine.view import view
from sim.model.events import Chose
from sim.model.view import View
from tests.engine import council
from tests.harness import Table

MACHINE = council.machine()
GROUNDS = council.grounds()


def seen(table: Table, role: str | None = "north") -> View:
    """Return what a role sees of a table; None is the public."""
    return view(table.session, role, GROUNDS)


def started() -> Table:
    """Return a campaign that has just begun."""
    return Table(MACHINE, campaign=True)


def test_a_scene_is_public() -> None:
    """Everybody sees the situation, its date, its talk, its deadline and what it rests on."""
    for role in ("north", "south", None):
        found = seen(started(), role)

        assert ("meeting", "How it stands.", "2020-01 (inferred)", "Talk it over.", 120, 60, "inferred") == (
            found.scene,
            found.situation,
            found.date,
            found.talk_prompt,
            found.talk_seconds,
            found.deadline,
            found.basis,
        )
        assert ["The council met on Monday", "The bridge stayed open for a week"] == [passage.quote for passage in found.passages]


def test_a_view_names_its_role() -> None:
    """A role reads its own name, and the public that it is everybody's view."""
    assert [("north", "North"), (None, "Everybody")] == [
        (found.role, found.role_name) for found in (seen(started()), seen(started(), None))
    ]


def test_a_briefing_is_for_its_role_alone() -> None:
    """Only the role it is written for sees a briefing."""
    assert ["You are tired.", None, None] == [seen(started(), role).briefing for role in ("north", "south", None)]


def test_options_are_for_the_role_that_decides() -> None:
    """A role sees its own options, numbered, with what they give or break; nobody sees another's, and the public none."""
    decision = seen(started()).decision

    assert decision is not None
    assert ("What do you pledge?", [(1, "pledge"), (2, "close")]) == (
        decision.question,
        [(option.number, option.id) for option in decision.options],
    )
    assert [("The north's pledge",), ()] == [option.gives for option in decision.options]
    assert seen(started(), None).decision is None


def test_without_a_question_the_heading_asks() -> None:
    """A decision without words of its own is asked in those of the scene."""
    decision = seen(started(), "south").decision

    assert decision is not None
    assert "A place" == decision.question


def test_an_option_says_which_commitment_it_breaks() -> None:
    """While a commitment is in force, an option that ends it says so; before that it breaks nothing."""
    before, after = seen(started()).decision, seen(started().choose(north="pledge", south="listen").draw("sun")).decision

    assert before is not None
    assert after is not None
    assert [(), ()] == [option.breaks for option in before.options]
    assert [("hold", ()), ("break", ("The north's pledge",))] == [(option.id, option.breaks) for option in after.options]


def test_a_role_without_a_decision_sees_none() -> None:
    """A role that decides nothing in this scene has no decision to see."""
    assert seen(started().choose(north="pledge", south="listen"), "south").decision is None


def test_a_sealed_choice_is_seen_by_its_role_alone() -> None:
    """Who has chosen sees the choice with its reason; the others see only that it has been made."""
    table = started().play(Chose(role="north", option="pledge", reason="We need time.", expectation="falls"), "north")
    mine, theirs = seen(table), seen(table, "south")

    assert mine.decision is not None
    assert theirs.decision is not None
    assert ("pledge", "We need time.", "falls") == (mine.decision.chosen, mine.decision.reason, mine.decision.expectation)
    assert (None, [("north", True), ("south", False)]) == (theirs.decision.chosen, [(seat.role, seat.decided) for seat in theirs.seats])


def test_what_others_sealed_changes_no_byte() -> None:
    """Two plays that differ only in what another has sealed look the same to a role, and to the public."""
    one, other = started().choose(north="pledge"), started().choose(north="close")
    for role in ("south", None):
        assert seen(one, role).model_dump_json() == seen(other, role).model_dump_json()


def test_an_earlier_choice_is_not_taken_for_a_sealed_one() -> None:
    """In a scene where the role has not chosen yet, its choice of an earlier turn is not shown as sealed."""
    decision = seen(started().choose(north="pledge", south="listen").draw("rain")).decision

    assert decision is not None
    assert decision.chosen is None


def test_chance_has_no_seat() -> None:
    """Among those who decide, chance is not listed, and a draw is not seen before the turn is resolved."""
    before = started().choose(north="pledge", south="listen")
    rain, sun = seen(before), seen(before.draw("rain"))

    assert [["north"], ["north"]] == [[seat.role for seat in found.seats] for found in (rain, sun)]
    assert rain.model_dump_json() == sun.model_dump_json()


def test_hidden_indicators_are_not_shown() -> None:
    """Only indicators that are not hidden are shown, with their bounds and whose commitment they are."""
    found = seen(started()).indicators

    assert [("tension", 0, 10, None), ("pledge-north", 0, 1, "North")] == [(i.id, i.low, i.high, i.commitment) for i in found]


def test_indicators_show_their_change_since_the_turn_before() -> None:
    """The change is against the start of the turn before; at first there is none."""
    table = started()
    before = [indicator.change for indicator in seen(table).indicators]
    table.choose(north="close", south="listen")

    assert ([0, 0], [(2, 2), (0, 0)]) == (before, [(indicator.value, indicator.change) for indicator in seen(table).indicators])


def test_a_resolved_turn_is_public() -> None:
    """After a turn everybody sees who chose what, what happened, why, and what moved; nothing of what is hidden."""
    (turn,) = seen(started().choose(north="pledge", south="listen"), None).turns

    assert (1, "meeting", "bridge", "A pledge was given.", ("The north's pledge: given",)) == (
        turn.number,
        turn.scene,
        turn.to,
        turn.narration,
        turn.why,
    )
    assert [("North", "Pledge to open it"), ("South", "Listen")] == [(choice.name, choice.label) for choice in turn.choices]
    assert [("The north's pledge", 0, 1)] == [(change.name, change.before, change.after) for change in turn.changes]
    assert ("inferred", ["The bridge stayed open for a week"]) == (turn.basis, [passage.quote for passage in turn.passages])


def test_chance_is_told_when_it_is_opened() -> None:
    """What fell stands among the choices of the turn, under the name Chance and without a kind."""
    turn = seen(started().choose(north="pledge", south="listen").draw("rain").choose(north="hold")).turns[-1]

    assert ("Chance", "It rains", None) == (turn.choices[-1].name, turn.choices[-1].label, turn.choices[-1].kind)


def test_private_news_reaches_its_roles_alone() -> None:
    """An inject for some roles is seen by them and by nobody else, now and when the turn is over."""
    table = started().release("whisper")
    now = [[inject.heading for inject in seen(table, role).injects] for role in ("south", "north", None)]
    table.choose(north="pledge", south="listen")
    later = [[inject.heading for inject in seen(table, role).turns[0].injects] for role in ("south", "north", None)]

    assert [["A whisper"], [], []] == now == later


def test_private_news_says_that_it_is_private() -> None:
    """Who receives news knows whether everybody does."""
    (whisper,) = seen(started().release("whisper"), "south").injects
    (rumour,) = seen(started().choose(north="pledge", south="leave"), "south").injects

    assert (True, False) == (whisper.private, rumour.private)


def test_news_that_came_with_a_turn_is_shown_in_it() -> None:
    """News that fired when the last turn was resolved is shown in the turn that began with it, and then no more."""
    table = started().choose(north="close", south="leave")
    arrived = [inject.heading for inject in seen(table).injects]
    table.draw("rain").choose(north="hold")

    assert (["A rumour"], []) == (arrived, [inject.heading for inject in seen(table).injects])


def test_a_turn_that_news_ended_says_so() -> None:
    """A turn from which an inject moved the play has no branch; it is told by the news, or, where that is private, without its words."""
    public, private = seen(started().release("alarm"), None).turns[0], seen(started().release("secret-alarm"), None).turns[0]

    assert ("News ended this moment: An alarm.", ("an inject moved the play on",), (), ()) == (
        public.narration,
        public.why,
        public.choices,
        public.passages,
    )
    assert "News ended this moment: an inject." == private.narration


def test_conflicts_stand_side_by_side() -> None:
    """A scene in which documents contradict each other shows every account; others show none."""
    (conflict,) = seen(started(), None).conflicts
    elsewhere = seen(started().choose(north="pledge", south="listen"), None).conflicts

    assert ("How long was it open?", [("A week.", "Why."), ("Not at all.", "When.")], ()) == (
        conflict.question,
        [(version.says, version.leaves_out) for version in conflict.versions],
        elsewhere,
    )


def test_a_turn_that_was_taken_back_is_not_shown() -> None:
    """What was resolved is that of the effective play."""
    assert () == seen(started().choose(north="pledge", south="listen").rewind(1)).turns


def test_a_change_says_what_sort_of_indicator_moved() -> None:
    """A number is told from a public commitment, so that nobody reads a promise as a figure."""
    promised, closed = (seen(started().choose(north=option, south="listen"), None).turns[0] for option in ("pledge", "close"))

    assert ["promise", "number"] == [turn.changes[0].sort for turn in (promised, closed)]


def test_a_turn_that_all_know_alike_is_one_value() -> None:
    """Roles of groups that played alike, for whatever reasons, hold one and the same turn, and it goes when nobody holds it any more."""
    one, other = started(), started()
    one.play(Chose(role="north", option="pledge", reason="We promised."), "north").choose(south="listen")
    other.choose(south="listen", north="pledge")
    views = [seen(table, role) for table in (one, other) for role in ("north", "south", None)]

    assert 1 == len({id(shown.turns[0]) for shown in views})
    del views
    assert not GROUNDS.past


def test_a_turn_that_some_know_more_of_is_another_value() -> None:
    """Private news makes the turn another one for those who received it."""
    table = started().release("whisper").choose(north="pledge", south="listen")
    south, north, public = (seen(table, role).turns[0] for role in ("south", "north", None))

    assert north is public
    assert south != north
