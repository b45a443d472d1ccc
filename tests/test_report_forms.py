"""The forms of a report beside the site: Markdown, workbook, JSON, badges, one line."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from report_digests import a_document, a_finding, a_pair, a_part, a_report, one_report, pair_of
from summitalign.report.badges import badge, badges
from summitalign.report.corpus_digest import Detail, digest_document, digest_pair
from summitalign.report.corpus_exports import BADGES, FORMATS, JSON, XLSX, details_of, exports
from summitalign.report.corpus_json import report_json
from summitalign.report.corpus_markdown import MOST, length, report_markdown
from summitalign.report.corpus_summary import summary_line
from summitalign.report.markdown_text import shown
from summitalign.workspace.reporting import Request

HOSTILE = (
    "</summary></details><script>alert(1)</script>",
    "a | b ` c **d** [e](javascript:f) ![g](https://h.example/i.png)",
    "@everyone #1 GH-2 https://evil.example www.evil.example mail@evil.example",
    "line\none\r\nand two",
    "\x1b[31mred\x00 \u202etxt.exe",
    "\ud800 half a pair",
)


def test_markdown_shows_the_figures_then_what_a_person_has_to_do() -> None:
    assert (
        report_markdown(one_report())
        == """\
<!-- summitalign report -->
### Bilingual report: docs

| Coverage | Documents | Pairs | Fixes | Suggestions | Without a partner |
| --: | --: | --: | --: | --: | --: |
| **87%** | 3 | 1 | 1 | 1 | 1 |

<details open><summary>1 pair</summary>

| Source | Target | Language | Coverage | Certain | Likely | Weak | Fixes | Suggestions |
| --- | --- | --- | --: | --: | --: | --: | --: | --: |
| en/a.md | zh/a.md | zh-Hans | 87% | 3 | 1 | 0 | 1 | 1 |

</details>

<details><summary>1 suggestion</summary>

| Place | Found | Right | Why |
| --- | --- | --- | --- |
| zh/a.md:3 | 珊瑚 | mallet | nothing nearby tells |

</details>

<details><summary>1 fix</summary>

| Place | Found | Right | Why |
| --- | --- | --- | --- |
| zh/a.md:3 | 锤子 | mallet | it is a tool |

</details>

<details><summary>1 part that is not translated</summary>

| Place | Section | Language | Letters |
| --- | --- | --- | --: |
| zh/b.md:5–9 | Left | en | 4 |

</details>

<details><summary>1 document without a partner</summary>

| Document | Title | Language |
| --- | --- | --- |
| zh/b.md | 独自 | zh-Hans |

</details>

