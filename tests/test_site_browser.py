"""The documentation site in a browser, served from loopback: read, searched and switched in both languages."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from browser import needs_browser
from docs_site import ROOT, DocsSite, needs_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [*needs_browser, needs_site]
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 800}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(docs_site: DocsSite) -> Iterator[str]:
    """Serve the site below a folder of a host, as it may lie anywhere."""
    above = docs_site.folder.parent
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(above))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{docs_site.folder.name}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: "Browser", request: pytest.FixtureRequest) -> Iterator["Page"]:
    """Return a page that must load without an error, and nothing from elsewhere."""
    options: dict[str, Any] = {"viewport": WIDE, "color_scheme": "light", **getattr(request, "param", {})}
    context = browser.new_context(**options)
    faults: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("requestfailed", lambda each: faults.append(each.url))
    opened.on("request", lambda each: faults.append(each.url) if "127.0.0.1" not in each.url else None)
    opened.on("response", lambda each: faults.append(f"{each.status} {each.url}") if each.status >= 400 else None)
    yield opened
    context.close()
    assert faults == []


def test_the_language_is_switched_on_any_page_and_the_place_is_kept(page: "Page", address: str) -> None:
    page.goto(f"{address}settings/")
    assert page.inner_text("h1").startswith("Settings")
    page.wait_for_load_state("networkidle")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=zh]")
    page.wait_for_url(f"{address}zh/settings/")
    assert page.inner_text("h1").startswith("设置")
    page.goto(f"{address}zh/", wait_until="networkidle")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=en]")
    page.wait_for_url(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("start", "words", "place"),
    [
        ("", "baseline", "how-to/block/"),
        ("how-to/block/", "min-posterior", "reference/commands/align/"),
        ("zh/", "术语表", "zh/glossary-format/"),
        ("zh/settings/", "翻译记忆", "zh/memories/"),
    ],
)
def test_a_word_is_found_in_the_language_of_the_page(
    start: str, words: str, place: str, page: "Page", address: str
) -> None:
    page.goto(address + start)
    page.fill(".md-search__input", words)
    page.press(".md-search__input", "End")
    found = page.locator(".md-search-result__item > a")
    found.first.wait_for()
    # More are shown as one scrolls.
    page.wait_for_function(
        "!/^\\s*(Type|键入|Initializing|正在)/.test(document.querySelector('.md-search-result__meta').innerText)"
    )
    links = [each.get_attribute("href") or "" for each in found.all()]
    assert any(f"{address}{place}" in link for link in links), links
    assert all(link.startswith(f"{address}zh/") == start.startswith("zh/") for link in links)


@pytest.mark.parametrize(
    ("page", "paths"),
    [
        ({"viewport": WIDE, "color_scheme": "light"}, ("", "zh/how-to/block/", "reference/commands/fix-terms/")),
        ({"viewport": PHONE, "color_scheme": "dark"}, ("zh/", "how-to/block/", "zh/reference/library/")),
    ],
    indirect=["page"],
    ids=["wide and light", "phone and dark"],
)
def test_pages_are_open_to_everybody(page: "Page", paths: tuple[str, ...], address: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for path in paths:
        page.goto(address + path, wait_until="networkidle")
        found = Axe().run(page).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], [node["target"] for node in each["nodes"]][:5]) for each in serious] == [], path
        # A table or a block that is too wide scrolls by itself, and the page does not.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("page", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True)
def test_the_button_copies_commands_without_prompts_and_output(page: "Page", address: str) -> None:
    text = (ROOT / "docs/how-to/clean-up.zh.md").read_text(encoding="utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    page.goto(f"{address}zh/how-to/clean-up/", wait_until="networkidle")
    for number, session in enumerate(sessions):
        page.evaluate("navigator.clipboard.writeText('')")
        page.locator("[data-md-type=copy]").nth(number).click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')", timeout=5000)
        commands = "\n".join(re.findall(r"^\$ (.*)", session, re.MULTILINE))
        assert page.evaluate("navigator.clipboard.readText()") == commands
    # A block without a prompt is copied as it stands.
    page.goto(f"{address}zh/how-to/editor/", wait_until="networkidle")
    page.locator("[data-md-type=copy]").first.click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('pip '))", timeout=5000)
    assert page.evaluate("navigator.clipboard.readText()") == "pip install '.[zh,lsp]'"


@pytest.mark.parametrize("page", [{"viewport": PHONE}], indirect=True)
def test_the_button_to_copy_leaves_the_end_of_a_line_in_sight(page: "Page", address: str) -> None:
    page.goto(f"{address}zh/how-to/clean-up/", wait_until="networkidle")
    covered = page.evaluate("""() => [...document.querySelectorAll("pre > code")].filter((code) => {
      code.scrollLeft = code.scrollWidth;
      const text = document.createRange();
      text.selectNodeContents(code);
      const end = Math.max(...[...text.getClientRects()].map((box) => box.right));
      return end > code.parentElement.querySelector(".md-code__nav").getBoundingClientRect().left;
    }).length""")
    assert covered == 0


def test_chinese_quotation_marks_are_as_wide_as_a_character(page: "Page", address: str) -> None:
    page.goto(f"{address}zh/", wait_until="networkidle")
    fonts = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert fonts.startswith('"PingFang SC"')
    assert '"Noto Sans CJK SC"' in fonts
    assert page.evaluate("getComputedStyle(document.querySelector('article')).fontFamily") == fonts
