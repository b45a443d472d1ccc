"""The words of the interface, in English and Chinese; what a document says is never translated."""

from typing import NamedTuple


class Wording(NamedTuple):
    """One phrase of the interface."""

    en: str
    zh: str


def _wordings(**phrases: tuple[str, str]) -> dict[str, Wording]:
    return {name.replace("_", "-"): Wording(*phrase) for name, phrase in phrases.items()}


_FRAME = _wordings(
    skip=("Skip to the content", "跳到正文"),
    pages=("Pages", "页面"),
    overview=("Overview", "概览"),
    glossary=("Glossary", "术语表"),
    talks=("Talks", "演讲"),
    theme_auto=("Auto", "自动"),
    theme_light=("Light", "浅色"),
    theme_dark=("Dark", "深色"),
    made_with=("Made with", "生成工具："),
    colon=(": ", "："),
    problem=("Not done", "未处理"),
    more=("{} more not listed", "另有 {} 项未列出"),
    no_match=("Nothing matches.", "没有匹配项。"),
    document=("Document", "文档"),
    documents=("Documents", "文档"),
    pair=("Pair", "文档对"),
    pairs=("Pairs", "文档对"),
    language=("Language", "语言"),
    source=("Source", "原文"),
    target=("Target", "译文"),
    coverage=("Coverage", "覆盖率"),
    certain=("certain", "确定"),
    likely=("likely", "很可能"),
    weak=("weak", "存疑"),
    lone=("no counterpart", "没有对应"),
    applied=("Corrected", "已修正"),
    suggested=("To review", "待审"),
    skipped=("Left alone", "保持不变"),
)

_OVERVIEW = _wordings(
    covered=("of the source is covered", "的原文有对应"),
    terms_applied=("terms corrected", "处术语已修正"),
    terms_suggested=("terms to review", "处术语待审"),
    gaps_count=("sections to translate", "节待翻译"),
    pair_count=("pairs", "个文档对"),
    document_count=("documents", "份文档"),
    lone_count=("without a partner", "份无对应"),
    downloads=("Download", "下载"),
    picture=("Where the gaps are", "缺口在哪里"),
    picture_help=(
        "A square is a source document, and its shade how much of it has a counterpart.",
        "每个方块是一份原文，颜色深浅表示其中有对应的比例。",
    ),
    no_partner=("no translation found", "未找到译文"),
    under_half=("under 50%", "低于 50%"),
    all_of_it=("all of it", "全部"),
    shares=("Share of each language", "各语言占比"),
    source_coverage=("Source covered", "原文覆盖"),
    gaps=("To translate", "待翻译"),
    coverage_help=(
        "Covered: the part of a document's text with a certain or likely counterpart in the other one. A strip shows "
        "the source from its beginning to its end.",
        "覆盖：一份文档的文字中，在另一份里有确定或很可能的对应的比例。色带表示原文从头到尾的情况。",
    ),
    filter_pairs=("Filter by title or path", "按标题或路径筛选"),
    filter_documents=("Filter by title or path", "按标题或路径筛选"),
    filter_gaps=("Filter by section or document", "按章节或文档筛选"),
    every_language=("Every language", "所有语言"),
    only_all=("All", "全部"),
    only_gaps=("With gaps", "有缺口的"),
    only_review=("With terms to review", "有待审术语的"),
    only_lone=("Without a partner", "没有对应文档的"),
    no_documents=("No documents.", "没有文档。"),
    no_pairs=("No two documents were found to belong together.", "没有找到互相对应的文档。"),
    gaps_title=("Sections to translate", "待翻译的章节"),
    gaps_help=(
        "Sections of a source without a sure counterpart, and parts of a target that are in another language; the "
        "longest first.",
        "原文中没有可靠对应的章节，以及译文中仍是其他语言的部分；最长的排在前面。",
    ),
    no_gaps=("Every section has a counterpart.", "每一节都有对应。"),
    section=("Section", "章节"),
    untitled=("(before the first heading)", "（首个标题之前）"),
    why=("Why", "原因"),
    missing=("no counterpart", "没有对应"),
    left=("not translated", "尚未翻译"),
    length=("Characters", "字符数"),
)

