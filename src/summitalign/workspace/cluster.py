"""Doing the same work on a cluster of dask.distributed: workers only read, so that work may be done twice unharmed.

Chunks of documents are tasks. A worker that dies has its tasks done elsewhere; where the scheduler goes, what was not
answered is handed to the one that comes in its place. Results are taken in the order of the documents, each once, and
no more is handed over than is soon taken.
"""

import contextlib
import hashlib
import logging
import os
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from summitalign.errors import InputError, UsageError
from summitalign.version import __version__
from summitalign.workspace.run import Done, Job, attempt

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Value = TypeVar("Value")

PATIENCE = 60.0
"""Seconds to wait for a scheduler that has gone, and for workers where there are none."""
_FIRST = 15.0
"""Seconds to wait for the scheduler and its first worker when a run begins."""
_MOST = 8
"""How many times as many items a task holds at most."""
_AHEAD = 3
"""Chunks a worker that are handed over before their results are wanted."""
_HINT = "run the same command again when it is back: what was kept in the cache is not done again"


def run_on_cluster(
    items: Sequence[Item], job: Job[Item, Value], scheduler: str, workers: int, chunk: int
) -> Iterator[Done[Item, Value]]:
    """Do every item and yield what became of it, in the order of the items.

    `scheduler` is an address such as `tcp://host:8786`; where it is empty, a cluster of `workers` processes is
    started on this machine. Raises UsageError without the package, InputError where no scheduler or worker answers.
    """
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "--engine dask needs the package distributed", hint="pip install 'summitalign[dask]'"
        ) from error
    with _quiet(), _Cluster(scheduler, workers) as cluster:
        yield from _Handing(cluster, job).results(items, chunk)


class _Cluster:
    """The connection to a scheduler, which may be lost and found again."""

    def __init__(self, scheduler: str, workers: int) -> None:
        self._scheduler, self._workers, self._own = scheduler, workers, contextlib.ExitStack()
        self.client: Client

    def __enter__(self) -> "_Cluster":
        if not self._scheduler:
            from distributed import LocalCluster

            local = LocalCluster(
                n_workers=self._workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
            self._own.enter_context(local)
            self._scheduler = local.scheduler_address
        try:
            self.connect(_FIRST)
        except BaseException:
            self._own.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):  # what is closed has nothing more to say
            self.client.close(timeout=2)
        self._own.close()

    def connect(self, patience: float) -> None:
        """Connect, and wait for a worker; raises InputError where there is none for `patience` seconds."""
        from distributed import Client

        until = time.monotonic() + patience
        while True:
            try:
                self.client = Client(self._scheduler, timeout=5, set_as_default=False)
                break
            except (OSError, ValueError) as error:
                if isinstance(error, ValueError) or time.monotonic() > until:
                    raise InputError(f"no scheduler answers: {error}", place=self._scheduler, hint=_HINT) from error
                time.sleep(0.5)
        try:
            self.client.wait_for_workers(1, timeout=max(5.0, until - time.monotonic()))
        except (OSError, TimeoutError) as error:
            raise InputError("the scheduler has no workers", place=self._scheduler, hint=_HINT) from error

    def reconnect(self) -> None:
        """Leave a scheduler that does not answer, and wait for it to come back."""
        with contextlib.suppress(Exception):
            self.client.close(timeout=1)
        self.connect(PATIENCE)

    @property
    def width(self) -> int:
        """Return how many chunks may be done at once."""
        return max(1, sum(map(int, self.client.nthreads().values())))


class _Handing:
    """Hands chunks over and takes their results, in order."""

    def __init__(self, cluster: _Cluster, job: Job[Any, Any]) -> None:
        self._cluster, self._packed = cluster, pickle.dumps(job)
        self._key = hashlib.sha256(self._packed).hexdigest()
        self._job: Future | None = None
        self._waiting: deque[tuple[Sequence[Any], Any]] = deque()

    def results(self, items: Sequence[Any], chunk: int) -> Iterator[Done[Any, Any]]:
        """Yield what became of each item; a task holds `chunk` of them, or more where there are many."""
        width = self._cluster.width
        # A task costs scheduler, worker and this process a few milliseconds together, as much as ten documents.
        size = max(chunk, min(_MOST * chunk, len(items) // (width * 8)))
        left = (items[at : at + size] for at in range(0, len(items), size))
        while True:
            for some in islice(left, width * _AHEAD - len(self._waiting)):
                self._waiting.append((some, self._hand(some)))
            if not self._waiting:
                break
            yield from self._first()

    def _hand(self, chunk: Sequence[Any]) -> Any:
        client = self._cluster.client
        if self._job is None:
            # A task and no data handed out: the scheduler can have it done again where its worker dies.
            self._job = client.submit(bytes, self._packed, key=f"job-{self._key}", pure=True)
        return client.submit(do_chunk, self._job, self._key, os.getcwd(), __version__, chunk, pure=False)  # noqa: PTH109

    def _first(self) -> list[Done[Any, Any]]:
        """Take the results of the first chunk, however often it has to be handed over."""
        from distributed import KilledWorker
        from distributed.client import CancelledError

        for _ in range(5):
            chunk, future = self._waiting[0]
            try:
                results: list[Done[Any, Any]] = future.result()
            except (CancelledError, OSError, TimeoutError):
                self._again()
                continue
            except KilledWorker:
                results = self._one_by_one(chunk)
            self._waiting.popleft()
            return results
        raise InputError("the scheduler goes again and again", hint=_HINT)

    def _again(self) -> None:
        """Hand everything over again that was not answered."""
        self._cluster.reconnect()
        self._job = None
        self._waiting = deque((chunk, self._hand(chunk)) for chunk, _ in self._waiting)

    def _one_by_one(self, chunk: Sequence[Any]) -> list[Done[Any, Any]]:
        """Find out which item of a chunk its workers die of; the others are done."""
        from distributed import KilledWorker

        done: list[Done[Any, Any]] = []
        for item in chunk:
            try:
                done += self._hand([item]).result()
            except KilledWorker:
                name = getattr(item, "name", "")
                hint = "is there enough memory?"
                done.append(Done(item, problem=InputError("workers die of it again and again", place=name, hint=hint)))
        return done


_ready: dict[str, Callable[[Any], Any]] = {}
"""What this worker has prepared, by the digest of the job: a task has no other place for what all of them share."""
_alone = threading.Lock()
"""The working directory is the process's, and jobs resolve names in it: one chunk at a time, as Python does anyway."""


def do_chunk(packed: bytes, key: str, folder: str, version: str, chunk: Sequence[Any]) -> list[Done[Any, Any]]:
    """Do some items in a worker, with names as they are in `folder`; what is wrong with the worker is InputError."""
    if version != __version__:
        raise InputError(f"a worker has summitalign {__version__}, and this is {version}", hint="install the same one")
    with _alone:
        try:
            os.chdir(folder)
        except OSError as error:
            hint = "workers need the same files at the same place, as on a shared disk"
            raise InputError(f"a worker cannot reach the folder: {error.strerror}", place=folder, hint=hint) from error
        if key not in _ready:
            while len(_ready) > 1:
                _ready.pop(next(iter(_ready)))
            _ready[key] = pickle.loads(packed).prepare()
        return [attempt(_ready[key], item) for item in chunk]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the log of the engine from the terminal: what matters of it is told as an error of ours."""
    import asyncio

    import dask

    logs = [logging.getLogger(name) for name in ("distributed", "tornado.application", asyncio.__name__)]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        # A job with many originals is large, and goes to each worker once: nothing to warn of.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "64 GiB"}):
            yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)
