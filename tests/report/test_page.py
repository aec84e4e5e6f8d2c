"""The frame of every page: one policy, one head, tables that fit."""

import re
from base64 import b64encode
from hashlib import sha256

from sim.report.page import page, safe, table

PAGE = page("A <b>title</b>", ["<p>Words</p>"], style=".x { color: red }", script="let a = 1;")


def hashes(element: str) -> list[str]:
    """Return the hash of each element of a kind as a policy names it."""
    found = re.findall(f"<{element}>(.*?)</{element}>", PAGE, re.DOTALL)
    return [f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for text in found]


def test_the_policy_lets_in_the_page_s_own_style_and_script_alone() -> None:
    """The policy names the hash of the one style and the one script, and nothing that is unsafe."""
    (policy,) = re.findall('Content-Security-Policy" content="([^"]*)"', PAGE)

    (style,), (script,) = hashes("style"), hashes("script")
    assert f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'" == policy


def test_a_page_without_a_script_may_run_none() -> None:
    """Where there is no script the policy lets none in, and no element of that kind is there."""
    plain = page("A title", [])

    assert (False, False) == ("script-src" in plain, "<script" in plain)


def test_a_page_names_its_language_width_and_title() -> None:
    """A reader's program is told the language; the title is escaped; a narrow screen is not treated as a wide one."""
    assert '<html lang="en">' in PAGE
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in PAGE
    assert "<title>A &lt;b&gt;title&lt;/b&gt;</title>" in PAGE


def test_words_are_escaped_for_every_place() -> None:
    """Signs of HTML and quotation marks are written out, and characters that hide text go."""
    assert "&lt;a&gt; &amp; &quot;b&quot; &#x27;c&#x27;" == safe("<a> &\n\"b\" \u202e'c'")


def test_a_table_scrolls_by_itself_and_names_its_rows() -> None:
    """A table stands in a part that scrolls, can be reached by keyboard and has a name; the first cell of a row is its heading."""
    lines = "\n".join(table(("what", "count"), [("<i>", "3")], caption="Counts"))

    assert '<div class="scroll" role="group" tabindex="0" aria-label="Counts">' in lines
    assert '<tr><th scope="row">&lt;i&gt;</th><td class=n data-head="count">3</td></tr>' in "\n".join(
        table(("what", "count"), [("<i>", "3")], caption="Counts", numbers=(1,))
    )


def test_a_stacked_table_says_the_column_in_every_cell() -> None:
    """Where rows become cards each cell carries the title of its column."""
    lines = "\n".join(table(("who", "what"), [("North", "a long text")], caption="Told", stacked=True))

    assert '<tr><td data-head="who">North</td><td data-head="what">a long text</td></tr>' in lines
