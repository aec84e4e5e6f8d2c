"""Every check of the repository in one command: `python -m tests.check`.

The quick ones come first and the tests last, so that the closing line of the tests ends the output. A failing check does not stop the
others: one run shows all that is wrong. Rule 1: what is checked stands in the tables below; how a tool is set stands in pyproject.toml.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TYPED = ("sim", "tests/typing_examples.py")

QUICK = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy", *TYPED),
    "floor plan": ("lint-imports", "--no-logo"),
    "spelling": ("codespell",),
}
TESTS = {
    "tests": ("coverage", "run", "-m", "pytest", "-m", "not slow and not whole"),
    # not traced: they search whole scenarios, and tracing would double the time
    "whole scenarios and slow tests": ("pytest", "-m", "slow or whole", "-n", "2", "--dist", "loadscope"),
}
AFTERWARDS = {
    "coverage data": ("coverage", "combine"),
    "coverage of the pure layers": ("coverage", "report"),
}


def _run(command: tuple[str, ...], *, shown: bool) -> tuple[bool, str]:
    """Run a tool of this environment in the repository: whether it passed, and what it said unless it was shown."""
    tool, *arguments = command
    outcome = subprocess.run([BIN / tool, *arguments], cwd=ROOT, check=False, capture_output=not shown, text=True, encoding="utf-8")
    return outcome.returncode == 0, f"{outcome.stdout or ''}{outcome.stderr or ''}"


def main() -> int:
    """Run every check; 0 when all of them pass."""
    failed = []
    for name, command in QUICK.items():
        started = time.monotonic()
        passed, said = _run(command, shown=False)
        print(f"{name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
        if not passed:
            failed.append(name)
            print(said, flush=True)
    failed += [name for name, command in TESTS.items() if not _run(command, shown=True)[0]]
    for name, command in AFTERWARDS.items():
        passed, said = _run(command, shown=False)
        if not passed:
            failed.append(name)
            print(f"{name}: FAILED\n{said}", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
