"""Every kind of page in a browser: no complaint, nothing that keeps people out, no width too much, every run tagged."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import find, needs_browser, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [*needs_browser]
KINDS = ("index.html", "talks.html", "glossary.html", "pairs/guide-*.html", "pairs/recap-*.html")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_without_a_word_of_complaint(browser: "Browser", site: Path, kind: str) -> None:
    with opened(browser, find(site, kind)) as watched:
        watched.page.wait_for_load_state("load")
        assert watched.faults() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("colours", "locale"), [("light", "en-GB"), ("dark", "zh-CN")])
def test_axe_finds_nothing_serious(browser: "Browser", site: Path, kind: str, colours: str, locale: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, Any] = {"color_scheme": colours, "locale": locale, "bypass_csp": True}
    with opened(browser, find(site, kind), **options) as watched:
        if kind.startswith("pairs"):
            watched.page.click(".joint >> nth=1")
            watched.page.wait_for_selector(".panel")
        found = Axe().run(watched.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


_RIGHTMOST = """() => Math.max(0, ...Array.from(document.querySelectorAll(".side, td"), (box) => {
  return box.getBoundingClientRect().right;
}))"""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [360, 3840])
def test_no_page_is_wider_than_the_window(browser: "Browser", site: Path, kind: str, width: int) -> None:
    with opened(browser, find(site, kind), viewport={"width": width, "height": 900}) as watched:
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        # What lies in a row that is drawn only when it is in sight is cut, and makes the page no wider.
        assert watched.page.evaluate(_RIGHTMOST) <= width


_STRAY = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const stray = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const lang = node.parentElement.closest("[lang]").getAttribute("lang");
    const han = node.data.replace(/[^\\u4e00-\\u9fff]/g, "").length;
    // A reason in English quotes a word or two.
    if (han > node.data.length / 5 && !/^(zh|ja|)(-|$)/.test(lang)) { stray.push(lang + ": " + node.data); }
  }
  return stray;
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_of_chinese_says_so(browser: "Browser", site: Path, kind: str) -> None:
    with opened(browser, find(site, kind)) as watched:
        assert watched.page.evaluate(_STRAY) == []
