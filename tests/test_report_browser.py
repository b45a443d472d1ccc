"""The site in a browser, from disk: worked by mouse and keys, in both languages, for every eye and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import Watched, find, needs_browser, opened, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [*needs_browser]


@pytest.fixture
def guide(browser: "Browser", site: Path) -> Iterator[Watched]:
    with opened(browser, find(site, "pairs/guide-*.html")) as watched:
        yield watched
        assert watched.faults() == []


@pytest.fixture
def index(browser: "Browser", site: Path) -> Iterator[Watched]:
    with opened(browser, site / "index.html") as watched:
        yield watched
        assert watched.faults() == []


@pytest.mark.parametrize(("locale", "shown"), [("en-GB", "Overview"), ("zh-CN", "概览"), ("de-DE", "Overview")])
def test_the_interface_speaks_the_reader_s_language(browser: "Browser", site: Path, locale: str, shown: str) -> None:
    with opened(browser, site / "index.html", locale=locale) as watched:
        assert watched.page.inner_text("nav a[aria-current]") == shown


@pytest.mark.parametrize(("locale", "names"), [("en-GB", ("Pages", "Detail")), ("zh-CN", ("页面", "详略"))])
def test_what_is_only_heard_is_said_in_the_reader_s_language(
    browser: "Browser", site: Path, locale: str, names: tuple[str, str]
) -> None:
    with opened(browser, find(site, "pairs/guide-*.html"), locale=locale) as watched:
        assert watched.page.get_by_role("navigation", name=names[0], exact=True).count() == 1
        assert watched.page.get_by_role("group", name=names[1], exact=True).count() == 1


def test_a_chosen_language_and_colours_are_remembered(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "index.html") as watched:
        page = watched.page
        page.click("[data-language=zh]")
        page.click("[data-colours=dark]")
        assert page.get_attribute("#pair-list + p >> nth=0", "class") is not None
        assert page.input_value("[data-filter=pair-list]") == ""
        assert page.get_attribute("[data-filter=pair-list]", "placeholder") == "按标题或路径筛选"
        page.click("nav a >> nth=1")
        page.wait_for_url("**/talks.html")
        assert page.inner_text("h1") == "演讲"
        assert page.get_attribute("html", "lang") == "zh-Hans"
        assert background(page) == "rgb(22, 24, 27)"
        assert watched.faults() == []


def background(page: "Page") -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_colours_follow_the_system_until_one_is_chosen(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "index.html", color_scheme="dark") as watched:
        assert background(watched.page) == "rgb(22, 24, 27)"
        watched.page.click("[data-colours=light]")
        assert background(watched.page) == "rgb(252, 251, 249)"


_IS_IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom < innerHeight;
}"""


def shown_rows(page: "Page", table: str) -> list[str]:
    return [row.inner_text() for row in page.query_selector_all(f"#{table} tbody tr") if row.is_visible()]


def test_a_table_is_sorted_and_filtered(index: Watched) -> None:
    page = index.page
    page.click("#pair-list th:nth-child(3) button")
    shares = [float(cell.get_attribute("data-key") or 0) for cell in page.query_selector_all("#pair-list td.covering")]
    assert shares == sorted(shares, reverse=True)
    assert page.get_attribute("#pair-list th:nth-child(3)", "aria-sort") == "descending"
    page.fill("[data-filter=pair-list]", "GUIDE-data")
    assert len(shown_rows(page, "pair-list")) == 1
    assert page.inner_text("output[for=pair-list]") == f"1 / {len(shares)}"
    page.fill("[data-filter=pair-list]", "")
    page.select_option("[data-language-of=pair-list]", "ja")
    assert ["ja" in row for row in shown_rows(page, "pair-list")] == [True]
    page.select_option("[data-language-of=pair-list]", "")
    page.click("[data-table=pair-list][data-only=gaps]")
    assert 0 < len(shown_rows(page, "pair-list")) < len(shares)


def test_figures_say_what_they_are_where_columns_have_no_heads(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "index.html", viewport={"width": 360, "height": 800}) as watched:
        cells = watched.page.locator("#pair-list tbody tr").first.locator("td.number")
        assert [" ".join(cell.split()[:-1]) for cell in cells.all_inner_texts()] == [
            "To translate",
            "To review",
            "Corrected",
        ]
        assert watched.faults() == []


def test_a_square_of_the_picture_leads_to_its_pair(index: Watched) -> None:
    index.page.click("a.square >> nth=1")
    index.page.wait_for_selector(".sheet")


def test_what_is_known_of_a_match_opens_from_its_mark(guide: Watched) -> None:
    page = guide.page
    page.click(".row:nth-of-type(3) .joint")
    page.wait_for_selector(".row:nth-of-type(3) .panel table")
    assert page.get_attribute(".row:nth-of-type(3) .joint", "aria-expanded") == "true"
    assert re.search(r"[+−]\d+\.\d", page.inner_text(".panel td.number >> nth=0"))
    page.click(".row:nth-of-type(3) .joint")
    assert page.query_selector(".panel") is None


def test_rows_open_to_sentences_and_close_to_headings(guide: Watched) -> None:
    page = guide.page
    page.click("[data-detail=sentences]")
    page.wait_for_selector(".sentences .level")
    first = page.query_selector(".sentences")
    assert first is not None
    assert len(first.query_selector_all(".source p")) == len(first.query_selector_all(".target p")) == 3
    page.click("[data-detail=sections]")
    assert page.query_selector(".sentences") is None
    assert not page.is_visible(".segment p >> nth=0")
    page.click(".joint >> nth=0")
    assert page.is_visible(".segment p >> nth=0")


