"""A thread that does one job after the other, and that the end of the program does not wait for."""

import asyncio
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

Result = TypeVar("Result")


class Worker:
    """Does jobs for an event loop; a job that nobody waits for any more before it has begun is not done."""

    def __init__(self) -> None:
        """Begin with nothing to do; the thread starts with the first job."""
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def do(self, job: Callable[[], Result]) -> Result:
        """Return what a job returns, or raise what it raises; may be cancelled."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()

        def work() -> None:
            if done.cancelled():
                return
            try:
                end: Callable[[], None] = partial(done.set_result, job())
            except Exception as error:
                end = partial(done.set_exception, error)
            loop.call_soon_threadsafe(lambda: None if done.cancelled() else end())

        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        self._jobs.put(work)
        return await done

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                job()
            except RuntimeError:
                return  # the loop has ended
