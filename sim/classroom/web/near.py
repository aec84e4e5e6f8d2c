"""Who asks from the computer that runs the server."""

from __future__ import annotations

from starlette.requests import Request

_HERE = frozenset({"127.0.0.1", "::1"})
"""Addresses of this computer."""


def is_here(request: Request) -> bool:
    """Tell whether a request comes from this computer; behind a proxy on it, every request does."""
    return request.client is not None and request.client.host in _HERE
