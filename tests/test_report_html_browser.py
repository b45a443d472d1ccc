"""The site as a browser shows it, from disk: its policy lets its own scripts and styles work."""

import shutil
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from summitalign.markdown.parse import parse
from summitalign.model.alignment import Alignment, Signature
from summitalign.model.language import Detection
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport
from summitalign.report.html.site import build_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


def opened(page: Path, profile: Path, *options: str) -> LexborHTMLParser:
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={profile}", *options, "--dump-dom", page.as_uri()]
    return LexborHTMLParser(subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    document = parse("# Boats\n\nThree boats.\n", "boats.md")
    report = DocumentReport(document, Detection("en", "script", (("en", 1.0),)))
    alignment = Alignment(document, document, document.segments, document.segments, (), Signature("0", "", "section"))
    corpus = CorpusReport("Boats", (report,), (PairReport(report, report, alignment),))
    for name, content in build_site(corpus):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "site"


@pytest.mark.parametrize(("accepted", "language"), [("en-GB", "en"), ("zh-CN", "zh")])
def test_the_interface_speaks_the_reader_s_language(site: Path, tmp_path: Path, accepted: str, language: str) -> None:
    tree = opened(site / "index.html", tmp_path / "profile", f"--lang={accepted}", f"--accept-lang={accepted}")
    root = tree.css_first("html")
    assert root is not None
    assert root.attributes["data-ui"] == language
    assert tree.css_first(f"[data-language={language}][aria-pressed=true]") is not None


def test_scripts_bring_sorting_and_filters_to_life(site: Path, tmp_path: Path) -> None:
    index = opened(site / "index.html", tmp_path / "one")
    assert len(index.css("th[data-sort] button")) == 8
    assert not index.css(".find[hidden]")
    pair = opened(site / "pairs" / "001-boats.html", tmp_path / "two")
    assert not pair.css(".filter[hidden]")
