"""Reports whose every field is hostile, as no document could make them, and one talk as it should be."""

from dataclasses import replace

from report_values import found, report_on, sections
from summitalign.markdown.parse import parse
from summitalign.model.alignment import Alignment, Bead, Signature, Tier
from summitalign.model.document import Link, LinkKind, Segment, SegmentKind, Speaker, Talk
from summitalign.model.finding import Decision, Evidence
from summitalign.model.language import Detection
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry, WrongForm
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}\u202e\x00"


def talk_report(**fields: object) -> CorpusReport:
    document = parse("# Agenda\n\nTalk one.\n\n## Deep notes\n\nMore here.\n", "agenda.md")
    entry = Segment("s90", SegmentKind.ENTRY, 0, "Deep sea", Span(10, 19), Span(10, 19))
    nothing = Span(0, 0)
    video = Link("https://youtu.be/abc?t=1192", "youtube:abc", LinkKind.VIDEO, nothing, nothing, 1192)
    talk = Talk("s90", "Deep sea", (Speaker("Ada", "Engineer"),), "Day 1", "9:50 AM", links=(video,))
    talk = replace(talk, notes=sections(document)[-1].id, **fields)  # type: ignore[arg-type]
    document = replace(document, talks=(talk,), index={**document.index, entry.id: entry})
    source = DocumentReport(document, Detection("en", "script", (("en", 1.0),)))
    target = report_on("# 深海\n", "zh/recap.md", "zh")
    bead = Bead(("s90",), (sections(target.document)[0].id,), 1.0, 0.6, Tier.WEAK)
    beads, signature = (bead,), Signature("0.1.0", "", "entry")
    pair = Alignment(document, target.document, (entry,), sections(target.document), beads, signature)
    return CorpusReport("Talks", (source, target), (PairReport(source, target, pair),))


def hostile_report() -> CorpusReport:
    """Put hostile text into every field that a page shows."""
    links = "[a](javascript:alert(1)) <b onclick=alert(1)>b</b> <javascript:alert(1)>"
    body = f"# {HOSTILE}\n\n{links}\n\n```\n{HOSTILE}\n```\n"
    target_text = (
        f"---\ntitle: x\n---\n\n# T {HOSTILE}\n\n张量流\n\n- {HOSTILE}\n\n<iframe src=//example.org></iframe>\n"
    )
    finding = replace(found(target_text, "张量流", HOSTILE, Decision.APPLY, HOSTILE), term=HOSTILE)
    source = report_on(body, f"en/{HOSTILE}.md", "en")
    target = report_on(target_text, f"zh/{HOSTILE}.md", 'zh"><script>', (finding,))
    target = replace(target, outcome=Outcome(HOSTILE, (finding,), problem=HOSTILE))
    beads = tuple(
        Bead((one.id,), (other.id,), 1.0, 0.5, Tier.LIKELY, (Evidence(HOSTILE, HOSTILE, 1.0),))
        for one, other in zip(sections(source.document), sections(target.document), strict=False)
    )
    candidates = sections(source.document), sections(target.document)
    signature = Signature(HOSTILE, HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),))
    pair = PairReport(source, target, Alignment(source.document, target.document, *candidates, beads, signature))
    entry = TermEntry(HOSTILE, (HOSTILE,), (WrongForm(HOSTILE),), note=HOSTILE)
    glossary = Glossary((entry, replace(entry, id="other")), HOSTILE, target_language=HOSTILE)
    link = Link("javascript:alert(1)", HOSTILE, LinkKind.VIDEO, Span(0, 0), Span(0, 0), 5)
    talks = talk_report(
        title=HOSTILE, speakers=(Speaker(HOSTILE, HOSTILE),), day=HOSTILE, time=HOSTILE, session=HOSTILE, links=(link,)
    )
    documents = (source, target, *talks.documents)
    return CorpusReport(HOSTILE, documents, (pair, *talks.pairs), glossary, HOSTILE)
