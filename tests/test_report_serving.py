"""The server of a preview: to this machine only, nothing but the report, and pages that hear of changes."""

import http.client
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from summitalign.errors import InputError, UsageError
from summitalign.report.html.policy import POLICY, SERVED_POLICY
from summitalign.workspace.serving import HOST, Preview
from summitalign.workspace.watching import Watch

PAGE = f'<html><head><meta content="{POLICY}"><title>&lt;/head&gt;</title></head><body></body></html>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "assets/base.css").write_text("body {}", encoding="utf-8")
    (site / "assets/rows.js").write_text("'use strict'", encoding="utf-8")
    (site / "report.xlsx").write_bytes(b"PK")
    (site / "noted").write_text("x", encoding="utf-8")
    (site / ".summitalign-report").write_text("index.html\n", encoding="utf-8")
    for name in ("a\\b.html", "c:d.html"):  # other systems would look elsewhere for them
        (site / name).write_text("secret", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (site / "link.html").symlink_to(tmp_path / "secret.html")
    (site / "up").symlink_to(tmp_path)
    return site


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    server = Preview(folder, 0)
    server.start()
    yield server
    server.close()


def ask(preview: Preview, path: str, host: str | None = None, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(HOST, preview.port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"{HOST}:{preview.port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_pages_are_served_and_reload_while_the_files_stay_as_they_are(preview: Preview, folder: Path) -> None:
    status, headers, body = ask(preview, "/")
    page = body.decode()

    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert f'<meta content="{SERVED_POLICY}">' in page
    assert "connect-src 'self'" in SERVED_POLICY
    assert page.count("<script") == 1
    assert f'<script src="/~/reload.js?v={preview.version}" defer></script>\n</head><body>' in page
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE
    assert ask(preview, "/index.html?x=1")[2] == body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/base.css", "text/css; charset=utf-8"),
        ("/assets/rows.js", "text/javascript; charset=utf-8"),
        ("/report.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/noted", "application/octet-stream"),
        ("/~/reload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_every_file_has_its_type_and_is_kept_nowhere(preview: Preview, path: str, kind: str) -> None:
    status, headers, _ = ask(preview, path)

    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "python" not in headers["server"].lower()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/assets/../../secret.html",
        "/assets/..%5c..%5csecret.html", "/link.html", "/up/secret.html", "/up/", "//secret.html", "/assets//base.css",
        "/.summitalign-report", "/%2esummitalign-report", "/assets", "/assets/", "/nothing.html", "/index.html%00",
        "/index.html/", "secret.html", "/c:/secret.html", "/a%5cb.html", "/a\\b.html", "/c:d.html",
        "/~/", "/~/secret", "/%ff", "*",
    ],
)  # fmt: skip
def test_nothing_but_the_report_is_served(preview: Preview, path: str) -> None:
    status, _, body = ask(preview, path)

    assert status in (400, 404)
    assert b"secret" not in body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "localhost"])
def test_a_page_of_another_name_reads_nothing(preview: Preview, host: str) -> None:
    for path in ("/", "/~/events", "/~/reload.js"):
        status, _, body = ask(preview, path, host.format(port=preview.port))

        assert status == 421
        assert b"<html" not in body


def test_this_machine_may_be_called_by_its_usual_name(preview: Preview) -> None:
    assert ask(preview, "/", f"LocalHost:{preview.port}")[0] == 200


def test_only_reading_is_answered(preview: Preview) -> None:
    assert ask(preview, "/", method="HEAD")[2] == b""
    assert ask(preview, "/", method="HEAD")[0] == 200
    assert ask(preview, "/~/events", method="HEAD")[2] == b""
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(preview, "/", method=method)[0] == 501


def test_an_open_page_hears_of_each_build_and_another_run_has_other_versions(preview: Preview, folder: Path) -> None:
    connection = http.client.HTTPConnection(HOST, preview.port, timeout=10)
    connection.request("GET", "/~/events")
    answer = connection.getresponse()
    first = preview.version

    assert answer.getheader("content-type") == "text/event-stream"
    assert [answer.fp.readline(), answer.fp.readline()] == [f"data: {first}\n".encode(), b"\n"]
    preview.changed()
    assert answer.fp.readline() == f"data: {preview.version}\n".encode()
    assert preview.version != first
    connection.close()
    other = Preview(folder, 0)
    assert other.version != first
    other.close()


def test_closing_ends_what_is_open_and_gives_the_port_back(folder: Path) -> None:
    server = Preview(folder, 0)
    server.start()
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    connection.request("GET", "/~/events")
    answer = connection.getresponse()
    server.close()

    assert answer.read().endswith(b"\n\n")
    connection.close()
    again = Preview(folder, server.port)
    assert again.port == server.port
    again.close()


def test_a_port_that_is_taken_is_named_with_the_way_out(preview: Preview, folder: Path) -> None:
    with pytest.raises(UsageError, match=f"--port: port {preview.port} is taken") as refused:
        Preview(folder, preview.port)

    assert "--port 0" in refused.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one loopback address")
