"""The words of the interface, in English and Chinese; what a document says is never translated."""

from typing import NamedTuple


class Wording(NamedTuple):
    """One phrase of the interface."""

    en: str
    zh: str


WORDINGS: dict[str, Wording] = {
    "skip": Wording("Skip to the content", "跳到正文"),
    "pages": Wording("Pages", "页面"),
    "overview": Wording("Overview", "概览"),
    "glossary": Wording("Glossary", "术语表"),
    "documents": Wording("Documents", "文档"),
    "document": Wording("Document", "文档"),
    "pairs": Wording("Pairs", "文档对"),
    "pair": Wording("Pair", "文档对"),
    "language": Wording("Language", "语言"),
    "shares": Wording("Share of each language", "各语言占比"),
    "terms-applied": Wording("Terms corrected", "已修正术语"),
    "terms-suggested": Wording("Terms to review", "待审术语"),
    "applied": Wording("Corrected", "已修正"),
    "suggested": Wording("To review", "待审"),
    "skipped": Wording("Left alone", "保持不变"),
    "coverage": Wording("Coverage", "覆盖率"),
    "source": Wording("Source", "原文"),
    "target": Wording("Target", "译文"),
    "source-coverage": Wording("Source covered", "原文覆盖率"),
    "target-coverage": Wording("Target covered", "译文覆盖率"),
    "beads": Wording("Matches", "匹配"),
    "coverage-help": Wording(
        "Covered: the part of a document's segments that have a certain or likely counterpart in the other one.",
        "覆盖率：一份文档中，在另一份里有确定或很可能的对应的片段所占的比例。",
    ),
    "filter-documents": Wording("Filter by path or title", "按路径或标题筛选"),
    "sort": Wording("Sort by", "排序"),
    "no-documents": Wording("No documents.", "没有文档。"),
    "no-pairs": Wording("No two documents were found to belong together.", "没有找到互相对应的文档。"),
    "problem": Wording("Not done", "未处理"),
    "side-by-side": Wording("Side by side", "对照"),
    "no-counterpart": Wording("No counterpart", "没有对应"),
    "left-over": Wording("In the source only", "仅见于原文"),
    "left-over-help": Wording(
        "The target keeps an order of its own, so these source segments have no place in it.",
        "译文自有其顺序，这些没有对应的原文片段集中列在这里。",
    ),
    "show": Wording("Show", "显示"),
    "show-all": Wording("Everything", "全部"),
    "show-lone": Wording("Without counterpart", "没有对应的"),
    "show-fixes": Wording("With terms changed", "有术语改动的"),
    "certain": Wording("certain", "确定"),
    "likely": Wording("likely", "很可能"),
    "weak": Wording("weak", "存疑"),
    "evidence": Wording("Evidence", "依据"),
    "seen": Wording("Seen", "所见"),
    "weight": Wording("Weight (nats)", "权重（奈特）"),
    "probability": Wording("Probability that the match is right", "匹配正确的概率"),
    "lines": Wording("lines {}", "第 {} 行"),
    "line": Wording("line {}", "第 {} 行"),
    "colon": Wording(": ", "："),
    "speakers": Wording("Speakers", "讲者"),
    "video": Wording("Video", "视频"),
    "from": Wording("from", "起始于"),
    "notes": Wording("Notes", "笔记"),
    "legend": Wording("How to read this page", "如何阅读本页"),
    "legend-applied": Wording("a term that was corrected", "已修正的术语"),
    "legend-suggested": Wording("a correction to review", "有待审阅的修正建议"),
    "legend-reason": Wording(
        "Point at a correction, or move to it with Tab, to see why.", "指向修正处，或用 Tab 键移到该处，即可看到理由。"
    ),
    "made-with": Wording("Made with", "生成工具："),
    "signature": Wording("What this result depends on", "本结果的依据"),
    "unit": Wording("Unit", "对齐单位"),
    "version": Wording("Version", "版本"),
    "digest": Wording("Glossary", "术语表"),
    "right-forms": Wording("Right", "正确形式"),
    "wrong-forms": Wording("Wrong", "错误形式"),
    "source-forms": Wording("In the source", "原文形式"),
    "hits": Wording("Occurrences", "出现位置"),
    "never-hit": Wording("Not met in this run", "本次未遇到"),
    "no-entries": Wording("The glossary has no entries.", "术语表没有条目。"),
    "not-in-glossary": Wording("not an entry of the glossary", "不是术语表中的条目"),
    "ambiguous": Wording("only with evidence", "需有依据"),
    "kept": Wording("never translated", "不翻译"),
    "pattern": Wording("pattern", "模式"),
    "more": Wording("more not listed", "处未列出"),
    "image": Wording("Image", "图片"),
}
"""By name; a template asks for a phrase by its name and fails on one that is missing."""

EVIDENCE: dict[str, Wording] = {
    "anchor": Wording("same anchor", "相同锚点"),
    "glossary": Wording("glossary term", "术语"),
    "latin": Wording("same Latin words", "相同的拉丁文词"),
    "length": Wording("length", "长度"),
    "lexicon": Wording("dictionary words", "词典词"),
    "link": Wording("same link", "相同链接"),
    "near": Wording("words nearby", "邻近词"),
    "number": Wording("same numbers", "相同数字"),
    "order": Wording("order", "顺序"),
    "page": Wording("elsewhere on the page", "同页他处"),
    "source": Wording("the source text", "原文"),
    "speaker": Wording("same speaker", "相同讲者"),
    "title": Wording("similar title", "标题相近"),
    "video": Wording("same video", "相同视频"),
}
"""Kinds of evidence with a phrase of their own; another kind is shown by its name."""
