"""What opens a seat or the console: codes, tokens and digests."""

from sim.classroom.server.tokens import ALPHABET, CODE_LENGTH, RESUME_LENGTH, digest, fresh_code, fresh_token, resume_code, same, typed


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
