"""What an editor and the language server say to each other about the recap of the corpus, message by message.

    python tests/lsp_recording.py > tests/cases/editor/recap.json

writes the exchange anew.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from lsp_client import EVERYTHING, Client, Json, serving

ROOT = Path(__file__).parent.parent
RECAP = "corpus/zh/recap.md"
_TITLE, _BOARD = 30, 56
"""The lines of a heading with a wrong form and of one that has to be weighed, from 0."""


class Recorder:
    """Speaks to the server, and keeps what each side says; the folder is called `/project`."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.messages: list[Json] = []

    def keep(self, side: str, message: Json) -> Json:
        told = json.dumps(message, ensure_ascii=False).replace(self.client.folder.as_uri(), "file:///project")
        self.messages.append({side: json.loads(told)})
        return message

    def ask(self, method: str, **params: object) -> object:
        self.keep("client", {"method": method, "params": params})
        result: object = self.client.ask(method, params)
        self.keep("server", {"answer": method, "result": result})
        return result

    def diagnostics(self, version: int, count: int | None = None) -> list[Json]:
        found = self.client.diagnostics(RECAP, version, lambda each: count is None or len(each) == count)
        told = {"uri": self.client.uri(RECAP), "version": version, "diagnostics": found}
        self.keep("server", {"method": "textDocument/publishDiagnostics", "params": told})
        return found


def exchange(folder: Path) -> list[Json]:
    """Open the recap, be told its findings, ask for quick fixes and for the reason, and make one of the fixes."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copy(ROOT / "glossary.yml", folder)
    with serving(folder) as client:
        recorder = Recorder(client)
        able = {**EVERYTHING, "textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        client.begin(able)
        text = client.open(RECAP)
        opened = {"uri": client.uri(RECAP), "languageId": "markdown", "version": 1, "text": "(the file as it is)"}
        recorder.keep("client", {"method": "textDocument/didOpen", "params": {"textDocument": opened}})
        found = recorder.diagnostics(1)
        (finding,) = (each for each in found if each["range"]["start"]["line"] == _TITLE)
        document = {"uri": client.uri(RECAP)}
        actions = recorder.ask(
            "textDocument/codeAction", textDocument=document, range=finding["range"], context={"diagnostics": []}
        )
        weighed = next(each for each in found if each["range"]["start"]["line"] == _BOARD)
        recorder.ask("textDocument/hover", textDocument=document, position=weighed["range"]["start"])
        assert isinstance(actions, list)
        (edit,) = actions[0]["edit"]["documentChanges"][0]["edits"]
        change = {"range": edit["range"], "text": edit["newText"]}
        recorder.keep("client", {"method": "textDocument/didChange", "params": {
            "textDocument": {**document, "version": 2}, "contentChanges": [change]}})  # fmt: skip
        client.change(RECAP, 2, change)
        recorder.diagnostics(2, len(found) - 1)
        assert text == (folder / RECAP).read_bytes().decode()  # the server writes no file
        assert client.end() == 0
        return recorder.messages


def written(messages: list[Json]) -> str:
    """Write messages as JSON that people can read, a small value on one line."""
    return "[\n" + ",\n".join(_written(each, 1) for each in messages) + "\n]\n"


def _written(value: object, depth: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    pad = "  " * depth
    if len(pad) + len(line) <= 120 or not isinstance(value, dict | list):
        return pad + line
    if isinstance(value, list):
        return f"{pad}[\n" + ",\n".join(_written(each, depth + 1) for each in value) + f"\n{pad}]"
    rows = (f"{pad}  {json.dumps(key)}: {_written(each, depth + 1).lstrip()}" for key, each in value.items())
    return f"{pad}{{\n" + ",\n".join(rows) + f"\n{pad}}}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(written(exchange(Path(name).resolve())))