def test_the_shorter_side_of_a_row_stays_in_sight(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "talks.html") as watched:
        page = watched.page
        page.locator(".told", has_text="corpus/zh/recap.md").nth(1).locator("a").click()
        page.wait_for_selector(".row.here")
        level = page.locator(".level", has=page.locator(".source h3", has_text="TensorFlow 2.0 in detail")).first
        long, short = (level.locator(f":scope > .{side}") for side in ("source", "target"))
        box = long.bounding_box()
        assert box is not None
        assert box["height"] > 1000
        page.mouse.wheel(0, box["y"] + box["height"] - 600)
        until(page, "window.scrollY > 500")
        place = short.bounding_box()
        assert place is not None
        assert 0 <= place["y"] < 300


def test_what_is_pointed_at_is_lit_on_both_sides_and_on_the_map(guide: Watched) -> None:
    page = guide.page
    row = page.locator(".row").nth(1)
    row.locator(".target p").first.hover()
    lit = "element => getComputedStyle(element.closest('.level')).backgroundColor"
    assert (
        row.locator(".target p").first.evaluate(lit)
        == row.locator(".source p").first.evaluate(lit)
        != "rgba(0, 0, 0, 0)"
    )
    assert page.locator(".map a.lit").count() == 1


def test_the_page_is_worked_by_keys(guide: Watched) -> None:
    page = guide.page
    for key, row in (("j", "1"), ("j", "2"), ("j", "3"), ("k", "2")):
        page.keyboard.press(key)
        assert page.get_attribute(".row.here", "data-row") == row
    page.keyboard.press("e")
    page.wait_for_selector(".row.here .panel")
    page.keyboard.press("s")
    page.wait_for_selector(".row.here .sentences")
    page.keyboard.press("?")
    assert page.is_visible("dialog#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jj")
    assert page.input_value("#find") == "jj"


def test_words_are_found_in_both_texts(guide: Watched) -> None:
    page = guide.page
    every = page.locator(".row").count()
    page.fill("#find", "colab")
    until(page, "document.querySelectorAll('.row[hidden]').length > 0")
    assert page.inner_text("output[for=find]") == f"{page.locator('.row:not([hidden])').count()} / {every}"
    assert page.evaluate("CSS.highlights.get('found').size") >= 2
    page.focus("#find")
    page.keyboard.press("Escape")
    assert page.locator(".row[hidden]").count() == 0


def test_a_link_to_a_place_leads_there_even_where_it_is_hidden(browser: "Browser", site: Path) -> None:
    path = find(site, "pairs/guide-*.html")
    with opened(browser, path) as watched:
        name = watched.page.get_attribute(".row >> nth=6", "id")
    with opened(browser, path, f"#{name}") as watched:
        page = watched.page
        assert page.get_attribute(".row.here", "id") == name
        assert page.locator(f"#{name} h3").first.is_visible()
        page.click("[data-show=weak]")
        assert page.locator(f"#{name}").is_hidden()
        page.evaluate("name => { location.hash = ''; location.hash = name; }", name)
        page.wait_for_selector(f"#{name}:not([hidden])")
        assert watched.faults() == []


def test_a_correction_is_reached_from_the_glossary(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "glossary.html") as watched:
        page = watched.page
        page.click(".occurrences .apply a >> nth=0")
        target = page.locator(".fix:target")
        target.wait_for()
        assert target.locator("del").count() == 1
        until(page, f"({_IS_IN_SIGHT})(document.querySelector('.fix:target'))")


def test_both_sides_are_copied_as_they_read_corrected(browser: "Browser", site: Path) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, find(site, "pairs/guide-*.html"), permissions=permissions) as watched:
        page = watched.page
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.wait_for_timeout(200)
        copied = page.evaluate("navigator.clipboard.readText()")
    assert "A model that waits for data" in copied
    assert "TensorFlow" in copied.split("\n\n")[-1]
    assert "张量流" not in copied


def test_the_map_is_one_stop_and_goes_on_by_arrows(guide: Watched) -> None:
    page = guide.page
    assert page.locator(".map a[tabindex='0']").count() == 1
    page.focus(".map a[tabindex='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.for") == "3"
    page.keyboard.press("Enter")
    page.wait_for_selector(".row.here")
    assert page.get_attribute(".row.here", "data-row") == "3"


def test_talks_say_where_they_are_told(browser: "Browser", site: Path) -> None:
    with opened(browser, site / "talks.html") as watched:
        page = watched.page
        row = page.locator("tr", has=page.get_by_role("link", name="TensorFlow 2.0", exact=True)).first
        assert row.locator(".when").inner_text() == "9:50 AM"
        assert row.locator(".told").count() >= 3
        row.locator(".told a").first.click()
        page.wait_for_selector(".row.here")
        assert page.locator(".row.here .talk, .row.here .source").count() >= 1
        assert watched.faults() == []


def test_a_page_is_printed_as_text_without_its_tools(guide: Watched) -> None:
    page = guide.page
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.is_visible(".bench")
    assert not page.is_visible(".map")
    assert background(page) == "rgb(255, 255, 255)"
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 between its margins
    sides = [page.locator(f".row .{side}").first.bounding_box() for side in ("source", "target")]
    assert sides[0] is not None
    assert sides[1] is not None
    assert sides[0]["x"] + sides[0]["width"] <= sides[1]["x"]
    assert len(page.pdf()) > 10_000


def test_a_page_says_all_that_matters_without_scripts(browser: "Browser", site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(find(site, "pairs/guide-*.html").as_uri())
    assert page.is_visible("text=A model that waits for data")
    assert not page.is_visible(".bench")
    assert not page.is_visible(".switches")
    context.close()
