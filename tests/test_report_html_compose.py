"""A segment's Markdown becomes blocks that read well and lead nowhere they should not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.parse import parse
from summitalign.model.document import RegionKind
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.span import Span
from summitalign.report.html.blocks import Block, BlockKind, RunKind
from summitalign.report.html.compose import Manuscript
from summitalign.report.html.links import safe_href, time_stamp
from summitalign.report.html.marks import marks_of


def compose(text: str, *findings: Finding, holes: tuple[Span, ...] = ()) -> tuple[Block, ...]:
    document = parse(text)
    return Manuscript.of(document, marks_of(text, findings)).blocks(Span(0, len(text)), holes)


def plain(block: Block) -> str:
    return "".join("|" if run.kind is RunKind.CELL else run.mark.right if run.mark else run.text for run in block.runs)


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, plain(block)) for block in compose(text)]


def finding(text: str, wrong: str, right: str, decision: Decision = Decision.APPLY) -> Finding:
    start = text.index(wrong)
    span = Span(start, start + len(wrong))
    fix = Fix((Edit(span, right),), Applicability.SAFE)
    return Finding("term/mistranslated", span, wrong, (right,), "term", decision, "because", fix=fix)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# Tides\n\nHigh and low.\n", [("heading", "Tides"), ("paragraph", "High and low.")]),
        ("Tides\n-----\n\nHigh.\n", [("heading", "Tides"), ("paragraph", "High.")]),
        ("###Tides\n\nHigh.\n", [("heading", "Tides"), ("paragraph", "High.")]),
        ("one\ntwo\n", [("paragraph", "one two")]),
        ("一行\n二行\n", [("paragraph", "一行二行")]),
        ("- one\n- two\n", [("item", "one"), ("item", "two")]),
        ("> one\n> two\n", [("quote", "one two")]),
        ("| a | b |\n|---|---|\n| c | d |\n", [("cells", "a|b"), ("cells", "c|d")]),
        ("```py\nx = 1\n```\n\nafter\n", [("code", "x = 1"), ("paragraph", "after")]),
        ("Press `Ctrl` &amp; go\n", [("paragraph", "Press Ctrl & go")]),
        ("<p>one<br>two</p>\n", [("paragraph", "onetwo")]),
        ("a <!-- secret --> b\n", [("paragraph", "a b")]),
        ("see ![](https://example.org/pics/pier.png?size=2)\n", [("paragraph", "see pier.png")]),
        ('<p><img src="pics/a.png" alt="Pier"></p>\n', [("paragraph", "Pier")]),
    ],
)
def test_markup_becomes_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    assert [(kind, " ".join(words.split())) for kind, words in shown(text)] == blocks


def test_items_stand_as_deep_as_they_are_written() -> None:
    blocks = compose("- one\n  - two\n    - three\n\n* four\n    1. five\n")
    assert [(plain(block), block.depth) for block in blocks] == [
        ("one", 0),
        ("two", 1),
        ("three", 2),
        ("four", 0),
        ("five", 2),
    ]


def test_an_image_on_the_web_is_a_link_and_one_beside_the_document_is_none() -> None:
    (block,) = compose("![Pier](https://example.org/pier.png) ![Boat](pics/boat.png) ![x](data:image/png;base64,aa)\n")
    images = [(run.text, run.style.href) for run in block.runs if run.kind is RunKind.IMAGE]
    assert images == [("Pier", "https://example.org/pier.png"), ("Boat", ""), ("x", "")]


def test_emphasis_is_a_style() -> None:
    (block,) = compose("very **strong** and *soft* words\n")
    strong = [run.text for run in block.runs if run.style.is_strong]
    soft = [run.text for run in block.runs if run.style.is_emphasis]
    assert (strong, soft) == (["strong"], ["soft"])
    assert plain(block) == "very strong and soft words"


@pytest.mark.parametrize(
    ("text", "is_slanted"), [("*Runtime*", True), ("*菜单*", False), ("*カメラ*", False), ("Runtime", False)]
)
def test_only_letters_that_slant_are_set_in_italics(text: str, is_slanted: bool) -> None:
    (block,) = compose(f"{text}\n")
    assert [run.is_slanted for run in block.runs] == [is_slanted]


def styled(text: str) -> list[tuple[str, str, str]]:
    """Show each block as its kind, its marker, and its words with `<b>` and `<i>` where they are styled."""
    blocks = []
    for block in compose(text):
        words = ""
        for run in block.runs:
            piece = "|" if run.kind is RunKind.CELL else run.text
            piece = f"<i>{piece}</i>" if run.style.is_emphasis else piece
            words += f"<b>{piece}</b>" if run.style.is_strong else piece
        blocks.append((block.kind.value, block.marker, words.replace("</i><i>", "").replace("</b><b>", "")))
    return blocks


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("*   **海豹**在睡\n", ("item", "•", "<b>海豹</b>在睡")),
        ("- *a* and **b**\n", ("item", "•", "<i>a</i> and <b>b</b>")),
        ("2. **seals** sleep\n", ("item", "2.", "<b>seals</b> sleep")),
        ("- [x] **a** b\n", ("item", "☑", "<b>a</b> b")),
        ("> **a** b\n", ("quote", "", "<b>a</b> b")),
        ("# *a* b\n", ("heading", "", "<i>a</i> b")),
        ("***a** b* c\n", ("paragraph", "", "<b><i>a</i></b><i> b</i> c")),
        ("***a* b* c*\n", ("paragraph", "", "<i>a b c</i>")),
        ("a\n*b* c\n", ("paragraph", "", "a <i>b</i> c")),
        ("| *a* | **b** |\n|---|---|\n", ("cells", "", "<i>a</i>|<b>b</b>")),
        ("<b>a **b** c</b> d\n", ("paragraph", "", "<b>a b c</b> d")),
        # As translators leave it.
        ("******潮汐******\n", ("paragraph", "", "<b>潮汐</b>")),
        ("****潮汐****表\n", ("paragraph", "", "<b>潮汐</b>表")),
        ("*   ******潮汐**—高低****\n", ("item", "•", "<b>潮汐—高低</b>")),
        ("**潮汐：**高低\n", ("paragraph", "", "**潮汐：**高低")),
    ],
)
def test_emphasis_is_where_markdown_has_it(text: str, block: tuple[str, str, str]) -> None:
    assert styled(text) == [block]


@pytest.mark.parametrize("rule", ["***", "* * *", "---", "- - -", "***\r"])
def test_a_rule_is_no_emphasis_and_no_item(rule: str) -> None:
    assert styled(f"**a** b\n\n{rule}\n\nc\n") == [("paragraph", "", "<b>a</b> b"), ("paragraph", "", "c")]


def test_the_definition_of_a_reference_is_not_shown() -> None:
    assert shown('The [pier].\n\n[pier]: https://example.org/p "Pier"\n') == [("paragraph", "The pier.")]


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("mailto:crew@example.org", "mailto:crew@example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("//example.org/x", ""),
        ("https:\\\\example.org", ""),
        ("file:///etc/hosts", ""),
        ("notes.md", ""),
        ("", ""),
    ],
)
def test_only_web_and_mail_links_pass(target: str, href: str) -> None:
    assert safe_href(target) == href


def test_a_link_keeps_its_text_where_its_target_is_refused() -> None:
    (block,) = compose("see [the trap](javascript:alert(1)) and [the pier](https://example.org/pier)\n")
    assert plain(block) == "see the trap and the pier"
    assert [(run.text, run.style.href) for run in block.runs if run.style.href] == [
        ("the pier", "https://example.org/pier")
    ]


def test_the_text_of_a_shortcut_reference_is_shown_and_a_label_is_not() -> None:
    first, *_ = compose(
        "[Pier] and [the boat][boats]\n\n[Pier]: https://example.org/p\n[boats]: https://example.org/b\n"
    )
    assert plain(first) == "Pier and the boat"


def test_a_change_replaces_the_text_of_its_span() -> None:
    text = "随**张量流**发布\n"
    (block,) = compose(text, finding(text, "张量流", "TensorFlow"))
    (change,) = [run for run in block.runs if run.kind is RunKind.FIX]
    assert plain(block) == "随TensorFlow发布"
    assert change.style.is_strong
    assert change.mark is not None
    assert (change.mark.wrong, change.mark.right, change.mark.reason) == ("张量流", "TensorFlow", "because")


def test_a_skipped_finding_leaves_no_mark_and_an_applied_one_wins_over_a_suggestion() -> None:
    text = "大珊瑚礁\n"
    skipped = finding(text, "珊瑚", "Coral", Decision.SKIP)
    suggested = finding(text, "大珊瑚", "big reef", Decision.SUGGEST)
    applied = finding(text, "珊瑚", "Coral")
    assert marks_of(text, [skipped]) == ()
    assert [(mark.wrong, mark.is_applied) for mark in marks_of(text, [suggested, applied])] == [("珊瑚", True)]


def test_what_is_shown_elsewhere_is_left_out() -> None:
    text = "one\n\ntwo\n\nthree\n"
    assert [plain(block) for block in compose(text, holes=(Span(5, 8),))] == ["one", "three"]


@pytest.mark.parametrize(("seconds", "written"), [(0, "0:00"), (1192, "19:52"), (3725, "1:02:05")])
def test_time_stamps_read_as_on_a_clock(seconds: int, written: str) -> None:
    assert time_stamp(seconds) == written


MARKDOWN = st.text(alphabet=st.sampled_from(list("ab 中。\n\n#*_`-|<>[]()!&;\\/:1.~=\"'\t\r")), max_size=80)


@given(MARKDOWN)
def test_no_word_of_the_prose_is_lost(text: str) -> None:
    document = parse(text)
    blocks = Manuscript.of(document).blocks(Span(0, len(text)))
    prose = "".join(region.span.of(text) for region in document.regions if region.kind is RegionKind.PROSE)
    kept = "".join(plain(block) for block in blocks if block.kind is not BlockKind.CODE)
    for letter in "ab中":
        assert kept.count(letter) >= prose.count(letter)


@given(MARKDOWN, st.integers(0, 80), st.integers(0, 20))
def test_any_part_with_any_change_can_be_composed(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    found = Finding("term/mistranslated", span, span.of(text), ("Right",), "term", Decision.APPLY, "because")
    document = parse(text)
    manuscript = Manuscript.of(document, marks_of(text, [found]))
    blocks = manuscript.blocks(Span(0, len(text)))
    changes = [run for block in blocks for run in block.runs if run.kind is RunKind.FIX]
    assert len(changes) == (1 if start < len(text) else 0)
    manuscript.blocks(span)
