"""Every check of the repository in one command: `python -m tests.check`.

The quick ones come first and the tests last, so that the closing line of the tests ends the output. A failing check does not stop the
others: one run shows all that is wrong. `--after-tests` leaves out what the README's test command has run before.
Rule 1: what is checked stands in the tables below; how a tool is set stands in pyproject.toml.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
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
PURE = (
    *(f"tests/{layer}" for layer in ("model", "engine", "evidence", "analysis", "store", "testing")),
    "tests/test_bad_scenarios.py",
    "--ignore=tests/store/test_kill.py",  # it plays in processes of its own, which are not traced
)
"""Where the tests are by which the pure layers are covered to the last branch; tracing others would only cost time."""
USUAL = {"usual tests": ("pytest", "-n", "auto", "-q")}
TESTS = {
    "traced tests": ("coverage", "run", "-m", "pytest", "-m", "not slow and not whole and not system", *PURE),
    # not traced: they kill, fuzz, or drive browsers and servers, and tracing would double the time; more of them at once than there may be
    # cores, because they wait for servers and pages a good part of their time
    "slow tests, and those of the system": ("pytest", "-n", "4", "--dist", "worksteal", "-q", "--durations", "25", "-m", "slow or system"),
}
AFTERWARDS = {
    "coverage data": ("coverage", "combine"),
    "coverage of the pure layers": ("coverage", "report"),
}


def _run(command: tuple[str, ...]) -> tuple[bool, str]:
    """Run a tool of this environment in the repository: whether it passed, and what it said."""
    tool, *arguments = command
    outcome = subprocess.run([BIN / tool, *arguments], cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    return outcome.returncode == 0, f"{outcome.stdout or ''}{outcome.stderr or ''}"


def _beside_each_other(commands: dict[str, tuple[str, ...]]) -> list[str]:
    """Run tools at the same time, show what the first says as it comes and what others said at the end, and name those that failed."""
    with ExitStack() as kept:
        outputs = [None, *(kept.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in range(len(commands) - 1))]
        running = [
            subprocess.Popen([BIN / tool, *arguments], cwd=ROOT, stdout=output, stderr=output and subprocess.STDOUT)
            for (tool, *arguments), output in zip(commands.values(), outputs, strict=True)
        ]
        failed = []
        for name, process, output in zip(commands, running, outputs, strict=True):
            if process.wait():
                failed.append(name)
            if output is not None:
                output.seek(0)
                print(f"{name}:\n{output.read()}", flush=True)
    return failed


def main() -> int:
    """Run every check; 0 when all of them pass."""
    parser = argparse.ArgumentParser(prog="python -m tests.check", description="Run every check of the repository.")
    parser.add_argument("--after-tests", action="store_true", help="the README's test command has just passed; leave out what it ran")
    usual = {} if parser.parse_args().after_tests else USUAL
    failed = []
    for name, command in QUICK.items():
        started = time.monotonic()
        passed, said = _run(command)
        print(f"{name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
        if not passed:
            failed.append(name)
            print(said, flush=True)
    failed += _beside_each_other(TESTS)
    for name, command in {**AFTERWARDS, **usual}.items():
        passed, said = _run(command)
        if not passed:
            failed.append(name)
            print(f"{name}: FAILED\n{said}", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
