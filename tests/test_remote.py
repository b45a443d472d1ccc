"""Documents in object stores: in memory, and in S3 as far as a server for it is installed."""

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from fix_command import GLOSSARY, run, write
from summitalign.cli.main import program
from summitalign.errors import WriteError
from summitalign.workspace import remote
from summitalign.workspace.remote import replace_remote

fsspec = pytest.importorskip("fsspec", reason="the extra [remote] is not installed")
HAS_S3 = all(importlib.util.find_spec(name) for name in ("s3fs", "moto", "flask", "flask_cors"))

PAGES = {
    "docs/a.md": "# A\n\n今天大熊在树林里。\n",
    "docs/b.md": "# B\n\n安静。\n",
    "docs/.hidden/c.md": "大熊\n",
    "docs/d.csv": "大熊\n",
}


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, str]]:
    """Return a store with documents, and the address that they lie below."""
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    if request.param == "memory":
        files, base = fsspec.filesystem("memory"), "memory://bucket"
        files.store.clear()
        yield fill(files), base
        files.store.clear()
        return
    if not HAS_S3:
        pytest.skip("s3fs and moto[server] are not installed")
    yield from s3_store(monkeypatch)


def s3_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, str]]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("ENDPOINT_URL", f"http://{host}:{port}"),
        ("ACCESS_KEY_ID", "me"),
        ("SECRET_ACCESS_KEY", "no"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    try:
        fsspec.get_filesystem_class("s3").clear_instance_cache()  # one knows the address of an earlier server
        files = fsspec.filesystem("s3")
        if files.exists("bucket"):  # what earlier servers of this process have left
            files.rm("bucket", recursive=True)
        files.makedirs("bucket")
        yield fill(files), "s3://bucket"
    finally:
        server.stop()


def fill(files: Any) -> Any:
    for name, text in PAGES.items():
        files.pipe_file(f"bucket/{name}", text.encode())
    return files


@pytest.mark.filterwarnings("ignore")
def test_documents_in_a_store_are_read_and_written(store: tuple[Any, str]) -> None:
    files, base = store
    found = run(f"{base}/docs", "--jobs", "1")
    assert f"{base}/docs/a.md:3:3: apply" in found.output
    assert "2 documents: 1 fix to apply" in found.output
    refused = run(f"{base}/docs", "--write", "--jobs", "1")
    assert (refused.exit_code, "--no-journal writes all the same" in refused.output) == (2, True)
    done = run(f"{base}/docs", "--write", "--no-journal", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert files.cat_file("bucket/docs/a.md").decode() == "# A\n\n今天 Bear Kit 在树林里。\n"
    assert files.cat_file("bucket/docs/.hidden/c.md").decode() == PAGES["docs/.hidden/c.md"]
    assert "nothing to fix" in run(f"{base}/docs", "--jobs", "1").output


@pytest.mark.filterwarnings("ignore")
def test_an_object_that_has_changed_is_left_alone(store: tuple[Any, str]) -> None:
    files, base = store
    with pytest.raises(WriteError, match="changed in the store"):
        replace_remote(f"{base}/docs/a.md", b"new", b"other")
    assert files.cat_file("bucket/docs/a.md").decode() == PAGES["docs/a.md"]


@pytest.mark.filterwarnings("ignore")
def test_s3_refuses_what_changes_between_the_look_and_the_write(
    store: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files, base = store
    if not base.startswith("s3"):
        pytest.skip("this store has no conditional put")
    conditions = remote._conditions

    def late(asked: Any, info: Any) -> dict[str, str]:
        files.pipe_file("bucket/docs/a.md", b"somebody else")
        return conditions(asked, info)

    monkeypatch.setattr(remote, "_conditions", late)
    with pytest.raises(WriteError, match="changed in the store"):
        replace_remote(f"{base}/docs/a.md", b"new", PAGES["docs/a.md"].encode())
    assert files.cat_file("bucket/docs/a.md") == b"somebody else"


@pytest.mark.filterwarnings("ignore")
def test_a_folder_of_a_store_is_a_whole_folder(store: tuple[Any, str]) -> None:
    files, base = store
    files.pipe_file("bucket/docs/h.md", "# 大熊在这里\n".encode())
    files.pipe_file("bucket/docs/l.md", "见[那里](h.md#大熊在这里)。\n".encode())
    single = run(f"{base}/docs/h.md", "--jobs", "1")
    assert f"headings change in {base}/docs/h.md: links to them from documents" in single.output
    for whole in (base, f"{base}/docs"):
        done = run(whole, "--jobs", "1")
        assert "headings change" not in done.output
        assert f"{base}/docs/l.md:1:" in done.output  # its link follows
    assert "headings change" in run(f"{base}/docs", f"{base}/docs/a.md", "--jobs", "1").output


@pytest.mark.parametrize("address", ["memory://bucket/none", "nostore://bucket/docs"])
def test_what_is_not_there_is_one_line(address: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    done = run(address)
    assert done.exit_code == 2
    assert done.output.startswith(f"error: {address}: ")


@pytest.mark.filterwarnings("ignore")
def test_an_address_keeps_both_its_slashes(store: tuple[Any, str]) -> None:
    _, base = store
    counted = CliRunner().invoke(program, ("detect", f"{base}/docs", "--summary", "--format", "csv"))
    assert f"{base}/docs,zh-Hans,2," in counted.output
    rolled = CliRunner().invoke(program, ("detect", base, "--summary", "--depth", "0", "--format", "csv"))
    assert f"{base},zh-Hans,2," in rolled.output
    told = run(f"{base}/docs", "--jobs", "1", "--format", "github")
    assert f"file={base.replace(':', '%3A')}/docs/a.md,line=3" in told.output
