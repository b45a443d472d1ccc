"""Described pages on disk: a run that was broken off, or is made again, does not read them twice."""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from summitalign.mining.pages import Page, Shown
from summitalign.workspace.cache import cache_folder

_FORMAT = 5
"""Of what is kept of a page."""
_MOST_BYTES = 1 << 30
"""Size from which the kept pages are thrown away."""


class PageStore:
    """Pages by the digest of their documents."""

    def __init__(self) -> None:
        """Open the store in the user's cache; where nothing may be kept, one that lasts as long as the run."""
        self._temporary: TemporaryDirectory[str] | None = None
        folder = cache_folder()
        self._connection = self._open(folder) if folder is not None else None
        if self._connection is None:
            self._temporary = TemporaryDirectory(prefix="summitalign-")
            self._connection = self._open(Path(self._temporary.name))
        if self._connection is None:
            raise OSError("no place for a database")

    def _open(self, folder: Path) -> sqlite3.Connection | None:
        self.path = str(folder / f"mining{_FORMAT}.sqlite")
        with contextlib.suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            if Path(self.path).exists() and Path(self.path).stat().st_size > _MOST_BYTES:
                Path(self.path).unlink()
            connection = sqlite3.connect(self.path, timeout=60)
            connection.execute("CREATE TABLE IF NOT EXISTS pages (digest TEXT PRIMARY KEY, content BLOB)")
            connection.commit()
            return connection
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.commit()
            self._connection.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def holds(self, digest: str) -> bool:
        """Say whether something is kept."""
        assert self._connection is not None
        row = self._connection.execute("SELECT 1 FROM pages WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def content(self, digest: str) -> bytes | None:
        """Return what is kept; None where nothing is."""
        assert self._connection is not None
        row = self._connection.execute("SELECT content FROM pages WHERE digest = ?", (digest,)).fetchone()
        return bytes(row[0]) if row is not None else None

    def keep(self, digest: str, content: bytes) -> None:
        """Keep a packed page, or what was found on one."""
        assert self._connection is not None
        self._connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (digest, content))

    def commit(self) -> None:
        """Make what was kept last, and visible to other processes."""
        assert self._connection is not None
        self._connection.commit()


def read_kept(path: str, digests: Iterator[tuple[str, str]]) -> Iterator[Page]:
    """Yield kept pages, each with the name of its document."""
    connection = sqlite3.connect(path, timeout=60)
    try:
        for digest, name in digests:
            row = connection.execute("SELECT content FROM pages WHERE digest = ?", (digest,)).fetchone()
            if row is not None:
                yield unpacked(row[0], name)
    finally:
        connection.close()


def digest_of(data: bytes) -> str:
    """Return the name under which a document's page is kept."""
    return blake2b(data, digest_size=16).hexdigest()


def packed(page: Page) -> bytes:
    """Return a page as bytes, without what is only needed beside its document."""
    links = [[link.start, link.end, sorted(link.keys)] for link in page.links]
    content = [page.text, page.places, page.written, links, page.headings, page.called, page.is_east]
    return zlib.compress(json.dumps(content).encode(), 1)


def unpacked(content: bytes, name: str) -> Page:
    """Return the page of packed bytes."""
    text, places, written, links, headings, called, is_east = json.loads(zlib.decompress(content))
    return Page(
        name, text, places, written, tuple(Shown(start, end, frozenset(keys)) for start, end, keys in links),
        tuple((start, end) for start, end in headings), called=tuple(called), is_east=is_east,
    )  # fmt: skip
