"""A crisis role-play whose every step shows the passage it is based on.

Rule 1: importing this package imports nothing else, so that `sim --version` and one layer alone stay fast.
"""

__version__ = "0.1.0"
