"""Who does the work of long computations: this process, several processes, or a cluster; the answers are the same.

Rule 1: a cluster is trusted: it runs what it is sent, and what it sends back is unpacked here.
"""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from sim import __version__
from sim.analysis.solve.compare import Executor, Here
from sim.errors import WITH_EXTRA, Fault, Missing

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_T = TypeVar("_T")
_R = TypeVar("_R")
_DASK = "dask://"
_ADDRESS = re.compile(rf"{_DASK}(\S+:[0-9]{{1,5}})")
_SECONDS = 10
"""How long a cluster has to answer at first."""


@contextmanager
def executor(name: str, tasks: int) -> Iterator[Executor]:
    """Give who does the work.

    Args:
        name: `here`, `processes`, `processes:NUMBER` or `dask://HOST:PORT`.
        tasks: how many tasks there are; no more processes are started.

    Raises:
        BadParameter: there is no such executor.
        Missing: the cluster's library is not installed, or the cluster does not answer.
        Fault: the cluster has another version of this program.

    """
    kind, _, number = name.partition(":")
    address = _ADDRESS.fullmatch(name)
    if address:
        with _cluster(address[1]) as made:
            yield made
    elif kind == "processes" and (not number or (number.isascii() and number.isdecimal() and int(number[:4]) > 0)):
        with _processes(min(int(number[:4]) if number else os.cpu_count() or 1, tasks)) as made:
            yield made
    elif name == "here":
        yield Here()
    else:
        message = f"there is no executor {name!r}; there are: here, processes, processes:NUMBER, dask://HOST:PORT"
        raise click.BadParameter(message, param_hint="--executor")


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    if count <= 1:
        yield Here()
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_deaf)
    try:
        yield _Apart(pool)
    finally:  # what was begun is waited for: to end a process while it is sent a task hangs some versions of Python
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Processes that do not hear Ctrl-C, from their first moment on: the process that began them ends them in good order."""

    pool: "ProcessPoolExecutor"

    def map(self, function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterable[_R]:
        """Give what a function makes of each task, in their order."""
        if sys.platform == "win32":
            return self.pool.map(function, tasks)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a process inherits what is blocked
        try:
            return self.pool.map(function, tasks)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _deaf() -> None:
    """Leave Ctrl-C to the process that began, where nothing is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Client(Protocol):
    """What is used of a cluster; its library tells no types."""

    def run(self, function: Callable[[], str], /) -> Mapping[str, str]:
        """Return what a function returns on each worker."""

    def get_executor(self) -> Executor:
        """Return what has the shape of an executor."""

    def close(self) -> None:
        """Let go of it."""


class _Connect(Protocol):
    def __call__(self, address: str, *, timeout: int, set_as_default: bool) -> _Client: ...


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        message = f"a cluster needs Dask, which is not installed; {WITH_EXTRA.format('cluster')}"
        raise Missing(message, "no-cluster") from error
    connect: _Connect = Client
    try:
        client = connect(f"tcp://{address}", timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no cluster answers at {_DASK}{address}; `dask scheduler` and `dask worker` start one"
        raise Missing(message, "no-cluster") from error
    with closing(client):
        _alike(client.run(versions), address)
        yield client.get_executor()


def versions() -> str:
    """Return the versions on which the answers rest."""
    return f"standoff-sim {__version__}, numpy {version('numpy')}"


def _alike(found: Mapping[str, str], address: str) -> None:
    if not found:
        message = f"the cluster at {_DASK}{address} has no workers; `dask worker {address}` starts one"
        raise Missing(message, "no-cluster")
    other = next((f"{worker} has {theirs}" for worker, theirs in found.items() if theirs != versions()), None)
    if other is not None:
        message = f"the cluster computes with other versions: {other}, here is {versions()}; answers could differ"
        raise Fault(message, "other-versions")
