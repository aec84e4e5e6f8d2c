"""Finding things by their ids."""

import pytest

from sim.errors import Missing
from sim.model.lookup import Lookup
from sim.model.reading import Note
from tests import small

LOOKUP = Lookup.of(small.stand_off())
CORPUS = small.corpus()


def test_every_scene_knows_its_act() -> None:
    """A scene is found by its id alone, and so is the act it stands in."""
    act = LOOKUP.act("one")

    assert [scene.id for scene in act.scenes] == list(LOOKUP.scenes)
    assert all(found is act for found in LOOKUP.act_of.values())


def test_a_course_is_found_in_its_act() -> None:
    """The course `whole` is there."""
    assert "whole" == LOOKUP.course("one", "whole").id


def test_what_is_not_there_is_missing_and_what_is_there_is_named() -> None:
    """An unknown act or course gets a message that lists the known ones."""
    with pytest.raises(Missing, match="its acts: one"):
        LOOKUP.act("two")
    with pytest.raises(Missing, match="its courses: whole"):
        LOOKUP.course("one", "short")


def test_a_document_leads_to_its_owner() -> None:
    """Sources, texts, outlets, owners and speakers are found by id."""
    owner = CORPUS.owner_of("letter")

    assert "nobody" == owner
    assert "Nobody" == CORPUS.owners[owner].name
    assert "These are words of a letter." == CORPUS.texts["letter"]
    assert {} == CORPUS.speakers


def test_a_note_is_told_in_one_go() -> None:
    """The sentences of a note make its text."""
    reference = {"title": "T", "publisher": "P", "owner": "o", "address": "A", "date": "D", "words": ["W"], "supports": [1]}
    note = Note.model_validate({"id": "n", "act": "one", "date": "2020", "sentences": ["One.", "Two."], "references": [reference]})

    assert "One. Two." == note.text
