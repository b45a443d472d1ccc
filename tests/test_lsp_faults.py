"""The language server with clients that err, and with what is missing: it says so, and ends as it should."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from lsp_client import Client, serving

needs_pygls = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
TEXT = "张量流\n"


def frame(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def filled(folder: Path) -> Path:
    (folder / "glossary.yml").write_text("张量流: TensorFlow\n", encoding="utf-8")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return folder


def judges(client: Client) -> bool:
    client.open("a.md")
    return len(client.diagnostics("a.md")) == 1


@needs_pygls
def test_exit_after_shutdown_is_clean_and_without_it_is_not(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        client.notify("exit")
        assert client.process.wait(30) == 1
    with serving(tmp_path) as client:
        client.begin()
        assert client.end() == 0


@needs_pygls
def test_a_client_that_goes_away_ends_the_server(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(30) == 1
    with serving(tmp_path) as client:
        client.begin()
        client.write(b"Content-Length: 100\r\n\r\n{")
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(30) == 1


@needs_pygls
def test_odd_messages_do_not_stop_it(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        client.write(frame(b"{not json"))
        client.write(frame(b"[]"))
        client.write(frame(b"{}"))
        client.write(frame(json.dumps({"jsonrpc": "1.0", "method": "initialized"}).encode()))
        client.write(b"Content-Length: many\r\n\r\n")
        client.notify("textDocument/didSomething", {"x": 1})
        client.notify(
            "textDocument/didChange", {"textDocument": {"uri": client.uri("b.md"), "version": 2}, "contentChanges": []}
        )
        client.notify("textDocument/didOpen", {"textDocument": 7})
        assert client.reply("workspace/nothing", {})["error"]["code"] == -32601
        absent = {"textDocument": {"uri": client.uri("none.md")}, "position": {"line": 0, "character": 0}}
        assert client.ask("textDocument/hover", absent) is None
        assert client.ask("textDocument/definition", absent) == []
        assert client.ask("textDocument/completion", absent)["items"] == []
        assert judges(client)
        assert client.end() == 0


@needs_pygls
def test_wrong_options_are_told_and_the_rest_works(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin(options={"sources": ["en"]})
        assert judges(client)
        assert "initializationOptions: 'sources' is no option\n  hint: there are: glossary, source" in client.messages()


@needs_pygls
def test_wrong_settings_are_told_once(tmp_path: Path) -> None:
    (filled(tmp_path) / "summitalign.toml").write_text('glosary = "a"\n', encoding="utf-8")
    with serving(tmp_path) as client:
        client.begin()
        client.open("a.md")
        assert client.diagnostics("a.md", 1, lambda _: True) == []
        client.change("a.md", 2, {"text": TEXT * 2})
        assert client.diagnostics("a.md", 2, lambda _: True) == []
        assert ["did you mean 'glossary'?" in each for each in client.messages()] == [True]


@needs_pygls
def test_a_switch_that_nobody_knows_is_told_in_its_line(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        client.open("a.md", "前\n\n<!-- summitalign-disabel -->\n张量流\n")
        (found,) = client.diagnostics("a.md")
        assert (found["code"], found["severity"], found["range"]["start"]["line"]) == ("switch/unknown", 1, 2)
        assert "did you mean 'summitalign-disable'?" in found["message"]


@needs_pygls
def test_files_that_are_no_documents_are_left_alone(tmp_path: Path) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        client.open("a.py", TEXT, "python")
        client.open("a.html", f"<p>{TEXT}</p>", "html")
        assert len(client.diagnostics("a.html")) == 1
        assert not [each for each in client.told if each["params"].get("uri") == client.uri("a.py")]


@needs_pygls
@needs_signals
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_at_once(tmp_path: Path, number: int, code: int) -> None:
    with serving(filled(tmp_path)) as client:
        client.begin()
        assert judges(client)
        begun = time.monotonic()
        os.kill(client.process.pid, number)
        assert client.process.wait(30) == code
        assert time.monotonic() - begun < 10
        assert client.process.stderr is not None
        assert client.process.stderr.read().decode().strip() == "interrupted: nothing is half-written"


def test_without_its_package_it_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls/__init__.py").write_text("raise ModuleNotFoundError('pygls')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "summitalign", "lsp"],
        input=b"",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: summitalign lsp: needs the package pygls\n"
        "  hint: install it: python -m pip install 'summitalign[lsp]'\n"
    )
    assert done.stdout == b""


@needs_pygls
@needs_signals
def test_from_a_terminal_it_says_what_it_is_for() -> None:
    import pty

    outer, inner = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "summitalign", "lsp"], stdin=inner, capture_output=True, timeout=60, check=False
        )
    finally:
        os.close(outer)
        os.close(inner)
    assert done.returncode == 2
    assert "is started by an editor, and not from a terminal\n  hint: set it up in an editor" in done.stderr.decode()
