"""A Chromium for the tests of the site, driven by Playwright; nothing is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = (
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
)

_WATCH = """
window.heard = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.heard.push(event.violatedDirective + " " + event.blockedURI);
});
window.alert = window.confirm = window.prompt = (words) => { window.heard.push("script: " + words); };
"""


@dataclass
class Watched:
    """A page, and what it should not have done."""

    page: "Page"
    said: list[str] = field(default_factory=list)
    """Errors and warnings of the console, and scripts that failed."""
    asked: list[str] = field(default_factory=list)
    """Requests for anything but files."""

    def faults(self) -> list[str]:
        """List everything that was wrong up to now."""
        return [*self.said, *self.asked, *self.page.evaluate("window.heard")]


@contextmanager
def launched() -> Iterator["Browser"]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: "Browser", path: Path, place: str = "", **options: Any) -> Iterator[Watched]:
    """Open a file of a site in a window of its own; all that it asks for beside files is refused and noted."""
    options = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB", "color_scheme": "light", **options}
    context = browser.new_context(**options)
    try:
        page = context.new_page()
        watched = Watched(page)
        page.add_init_script(_WATCH)
        page.on("console", lambda message: watched.said.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: watched.said.append(str(error)))

        def look(route: Any) -> None:
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                watched.asked.append(route.request.url)
                route.abort()

        page.route("**/*", look)
        page.goto(path.as_uri() + place)
        yield watched
    finally:
        context.close()


def find(site: Path, kind: str) -> Path:
    """Return the first page of a kind."""
    return sorted(site.glob(kind))[0]


def until(page: "Page", expression: str) -> None:
    """Wait until a JavaScript expression holds: Playwright's own way breaks the policy of the page."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")
