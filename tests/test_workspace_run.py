"""Doing many documents: order, problems, worker processes."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from summitalign.errors import InputError
from summitalign.workspace.run import _start_worker, run_all, worker_count


@dataclass(frozen=True)
class Halve:
    """Halve even numbers; odd ones are a problem, and 13 is a fault of the program."""

    def prepare(self) -> Callable[[int], tuple[int, int]]:
        def halve(number: int) -> tuple[int, int]:
            if number == 13:
                raise ZeroDivisionError("thirteen")
            if number % 2:
                raise InputError("is odd", place=str(number), hint="try its neighbour")
            return number // 2, os.getpid()

        return halve


@dataclass(frozen=True)
class Die:
    """Kill the process that does the work."""

    def prepare(self) -> Callable[[int], int]:
        return os._exit


@pytest.mark.parametrize("workers", [1, 2])
def test_keeps_the_order_and_goes_on_after_problems(workers: int) -> None:
    done = list(run_all(range(100), Halve(), workers))

    assert [item.item for item in done] == list(range(100))
    assert [item.value[0] for item in done if item.value] == list(range(50))
    odd = done[7].problem
    assert odd is not None
    assert (odd.message, odd.place, odd.hint) == ("is odd", "7", "try its neighbour")
    fault = done[13]
    assert fault.problem is not None
    assert "ZeroDivisionError: thirteen" in fault.problem.message
    assert "in halve" in fault.trace


def test_several_workers_are_processes_of_their_own() -> None:
    processes = {item.value[1] for item in run_all(range(0, 400, 2), Halve(), 2) if item.value}

    assert processes
    assert os.getpid() not in processes


@dataclass(frozen=True)
class Build:
    """Tell which process built what the job needs."""

    built: list[int] = field(default_factory=list)

    def share(self, *, is_forked: bool) -> None:
        if is_forked:
            self.built.append(os.getpid())

    def prepare(self) -> Callable[[int], list[int]]:
        return lambda _: self.built or [0]


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="other processes share no memory")
def test_what_takes_long_is_built_once_for_all_processes() -> None:
    assert {tuple(item.value or ()) for item in run_all(range(100), Build(), 2)} == {(os.getpid(),)}


def test_one_process_builds_only_what_it_needs() -> None:
    assert {tuple(item.value or ()) for item in run_all(range(100), Build())} == {(0,)}


def test_a_dying_worker_is_one_message() -> None:
    with pytest.raises(InputError, match="a worker process died"):
        list(run_all(range(1, 100), Die(), 2))


def test_decides_how_many_processes_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)

    assert worker_count(200) == 1
    assert worker_count(201) == 7  # no worker without a chunk of its own
    assert worker_count(5000) == 8
    assert worker_count(5000, asked=3) == 3
    assert worker_count(10, asked=8) == 1
    assert worker_count(10, asked=8, chunk=4) == 3
    assert worker_count(0) == 1


@dataclass(frozen=True)
class Interrupt:
    """Send the process that works what Ctrl-C, or a terminal that is closed, sends to all."""

    number: signal.Signals

    def prepare(self) -> Callable[[int], int]:
        def interrupt(item: int) -> int:
            os.kill(os.getpid(), self.number)
            return item

        return interrupt


def test_workers_leave_an_interrupt_to_their_parent() -> None:
    assert [item.value for item in run_all(range(100), Interrupt(signal.SIGINT), 2)] == list(range(100))


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs SIGHUP")
def test_workers_ignore_what_their_parent_ignores() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert [item.value for item in run_all(range(100), Interrupt(signal.SIGHUP), 2)] == list(range(100))
    finally:
        signal.signal(signal.SIGHUP, before)
    with pytest.raises(InputError, match="a worker process died"):
        list(run_all(range(100), Interrupt(signal.SIGTERM), 2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_worker_that_starts_after_the_death_of_its_parent_ends() -> None:
    gone = multiprocessing.get_context("fork").Process(target=int)
    gone.start()
    gone.join()
    worker = multiprocessing.get_context("fork").Process(target=_orphan, args=(gone.pid,))
    worker.start()
    worker.join(10)
    is_running = worker.is_alive()
    worker.kill()
    worker.join()
    assert not is_running


def _orphan(parent: int) -> None:
    _start_worker(Wait(), parent)
    time.sleep(600)


@dataclass(frozen=True)
class Wait:
    """Say which process works, then work for ever."""

    def prepare(self) -> Callable[[int], int]:
        def wait(number: int) -> int:
            if number:
                time.sleep(600)
            return os.getpid()

        return wait


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_workers_end_when_their_parent_is_killed() -> None:
    here, there = multiprocessing.Pipe()
    parent = os.fork()
    if not parent:
        results = run_all([*([0] * 32), *([1] * 64)], Wait(), 2)
        there.send(next(results).value)
        time.sleep(600)
    worker = here.recv()
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    deadline = time.monotonic() + 10
    while _is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _is_running(worker)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")  # an ended process that nobody waited for still has a number
    return not (state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


@dataclass(frozen=True, slots=True)
class Heavy:
    """Returns more than a pipe holds, so that its process is still writing when the first results are read."""

    def prepare(self) -> Callable[[int], bytes]:
        return lambda size: b"x" * size


@pytest.mark.timeout(60)
def test_who_has_enough_does_not_wait_for_half_a_result() -> None:
    for _ in range(3):
        results = run_all([20_000_000] * 12, Heavy(), workers=2, chunk=1)
        assert len(next(results).value or b"") == 20_000_000
        results.close()  # type: ignore[attr-defined]
