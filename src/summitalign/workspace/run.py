"""Doing the same work for many documents: one that fails does not stop the others, and the order is kept."""

import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable

from summitalign.errors import InputError, SummitalignError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Value = TypeVar("Value")
Item_contra = TypeVar("Item_contra", contravariant=True)
Value_co = TypeVar("Value_co", covariant=True)

CHUNK = 32
"""Items handed to a worker process at once; with one at a time the handing over costs what the work gains."""
MANY = 200
"""Items from which worker processes pay for their start, where the caller does not say how many to use."""


class Job(Protocol[Item_contra, Value_co]):
    """Work to be done for every item; has to survive pickling."""

    def prepare(self) -> Callable[[Item_contra], Value_co]:
        """Build what every item needs, once a process, and return the function that does one item."""


@runtime_checkable
class Shared(Protocol):
    """A job with something to build that takes long and that all processes may share."""

    def share(self, *, is_forked: bool) -> None:
        """Build it; worker processes that are forked from this one find it, in the same memory.

        For others only what they find elsewhere is worth building, as in the user's cache.
        """


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Value]):
    """What became of one item: a value, or the problem that stood in the way."""

    item: Item
    value: Value | None = None
    problem: SummitalignError | None = None
    trace: str = ""
    """Traceback of a problem that nobody foresaw; empty for the foreseen ones."""


def worker_count(items: int, asked: int | None = None, many: int = MANY, chunk: int = CHUNK) -> int:
    """Decide how many processes do `items` items: as many as asked for, else every processor where it is worth it.

    None is started that would get less than a whole `chunk`, but for the last one.
    """
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = asked if asked else (available if items > many else 1)
    return max(1, min(wanted, (items + chunk - 1) // chunk))


@dataclass(frozen=True, slots=True)
class Engine:
    """What does the work: this process, processes of this machine, or a cluster."""

    jobs: int | None = None
    """Processes asked for; None to let the number of items decide."""
    is_dask: bool = False
    scheduler: str = ""
    """Address of the cluster's scheduler; empty for a cluster of its own on this machine."""


def map_all(
    items: Sequence[Item], job: Job[Item, Value], engine: Engine, chunk: int = CHUNK, many: int = MANY
) -> Iterator[Done[Item, Value]]:
    """Do every item on an engine and yield what became of it: the same results in the same order from each.

    From `many` items on all processors are used where nobody says how many. Raises as `run_all` does, and UsageError
    for an engine that is not installed.
    """
    if not engine.is_dask:
        yield from run_all(items, job, worker_count(len(items), engine.jobs, many, chunk), chunk)
    elif items:
        from summitalign.workspace.cluster import run_on_cluster

        workers = worker_count(len(items), engine.jobs, 0, chunk)
        if isinstance(job, Shared):
            job.share(is_forked=False)
        yield from run_on_cluster(items, job, engine.scheduler, workers, chunk)


def run_all(
    items: Sequence[Item], job: Job[Item, Value], workers: int = 1, chunk: int = CHUNK
) -> Iterator[Done[Item, Value]]:
    """Do every item and yield what became of it, in the order of the items; a process gets `chunk` at once, or more.

    Raises InputError where a worker process dies; the results before it have been yielded.
    """
    if workers <= 1:
        work = job.prepare()
        for item in items:
            yield attempt(work, item)
        return
    # What shares the work out takes longer to import than a small run takes.
    yield from _shared_out(items, job, workers, chunk)


def _shared_out(items: Sequence[Item], job: Job[Item, Value], workers: int, chunk: int) -> Iterator[Done[Item, Value]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    if isinstance(job, Shared):
        job.share(is_forked=multiprocessing.get_start_method() == "fork")
    # Larger ones for many items, but none that keeps the first results back for long.
    size = max(chunk, min(4 * chunk, len(items) // (workers * 8)))
    pool = ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(job, os.getpid()))
    waiting = (items[start : start + size] for start in range(0, len(items), size))
    # Not all at once: finished results would pile up where writing takes longer than fixing.
    pending = deque[Any]()
    try:
        # In here: the first worker may have died before the last chunk is handed over.
        pending.extend((some, pool.submit(_do_chunk, some)) for some in islice(waiting, 2 * workers))
        while pending:
            done, future = pending.popleft()
            results = future.result()
            pending.extend((some, pool.submit(_do_chunk, some)) for some in islice(waiting, 1))
            yield from (Done(item, *result) for item, result in zip(done, results, strict=True))
    except BrokenProcessPool as error:
        raise InputError(
            "a worker process died", hint="run with --jobs 1 to see which document it was; is there enough memory?"
        ) from error
    except BaseException:  # Ctrl-C, or a caller that has enough: not to wait for what nobody wants any more
        end_workers()
        _let_go(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def end_workers() -> None:
    """End the worker processes at once: they only read, so nothing is lost with them."""
    import multiprocessing

    for process in multiprocessing.active_children():
        process.kill()  # SIGTERM may be ignored, as it was when the run was started


def _let_go(pool: "ProcessPoolExecutor") -> None:
    """Let a pool end whose workers were killed.

    One that was killed while it wrote a result leaves half of it in the pipe, and who reads waits for the rest as
    long as anybody could still write it: this process, which holds that end as well.
    """
    writer = getattr(getattr(pool, "_result_queue", None), "_writer", None)
    if writer is not None:
        writer.close()


def attempt(work: Callable[[Item], Value], item: Item) -> Done[Item, Value]:
    """Do one item, whatever is wrong with it."""
    try:
        return Done(item, work(item))
    except SummitalignError as problem:
        return Done(item, problem=problem)
    except Exception as error:  # one document must not stop the run, whatever is wrong with it or with us
        name = getattr(item, "name", "")
        fault = InputError(
            f"could not be done: {type(error).__name__}: {error}",
            place=name,
            hint="this is a fault of summitalign; --verbose shows where",
        )
        return Done(item, problem=fault, trace=traceback.format_exc())


_prepared: list[Callable[[Any], Any]] = []
"""The function of this worker process: an executor has no other place for what all its tasks share."""


def _start_worker(job: Job[Any, Any], parent: int) -> None:
    # Ctrl-C reaches every process of the terminal, and is the parent's to decide: it may ignore it, and go on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        # What the parent ignores, as under nohup, its workers ignore as well.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # Not asked for here: a parent that is dead already would be taken for the one that took the worker in.
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _prepared[:] = [job.prepare()]


def _end_with(parent: int) -> None:
    """End this process soon after its parent, which may be killed: nobody else would ever end it."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _do_chunk(items: Sequence[Any]) -> list[tuple[Any, SummitalignError | None, str]]:
    """Do some items; the items themselves, which whoever asked has, do not go back through the pipe."""
    done = (attempt(_prepared[0], item) for item in items)
    return [(each.value, each.problem, each.trace) for each in done]
