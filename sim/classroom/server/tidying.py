"""How a server looks for rubbish: seldom, because looking through a faculty takes a quarter of a second in which nobody is answered."""

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 50, 1_000
"""Objects made before Python looks among the youngest, and how often it looks there before it looks among the older, and among all."""


def tidy_seldom() -> None:
    """Never look again at what is there now, such as the scenario, and seldom at what lives long; for a process that only serves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
