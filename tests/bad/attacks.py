"""Bad scenarios that are more than an edit: too big, too deep, too many, or files that are not what they seem."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

_OPTION = "{label: L, text: T, kind: wait, pro: P, contra: C, cites: [{source: diary, quote: The deed is gone, basis: invented}]}"
_CITE = "{source: diary, quote: The deed is gone, basis: invented}"

Attack = Callable[[Path], None]


def _main(content: bytes | str) -> Attack:
    """Make an attack that puts other bytes in the place of scenario.yaml."""
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: _write(folder / "scenario.yaml", data)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def _append(content: str) -> Attack:
    """Make an attack that adds text to scenario.yaml."""
    return lambda folder: _write(folder / "scenario.yaml", (folder / "scenario.yaml").read_bytes() + content.encode())


def _glossary(content: str) -> Attack:
    """Make an attack that gives the glossary in a file of its own."""

    def attack(folder: Path) -> None:
        main = folder / "scenario.yaml"
        main.write_text(main.read_text("utf-8").replace("glossary:", "background-of-words:"), "utf-8")
        (folder / "glossary.yaml").write_text(content, "utf-8")

    return attack


def _sparse(folder: Path) -> None:
    with (folder / "scenario.yaml").open("ab") as file:
        file.truncate(100_000_000)


def _laughs(folder: Path) -> None:
    lines = ["a0: &a0 [lol, lol, lol]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    _main("\n".join(lines))(folder)


def _joint(folder: Path) -> None:
    act = folder / "acts" / "dry.yaml"
    more = "".join(f"          o{number}: {_OPTION}\n" for number in range(50))
    act.write_text(
        act.read_text("utf-8")
        .replace("          refuse:\n", f"{more}          refuse:\n")
        .replace("          ask:\n", f"{more}          ask:\n"),
        "utf-8",
    )


def _scenes(target: str) -> Attack:
    """Make an attack of hundreds of scenes, each with a branch to another place."""

    def attack(folder: Path) -> None:
        scene = (
            "  s{n}:\n    heading: H\n    date: D\n    situation: S\n    cites: ["
            + _CITE
            + "]\n    decision: {{lower: {{options: {{wait: "
            + _OPTION.replace("{", "{{").replace("}", "}}")
            + "}}}}}}\n    branches: [{{to: "
            + target
            + ", narration: N, cites: ["
            + _CITE
            + "]}}]\n"
        )
        scene = scene.replace(
            "[{source: diary, quote: The deed is gone, basis: invented}]", "[{{source: diary, quote: The deed is gone, basis: invented}}]"
        )
        act = folder / "acts" / "wet.yaml"
        act.write_text(act.read_text("utf-8") + "".join(scene.format(n=number) for number in range(400)), "utf-8")

    return attack


def _quotes(folder: Path) -> None:
    act = folder / "acts" / "wet.yaml"
    cites = ", ".join(f"{{source: diary, quote: words number {number} that nobody wrote, basis: invented}}" for number in range(3_000))
    act.write_text(
        act.read_text("utf-8").replace(
            "    situation: The sun is out.\n    cites: [", f"    situation: The sun is out.\n    cites: [{cites}, "
        ),
        "utf-8",
    )


def _claims(depth: int) -> Attack:
    """Make an attack of conditions inside one another, the innermost of which says nothing."""
    condition = "{all: [" * depth + "{}" + "]}" * depth

    def attack(folder: Path) -> None:
        act = folder / "acts" / "dry.yaml"
        act.write_text(act.read_text("utf-8").replace("when: {at_most: {anger: 4}}", f"when: {condition}"), "utf-8")

    return attack


def _linked(file: str, target: str) -> Attack:
    """Make an attack that puts a link in the place of a file."""

    def attack(folder: Path) -> None:
        path = folder / file
        if path.is_dir():
            path.rename(folder.parent / "elsewhere")
        else:
            path.unlink()
        path.symlink_to(target)

    return attack


def _pipe(folder: Path) -> None:
    (folder / "acts" / "wet.yaml").unlink()
    os.mkfifo(folder / "acts" / "wet.yaml")


def _folder_for_a_file(folder: Path) -> None:
    (folder / "scenario.yaml").unlink()
    (folder / "scenario.yaml").mkdir()


def _file_for_a_folder(folder: Path) -> None:
    for file in (folder / "acts").iterdir():
        file.unlink()
    (folder / "acts").rmdir()
    (folder / "acts").write_text("id: dry\n", "utf-8")


def _file_for_the_folder(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.write_text("schema: 1\n", "utf-8")


def _files(count: int, where: str, ending: str) -> Attack:
    """Make an attack of many files."""

    def attack(folder: Path) -> None:
        for number in range(count):
            (folder / where / f"f{number}{ending}").write_text(f"id: f{number}\n", "utf-8")

    return attack


def _named(name: str) -> Attack:
    """Make an attack of a file with an odd name."""
    return lambda folder: _write(folder / name, b"a: 1\n")


def _no_sources(folder: Path) -> None:
    (folder / "sources").rename(folder / "other")


def _document(content: bytes) -> Attack:
    """Make an attack that puts other bytes in the place of a document."""
    return lambda folder: _write(folder / "sources" / "diary.txt", content)


ATTACKS: Mapping[str, Attack] = {
    "deep-brackets": _main("a: " + "[" * 100_000),
    "deep-brackets-a-million": _main("a: " + "[" * 1_000_000),
    "deep-braces": _main("{a: " * 100_000),
    "deep-dashes": _main("a:\n" + "- " * 100_000),
    "deep-keys": _main("? " * 100_000),
    "deep-lines": _main("".join(f"{' ' * depth}a:\n" for depth in range(2_000))),
    "deep-but-allowed": _append("more: " + "[" * 62 + "]" * 62 + "\n"),
    "many-keys": _main("".join(f"k{number}: 1\n" for number in range(400_000))),
    "many-items": _main("a: [" + "1," * 2_000_000 + "1]"),
    "many-words-twice": _glossary(
        "".join(f"g{n}: {{term: t, text: x, also: [{', '.join('b' * 1 for _ in range(40))}]}}\n" for n in range(1_000))
    ),
    "many-problems": _glossary("".join(f"g{number}: {{}}\n" for number in range(10_000))),
    "many-unknown-fields": _append("".join(f"field{number}: 1\n" for number in range(10_000))),
    "many-anchors": _main("".join(f"a{number}: &b{number} 1\n" for number in range(20_000))),
    "many-tags": _main("".join(f"a{number}: !b 1\n" for number in range(20_000))),
    "many-hidden-characters": _main("a: " + "\u202e" * 100_000),
    "billion-laughs": _laughs,
    "long-text": _append("loaded: [" + "x" * 4_900_000 + "]\n"),
    "long-key": _append("x" * 900 + ": 1\n"),
    "long-comment": _append("# " + "x" * 4_900_000 + "\nmore: 1\n"),
    "long-number": _append("more: " + "9" * 100_000 + "\n"),
    "quotation-mark-left-open": _append('more: "' + "x " * 2_400_000),
    "colons": _main("a: " * 100_000),
    "bang": _main("!" * 100_000),
    "percent": _main("%" * 100_000),
    "blank": _main(" " * 1_000_000),
    "a-hundred-megabytes": _sparse,
    "one-byte-too-big": _main(b"#" * 5_000_001),
    "utf-16": _main("schema: 1\n".encode("utf-16")),
    "utf-32": _main("schema: 1\n".encode("utf-32")),
    "byte-order-mark": _main(b"\xef\xbb\xbfschema: 1\n"),
    "latin-1": _main("schema: 1\ntitle: Caf\u00e9\n".encode("latin-1")),
    "nothing-but-noise": _main(bytes(range(256)) * 100),
    "lone-surrogate": _append('more: "\\ud800"\n'),
    "windows-lines-are-fine-but-the-field-is-not": lambda folder: _write(
        folder / "scenario.yaml", (folder / "scenario.yaml").read_bytes().replace(b"author", b"autor").replace(b"\n", b"\r\n")
    ),
    "too-many-joint-options": _joint,
    "hundreds-of-lost-branches": _scenes("nowhere{n}"),
    "file-for-the-folder": _file_for_the_folder,
    "three-thousand-lost-quotations": _quotes,
    "conditions-in-conditions": _claims(10),
    "conditions-in-conditions-too-deep": _claims(60),
    "link-out": _linked("scenario.yaml", "/etc/hostname"),
    "link-out-of-acts": _linked("acts", "../elsewhere"),
    "link-to-a-device": _linked("scenario.yaml", "/dev/zero"),
    "link-in-a-circle": _linked("scenario.yaml", "scenario.yaml"),
    "link-out-of-sources": _linked("sources/diary.txt", "/etc/hostname"),
    "pipe": _pipe,
    "folder-for-a-file": _folder_for_a_file,
    "file-for-a-folder": _file_for_a_folder,
    "too-many-acts": _files(100, "acts", ".yaml"),
    "too-many-files": _files(2_100, ".", ".txt"),
    "name-that-moves-the-cursor": _named("glos\x1b[2Jsary.yaml"),
    "name-with-a-line-break": _named("a\nb.yaml"),
    "name-with-direction": _named("\u202elmay.yaml"),
    "no-sources": _no_sources,
    "document-of-noise": _document(b"The deed is gone. \xff\xfe"),
    "document-too-big": _document(b"The deed is gone. It has not rained. Page 12\n" * 30_000),
    "document-in-utf-16": _document("The deed is gone.".encode("utf-16")),
}

POSIX_ONLY = frozenset(name for name in ATTACKS if name.startswith(("link-", "name-", "pipe")))
"""Attacks with files that Windows does not have."""