<sub>summitalign 1.2.3</sub>
"""
    )


def test_the_pairs_with_the_largest_gaps_come_first() -> None:
    names = [f"{number}.md" for number in range(3)]
    pairs = tuple(a_pair("en.md", name, done) for name, done in zip(names, (90, 10, 50), strict=True))
    text = report_markdown(a_report(a_document("en.md", tag="en"), *map(a_document, names), pairs=pairs))

    assert re.findall(r"\| en.md \| (\d)", text) == ["1", "2", "0"]


@pytest.mark.parametrize("reach", [MOST, 4000, 1500])
def test_markdown_keeps_to_the_length_and_says_what_is_left_out(reach: int) -> None:
    many = [a_finding(reason="😀 因为 " * 60) for _ in range(2000)]
    names = [f"zh/{number}-{'长' * 200}.md" for number in range(400)]
    documents = (a_document("en.md", tag="en"), a_document("zh/x.md", *many), *map(a_document, names))
    text = report_markdown(a_report(*documents, pairs=(a_pair("en.md", "zh/x.md", 5),), title="标题" * 500), reach)

    assert length(text) <= reach
    assert text.count("<details") == text.count("</details>")
    if reach == MOST:
        assert length(text) > reach * 0.9
        written = text.count("| zh/x.md:3 |")
        assert f"… and {2000 - written} more" in text
        assert "<summary>401 documents" not in text
        assert "<summary>400 documents without a partner" in text


def test_markdown_says_it_when_there_is_nothing() -> None:
    text = report_markdown(a_report())

    assert "| – | 0 | 0 | 0 | 0 | 0 |" in text
    assert "<details" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_read_as_they_are_in_markdown(text: str) -> None:
    finding = a_finding(text, reason=text)
    finding = replace(finding, finding=replace(finding.finding, use=(text,)))
    document = replace(a_document(text, finding, title=text), untranslated=(a_part(text),))
    alone = a_document(f"{text}2", title=text)
    source = a_document("en.md", tag="en")
    page = report_markdown(a_report(document, alone, source, pairs=(a_pair("en.md", text, 3),), title=text))

    plain = re.sub(r"\\.", "", page.split("\n", 1)[1]).replace("<!-- -->", "\u200b")
    assert set(re.findall(r"<[^>]*>", plain)) <= {
        "<details>", "<details open>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>",
    }  # fmt: skip
    assert not re.search(r"@\w|#\d|\w://|www\.|GH-\d|\]\(|!\[|`|\*d", plain.replace("**3%**", ""))
    assert page.isprintable() or not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800]", page)
    rows = [line for line in plain.split("\n") if line.startswith("|")]
    assert {row.count("|") for row in rows} <= {4, 5, 7, 10}


def test_a_shown_text_stays_readable() -> None:
    assert shown("see @team, #12 and https://x.y/z") == "see @<!-- -->team, #<!-- -->12 and https<!-- -->://x.y/z"
    assert shown("C# and a@ b, # no. 1") == "C# and a@ b, # no. 1"


def test_json_holds_documents_pairs_and_figures() -> None:
    pair = pair_of()
    details = details_of(FORMATS)
    documents = digest_document(pair.source, True, details), digest_document(pair.target, False, details)
    found = json.loads(report_json(a_report(*documents, pairs=(digest_pair(pair, details),))))

    assert found["schema"] == "summitalign/report/1"
    assert found["measures"]["fixes"] == 1
    assert [each["side"] for each in found["documents"]] == ["source", "target"]
    assert found["documents"][1]["findings"][0]["edits"]
    assert found["pairs"][0]["alignment"]["schema"] == "summitalign/alignment/1"
    assert found["languages"][0].keys() == {"language", "documents", "coverage"}


def test_json_of_nothing_is_json() -> None:
    found = json.loads(report_json(a_report()))

    assert (found["documents"], found["pairs"], found["measures"]["coverage"]) == ([], [], None)


def test_a_digest_holds_only_what_is_asked_for() -> None:
    pair = pair_of()
    bare = digest_pair(pair)

    assert (bare.segments, bare.detail) == ((), "")
    assert digest_pair(pair, frozenset({Detail.SEGMENTS})).segments
    assert details_of((XLSX, JSON)) == {Detail.SEGMENTS, Detail.OBJECTS}
    assert details_of(("html", "markdown", BADGES)) == frozenset()


def test_badges_say_in_words_what_they_show() -> None:
    files = dict(badges(one_report()))

    assert sorted(files) == ["coverage-zh-hans.svg", "coverage.svg", "fixes.svg", "suggestions.svg", "unpaired.svg"]
    for picture in files.values():
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img"
        assert root.find("{http://www.w3.org/2000/svg}title").text == root.get("aria-label")  # type: ignore[union-attr]
        assert not re.search(r"href|<script|<style|@import|url\(", picture)
    assert 'aria-label="coverage: 87%"' in files["coverage.svg"]
    assert 'aria-label="fixes: 1"' in files["fixes.svg"]


def luminance(colour: str) -> float:
    full = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("done", [0, 65, 95])
def test_badges_have_the_contrast_that_small_text_needs(done: int) -> None:
    documents = a_document("en.md", tag="en"), a_document("zh.md")
    picture = dict(badges(a_report(*documents, pairs=(a_pair("en.md", "zh.md", done),))))["coverage.svg"]
    colours = set(re.findall(r'fill="(#[0-9a-f]+)"', picture)) - {"#fff"}

    assert len(colours) == 2
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours)


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_a_badge_of_any_text_is_a_picture(text: str) -> None:
    printable = "".join(character for character in text if character.isprintable())
    root = ElementTree.fromstring(badge(printable, printable, "#444"))

    assert root.get("aria-label") == f"{printable}: {printable}"
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "title", "rect", "path", "g", "text"}


def test_a_report_in_one_line() -> None:
    assert summary_line(one_report()) == "3 documents, 1 pair, coverage 87%, 1 fix, 1 suggestion, 1 without a partner"
    assert summary_line(a_report()) == "0 documents, 0 pairs, no sources, 0 fixes, 0 suggestions, 0 without a partner"


def test_every_form_has_its_files() -> None:
    names = [name for name, _ in exports(one_report(), FORMATS)]

    assert names[:3] == ["report.md", "report.xlsx", "report.json"]
    assert all(re.fullmatch(r"report\.(md|json|xlsx)|badges/[a-z-]+\.svg", name) for name in names)
    assert list(exports(one_report(), ("html",))) == []


@pytest.mark.parametrize(
    ("paths", "title", "name"),
    [
        (("docs",), "", "docs"),
        ((".",), "", "manuals"),
        (("..",), "", "work"),
        (("./", "en/a.md"), "", "manuals, en/a.md"),
        ((".",), "The manuals", "The manuals"),
        (("-",), "", "-"),
    ],
)
def test_a_report_is_named_by_its_title_or_by_what_it_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], title: str, name: str
) -> None:
    (tmp_path / "work/manuals").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work/manuals")
    assert Request(paths, (), None, title).name == name
