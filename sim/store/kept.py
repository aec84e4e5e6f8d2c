"""The edition of a scenario that a session was played with, kept word for word.

Rule 1: an edition is kept as the JSON it was hashed from, so that a later version of the program, whose parts have more fields, still finds
the words and the hash it finds today.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sim.model.hashes import rules_hash
from sim.model.scenario import Scenario
from sim.model.source import Corpus


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of a scenario, with the documents it rests on."""

    whole_hash: str
    """SHA-256, in hex, of everything; the name under which the edition is kept."""
    rules_hash: str
    """SHA-256, in hex, of what changes play."""
    title: str
    scenario: str
    """The scenario as JSON."""
    corpus: str
    """The documents and their catalogue as JSON."""

    @classmethod
    def of(cls, scenario: Scenario, corpus: Corpus) -> Edition:
        """Return the edition that a scenario and its documents are."""
        texts = scenario.model_dump_json(), corpus.model_dump_json()
        return cls(hash_of(*texts), rules_hash(scenario), scenario.title, *texts)

    def is_whole(self) -> bool:
        """Tell whether the words are still those that the hash was taken of."""
        return hash_of(self.scenario, self.corpus) == self.whole_hash


def hash_of(scenario: str, corpus: str) -> str:
    """Return the whole hash of two JSON texts; equal to `model.hashes.whole_hash` of what they were written from."""
    return hashlib.sha256(json.dumps([scenario, corpus], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
