"""Another game, because OpenSpiel cannot be given ours in C++: random plays of goofspiel with 13 cards, made by OpenSpiel itself.

Its turns are the single choices of its players; ours are turns in which up to four roles and chance choose.
"""

import random
import time

import pyspiel

from benchmarks.played import Played

_GAME = "turn_based_simultaneous_game(game=goofspiel(num_cards=13,points_order=descending))"


def _choices(game: pyspiel.Game, seed: int) -> int:
    """Return how many choices one play has."""
    draws, state, made = random.Random(seed), game.new_initial_state(), 0
    while not state.is_terminal():
        state.apply_action(draws.choice(state.legal_actions()))
        made += 1
    return made


def goofspiel(plays: int, seed: int) -> Played:
    """Return random plays from the beginning, as the search of OpenSpiel makes them in C++; searching itself is a single step."""
    game = pyspiel.load_game(_GAME)
    evaluator = pyspiel.RandomRolloutEvaluator(plays, seed)
    solves, tells = False, False
    bot = pyspiel.MCTSBot(game, evaluator, 2.0, 1, 100, solves, seed, tells)
    state = game.new_initial_state()
    before = time.process_time()
    bot.step(state)
    return Played(plays, plays * (_choices(game, seed) - 1), time.process_time() - before, {})
