"""Entries for the tests of other formats: whatever people and programs put into a glossary."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from summitalign.model.term import Glossary, ScopeRule, TermEntry, TermTest, WrongForm

_PIECES = (
    *("张量流", "珊瑚", "Ｆｌｏｗ", "全角，。", "Tensor", "flow", "a", "Z", "9", "é", "ß", "😀", "👩\u200d💻", "no"),
    *("_", "-", " ", "  ", '"', "'", "''", ",", ";", "\t", "\n", "\r\n", "\r", "->", "=>", " => ", "|", "\\", "\\n"),
    *("=", "=1+1", "@", "+", "-1", "<", ">", "&", "&amp;", "]]>", "<!--", "{", "}", "[", "]", "(", ")", "*", "?"),
    *(".", "/", "^", "$", "$1", "#", "# ", ":", "%s", "~", "`", "[not: x]", "[not always: y] z"),
    *("\u2028", "\u3000", "\u00a0", "\ufeff", "\x00", "\x1b", "\u0085"),
)
PATTERNS = (
    r"\bfoo\d+",
    r"(?<![\w.-])Tensorflow(?![\w.-])",
    "(?i)spark+",
    r"[\-x]流{1,2}",
    "a(b|c)",
    "(?:甲|乙)丙",
    r"x\-y+",
)


def forms() -> st.SearchStrategy[str]:
    """Return texts that may stand as a form: anything that is not blank."""
    odd = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map("".join)
    return st.one_of(odd, odd, st.text(min_size=1, max_size=6)).filter(_is_form)


def _is_form(text: str) -> bool:
    return bool(text.strip()) and not any("\ud800" <= character <= "\udfff" for character in text)


@st.composite
def entries(draw: Any) -> TermEntry:
    """Return an entry with any of the fields; literals before patterns."""
    names = draw(st.lists(forms(), min_size=2, max_size=6, unique=True))
    count = draw(st.integers(1, len(names) - 1))
    use, wrong = tuple(names[:count][:2]), tuple(WrongForm(name) for name in names[count:])
    patterns = draw(st.lists(st.sampled_from(PATTERNS), max_size=2, unique=True))
    words = st.lists(forms(), max_size=2, unique=True).map(tuple)
    is_kept = draw(st.integers(0, 5)) == 0
    has_wrong = not is_kept or draw(st.booleans())
    return TermEntry(
        "e",
        use[:1] if is_kept else use,
        (*wrong, *(WrongForm(text, is_pattern=True) for text in patterns)) if has_wrong else (),
        source=draw(words) or (use[:1] if is_kept else use),
        not_in=draw(_seldom(words, ())),
        near=draw(_seldom(words, ())),
        unless_near=draw(_seldom(words, ())),
        scopes=draw(_seldom(st.just((ScopeRule("alt", True), ScopeRule("heading", False))), ())),
        paths=draw(_seldom(st.just(("docs/**", "!docs/old/**")), ())),
        tests=draw(_seldom(st.just((TermTest("一|二", "一|三"), TermTest("`x`", "`x`"))), ())),
        is_ambiguous=has_wrong and draw(st.integers(0, 3)) == 0,
        is_kept=is_kept,
        note=draw(_seldom(forms(), "")),
        since=draw(_seldom(st.just("2026-01-10"), "")),
        by=draw(_seldom(st.just("suggest"), "")),
    )


def _seldom(values: st.SearchStrategy[Any], otherwise: object) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(otherwise), st.just(otherwise), values)


def glossary_of(*entries: TermEntry) -> Glossary:
    return Glossary(entries, source_language="en", target_language="zh-Hans")


def plain(use: str, *wrong: str, **rest: Any) -> TermEntry:
    """Return an entry with literal wrong forms."""
    return replace(TermEntry("e", (use,), tuple(map(WrongForm, wrong)), source=(use,)), **rest)
