"""A preview of a report on this machine: its folder over HTTP, to nobody else, with pages that reload themselves."""

import errno
import os
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from summitalign.errors import UsageError
from summitalign.report.html.policy import POLICY, SERVED_POLICY

HOST = "127.0.0.1"
"""Loopback: no other machine reaches it."""
_NAMES = (HOST, "localhost")
"""What a browser may call it. A page of another name that leads here is somebody's attempt to read the report."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SCRIPT, _EVENTS = "/~/reload.js", "/~/events"
"""No file of a report lies below `~`."""
_RELOAD = """\
"use strict";
(() => {
  const shown = new URL(document.currentScript.src).searchParams.get("v");
  let source = null;
  const listen = () => {
    // A browser keeps six connections to a server: tabs in the background leave theirs to the others.
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (source === null) {
      source = new EventSource("/~/events");
      source.onmessage = (event) => event.data === shown || location.reload();
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What a page cannot say of itself.
    "Content-Security-Policy": "frame-ancestors 'none'",
}
_PATIENCE = 30.0
"""Seconds for a request to come in."""
_BEAT = 15.0
"""Seconds between two signs of life, by which a browser that is gone is noticed."""


class Preview:
    """A server for the files of one folder, until it is closed."""

    def __init__(self, folder: str | Path, port: int, log: Callable[[str], None] | None = None) -> None:
        """Take the port, 0 for any that is free; raises UsageError where it is taken or not allowed."""
        self._changed = threading.Condition()
        self._token = os.urandom(4).hex()
        self._builds = 0
        self._is_open = True
        self._is_started = False
        try:
            self._server = _Server((HOST, port), partial(_Handler, self, Path(folder).resolve(), log))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                hint = "name another one, or --port 0 for any that is free"
                raise UsageError(f"port {port} is taken by another program", place="--port", hint=hint) from error
            raise UsageError(f"port {port} cannot be used: {error.strerror}", place="--port") from error
        self.port: int = self._server.server_address[1]
        self.hosts = frozenset(f"{name}{end}" for name in _NAMES for end in self._ends())

    @property
    def address(self) -> str:
        """Return the address of the first page."""
        return f"http://{HOST}:{self.port}/"

    @property
    def version(self) -> str:
        """Name what is shown: another one for each build, and for each run of the program."""
        return f"{self._token}-{self._builds}"

    def start(self) -> None:
        """Answer requests from now on, in threads that end with the program."""
        self._is_started = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def changed(self) -> None:
        """Tell the open pages that the report was built anew."""
        with self._changed:
            self._builds += 1
            self._changed.notify_all()

    def wait(self, known: str) -> str | None:
        """Wait for another version than the known one; return the version, or None once the server is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_open or self.version != known, _BEAT)
            return self.version if self._is_open else None

    def close(self) -> None:
        """Answer no more requests, and give the port back."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        if self._is_started:  # else it would wait for an end that never comes
            self._server.shutdown()
        self._server.server_close()

    def _ends(self) -> tuple[str, ...]:
        return (f":{self.port}", "") if self.port == 80 else (f":{self.port}",)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows it would let two programs share a port.
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    server_version, sys_version = "summitalign", ""

    def __init__(self, preview: Preview, root: Path, log: Callable[[str], None] | None, *arguments: Any) -> None:
        self._preview, self._root, self._log = preview, root, log
        super().__init__(*arguments)

    def do_GET(self) -> None:
        if self.headers.get("Host", "").lower() not in self._preview.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this is a preview of summitalign, by another name")
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        if path == _SCRIPT:
            self._answer(HTTPStatus.OK, _TYPES[".js"], _RELOAD.encode())
        elif path == _EVENTS:
            self._tell_changes()
        else:
            self._send_file(path)

    do_HEAD = do_GET  # noqa: N815 - the name that the library calls

    def _send_file(self, path: str) -> None:
        version = self._preview.version
        file = _file(self._root, path)
        try:
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if file is None or content is None:
            self._refuse(HTTPStatus.NOT_FOUND, "no such page")
            return
        if file.suffix == ".html":
            content = _live(content.decode("utf-8", "replace"), version).encode()
        self._answer(HTTPStatus.OK, _TYPES.get(file.suffix, "application/octet-stream"), content)

    def _tell_changes(self) -> None:
        """Send the version that is shown, at once and whenever it changes, until the browser leaves."""
        self._begin(HTTPStatus.OK, "text/event-stream")
        self.close_connection = True
        self.end_headers()
        version: str | None = self._preview.version
        while version is not None and self.command == "GET":
            # The same version again is a sign of life.
            self.wfile.write(f"data: {version}\n\n".encode())
            version = self._preview.wait(version)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self._answer(status, "text/plain; charset=utf-8", f"{message}\n".encode())

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._begin(status, kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def log_message(self, format: str, *arguments: Any) -> None:
        if self._log is not None:
            self._log(format % arguments)


def _file(root: Path, path: str) -> Path | None:
    """Return the file of the report that a path names; None for anything else, hidden files included."""
    parts = (path if not path.endswith("/") else f"{path}index.html").split("/")[1:]
    if not path.startswith("/") or any(not part or part[0] in ".~" or {*part} & {*"\\:\0"} for part in parts):
        return None
    try:
        file = root.joinpath(*parts).resolve()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a circle of symbolic links
        return None
    return file if file.is_relative_to(root) and file.is_file() else None


def _live(page: str, version: str) -> str:
    """Return a page that reloads when there is another version; the file stays as it is."""
    script = f'<script src="{_SCRIPT}?v={version}" defer></script>\n</head>'
    for own, served in ((POLICY, SERVED_POLICY), (_in_attribute(POLICY), _in_attribute(SERVED_POLICY))):
        page = page.replace(f'content="{own}"', f'content="{served}"', 1)
    return page.replace("</head>", script, 1)


def _in_attribute(policy: str) -> str:
    """Write a policy as the templates do."""
    return policy.replace("'", "&#39;")
