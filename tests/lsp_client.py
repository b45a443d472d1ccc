"""A small client of the language server: it speaks to a process on its standard input and output."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from processes import hear_signals

Json = dict[str, Any]
_PATIENCE = 60.0
EVERYTHING: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"showDocument": {"support": True}},
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "applyEdit": True,
    },
}
"""What a client can do that can do all that the server makes use of."""


class Client:
    """Sends messages, answers requests, and keeps what the server tells."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self.process, self.folder = process, folder
        self.told: list[Json] = []
        """Notifications, in order."""
        self.edits: list[Json] = []
        """Edits that the server asked for."""
        self.asked: list[Json] = []
        """All requests of the server."""
        self.refused: tuple[str, ...] = ()
        """Methods of requests that it does not know."""
        self.replies: dict[int, Json] = {}
        """Answers of the server that nobody has taken."""
        self._incoming: queue.Queue[Json | None] = queue.Queue()
        self._number = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def uri(self, name: str) -> str:
        return (self.folder / name).resolve().as_uri()

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: object = None) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object = None) -> Any:
        """Send a request and return its result."""
        reply = self.reply(method, params)
        assert "error" not in reply, reply
        return reply["result"]

    def reply(self, method: str, params: object = None) -> Json:
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params})
        self._until(lambda: number in self.replies, method)
        return self.replies.pop(number)

    def begin(self, capabilities: Json = EVERYTHING, options: object = None) -> Json:
        params = {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": capabilities}
        result: Json = self.ask("initialize", {**params, "initializationOptions": options})
        self.notify("initialized", {})
        return result

    def open(self, name: str, text: str | None = None, language: str = "markdown") -> str:
        """Open a document and return its text."""
        content = (self.folder / name).read_bytes().decode() if text is None else text
        item = {"uri": self.uri(name), "languageId": language, "version": 1, "text": content}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return content

    def close_document(self, name: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def change(self, name: str, version: int, *changes: Json) -> None:
        identifier = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def diagnostics(
        self, name: str, version: int | None = 1, wanted: Callable[[list[Json]], bool] = bool
    ) -> list[Json]:
        """Wait for diagnostics of a version that are as wanted: at first, some at all."""
        found: list[list[Json]] = []

        def is_there() -> bool:
            found[:] = [
                each["params"]["diagnostics"]
                for each in self.told
                if each["method"] == "textDocument/publishDiagnostics"
                and each["params"]["uri"] == self.uri(name)
                and each["params"].get("version") == version
                and wanted(each["params"]["diagnostics"])
            ]
            return bool(found)

        self._until(is_there, f"diagnostics of {name}")
        return found[-1]

    def messages(self) -> list[str]:
        return [each["params"]["message"] for each in self.told if each["method"] == "window/showMessage"]

    def until(self, is_there: Callable[[], bool], what: str) -> None:
        self._until(is_there, what)

    def end(self) -> int:
        """Shut down as the protocol wants it, and return the exit code."""
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(_PATIENCE)

    def _until(self, is_there: Callable[[], bool], what: str) -> None:
        limit = time.monotonic() + _PATIENCE
        while not is_there():
            try:
                message = self._incoming.get(timeout=max(0.01, limit - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no answer: {what}; told so far: {self.told[-3:]}") from None
            assert message is not None, f"the server has ended, waiting for {what}: {self.errors()}"
            self._take(message)

    def close(self) -> None:
        """Kill what is left of the server, and close its streams."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def errors(self) -> str:
        assert self.process.stderr is not None
        self.process.kill()
        return self.process.stderr.read().decode()

    def _take(self, message: Json) -> None:
        if "method" not in message:
            self.replies[message["id"]] = message
        elif "id" not in message:
            self.told.append(message)
        else:
            self.asked.append(message)
            is_edit = message["method"] == "workspace/applyEdit"
            if is_edit:
                self.edits.append(message["params"]["edit"])
            answers: Mapping[str, object] = {
                "workspace/applyEdit": {"applied": True},
                "window/showDocument": {"success": True},
            }
            if message["method"] in self.refused:
                self.send({"id": message["id"], "error": {"code": -32601, "message": "unknown"}})
            else:
                self.send({"id": message["id"], "result": answers.get(message["method"])})

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._incoming.put(None)
                return
            self._incoming.put(json.loads(stream.read(length)))


@contextmanager
def serving(folder: Path, *, cache: Path | None = None) -> Iterator[Client]:
    """Start the server in a folder; whatever happens, it is gone in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "summitalign.cli.main", "lsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "SUMMITALIGN_CACHE": str(cache) if cache else os.environ.get("SUMMITALIGN_CACHE", "")},
        preexec_fn=hear_signals,  # noqa: PLW1509 - no thread of a test holds a lock here
        start_new_session=True,
    )
    client = Client(process, folder.resolve())
    try:
        yield client
    finally:
        client.close()


def edited(text: str, edits: list[Json]) -> str:
    """Make the edits of a client that counts in UTF-16, by an own reading of the protocol."""
    units = text.encode("utf-16-le")
    rows = [0]
    for at in range(0, len(units), 2):
        here, following = units[at : at + 2], units[at + 2 : at + 4]
        if here == b"\n\0" or (here == b"\r\0" and following != b"\n\0"):
            rows.append(at + 2)
    for edit in sorted(edits, key=lambda each: _key(each["range"]["start"]), reverse=True):
        start, end = (
            rows[each["line"]] + 2 * each["character"] for each in (edit["range"]["start"], edit["range"]["end"])
        )
        units = units[:start] + edit["newText"].encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")


def _key(position: Json) -> tuple[int, int]:
    return position["line"], position["character"]


def edits_of(edit: Json, version: int | None = 1) -> list[Json]:
    (change,) = edit["documentChanges"]
    assert change["textDocument"]["version"] == version
    edits: list[Json] = change["edits"]
    return edits


def place_of(text: str, words: str) -> Json:
    """Return the range of words in a text without characters of two units."""
    before = text[: text.index(words)]
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    return {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + len(words)}}
