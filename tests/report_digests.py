"""Digests of reports, for the tests of their forms."""

from dataclasses import replace

from report_values import found, report_on
from summitalign import api
from summitalign.model.alignment import Tier
from summitalign.model.coverage import Extent, Remaining
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.span import Span
from summitalign.report.corpus import PairReport
from summitalign.report.corpus_digest import CorpusDigest, DocumentDigest, FindingLine, Left, PairDigest
from summitalign.report.coverage import Covered
from summitalign.report.segment_lines import SegmentLine

ENGLISH = "# Tools\n\nA mallet is a *soft* hammer.\n\n## Nails\n\nNails are sharp.\n"
CHINESE = "# 工具\n\n锤子是一种*软*锤。\n\n## 螺丝\n\n没有原文。\n"


def a_finding(found: str = "锤子", decision: Decision = Decision.APPLY, reason: str = "it is a tool") -> FindingLine:
    span = Span(0, len(found))
    return FindingLine(3, 1, Finding("term/mistranslated", span, found, ("mallet",), "mallet", decision, reason))


def a_document(path: str, *findings: FindingLine, tag: str = "zh-Hans", title: str = "标题") -> DocumentDigest:
    return DocumentDigest(path, title, tag, is_source=tag == "en", prose=100, findings=findings)


def a_pair(source: str, target: str, done: int, tag: str = "zh-Hans", size: int = 100) -> PairDigest:
    joined = (Span(0, done),) if done else ()
    covered = Covered(joined, (Span(done, size),) if done < size else ())
    return PairDigest(source, target, "en", tag, covered, ((Tier.CERTAIN, 3), (Tier.LIKELY, 1), (Tier.WEAK, 0)))


def a_segment(
    source: str = "Knock.", target: str = "敲。", fixed: str = "", tier: Tier | None = Tier.LIKELY
) -> SegmentLine:
    return SegmentLine("1–2", source, "3", target, fixed, tier, "")


def a_part(title: str = "Left") -> Left:
    return Left((5, 9), Remaining(Extent.SECTION, Span(0, 4), title, "en", 4.0, 4))


def a_report(*documents: DocumentDigest, pairs: tuple[PairDigest, ...] = (), title: str = "docs") -> CorpusDigest:
    return CorpusDigest(title, documents, pairs, "1.2.3")


def one_report() -> CorpusDigest:
    pairs = (a_pair("en/a.md", "zh/a.md", 87),)
    documents = (
        a_document("en/a.md", tag="en", title="Tools"),
        a_document("zh/a.md", a_finding(), a_finding("珊瑚", Decision.SUGGEST, "nothing nearby tells")),
        replace(a_document("zh/b.md", title="独自"), translated=0.5, untranslated=(a_part(),)),
    )
    return a_report(*documents, pairs=pairs)


def pair_of(english: str = ENGLISH, chinese: str = CHINESE) -> PairReport:
    fixes: tuple[Finding, ...] = ()
    if "锤子" in chinese:
        fix = found(chinese, "锤子", "mallet", Decision.APPLY, "it is a tool")
        fixes = (replace(fix, fix=Fix((Edit(fix.span, "mallet "),), Applicability.SAFE)),)
    source = report_on(english, "en.md", "en")
    target = report_on(chinese, "zh.md", "zh-Hans", fixes)
    return PairReport(source, target, api.align(source.document, target.document))
