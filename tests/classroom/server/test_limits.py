"""How often something may be tried: buckets that fill again, guesses of each network, and the end that those of all together have."""

import pytest

from sim.classroom.server.limits import GUESSES_TOGETHER, OWN_GUESSES, WIDE_GUESSES, WRONG_GUESSES, Bucket, Guesses
from tests.harness import Hand


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


def tried(guesses: Guesses, clock: Hand, addresses: list[str], rounds: int) -> int:
    """Return how many codes really are tried in a minute, each of which could be right, where every address guesses so many times."""
    found = 0
    for _ in range(rounds):
        for address in addresses:
            if not guesses.are_over(address):
                guesses.wrong(address)
                found += 1
        clock.now += 60 / rounds
    return found


IPV4 = [f"10.{number // 250}.0.{number % 250}" for number in range(2_000)]
SITE = [f"2001:db8:7:{number:x}::1" for number in range(2_000)]
"""Networks of one customer of IPv6: their first 48 bits are alike."""
SITES = [f"2001:db8:{number:x}:{number:x}::1" for number in range(2_000)]


@pytest.mark.parametrize(
    ("addresses", "most"),
    [
        (IPV4[:1], WRONG_GUESSES * 2 + OWN_GUESSES * 2),
        (IPV4, (WRONG_GUESSES + GUESSES_TOGETHER) * 2),
        (SITE, (WRONG_GUESSES + WIDE_GUESSES) * 2),
        (SITES, (WRONG_GUESSES + GUESSES_TOGETHER) * 2),
    ],
    ids=["one address", "many addresses", "one site", "many sites"],
)
def test_no_number_of_addresses_tries_more_codes_than_all_may(addresses: list[str], most: int) -> None:
    """Whoever has thousands of addresses tries only what the server allows at once and then a minute, whether told the outcome or not."""
    clock = Hand()

    assert tried(Guesses(clock), clock, addresses, 40 if len(addresses) == 1 else 13) <= most


def test_what_fifty_networks_guess_leaves_others_a_guess() -> None:
    """Fifty networks that guess all they may leave enough for somebody else; beyond it nobody's code is tried, until there are fewer."""
    clock = Hand()
    guesses = Guesses(clock)
    tried(guesses, clock, IPV4[:50], 13)
    fifty = guesses.are_over("192.168.0.20")
    for address in IPV4:
        guesses.wrong(address)
    many = guesses.are_over("192.168.0.20")
    clock.now += 0.2

    assert (False, True, False) == (fifty, many, guesses.are_over("192.168.0.20"))
