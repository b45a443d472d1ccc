"""Each page of the documentation says the same in both languages; our own tool is asked whether it does."""

import re
from functools import cache
from pathlib import Path

import pytest

import summitalign
from summitalign import Decision, Document, Unit
from summitalign.model.document import SegmentKind

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ENGLISH = {"design.md"}
"""Pages for those who write the code: they have no twin."""
TWINS = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.zh.md"))
README = "../README.zh-CN.md"
_FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)


@cache
def read(path: Path) -> Document:
    return summitalign.parse(path.read_text(encoding="utf-8"), path.name)


def both(name: str) -> tuple[Document, Document]:
    """Return the English page and its twin."""
    return read(DOCS / english(name)), read(DOCS / name)


def english(name: str) -> str:
    return name.replace(".zh.", ".").replace(".zh-CN.", ".")


def test_every_page_has_a_twin_and_every_twin_a_page() -> None:
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} - set(TWINS)

    assert pages - set(map(english, TWINS)) == ENGLISH
    assert set(map(english, TWINS)) <= pages


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_has_the_same_headings_tables_and_lists(name: str) -> None:
    shapes = [
        [
            (each.kind, each.level)
            for each in page.segments
            if each.kind in (SegmentKind.SECTION, SegmentKind.TABLE, SegmentKind.ROW, SegmentKind.ITEM)
        ]
        for page in both(name)
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_has_the_same_code(name: str) -> None:
    first, second = (_FENCE.findall(page.text) for page in both(name))

    assert second == first


def targets(page: Document, folder: Path) -> list[str]:
    """Return what the links of a page lead to, whichever language it is in: a section is named by its number."""
    found = []
    for link in page.links:
        file, _, anchor = link.target.partition("#")
        if anchor and not file.startswith("http"):
            other = read((folder / file).resolve()) if file else page
            anchors = [each.anchor for each in other.segments if each.kind is SegmentKind.SECTION]
            anchor = str(anchors.index(anchor))
        found.append(f"{english(file)}#{anchor}")
    return sorted(found)


@pytest.mark.parametrize("name", [*TWINS, README])
def test_a_twin_has_the_same_links(name: str) -> None:
    first, second = (targets(page, (DOCS / name).parent) for page in both(name))

    assert second == first


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("unit", [Unit.SECTION, Unit.PARAGRAPH])
def test_each_part_of_a_page_has_its_own_part_of_the_twin_in_the_same_order(unit: Unit, name: str) -> None:
    alignment = summitalign.align_documents(*both(name), packs(), summitalign.AlignOptions(unit=unit))

    found = [(bead.source, bead.target) for bead in alignment.beads]
    parts = zip(alignment.source_segments, alignment.target_segments, strict=True)
    assert found == [((one.id,), (other.id,)) for one, other in parts]


@cache
def packs() -> summitalign.Glossary:
    """Return all glossaries that come with the program."""
    return summitalign.read_glossary("include: [pack:all.zh]")


@pytest.mark.parametrize("name", [*TWINS, README])
def test_the_terms_of_a_twin_are_right_by_the_packs_that_we_ship(name: str) -> None:
    page, twin = both(name)

    for sources in ((page,), ()):
        findings = summitalign.fix_terms(twin, packs(), sources).findings
        assert [
            (twin.lines.line(each.span.start), each.found, each.reason) for each in findings if is_wrong(each, page)
        ] == []


def is_wrong(finding: summitalign.Finding, page: Document) -> bool:
    """Say whether the translation is wrong there; what a page says of a wrong form, it says in English too."""
    return finding.decision is Decision.APPLY or (
        finding.decision is Decision.SUGGEST and finding.found not in page.text
    )
