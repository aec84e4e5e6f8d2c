"""Who may come in: codes, tokens and limits."""

import pytest

from sim.classroom.server.access import (
    ALPHABET,
    CODE_LENGTH,
    OWN_GUESSES,
    RESUME_LENGTH,
    WRONG_GUESSES,
    Bucket,
    Guesses,
    digest,
    fresh_code,
    fresh_token,
    resume_code,
    same,
    typed,
)


class Hand:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return where it stands."""
        return self.now


def test_a_code_is_easily_typed() -> None:
    """A code has letters and digits that nobody takes for one another, and no two are alike."""
    codes = {fresh_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set("01OIL") & set(ALPHABET)


def test_a_token_is_never_drawn_twice() -> None:
    """A token has 256 bits."""
    assert 200 == len({fresh_token() for _ in range(200)})
    assert 43 == len(fresh_token())


def test_a_resume_code_follows_from_its_token() -> None:
    """The same token gives the same code, another token another."""
    code = resume_code("token")

    assert (RESUME_LENGTH, code) == (len(code), resume_code("token"))
    assert code != resume_code("another")
    assert set(code) <= set(ALPHABET)


def test_people_type_codes_as_they_like() -> None:
    """Small letters, spaces and dashes make no difference."""
    assert "K7R2HX" == typed(" k7r-2hx ") == typed("K7 R2 HX")


def test_a_secret_is_known_by_its_digest() -> None:
    """The right secret is known, and no other."""
    assert [True, False] == [same(secret, digest("open")) for secret in ("open", "Open")]


def test_a_bucket_runs_dry_and_fills_again() -> None:
    """So many may come at once, the next one waits, and in a minute as many may come again."""
    clock = Hand()
    bucket = Bucket(3, clock)
    taken = [bucket.take() for _ in range(4)]
    clock.now = 20.0
    later = [bucket.is_empty(), bucket.take(), bucket.is_empty()]
    clock.now = 1_000.0

    assert ([True, True, True, False], [False, True, True]) == (taken, later)
    assert [True, True, True, False] == [bucket.take() for _ in range(4)]


def test_each_address_has_guesses_of_its_own() -> None:
    """When the server hears no more wrong codes, an address is still heard until it has had its own; it never learns which were wrong."""
    clock = Hand()
    guesses = Guesses(clock)
    told = [guesses.wrong("192.168.0.66") for _ in range(WRONG_GUESSES + 1)]
    over = [guesses.are_over(address) for address in ("192.168.0.66", "192.168.0.20", "testclient")]
    own = [(guesses.wrong("192.168.0.20"), guesses.are_over("192.168.0.20")) for _ in range(OWN_GUESSES)]
    clock.now = 60.0

    assert ([True] * WRONG_GUESSES + [False], [True, False, False]) == (told, over)
    assert [(False, False)] * (OWN_GUESSES - 1) + [(False, True)] == own
    assert not guesses.are_over("192.168.0.66")
    assert WRONG_GUESSES == guesses.taken


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.168.0.1", "::ffff:192.168.0.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
    ],
)
def test_whoever_has_one_address_of_a_network_has_them_all(one: str, other: str, *, is_same: bool) -> None:
    """Addresses of IPv6 that begin alike are counted together; those of IPv4 each by itself."""
    guesses = Guesses(Hand())
    for _ in range(WRONG_GUESSES):
        guesses.wrong(one)

    assert is_same == guesses.are_over(other)
