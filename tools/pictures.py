"""Make the pictures of the documentation from what the program really prints and writes.

    python tools/pictures.py [FOLDER]

Writes docs/images/ (or FOLDER) anew: pictures of the terminal, from the coloured output of commands over corpus/, and
of the report, with the interface in English and in Chinese (`NAME.zh.png`). Needs a Chromium on this machine, the
packages playwright and pillow, and the font Noto Sans Mono CJK SC. Ends with exit code 1 if one is larger than LARGEST.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parents[1]
LARGEST = 150_000
"""Bytes of one picture."""
COLOURS = 256
AGENDA, RECAP = "corpus/en/agenda.md", "corpus/zh/recap.md"
WIDTH, NARROW = 104, 92
"""Columns of a terminal."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; display: inline-block; background: #16181b; padding: 14px 18px }}
pre {{ margin: 0; font: 15px/1.45 "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace; color: {foreground} }}
{stylesheet}
</style><body><pre>{code}</pre></body>"""
"""A terminal as a page: in this font a Chinese character is as wide as two Latin letters, as in a terminal."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A picture of what a command prints."""

    name: str
    command: str
    columns: int = WIDTH
    first: str = ""
    """The first line to be shown holds this; the top if empty."""
    lines: int = 40


TERMINALS = (
    Terminal("terminal-diff", f"summitalign fix-terms {RECAP} --source {AGENDA} --diff", 84, "@@ -28,14", 20),
    Terminal("terminal-align", f"summitalign align {AGENDA} {RECAP}", WIDTH, "", 22),
    Terminal("terminal-explain", f"summitalign glossary explain {RECAP}:141 --source {AGENDA}", NARROW),
)


def printed(command: str, columns: int) -> str:
    """Run a command of the program at the root of the repository, and return what it prints, coloured."""
    program = [sys.executable, "-m", "summitalign.cli.main", *command.split()[1:], "--color", "always"]
    variables = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"COLUMNS": str(columns)}
    done = subprocess.run(program, cwd=ROOT, env=variables, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


def shown(terminal: Terminal) -> str:
    """Return the lines of the output that the picture shows."""
    lines = printed(terminal.command, terminal.columns).splitlines()
    first = next((number for number, line in enumerate(lines) if terminal.first in line), 0)
    rest = lines[first : first + terminal.lines]
    if first:
        rest.insert(0, "…")
    if first + terminal.lines < len(lines):
        rest.append("…")
    return "\n".join(rest)


def draw(terminal: Terminal) -> str:
    """Return a page that shows the terminal."""
    console = Console(record=True, width=terminal.columns + 16, file=io.StringIO(), color_system="truecolor")
    # Dim text would be too dark to read in a small picture.
    lines = shown(terminal).replace("\x1b[2m", "\x1b[38;5;250m")
    console.print(Text.from_ansi(f"\x1b[1m$ {terminal.command}\x1b[0m\n{lines}"), overflow="fold")
    return console.export_html(theme=MONOKAI, code_format=_PAGE)


def overview(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())


def pair(page: Any, site: Path) -> None:
    """Show a section with corrected terms."""
    _open(page, site)
    page.evaluate("document.querySelector('#target-fix-2').closest('.row').scrollIntoView()")
    page.mouse.wheel(0, -60)
    page.wait_for_timeout(300)


def finding(page: Any, site: Path) -> None:
    """Show an ambiguous term that the original decides, with its reason, and the evidence of the match."""
    _open(page, site)
    place = page.locator(".fix:has(ins:text-is('Sonnet'))").first
    row = page.locator(".row", has=place).first
    row.locator("button.mark, .mark").first.click()
    row.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.mouse.wheel(0, -60)
    place.hover()
    page.wait_for_timeout(300)


def _open(page: Any, site: Path) -> None:
    wanted = {f'class="path">{path}<' for path in (AGENDA, RECAP)}
    pages = ((path, path.read_text(encoding="utf-8")) for path in (site / "pairs").glob("*.html"))
    page.goto(next(path for path, text in pages if all(each in text for each in wanted)).as_uri())


PAGES: dict[str, tuple[Callable[[Any, Path], None], tuple[int, int]]] = {
    "report-overview": (overview, (1200, 820)),
    "report-pair": (pair, (1180, 700)),
    "report-finding": (finding, (1180, 560)),
}
"""What is shown of the report: how to get there, and width and height in pixels."""


def photographs(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all pictures with their names."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for terminal in TERMINALS:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_content(draw(terminal))
            yield f"{terminal.name}.png", page.locator("body").screenshot()
            page.close()
        for language, ending in (("en-GB", ".png"), ("zh-CN", ".zh.png")):
            for name, (go, (width, height)) in PAGES.items():
                size = {"width": width, "height": height}
                page = browser.new_page(locale=language, color_scheme="light", viewport=size)
                go(page, site)
                yield name + ending, page.screenshot()
                page.close()
        browser.close()


def smaller(picture: bytes) -> bytes:
    """Return a picture with few colours: these have no more, but for the soft edges of letters."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(out, "png", optimize=True)
    return out.getvalue()


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    sizes = []
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "report"
        printed(f"summitalign report corpus --output {site} --quiet", WIDTH)
        for name, picture in photographs(site):
            sizes.append((folder / name).write_bytes(smaller(picture)))
            print(f"{sizes[-1]:>8} {folder / name}")
    return int(max(sizes) > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
