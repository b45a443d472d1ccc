"""The whole site, as files: pure, so that the same report always gives the same bytes."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from summitalign.model.finding import Decision
from summitalign.report.corpus import CorpusReport, PairReport
from summitalign.report.html.glossary_page import view_glossary
from summitalign.report.html.index_page import view_index
from summitalign.report.html.pair_page import lang_of, view_pair
from summitalign.report.html.texts import EVIDENCE, WORDINGS

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = ("base.css", "pages.css", "language.js", "tables.js", "rows.js")
"""Style and script files, under `assets/` in the site."""

# What no page may hold: control characters, and lone surrogates, which UTF-8 cannot write.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def build_site(report: CorpusReport) -> Iterator[tuple[str, str]]:
    """Yield the files of the site: path relative to its root, with `/`, and content.

    The site needs no network and no server; `index.html` leads to every page.
    """
    for name in ASSETS:
        yield f"assets/{name}", files(__package__).joinpath("assets", name).read_text("utf-8")
    render = partial(_render, _environment(), report)
    paths = tuple(pair_path(number, pair, len(report.pairs)) for number, pair in enumerate(report.pairs, 1))
    yield "index.html", render("index.html", "", {"view": view_index(report, paths)})
    if has_glossary_page(report):
        yield "glossary.html", render("glossary.html", "", {"view": view_glossary(report, _pages(report, paths))})
    for pair, path in zip(report.pairs, paths, strict=True):
        yield path, render("pair.html", "../", {"view": view_pair(pair)})


def has_glossary_page(report: CorpusReport) -> bool:
    """Say whether there is anything to show of terms."""
    return report.glossary is not None or any(document.findings for document in report.documents)


def pair_path(number: int, pair: PairReport, total: int) -> str:
    """Name the page of a pair after its target's file: `pairs/007-release-notes.html`."""
    stem = pair.target.document.source.replace("\\", "/").rsplit("/", 1)[-1]
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower().removesuffix(".md"))[:60].strip("-") or "pair"
    return f"pairs/{number:0{max(3, len(str(total)))}}-{slug}.html"


def _pages(report: CorpusReport, paths: tuple[str, ...]) -> dict[str, str]:
    """Map documents to the page and side that shows them: the first page, a target's own before a source's."""
    pages: dict[str, str] = {}
    for side in ("target", "source"):
        for pair, path in zip(report.pairs, paths, strict=True):
            document = pair.target if side == "target" else pair.source
            pages.setdefault(document.document.source, f"{path}#{side}")
    return pages


def _render(
    environment: "Environment", report: CorpusReport, template: str, root: str, view: Mapping[str, object]
) -> str:
    page = environment.get_template(template).render(
        report=report, root=root, has_glossary=has_glossary_page(report), **view
    )
    return _UNPRINTABLE.sub("\ufffd", page)


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("summitalign.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(wordings=WORDINGS, evidence_wordings=EVIDENCE, Decision=Decision)
    environment.filters.update(percent=percent, weight=weight, lang_of=lang_of)
    return environment


def percent(share: float | None) -> str:
    """Write a part (0..1) as people read it; never rounded up to all, or down to nothing."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "<1 %"
    return ">99 %" if 0.99 < share < 1 else f"{100 * share:.0f} %"


def weight(nats: float) -> str:
    """Write the weight of evidence with its sign."""
    return f"{nats:+.1f}".replace("-", "−")
