"""Bytes spoilt at random, for tests of what reads bytes from outside: cut, doubled, or with what has broken readers before."""

from hypothesis import strategies as st

_BITS = (
    *(b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 5_000, b"[" * 5_000),
    *(b"\\ud800", b"\\u0000", b"\\u001b[2J", b"\\u202e", b"\0", b"\x1b]0;x\x07", b"\x9b2J", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae"),
    *(
        b"\r",
        b"\n",
        b"\n\n",
        b"\r\n\r\n",
        b"event: view\n",
        b"event: gone\n\n",
        b"data: ",
        b"data: {}\n\n",
        b": \n",
        b"id: 9\n",
        b"=",
        b";",
    ),
)
"""What stands where something else stood."""


@st.composite
def spoilt(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw what is left of something after up to six mishaps; now and then it is anything at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=400))
    made = whole
    for _ in range(draw(st.integers(1, 6))):
        first, last = sorted((draw(st.integers(0, len(made))), draw(st.integers(0, len(made)))))
        last = min(last, first + draw(st.sampled_from((0, 1, 5, 80, 2_000))))
        put = draw(st.one_of(st.sampled_from(_BITS), st.just(b""), st.just(made[first:last] * 2), st.binary(max_size=8)))
        made = made[:first] + put + made[last:]
    return made
