"""How long something takes, in words."""


def minutes(seconds: int) -> str:
    """Return seconds as minutes and seconds."""
    whole, rest = divmod(seconds, 60)
    parts = [f"{whole} minute{'s' if whole > 1 else ''}"] if whole else []
    parts += [f"{rest} seconds"] if rest else []
    return " ".join(parts)