def test_no_other_machine_reaches_it(preview: Preview) -> None:
    # Any address but its own: that of the network would be one, but a machine may have none.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", preview.port), timeout=2)


def test_only_the_head_is_sent_where_only_that_is_asked_for(preview: Preview) -> None:
    with socket.create_connection((HOST, preview.port), timeout=5) as client:
        client.sendall(f"HEAD / HTTP/1.1\r\nHost: {HOST}:{preview.port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(4096), b""))

    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")
    assert b"<html" not in answer


def test_a_browser_that_leaves_in_the_middle_disturbs_nobody(
    preview: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    for data in (b"GET /~/events HTTP/1.1\r\nHost: x\r\n", b"\x00\xff\r\n\r\n", b"GET / HTTP/1.1\r\n"):
        with socket.create_connection((HOST, preview.port), timeout=5) as client:
            client.sendall(data)
    with socket.create_connection((HOST, preview.port), timeout=5) as client:
        client.sendall(f"GET /~/events HTTP/1.1\r\nHost: {HOST}:{preview.port}\r\n\r\n".encode())
        client.recv(10)
    preview.changed()

    assert ask(preview, "/")[0] == 200
    assert "Traceback" not in capfd.readouterr().err


def test_requests_are_logged_where_that_is_wanted(folder: Path) -> None:
    lines: list[str] = []
    server = Preview(folder, 0, lines.append)
    server.start()
    ask(server, "/nothing")
    server.close()

    assert lines
    assert "/nothing" in lines[0]
    assert "404" in lines[0]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name in ("docs/sub", "docs/site", "alone", "alone/deep"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "alone/one.md").write_text("x", encoding="utf-8")
    (tmp_path / "glossary.yml").write_text("a: b\n", encoding="utf-8")
    return tmp_path


def watch_of(docs: Path) -> Watch:
    files = [str(docs / "glossary.yml")]
    return Watch([str(docs / "docs"), str(docs / "alone/one.md")], files, (".md", ".gitignore"), docs / "docs/site")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("docs/a.md", True), ("docs/sub/B.MD", True), ("docs/.gitignore", True), ("docs/a.png", False),
        ("docs/site/report.md", False), ("alone/one.md", True), ("alone/two.md", False), ("glossary.yml", True),
        ("other.yml", False), ("docs.md", False),
    ],
)  # fmt: skip
def test_only_what_a_report_depends_on_counts_as_a_change(docs: Path, name: str, counts: bool) -> None:
    assert watch_of(docs).concerns(str(docs / name)) is counts


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("docs/sub", True), ("docs/gone", True), ("docs/gone.png", False), ("docs/LICENSE", False),
        ("docs/.git/objects/ab", False), ("docs/site/pairs", False), ("alone/deep", False), ("docs/new.md", True),
    ],
)  # fmt: skip
def test_a_folder_that_comes_or_goes_counts_for_the_documents_in_it(docs: Path, name: str, counts: bool) -> None:
    (docs / "docs/LICENSE").write_text("x", encoding="utf-8")
    assert watch_of(docs).concerns(str(docs / name), is_modified=False) is counts
    assert watch_of(docs).concerns(str(docs / name)) is (counts and name.endswith(".md"))


def test_a_folder_that_is_renamed_is_noticed(docs: Path) -> None:
    (docs / "docs/sub/a.md").write_text("x", encoding="utf-8")
    with watch_of(docs).changes() as changed:
        found: list[frozenset[str]] = []
        waiting = threading.Thread(target=lambda: found.append(changed()), daemon=True)
        waiting.start()
        for attempt in range(100):  # until the system watches, which it does not say
            names = (f"docs/sub{attempt or ''}", f"docs/sub{attempt + 1}")
            (docs / names[0]).rename(docs / names[1])
            waiting.join(0.5)
            if found:
                break
        assert str(docs / names[1]) in found[0]


@pytest.mark.parametrize("name", ["docs/new.md", "docs/sub/new.md", "alone/one.md", "glossary.yml"])
def test_a_change_is_noticed_also_where_an_editor_replaces_the_file(docs: Path, name: str) -> None:
    with watch_of(docs).changes() as changed:
        for turn in range(2):  # the second time it is another file than the one that was there in the beginning
            found: list[frozenset[str]] = []
            waiting = threading.Thread(target=lambda found=found: found.append(changed()), daemon=True)
            waiting.start()
            for attempt in range(100):  # until the system watches, which it does not say
                (docs / "other.md").write_text("x", encoding="utf-8")
                (docs / "temporary").write_text(f"{turn} {attempt}", encoding="utf-8")
                (docs / "temporary").replace(docs / name)
                waiting.join(0.5)
                if found:
                    break
            assert found == [{str(docs / name)}]


def test_watching_without_its_package_says_what_to_install(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    with pytest.raises(UsageError, match=r"summitalign\[serve\]"):
        watch_of(docs)


def test_a_system_that_refuses_to_watch_is_told(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Iterator[object]:
        raise OSError("too many")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with watch_of(docs).changes() as changed, pytest.raises(InputError, match="too many"):
        changed()
