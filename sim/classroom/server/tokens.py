"""What opens a seat or the console: join codes, resume codes, tokens, the facilitator's key, and the digests that are kept of them.

Rule 1: what opens a seat or the console is kept nowhere but with its holder; logs and databases have its digest.
Rule 2: nothing here knows a server, so that `client` can work out what the server does from the same secret.
"""

import base64
import hashlib
import hmac
import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for one another, and that make no words."""
CODE_LENGTH = 6
RESUME_LENGTH = 10


def digest(secret: str) -> str:
    """Return what is kept of something secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fresh_code() -> str:
    """Return a code to join with, such as `K7R2HX`; whether it is free, the log tells."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def fresh_token() -> str:
    """Return 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def resume_code(token: str) -> str:
    """Return the code with which the holder of a token can come back on another device; it follows from the token."""
    drawn = int.from_bytes(hmac.digest(token.encode(), b"resume", "sha256"))
    letters = []
    for _ in range(RESUME_LENGTH):
        drawn, place = divmod(drawn, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def ticket_of(key: str) -> str:
    """Return the long word in a lesson's QR code; it follows from the facilitator's key, so that a server that was shown that has it."""
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), b"ticket", "sha256")).rstrip(b"=").decode()


def typed(code: str) -> str:
    """Return a code as it is compared: people type small letters, spaces and dashes."""
    return "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())[:64]


def same(secret: str, kept: str) -> bool:
    """Tell whether something secret is what a digest was taken of, in a time that tells nothing."""
    return hmac.compare_digest(digest(secret), kept)
