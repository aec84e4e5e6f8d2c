"""What a play shows of reading: opened, judged, marked, decided unread, and told by one voice alone."""

from sim.evidence.check import ground
from sim.model.events import Chose, Event, Handed, Judged, Marked, Opened
from sim.model.scenario import Scenario
from sim.report.debrief import review
from sim.report.reading import ReviewedReading
from sim.report.review import Review
from tests.engine import council
from tests.harness import Table

SCENARIO = Scenario.model_validate(
    council.council().model_dump(by_alias=True)
    | {
        "gaps": [
            {"what": "Who cut it.", "searched": "All.", "found": "Nothing."},
            {"what": "Who paid.", "searched": "All.", "found": "Nothing.", "acts": ["one"]},
            {"what": "Who came.", "searched": "All.", "found": "Nothing.", "acts": ["two"]},
        ]
    }
)
GROUNDS, _ = ground(SCENARIO, council.corpus())
MACHINE = council.machine()
OPENED = Opened(role="north", source="letter", quote="The council met on Monday")


def account(*before: Event, campaign: bool = False, role: str | None = None, ended: bool = True) -> Review:
    """Return the review of a play in which the north reads something, decides, and perhaps comes to the end of the first act."""
    table = Table(type(MACHINE)(SCENARIO), campaign=campaign)
    for event in before:
        table.play(event, "north")
    table.choose(north="pledge", south="listen").draw("rain")
    if ended:
        table.choose(north="hold")
    return review(table.session, GROUNDS, ours=True, role=role)


def north(told: Review) -> ReviewedReading:
    """Return what the north read."""
    return next(one for one in told.readings if one.role == "north")


def test_every_claim_that_was_put_is_told() -> None:
    """Judged with every revision, or not judged at all, each claim stands with its independent publishers."""
    judged = (Judged(role="north", scene="meeting", support="well"), Judged(role="north", scene="meeting", support="partly"))

    assert [("meeting", ("well", "partly"), 1), ("bridge", (), 2)] == [
        (one.scene, one.supports, one.publishers) for one in north(account(*judged)).judged
    ]


def test_a_role_that_a_person_took_over_has_read_too() -> None:
    """Whoever a role was at the beginning, a person who came to it has a line of its own; a role of bots alone has none."""
    at = Table(type(MACHINE)(SCENARIO), north="cautious", south="random")
    at.play(Handed(role="north", by="person"), "facilitator").choose(north="pledge", south="listen").draw("rain").choose(north="hold")

    assert ["north"] == [one.role for one in review(at.session, GROUNDS, ours=True).readings]


def test_a_role_without_an_exercise_judged_nothing() -> None:
    """A claim that was put to others is not this role's."""
    assert () == account().readings[1].judged


def test_passages_are_told_in_the_order_they_were_opened() -> None:
    """What was opened is told once each, with the document's title."""
    again = Opened(role="north", source="paper", quote="The bridge stayed open for a week")

    assert [("A letter", OPENED.quote), ("A paper", again.quote)] == [
        (one.title, one.quote) for one in north(account(OPENED, again, OPENED)).opened
    ]


def test_decisions_without_an_opened_passage_are_named() -> None:
    """Each decision of the role before which nothing of its page was opened is told with what was chosen."""
    assert [(1, "Pledge to open it"), (2, "An option")] == [(one.turn, one.label) for one in north(account()).unread]


def test_what_a_bot_decided_for_somebody_who_watched_is_not_told_as_unread() -> None:
    """After a role was handed to a bot, its choices are no longer the person's, and nothing is said of what was read before them."""
    table = Table(MACHINE).choose(north="pledge", south="listen").draw("rain")
    table.play(Handed(role="north", by="reported"), "facilitator").play(Chose(role="north", option="hold"), "bot")

    assert [1] == [one.turn for one in north(review(table.session, GROUNDS, ours=True)).unread]


def test_a_passage_counts_on_every_page_that_rests_on_it() -> None:
    """What was opened in the first scene is known in the next one that has the same passage."""
    assert [] == [one.turn for one in north(account(OPENED)).unread]


def test_what_was_opened_after_a_choice_does_not_count_for_it() -> None:
    """Reading afterwards is not deciding on what was read."""
    table = Table(MACHINE).choose(north="pledge")
    table.play(OPENED, "north").choose(south="listen").draw("rain").choose(north="hold")

    assert [1] == [one.turn for one in north(review(table.session, GROUNDS, ours=True)).unread]


def test_marked_wording_is_told_with_its_document() -> None:
    """What a role marked as loaded is told with the document's title."""
    told = account(Marked(role="north", source="letter", words="closed"), Marked(role="south", source="letter", words="hurt"))

    assert [("A letter", "closed")] == [(one.title, one.words) for one in north(told).marked]


def test_before_the_end_reading_is_private() -> None:
    """Until the end an account holds what its own role read, and nobody's where it is everybody's."""
    assert [["north"], [], ["north", "south"]] == [
        [one.role for one in account(OPENED, role=role, ended=ended).readings]
        for role, ended in (("north", False), (None, False), (None, True))
    ]


def test_what_one_voice_alone_tells_is_named() -> None:
    """Scenes and claims for whose passages one owner stands are told; corroborated and invented ones are not."""
    closed = {"claim": "It was closed.", "passages": [council.CLOSED, council.WARNED | {"basis": "reported"}]}
    data = SCENARIO.model_dump(by_alias=True)
    data["acts"][0]["scenes"][0]["exercise"] = closed
    scenario = Scenario.model_validate(data)
    grounds, _ = ground(scenario, council.corpus())
    table = Table(type(MACHINE)(scenario)).choose(north="pledge", south="listen").draw("rain").choose(north="hold")

    assert [(1, "It was closed.", "The House")] == [
        (one.turn, one.what, one.owner) for one in review(table.session, grounds, ours=True).voices
    ]


def test_notes_are_told_when_their_act_is_over() -> None:
    """Until an act has ended, what stands outside the documents about it is not told in the account; in a campaign it is told then."""
    assert [[], ["open"], ["open"]] == [
        [note.id for note in told.notes] for told in (account(ended=False), account(), account(campaign=True))
    ]


def test_gaps_are_told_at_the_end() -> None:
    """What nothing settles is told when the whole play is over, if it belongs to an act that has ended or to none."""
    assert [["Who cut it.", "Who paid."], []] == [[gap.what for gap in told.gaps] for told in (account(), account(campaign=True))]


def test_results_are_those_of_the_acts_that_ended() -> None:
    """Each act that came to an outcome is told with its aims, and what follows it is named."""
    told = account(campaign=True)

    assert (["The first act"], "The second act", False) == ([result.act for result in told.results], told.next_act, told.ended)
