"""The messages of a client on standard input, read so that a signal can end the program at any time."""

import asyncio
import contextlib
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_PIECE = 1 << 16
_LONGEST = 1 << 20
"""Bytes that a line of a header may have."""


class _Output:
    """Standard output, which stays open for whatever else ends with the program."""

    def write(self, data: bytes) -> None:
        # A client that has gone reads nothing; its end of standard input tells the rest.
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.buffer.flush()


def serve(server: "LanguageServer") -> None:
    """Serve one client until it says so or goes away; ends with the exit code of the protocol.

    Raises SystemExit: 0 after a shutdown that was asked for, 1 without one.
    """
    # What the library says of odd messages is for people who look for a fault, and standard error is theirs.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    asyncio.run(_serve(server))
    raise SystemExit(1)


async def _serve(server: "LanguageServer") -> None:
    from pygls.io_ import run_async

    reader = asyncio.StreamReader(limit=_LONGEST)
    # Read in a thread that nobody waits for: one that is would hold up the end until the client says something.
    arguments = asyncio.get_running_loop(), reader
    threading.Thread(target=_read, args=arguments, daemon=True).start()
    server.protocol.set_writer(_Output())
    with contextlib.suppress(asyncio.IncompleteReadError, ValueError):  # cut off, or no messages at all
        await run_async(
            stop_event=threading.Event(),
            reader=reader,
            protocol=server.protocol,
            logger=logging.getLogger("pygls"),
            error_handler=server.report_server_error,
        )


def _read(loop: asyncio.AbstractEventLoop, reader: asyncio.StreamReader) -> None:
    """Hand over what comes in; past the buffer of Python, which must not be locked when the program ends."""
    with contextlib.suppress(RuntimeError, OSError):  # the loop is closed: nobody listens any more
        while data := os.read(sys.stdin.fileno(), _PIECE):
            loop.call_soon_threadsafe(reader.feed_data, data)
        loop.call_soon_threadsafe(reader.feed_eof)
