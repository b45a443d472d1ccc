"""The standard streams: results that cannot be printed end the run with a message, messages never do."""

import contextlib
import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from summitalign.errors import WriteError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_LAST = 2
"""Number of the last standard stream."""


class ReaderLeftError(BrokenPipeError):
    """Who reads standard output has closed it, as `head` does: there is nothing more to do, and nothing to say."""


class _Stream(io.RawIOBase):
    """A standard stream, or None for one that whoever started the process has closed."""

    def __init__(self, raw: io.RawIOBase | None) -> None:
        super().__init__()
        self._raw = raw

    def write(self, data: "ReadableBuffer", /) -> int | None:
        if self._raw is None:
            raise OSError(errno.EBADF, "it is closed")
        return self._raw.write(data)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        return super().fileno() if self._raw is None else self._raw.fileno()


class _Results(_Stream):
    """Standard output: the first write that fails is told, and what comes after it goes nowhere."""

    def __init__(self, raw: io.RawIOBase | None) -> None:
        super().__init__(raw)
        self._has_failed = False

    def write(self, data: "ReadableBuffer", /) -> int | None:
        """Write; raises ReaderLeftError where nobody reads any more, WriteError for every other failure."""
        if not self._has_failed:
            try:
                return super().write(data)
            except OSError as error:
                self._has_failed = True
                if isinstance(error, BrokenPipeError):
                    raise ReaderLeftError from error
                reason = error.strerror or str(error)
                raise WriteError(f"cannot be written: {reason}", place="standard output") from error
        # Python writes out what is still kept when it exits, and would complain again.
        return memoryview(data).nbytes


class _Messages(_Stream):
    """Standard error: a message that nobody can read must not stop the work."""

    def write(self, data: "ReadableBuffer", /) -> int | None:
        with contextlib.suppress(OSError):
            return super().write(data)
        return memoryview(data).nbytes


def open_streams() -> None:
    """Put streams of ours in the place of standard output and standard error."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        # Else the next file that is opened gets the number of a standard stream, and a child process writes to it.
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _LAST:
            pass
        os.close(descriptor)
    sys.stdout = _text(sys.stdout, _Results)
    sys.stderr = _text(sys.stderr, _Messages)


def _text(stream: TextIO | None, kind: type[_Stream]) -> TextIO:
    raw = None
    is_by_line = True
    if stream is not None:
        if not isinstance(stream, io.TextIOWrapper):  # somebody has put a stream of his own there
            return stream
        stream.flush()
        raw = getattr(stream.buffer, "raw", stream.buffer)  # Python may have been told not to buffer
        is_by_line = stream.line_buffering
    buffer = io.BufferedWriter(kind(raw))
    # A path may hold bytes that are no text, and a console may claim to be ASCII: print anyway.
    return io.TextIOWrapper(buffer, "utf-8", "backslashreplace", line_buffering=is_by_line)
