"""Translation units for the tests of memories."""

from io import BytesIO
from pathlib import PurePath

from hypothesis import strategies as st

from summitalign.model.alignment import Tier
from summitalign.model.memory import Origin, Sureness, TranslationUnit
from summitalign.report.memories.formats import WRITERS, read_units

ENDINGS = {"tmx": ".tmx", "xliff": ".xlf", "xliff2": ".xliff", "csv": ".csv", "bitext": ".tsv"}
"""Of the formats that are read without translate-toolkit, those of their files."""
TIERS = {Tier.CERTAIN: 0.9731, Tier.LIKELY: 0.81, Tier.WEAK: 0.4}

UNIT = TranslationUnit(
    'Ask "A & B" <before> noon.',
    "中午之前请问 “A & B”。",
    "en",
    "zh-Hans",
    Origin("en/day one.md", ((3, 3),)),
    Origin("zh/day.md", ((4, 5), (9, 9))),
    Sureness(6.25, 0.9731, Tier.CERTAIN),
)


def written(form: str, *units: TranslationUnit, unit: str = "sentence") -> bytes:
    out = BytesIO()
    WRITERS[form](iter(units), out, unit)
    return out.getvalue()


def read_back(form: str, data: bytes) -> list[TranslationUnit]:
    return list(read_units(BytesIO(data), str(PurePath("memory").with_suffix(ENDINGS[form]))))


# Carriage returns are line ends to XML and to spreadsheets, and come back as line feeds at best.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("abc XY&<>\"'=+-@\\\t\n|，。“”中文`{}é\u00a0\u2028😀"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=40,
)
NUMBERS = st.integers(1, 99_999)
LINES = st.lists(st.tuples(NUMBERS, NUMBERS).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=3)
PATHS = st.sampled_from(("en/a.md", "a b.md", "目录/文.md", "a&<b>.md", "c:d.md"))
ORIGINS = st.builds(lambda path, lines: Origin(path, tuple(lines)), PATHS, LINES)
SURENESS = st.builds(
    lambda score, tier: Sureness(round(score, 2), TIERS[tier], tier), st.floats(-20, 40), st.sampled_from(list(Tier))
)
UNITS = st.builds(
    TranslationUnit, TEXTS, TEXTS, st.just("en"), st.just("zh-Hans"), ORIGINS, ORIGINS, SURENESS
)  # fmt: skip
