"""Reports on a harbour, for the tests of the site, and its pages as trees."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from report_values import found, report_on, sections
from summitalign.model.alignment import Alignment, Bead, Signature, Tier
from summitalign.model.document import Document
from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Fix
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry, WrongForm
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport
from summitalign.report.html.names import pair_path
from summitalign.report.html.site import build_site

SOURCE = "# Harbour\n\nHello.\n\n## Boats\n\nThree boats.\n\n## Soup\n\nHot.\n\n## Nets\n\nTorn nets.\n"
RECAP = "# 海港\n\n你好。\n\n## 渔网\n\n张量流补网。\n\n## 感想\n\n珊瑚很美。\n\n## 船\n\n三条船。\n"
PAGE = pair_path("en/harbour.md", "zh/recap.md")
OTHER = pair_path("a.md", "b.md")


def joined(source: DocumentReport, target: DocumentReport, *titles: tuple[str, str]) -> PairReport:
    """Pair two documents by the titles of their sections; `a+b` joins two sections."""
    beads = [
        Bead(named(source.document, one), named(target.document, other), 3.0, 0.95, Tier.CERTAIN, WHY)
        for one, other in titles
    ]
    beads.sort(key=lambda bead: target.document.segment(bead.target[0]).span)
    signature = Signature("0.1.0", "sha256:00", "section", (("null", "-1.5"),))
    candidates = sections(source.document), sections(target.document)
    return PairReport(source, target, Alignment(source.document, target.document, *candidates, tuple(beads), signature))


WHY = (Evidence("number", "3", 1.25), Evidence("length", "0.9", -0.5))


def named(document: Document, titles: str) -> tuple[str, ...]:
    by_title = {part.title: part.id for part in sections(document)}
    return tuple(by_title[title] for title in titles.split("+"))


def recap() -> CorpusReport:
    findings = (
        found(RECAP, "张量流", "TensorFlow", Decision.APPLY, "the source names it"),
        found(RECAP, "珊瑚", "Coral", Decision.SUGGEST, "nothing decides"),
    )
    source, target = report_on(SOURCE, "en/harbour.md", "en"), report_on(RECAP, "zh/recap.md", "zh-Hans", findings)
    pair = joined(source, target, ("Harbour", "海港"), ("Nets", "渔网"), ("Boats", "船"))
    entries = (
        TermEntry("tensorflow", ("TensorFlow",), (WrongForm("张量流"),)),
        TermEntry("coral", ("Coral",), (WrongForm("珊瑚"),), is_ambiguous=True),
        TermEntry("keras", ("Keras",), (WrongForm("喀拉斯"),)),
    )
    return CorpusReport("Harbour days", (source, target), (pair,), Glossary(entries, "glossary.yml"), "0.1.0")


def site_of(report: CorpusReport) -> dict[str, str]:
    return dict(build_site(report))


def page(report: CorpusReport, path: str = PAGE) -> LexborHTMLParser:
    return LexborHTMLParser(site_of(report)[path])


def twice() -> CorpusReport:
    """Give one target two sources, and a title with a wrong term."""
    text = "# 新的**张量流**\n\n你好。\n"
    finding = replace(
        found(text, "张量流", "TensorFlow", Decision.APPLY, "the source names it"),
        fix=Fix((Edit(Span(6, 9), "TensorFlow"),), Applicability.SAFE),
    )
    target = report_on(text, "zh/recap.md", "zh-Hans", (finding,))
    sources = [report_on("# Harbour\n\nHello.\n", "en/a.md", "en"), report_on("# Pier\n\nHello.\n", "en/b.md", "en")]
    pairs = tuple(joined(source, target, (source.title, "新的张量流")) for source in sources)
    return CorpusReport("Twice", (*sources, target), pairs)
