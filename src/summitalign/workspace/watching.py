"""Noticing that documents change, with the package watchfiles, which is an extra."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from summitalign.errors import InputError, UsageError

_QUIET = 300
"""Milliseconds without a change after which those before are told: an editor writes a file in several steps."""


class Watch:
    """What is watched: files by name, and folders for the files in them that end like documents."""

    def __init__(self, paths: Sequence[str], files: Iterable[str], names: tuple[str, ...], but: str | Path) -> None:
        """Take the paths of the command line and other files it reads.

        `names` are the ends of names that count below a folder. What lies in `but`, the folder of the report, never
        counts. Raises UsageError where the extra `serve` is not installed.
        """
        try:
            import watchfiles  # noqa: F401 - now, and not after the first build
        except ModuleNotFoundError as error:
            hint = "install it: python -m pip install 'summitalign[serve]'"
            raise UsageError("needs the package watchfiles", place="--serve", hint=hint) from error
        real = [Path(path).resolve() for path in paths]
        self._folders = tuple(path for path in real if path.is_dir())
        self._files = frozenset(
            (*(path for path in real if not path.is_dir()), *(Path(file).resolve() for file in files))
        )
        self._names = names
        self._but = Path(but).resolve()

    def concerns(self, path: str, *, is_modified: bool = True) -> bool:
        """Say whether a report may look otherwise once something was modified, else has come or gone."""
        place = Path(path)
        if place.is_relative_to(self._but):
            return False
        if place in self._files:
            return True
        inside = [place.relative_to(folder) for folder in self._folders if place.is_relative_to(folder)]
        if not inside:
            return False
        is_hidden = all(any(part.startswith(".") for part in one.parts) for one in inside)
        return place.name.lower().endswith(self._names) or not (is_modified or is_hidden or _is_file(place))

    @contextmanager
    def changes(self) -> Iterator[Callable[[], frozenset[str]]]:
        """Watch from here on; the value waits for changes, and returns the paths of the files.

        Raises InputError there, where the system refuses to watch.
        """
        told: queue.SimpleQueue[frozenset[str] | Exception] = queue.SimpleQueue()
        stop = threading.Event()
        # Of a file its folder, as most editors replace it, and only that folder, as it may be a home.
        beside = {file.parent for file in self._files}
        rounds = [(tuple(self._folders), True), (tuple(beside), False)]
        threads = [
            threading.Thread(target=self._watch, args=(folders, is_deep, told, stop), daemon=True)
            for folders, is_deep in rounds
            if folders
        ]
        for thread in threads:
            thread.start()
        try:
            yield lambda: _next(told)
        finally:
            stop.set()
            for thread in threads:
                thread.join(2)

    def _watch(
        self,
        folders: tuple[Path, ...],
        is_deep: bool,
        told: "queue.SimpleQueue[frozenset[str] | Exception]",
        stop: threading.Event,
    ) -> None:
        from watchfiles import Change, watch

        def counts(change: Change, path: str) -> bool:
            return self.concerns(path, is_modified=change is Change.modified)

        try:
            changes = watch(*folders, watch_filter=counts, step=_QUIET, stop_event=stop, recursive=is_deep)
            for found in changes:
                told.put(frozenset(path for _, path in found))
        except Exception as error:  # whatever it is, it is the main thread's to end the program
            told.put(error)


def _is_file(place: Path) -> bool:
    """Say whether a path is or was a file. Of a folder that is moved, nobody tells of the files in it."""
    return place.is_file() or (bool(place.suffix) and not place.exists())


def _next(told: "queue.SimpleQueue[frozenset[str] | Exception]") -> frozenset[str]:
    found = told.get()
    if isinstance(found, Exception):
        raise InputError(f"changes cannot be watched: {found}", place="--serve") from found
    while not told.empty():
        more = told.get()
        found |= more if isinstance(more, frozenset) else frozenset()
    return found
