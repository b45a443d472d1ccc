"""The whole site, as files: pure, so that the same report always gives the same bytes."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from summitalign.model.finding import Decision
from summitalign.model.term import Glossary
from summitalign.report.corpus import CorpusReport, PairReport
from summitalign.report.corpus_digest import CorpusDigest, digest_document, digest_pair
from summitalign.report.counting import percent
from summitalign.report.html.cards import PairCard
from summitalign.report.html.detail import detail_script
from summitalign.report.html.document_card import card_of
from summitalign.report.html.evidence_words import EVIDENCE
from summitalign.report.html.glossary_page import view_glossary
from summitalign.report.html.index_page import view_index
from summitalign.report.html.names import detail_path, lang_of, pair_path
from summitalign.report.html.pair_card import pair_card
from summitalign.report.html.pair_page import view_pair
from summitalign.report.html.policy import POLICY
from summitalign.report.html.shell import Shell, SiteCards
from summitalign.report.html.talks_page import view_talks
from summitalign.report.html.texts import WORDINGS
from summitalign.report.measures import coverage

if TYPE_CHECKING:
    from jinja2 import Environment

Files = tuple[tuple[str, str], ...]

ASSETS = (
    "colours.css", "base.css", "overview.css", "pair.css", "terms.css", "print.css",
    "page.js", "tables.js", "pair-data.js", "pair-rows.js", "pair-find.js", "pair-keys.js",
)  # fmt: skip
"""Style and script files, under `assets/` in the site."""

# What no page may hold: control characters, and lone surrogates, which UTF-8 cannot write.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Pages:
    """Makes the pages of one site; all are made from the same templates, which are read once."""

    def __init__(self, shell: Shell) -> None:
        """Make ready what all pages share."""
        self._shell = shell
        self._environment = _environment()

    def pair(self, pair: PairReport) -> tuple[PairCard, Files]:
        """Make the page of a pair, its data, and its card for the shared pages."""
        path = pair_path(pair.source.document.source, pair.target.document.source)
        view = view_pair(pair)
        page = self._render("pair.html", "../", {"view": view, "detail": detail_path(path.rpartition("/")[2])})
        data = _UNPRINTABLE.sub("\ufffd", detail_script(view))
        return pair_card(pair, path), ((path, page), (detail_path(path), data))

    def shared(self, cards: SiteCards, glossary: Glossary | None) -> Iterator[tuple[str, str]]:
        """Yield the files of the site that are no pair's: path relative to its root, with `/`, and content.

        The site needs no network and no server; `index.html` leads to every page.
        """
        for name in ASSETS:
            yield f"assets/{name}", files(__package__).joinpath("assets", name).read_text("utf-8")
        yield "index.html", self._render("index.html", "", {"view": view_index(cards)})
        if self._shell.has_talks:
            yield "talks.html", self._render("talks.html", "", {"view": view_talks(cards)})
        if self._shell.has_glossary:
            yield "glossary.html", self._render("glossary.html", "", {"view": view_glossary(cards, glossary)})

    def _render(self, template: str, root: str, view: Mapping[str, object]) -> str:
        page = self._environment.get_template(template).render(shell=self._shell, root=root, policy=POLICY, **view)
        return _UNPRINTABLE.sub("\ufffd", page)


def build_site(report: CorpusReport) -> Iterator[tuple[str, str]]:
    """Yield all files of the site of a report that is held as a whole."""
    sources = {pair.source.document.source for pair in report.pairs}
    cards = [
        card_of(
            item,
            item.document.source in sources,
            [pair for pair in report.pairs if pair.target.document.source == item.document.source],
        )
        for item in report.documents
    ]
    shell = Shell(
        report.title,
        report.version,
        has_glossary=report.glossary is not None or any(card.counts for card in cards),
        has_talks=any(card.talks for card in cards if card.is_source),
    )
    site, pairs = Pages(shell), []
    for pair in report.pairs:
        card, made = site.pair(pair)
        pairs.append(card)
        yield from made
    lines = tuple(digest_document(item, item.document.source in sources) for item in report.documents)
    covered = coverage(CorpusDigest(report.title, lines, tuple(map(digest_pair, report.pairs))))
    yield from site.shared(SiteCards(tuple(cards), tuple(pairs), covered), report.glossary)


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
    environment.filters.update(percent=shown_percent, part=shown_part, lang_of=lang_of, thousands=thousands)
    return environment


def shown_percent(share: float | None) -> str:
    """Write a part (0..1) as people read it; never rounded up to all, or down to nothing."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else percent(share)


def shown_part(share: float) -> str:
    """Write one part (0..1) of a whole that is listed in parts: to the nearest percent, as all are to add up."""
    return shown_percent(round(share, 2) if 0.01 <= share <= 0.99 else share)


def thousands(count: int) -> str:
    """Write a number with a thin space between thousands, as both languages read it."""
    return f"{count:,}".replace(",", "\u2009")
