"""Time how long the language server takes to answer an editor, over standard input and output.

Invents a Chinese document of a size, with an English original, the same in every run; types into it, one letter at a
time, and asks for what is shown of a place. A line is printed for each kind of question: the median and the longest
wall-clock milliseconds from the message to the answer, and the median CPU milliseconds of the server. The findings
come 20 ms after the last key at the soonest, as the server waits that long for another one; that wait is in the
wall-clock times. CPU times hold on a busy machine too.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
GLOSSARY = """\
terms:
  - {use: TensorFlow, wrong: [张量流]}
  - {use: Anchorage, wrong: [锚地], ambiguous: true}
"""
PLAIN = (
    "第 {0} 组的记录放在仓库里，编号是 {0}。每天晚上会检查一次，早上有人看结果。",
    "The records of group {0} lie in the store.",
)
TERM = ("第 {0} 组用张量流训练，构建由锚地完成，一共 {0} 步。", "Group {0} trains with TensorFlow, built by Anchorage.")


def documents(size: int, every: int) -> tuple[str, str]:
    """Return a translation of a size in bytes and its original; each paragraph in `every` holds two wrong forms."""
    rows: tuple[list[str], list[str]] = ["# 记录"], ["# Records"]
    written = number = 0
    while written < size:
        number += 1
        kind = TERM if number % every == 0 else PLAIN
        if number % 40 == 0:
            rows[0].append(f"## 部分 {number}")
            rows[1].append(f"## Part {number}")
        for side, text in zip(rows, kind, strict=True):
            side.append(text.format(number))
        written += len(rows[0][-1].encode()) + 2
    return "\n\n".join(rows[0]) + "\n", "\n\n".join(rows[1]) + "\n"


class Editor:
    """An editor that waits for each answer."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "summitalign.cli.main", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._number = 0

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> Json:
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        found: Json = json.loads(stream.read(length))
        if "method" in found and "id" in found:
            self.send({"id": found["id"], "result": None})
        return found

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        while (found := self.receive()).get("id") != self._number or "method" in found:
            pass
        return found.get("result")

    def diagnostics(self, version: int) -> int:
        while True:
            found = self.receive()
            if found.get("method") == "textDocument/publishDiagnostics" and found["params"]["version"] == version:
                return len(found["params"]["diagnostics"])

    def cpu(self) -> float:
        """Return the CPU milliseconds that the server has used; 0 where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(name: str, editor: Editor, rounds: int, action: Callable[[int], object]) -> None:
    times, began_cpu = [], editor.cpu()
    for number in range(rounds):
        began = time.perf_counter()
        action(number)
        times.append(1000 * (time.perf_counter() - began))
    cpu = (editor.cpu() - began_cpu) / rounds
    print(f"{name:<34} {statistics.median(times):>9.0f} {max(times):>10.0f} {cpu:>11.0f}")


def run(folder: Path, size: int, every: int, rounds: int) -> None:
    text, original = documents(size, every)
    (folder / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "en.md").write_text(original, encoding="utf-8")
    editor = Editor(folder)
    uri = (folder / "a.md").resolve().as_uri()
    editor.ask("initialize", {"processId": None, "rootUri": folder.resolve().as_uri(), "capabilities": {}})
    editor.send({"method": "initialized", "params": {}})
    item = {"uri": uri, "languageId": "markdown", "version": 0, "text": text}
    editor.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    print(f"{len(text.encode()) // 1000} kB, {editor.diagnostics(0)} findings, {rounds} rounds")
    print(f"{'':<34} {'median ms':>9} {'longest ms':>10} {'CPU ms each':>11}")
    rows = text.split("\n")
    line = next(number for number, row in enumerate(rows) if number > len(rows) // 2 and "张量流" in row)
    place = {"line": line, "character": rows[line].index("张量流") + 1}
    weighed = {"line": line, "character": rows[line].index("锚地") + 1}
    start = {"line": line - 2, "character": 3}

    def edit(number: int) -> None:
        change = {"range": {"start": start, "end": start}, "text": "又"}
        identifier = {"uri": uri, "version": number + 1}
        params = {"textDocument": identifier, "contentChanges": [change]}
        editor.send({"method": "textDocument/didChange", "params": params})
        editor.diagnostics(number + 1)

    def hover(position: Json) -> None:
        editor.ask("textDocument/hover", {**document, "position": position})

    def both(number: int) -> None:
        edit(rounds + number)
        hover(weighed)

    document = {"textDocument": {"uri": uri}}
    span = {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}
    edit(-2)  # what is prepared with the first edit is prepared once
    measure("findings after an edit", editor, rounds, edit)
    measure("hover", editor, rounds, lambda _: hover(place))
    measure("hover on a weighed place", editor, rounds, lambda _: hover(weighed))
    measure("the same, after an edit", editor, rounds, both)
    measure("quick fixes", editor, rounds, lambda _: editor.ask("textDocument/codeAction", {**document, **span}))
    measure(
        "completion", editor, rounds, lambda _: editor.ask("textDocument/completion", {**document, "position": place})
    )
    editor.ask("shutdown", None)
    editor.send({"method": "exit"})
    editor.process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kb", type=int, default=200, metavar="N", help="size of the document in kB (200)")
    parser.add_argument("--every", type=int, default=40, metavar="N", help="paragraphs for one with wrong forms (40)")
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="questions of each kind (30)")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), options.kb * 1000, options.every, options.rounds)


if __name__ == "__main__":
    main()
