"""Random values for property tests: the scenarios that the product ships for authors, and plays of them at the tests' own table."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.testing.strategies import BYTES, scenario_of, scenarios

__all__ = ["BYTES", "moves", "scenario_of", "scenarios"]

moves: SearchStrategy[list[int]] = st.lists(st.integers(0, 10_000), min_size=6, max_size=40)
"""A play: each number picks one of the events that are possible (`harness.play`)."""
