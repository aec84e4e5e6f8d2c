"""The frame of every page of HTML that is written: head, policy, base style; and tables that fit a narrow screen.

A page is `page(title, body)`, where `body` yields lines of HTML whose texts went through `safe`. `style` and `script` are added to what is
here; nothing else of either kind runs, because the policy names the hashes of these two alone. So a body has no `style` attribute and no
`on…` attribute: it uses classes, and attributes of SVG. Rows go through `table`, which scrolls inside itself where it is too wide; with
`stacked`, for cells of prose, each row becomes a card on a narrow screen. Colours are the variables below, so that a page follows a dark
screen by itself: `--ink`, `--paper`, `--pale`, `--line`, `--soft`, `--one` to `--four`.

Rule 1: every word of a scenario, a document or a person is escaped; a page asks for nothing from anywhere.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape

from sim.report.prose import one_line

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --pale: #f3f3f1; --line: #767676; --soft: #4a4a4a;
  --one: #14508c; --two: #9a3412; --three: #1b6e3c; --four: #7a2d80; --warn: #a32020 }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #161616; --pale: #242424; --line: #8f8f8f; --soft: #c4c4c4;
  --one: #8fc1f5; --two: #f5ad7c; --three: #86d5a0; --four: #dea6e4; --warn: #ff9c9c } }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: var(--ink);
  background: var(--paper); overflow-wrap: break-word }
p, li, dd, summary, blockquote { max-width: 46rem }
h1, h2, h3, h4 { line-height: 1.25; max-width: 46rem } h2 { margin-top: 2.5rem } a { color: var(--one) }
code, pre { font-size: .85rem; overflow-wrap: anywhere; white-space: pre-wrap } summary { cursor: pointer; min-height: 1.5rem }
blockquote { margin: .5rem 0; padding-left: .8rem; border-left: .2rem solid var(--line) } blockquote p { margin: .1rem 0 }
.scroll { overflow-x: auto; margin: .5rem 0 1.5rem } table { border-collapse: collapse } caption { text-align: left; color: var(--soft) }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top } th { background: var(--pale) }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .soft { color: var(--soft); font-size: .9rem }
meter { width: 8rem } svg { max-width: 100% } :focus-visible { outline: 3px solid var(--one); outline-offset: 2px }
@media (max-width: 40rem) { .stack, .stack tbody, .stack tr, .stack td, .stack caption { display: block; width: 100% }
  .stack thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden }
  .stack tr { border: 1px solid var(--line); margin-bottom: .6rem } .stack td { border: 0; text-align: left; white-space: normal }
  .stack td::before { content: attr(data-head) ": "; color: var(--soft) } .stack td[data-head=""]::before { content: "" } }
@media print { :root { --ink: #000; --paper: #fff; --pale: #eee; --soft: #333 } body { max-width: none; font-size: 10pt }
  .scroll { overflow: visible } nav, .screen { display: none } h1, h2, h3, h4 { break-after: avoid }
  tr, figure, blockquote { break-inside: avoid } }
"""


def page(title: str, body: Iterable[str], *, style: str = "", script: str = "") -> str:
    """Return a whole page that needs nothing else.

    Args:
        title: as plain text; it goes to the window's title, not into the body.
        body: lines of HTML.
        style: rules added to the base style.
        script: run by the page; everything has to be readable without it.

    """
    styles = f"{_STYLE}{style.strip()}{chr(10) if style else ''}"
    policy = ["default-src 'none'", f"style-src '{_hash(styles)}'", "base-uri 'none'", "form-action 'none'"]
    if script:
        policy.insert(2, f"script-src '{_hash(script)}'")
    head = (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{safe(title)}</title>",
        f"<style>{styles}</style>",
        "</head>",
        "<body>",
        "<main>",
    )
    tail = ("</main>", *([f"<script>{script}</script>"] if script else []), "</body>", "</html>", "")
    return "\n".join((*head, *body, *tail))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def safe(text: str) -> str:
    """Return a text as a page may have it anywhere: escaped, on one line, without characters that hide or move text."""
    return escape(one_line(text))


def table(
    head: Sequence[str], rows: Iterable[Iterable[str]], *, caption: str, numbers: Iterable[int] = (), stacked: bool = False
) -> Iterator[str]:
    """Yield a table whose cells are plain text.

    Args:
        head: a title for each column; an empty one where the cells speak for themselves.
        rows: cells as long as `head`; the first one of each names the row.
        caption: what the table shows; also the name of the part that scrolls.
        numbers: columns, from 0, that hold numbers.
        stacked: whether rows become cards on a narrow screen.

    """
    right = {*numbers}
    yield from framed(
        head,
        (
            "<tr>"
            + "".join(
                cell(safe(text), head[place], number=place in right, heads=not place and not stacked) for place, text in enumerate(row)
            )
            + "</tr>"
            for row in rows
        ),
        caption=caption,
        stacked=stacked,
    )


def framed(head: Sequence[str], rows: Iterable[str], *, caption: str, stacked: bool = False) -> Iterator[str]:
    """Yield a table around rows that are HTML already, made of `cell`s; otherwise as `table`."""
    kind = ' class="stack"' if stacked else ""
    yield f'<div class="scroll" role="group" tabindex="0" aria-label="{safe(caption)}">'
    yield f"<table{kind}><caption>{safe(caption)}</caption>"
    yield "<thead><tr>" + "".join(f'<th scope="col">{safe(title)}</th>' if title else "<td></td>" for title in head) + "</tr></thead>"
    yield "<tbody>"
    yield from rows
    yield "</tbody></table></div>"


def cell(html: str, head: str, *, number: bool = False, heads: bool = False) -> str:
    """Return one cell of a row: its HTML, the title of its column, and whether it is a number or names the row."""
    if heads:
        return f'<th scope="row">{html}</th>'
    return f'<td{" class=n" if number else ""} data-head="{safe(head)}">{html}</td>'
