"""Words that the full screen and the line mode say alike."""


def deadline(seconds: int) -> str:
    """Return what the time to decide in a class means for a person alone."""
    return f"Time to decide in a class: {minutes(seconds)}. Here you may take as long as you like."


def taken_back(turn: int) -> str:
    """Return what is said when a decision was taken back; without it, the number of the turn would look like a mistake."""
    return f"Taken back. This is turn {turn} now: the number of a turn is never used twice."


def minutes(seconds: int) -> str:
    """Return seconds as minutes and seconds."""
    whole, rest = divmod(seconds, 60)
    parts = [f"{whole} minute{'s' if whole > 1 else ''}"] if whole else []
    parts += [f"{rest} seconds"] if rest else []
    return " ".join(parts)
