"""Hostile documents in a browser: nothing of them runs, and nothing is asked for outside the folder."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from browser import needs_browser, opened
from hostile_report import hostile_report
from hostile_texts import NAMES, TEXTS
from summitalign.cli.main import program
from summitalign.report.html.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [*needs_browser]

_UNSAFE = """() => {
  const found = [];
  for (const script of document.scripts) {
    const name = script.getAttribute("src") || "inline";
    if (!/^((\\.\\.\\/)?assets\\/[a-z-]+|[0-9a-z-]+)\\.js$/.test(name) || script.text) { found.push("script " + name); }
  }
  for (const element of document.querySelectorAll("*")) {
    if (/^(iframe|object|embed|img|video|audio|base|form|style|math|marquee|frame)$/i.test(element.localName)) {
      found.push(element.localName);
    }
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || /^(srcdoc|formaction|style|ping|background)$/i.test(name)) { found.push(name); }
      if (/^(href|src|action|xlink:href)$/i.test(name) &&
          !/^(https?:\\/\\/|mailto:|#|(\\.\\.\\/)?([0-9a-z-]+\\/)?[0-9a-z-]+\\.(html|css|js)(#|$))/.test(value)) {
        found.push(name + "=" + value);
      }
    }
  }
  return found;
}"""


def english(text: str, number: int) -> str:
    title = json.dumps(text[:200])
    heading = " ".join(text.split())
    return (
        f"---\ntitle: {title}\n---\n\n# Harbour {number}\n\nThe boats of pier {number} came back early today.\n\n"
        f"{text}\n\n## Part {heading}\n\nNobody expected the weather to change. {heading}\n\nThe end of {number}.\n"
    )


def chinese(text: str, number: int) -> str:
    title = json.dumps(text[:200])
    heading = " ".join(text.split())
    return (
        f"---\ntitle: {title}\n---\n\n# 海港 {number}\n\n{number} 号码头的张量流今天很早就回来了。\n\n{text}\n\n"
        f"## 部分 {heading}\n\n没有人料到天气会变化。{heading}\n\n{number} 的结尾，珊瑚很美。\n"
    )


AGENDA = """# Agenda {0}

The talks of both days, with their speakers and where to watch them.

## Day 1 {0}

| Time | Talk | Speaker | Video |
|---|---|---|---|
| 9:00 AM | Keynote {0} | Ada {0}, Engineer | [video](https://youtu.be/dQw4w9WgXcQ?t=61) |
| 9:30 AM | [Boats {0}](javascript:alert(1)) | Bo {0} | [video](javascript:alert(1)) |
"""
RECAP = """# 两天的记录

## 主题演讲 Keynote

今天早上的开场很精彩，大家都在谈论海港的未来。[视频](https://youtu.be/dQw4w9WgXcQ)

## 船 Boats

Bo 讲了船的故事。
"""
EVIL_CELL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for side in ("en", "zh"):
        (folder / side).mkdir()
    pairs = []
    texts = [*TEXTS, *NAMES]
    for number, text in enumerate(texts):
        name = NAMES[number - len(TEXTS)] if number >= len(TEXTS) else f"day-{number}"
        sides = [f"{side}/{name}.md" for side in ("en", "zh")]
        for path, content in zip(sides, (english(text, number), chinese(text, number)), strict=True):
            (folder / path).write_text(content, encoding="utf-8")
        pairs.append("\t".join(str(folder / side) for side in sides))
    (folder / "en" / "agenda.md").write_text(AGENDA.format(EVIL_CELL), encoding="utf-8")
    (folder / "zh" / "recap.md").write_text(RECAP, encoding="utf-8")
    pairs.append(f"{folder}/en/agenda.md\t{folder}/zh/recap.md")
    (folder / "pairs.tsv").write_text("\n".join(pairs), encoding="utf-8")
    terms = [
        {"use": "TensorFlow", "wrong": ["张量流"], "note": TEXTS[0] + TEXTS[4], "source": [TEXTS[6]]},
        {"use": TEXTS[4], "wrong": ["珊瑚"], "note": "<b onclick=alert(1)>x</b>"},
    ]
    (folder / "glossary.yml").write_text(json.dumps({"version": 1, "terms": terms}), encoding="utf-8")
    options = ["--pairs", str(folder / "pairs.tsv"), "--glossary", str(folder / "glossary.yml"), "--title", TEXTS[0]]
    arguments = ["report", str(folder / "en"), str(folder / "zh"), "-o", str(folder / "site"), *options]
    done = CliRunner().invoke(program, arguments)
    assert done.exit_code == 0, done.output
    return folder / "site"


def work_through(page: "Page") -> None:
    """Open everything that opens, and point at everything that is pointed at."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    if page.query_selector(".sheet"):
        page.click("[data-detail=sentences]")
        page.evaluate("document.querySelectorAll('.joint').forEach(joint => joint.click())")
        page.wait_for_selector(".panel")
        page.evaluate("document.querySelectorAll('.row').forEach(row => summitalign.rows.part(row, true))")
        page.fill("#find", "<script>")
        page.wait_for_timeout(120)
    page.evaluate("""document.querySelectorAll("main *").forEach(element => {
      for (const kind of ["mouseover", "focus", "toggle", "click"]) {
        if (!element.closest("a[href]:not([href^='#'])")) {
          element.dispatchEvent(new Event(kind, { bubbles: kind !== "toggle", cancelable: true }));
        }
      }
    })""")


def test_there_are_hostile_documents_of_many_kinds(site: Path) -> None:
    assert len(TEXTS) + len(NAMES) >= 40
    assert len(list((site / "pairs").glob("*.html"))) == len(TEXTS) + len(NAMES) + 1
    assert (site / "talks.html").exists()


@pytest.mark.timeout(900)
def test_nothing_runs_and_nothing_is_asked_for(browser: "Browser", site: Path) -> None:
    wrong = {}
    for path in sorted(site.rglob("*.html")):
        with opened(browser, path) as watched:
            work_through(watched.page)
            found = [*watched.faults(), *watched.page.evaluate(_UNSAFE)]
        if found:
            wrong[path.name] = found
    assert wrong == {}


def test_nothing_runs_where_every_field_of_a_report_is_hostile(browser: "Browser", tmp_path: Path) -> None:
    for name, content in build_site(hostile_report()):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == 5
    for path in pages:
        with opened(browser, path) as watched:
            work_through(watched.page)
            assert [*watched.faults(), *watched.page.evaluate(_UNSAFE)] == []


def test_the_policy_holds_where_a_text_would_get_through(browser: "Browser", site: Path) -> None:
    """So that silence in the test above means something: what breaks the policy is heard."""
    path = site / "broken.html"
    page = (site / "index.html").read_text(encoding="utf-8")
    evil = "<script>alert(1)</script><img src=https://evil.example/x.png><a onclick=alert(1)>x</a>"
    path.write_text(page.replace("<main", f"{evil}<main", 1), encoding="utf-8")
    try:
        with opened(browser, path) as watched:
            watched.page.wait_for_load_state("load")
            heard = watched.page.evaluate("window.heard")
            assert watched.page.evaluate(_UNSAFE) != []
        assert {words.split()[0] for words in heard} >= {"script-src-elem", "img-src", "script-src-attr"}
        assert not any("script: " in words for words in heard)
    finally:
        path.unlink()