_PAIR = _wordings(
    side_by_side=("Side by side", "对照"),
    no_counterpart=("No counterpart", "没有对应"),
    left_over=("In the source only", "仅见于原文"),
    left_over_help=(
        "The target keeps an order of its own, so these source segments have no place in it.",
        "译文自有其顺序，这些没有对应的原文片段集中列在这里。",
    ),
    detail=("Detail", "详略"),
    detail_sections=("Sections", "章节"),
    detail_paragraphs=("Paragraphs", "段落"),
    detail_sentences=("Sentences", "句子"),
    show=("Show", "显示"),
    show_all=("All", "全部"),
    show_lone=("Without counterpart", "没有对应的"),
    show_weak=("Unsure", "存疑的"),
    show_fixes=("Terms changed", "有术语改动的"),
    find=("Find in both texts", "在两侧文本中查找"),
    map=("Alignment map", "对齐图"),
    map_help=(
        "Left the source, right the target; a ribbon joins what corresponds. Arrow keys move along it.",
        "左为原文，右为译文；带子连接互相对应的部分。可用方向键移动。",
    ),
    crossings=("{} out of order", "{} 处顺序不同"),
    evidence=("Evidence", "证据"),
    seen=("Seen", "所见"),
    weight=("Weight (nats)", "权重（奈特）"),
    no_evidence=("No single piece of evidence.", "没有单独的证据。"),
    copy_pair=("Copy both", "复制两侧"),
    copied=("Copied", "已复制"),
    not_copied=("Could not be copied", "无法复制"),
    permalink=("Link to this place", "此处链接"),
    by_sentence=("Sentence by sentence", "逐句对照"),
    keys=("Keys", "快捷键"),
    key_next=("next row", "下一行"),
    key_previous=("previous row", "上一行"),
    key_evidence=("evidence of the row", "本行证据"),
    key_sentences=("its sentences", "本行句子"),
    key_copy=("copy both sides", "复制两侧"),
    key_find=("find", "查找"),
    key_lone=("next without counterpart", "下一处没有对应的"),
    key_help=("this list", "本列表"),
    close=("Close", "关闭"),
    legend=("How to read this page", "如何阅读本页"),
    legend_mark=(
        "The mark between the two sides says how sure a match is; press it to see why.",
        "两侧之间的标记表示匹配的把握；按下即可查看证据。",
    ),
    legend_applied=("a term that was corrected", "已修正的术语"),
    legend_suggested=("a correction to review", "有待审阅的修正建议"),
    legend_reason=(
        "Point at a correction, or move to it with Tab, to see why.",
        "指向修正处，或用 Tab 键移到该处，即可看到理由。",
    ),
    video=("Video", "视频"),
    starts_at=("from", "起始于"),
    notes=("Notes", "笔记"),
    image=("Image", "图片"),
    signature=("What this result depends on", "本结果的依据"),
    unit=("Unit", "对齐单位"),
    version=("Version", "版本"),
    digest=("Glossary", "术语表"),
)

_TALKS = _wordings(
    talk=("Talk", "演讲"),
    when=("When", "时间"),
    told_in=("Recapped in", "见于"),
    not_told=("not recapped", "未提及"),
    talks_told=("{} talks recapped", "{} 场演讲有提及"),
    filter_talks=("Filter by talk or speaker", "按演讲或讲者筛选"),
    only_untold=("Not recapped", "未提及的"),
)

_TERMS = _wordings(
    right_forms=("Right", "正确形式"),
    wrong_forms=("Wrong", "错误形式"),
    source_forms=("In the source", "原文形式"),
    hits=("Occurrences", "出现位置"),
    found_count=("Found", "出现"),
    original=("Original", "原文"),
    never_hit=("Not met in this run", "本次未遇到"),
    no_entries=("The glossary has no entries.", "术语表没有条目。"),
    not_in_glossary=("not an entry of the glossary", "不是术语表中的条目"),
    ambiguous=("only with evidence", "需有证据"),
    kept=("never translated", "不翻译"),
    pattern=("pattern", "模式"),
    filter_terms=("Filter by any form", "按任一形式筛选"),
)

WORDINGS: dict[str, Wording] = {**_FRAME, **_OVERVIEW, **_PAIR, **_TALKS, **_TERMS}
"""By name; a template asks for a phrase by its name and fails on one that is missing."""
