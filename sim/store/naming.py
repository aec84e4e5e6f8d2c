"""Names for sessions: short enough to type, unlike enough to tell apart."""

import re
import secrets

from sim.model.ids import ActId, ScenarioId, SessionId

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that nobody takes for one another."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def fresh_name(scenario: ScenarioId, act: ActId, length: int = 4) -> SessionId:
    """Return a name such as `kosovo-2022-7f3k`, of at most 64 characters; whether it is free, the log tells."""
    ending = "".join(secrets.choice(_LETTERS) for _ in range(length))
    return f"{scenario[:32]}-{act[:20]}-{ending}"


def is_name(text: str) -> bool:
    """Tell whether a text can be typed, shown and passed on as the name of a session."""
    return _NAME.fullmatch(text) is not None
