"""The formats of `align`: what each says, for whom, and that what is to be read again can be."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pyromark
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.cli.main import program
from summitalign.errors import InputError
from summitalign.model.alignment import Alignment, Bead, Signature, Tier, Unit
from summitalign.model.document import Segment, SegmentKind
from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.report.alignment_markdown import markdown_rows
from summitalign.report.alignment_parts import Sureness
from summitalign.report.bead_numbers import NumberedBead
from summitalign.report.beads import read_beads
from summitalign.report.ladder import ladder_rows, read_ladder
from summitalign.report.text_alignment import View, alignment_rows
from summitalign.report.width import width

LANGUAGES = ("en", "zh-Hans")
SOURCE = "# Harbour\n\n## Boats\n\nBring a hammer and 3 nails.\n\n## Knots | `reef`\n\nOnly <b>members</b>.\n"
TARGET = "# 港口\n\n## 船\n\n请带锤子和 3 颗钉子。\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("day.md", SOURCE), ("tag.md", TARGET)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def aligned(
    pairs: Sequence[tuple[Sequence[int], Sequence[int], Tier]], source: str = SOURCE, target: str = TARGET
) -> Alignment:
    """Align sections by hand, counted from 0."""
    own, other = api.parse(source, "day.md"), api.parse(target, "tag.md")
    sides = [
        tuple(segment for segment in document.segments if segment.kind is SegmentKind.SECTION)
        for document in (own, other)
    ]
    beads = tuple(
        Bead(tuple(sides[0][n].id for n in a), tuple(sides[1][n].id for n in b), 3.0,
             {"certain": 0.99, "likely": 0.8, "weak": 0.55}[tier], tier, (Evidence("number", "3", 1.5),))
        for a, b, tier in pairs
    )  # fmt: skip
    return Alignment(own, other, sides[0], sides[1], beads, Signature("0", "", Unit.SECTION))


# Text


def test_text_shows_tiers_titles_the_rest_and_a_summary() -> None:
    rows = list(alignment_rows(aligned([([0], [0], Tier.CERTAIN), ([1], [1], Tier.WEAK)]), LANGUAGES, View()))

    assert rows[0] == "day.md (en) <-> tag.md (zh-Hans)"
    assert re.fullmatch(r"  certain 0\.99 +1  Harbour +1  港口", rows[1])
    assert re.fullmatch(r"  weak    0\.55 +3-5  Boats +3-5  船", rows[2])
    assert rows[3:5] == ["  only in day.md:", "          7-9  Knots | reef"]
    assert rows[5] == (
        "  2 beads (1 certain, 1 weak); without a counterpart: 1 of 3 in the source, 0 of 2 in the target"
    )


def test_evidence_is_for_those_who_ask() -> None:
    alignment = aligned([([0], [0], Tier.CERTAIN)])

    assert any("+1.50  number: 3" in row for row in alignment_rows(alignment, LANGUAGES, View(with_evidence=True)))
    assert not any("number: 3" in row for row in alignment_rows(alignment, LANGUAGES, View()))


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_no_bead_is_wider_than_the_terminal_and_room_is_used(columns: int) -> None:
    source = f"# {'A long title about boats ' * 8}\n\ntext\n\n# {'word ' * 40}\n"
    target = f"# {'一个很长的标题' * 12}\n\ntext\n"
    view = View(with_evidence=True, columns=columns)
    rows = list(alignment_rows(aligned([([0, 1], [0], Tier.LIKELY)], source, target), LANGUAGES, view))

    beads = rows[1:4]
    assert max(width(row) for row in beads) <= columns
    assert max(width(row) for row in beads) > columns - 4


# Markdown


def rendered_cells(markdown: str) -> list[list[str]]:
    html = pyromark.html(markdown, options=pyromark.Options.ENABLE_TABLES)
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def unescaped(text: str) -> str:
    import html

    # A comment keeps `@name` and the like from being more than a text.
    text = text.replace("<!-- -->", "")
    assert not re.search(r"<(?!br>)", text), text
    return html.unescape(text)


def test_markdown_is_a_table_with_both_sides_and_a_list_of_the_rest() -> None:
    alignment = aligned([([0], [0], Tier.CERTAIN), ([1, 2], [1], Tier.WEAK)])
    text = "\n".join(markdown_rows(alignment, LANGUAGES))

    assert text.startswith("## day.md (en) ↔ tag.md (zh-Hans)\n\n| Tier |")
    assert rendered_cells(text)[1:] == [
        ["certain", "0.99", "1", "Harbour", "1", "港口"],
        ["weak", "0.55", "3–5<br>7–9", "Boats<br>Knots | reef", "3–5", "船"],
    ]
    alone = "\n".join(markdown_rows(aligned([([0], [0], Tier.CERTAIN)]), LANGUAGES, with_evidence=True))
    assert "+1.50 number: 3 |" in alone
    assert "\nOnly in day.md:\n\n- 3–5: Boats\n- 7–9: Knots \\| reef\n" in alone
    assert "\nOnly in tag.md:\n\n- 3–5: 船\n" in alone


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
@example("\\!")
@example("&amp; &#35;")
@example("a | b \\| <b>*c* _d_ `e` ~~f~~ [g](h) ![i](j)")
@settings(max_examples=300, deadline=None)
def test_what_a_document_holds_means_nothing_in_the_page(text: str) -> None:
    whole = f"x{text}y"
    alignment = aligned([], "word\n", "word\n")
    segment = Segment("s1", SegmentKind.SECTION, 1, whole, Span(0, 0), Span(0, 4))
    bead = Bead(("s1",), ("s1",), 1.0, 0.9, Tier.LIKELY)
    alignment = Alignment(
        alignment.source, alignment.target, (segment,), (segment,), (bead,), Signature("0", "", Unit.SECTION)
    )

    cells = rendered_cells("\n".join(markdown_rows(alignment, LANGUAGES)))

    assert len(cells) == 2
    assert len(cells[1]) == 6
    shown = unescaped(cells[1][3])
    # Marks that would turn the direction of the text, or break the line, are shown as such.
    assert re.sub("\ufffd", "", shown) == re.sub("[\ufffd\u2028-\u202e\u2066-\u2069]", "", " ".join(whole.split()))


# Beads and ladders


def test_formats_of_lines_need_lines(folder: Path) -> None:
    for name in ("beads", "ladder"):
        done = run("align", "day.md", "tag.md", "--format", name)
        hint = "add --unit line or --unit sentence, or use --format tsv"
        assert done.stderr == f"error: --format {name} is for lines and sentences\n  hint: {hint}\n"
        assert done.exit_code == 2


def test_a_ladder_says_what_beads_say(folder: Path) -> None:
    (folder / "a.txt").write_text("One boat.\nTwo boats and 42 oars.\nThree.\n", encoding="utf-8")
    (folder / "b.txt").write_text("一条船。\n两条船和 42 支桨。\n", encoding="utf-8")
    beads = run("align", "a.txt", "b.txt", "--unit", "line", "--format", "beads").stdout
    ladder = run("align", "a.txt", "b.txt", "--unit", "line", "--format", "ladder").stdout

    assert ladder.splitlines()[0].startswith("0\t0\t")
    assert ladder.splitlines()[-1] == "3\t2\t0"
    assert all(len(line.split("\t")) == 3 for line in ladder.splitlines())
    assert set(read_ladder(ladder, "x").beads) == set(read_beads(beads, "x").beads)


def test_a_bead_of_a_ladder_takes_what_stands_inside_it_along() -> None:
    beads = [NumberedBead((0, 2), (0,), 0.9), NumberedBead((1,), (), 0.0), NumberedBead((3,), (), 0.0)]

    assert list(ladder_rows(beads)) == ["0\t0\t0.9", "3\t1\t0", "4\t1\t0"]


def test_a_ladder_cannot_cross() -> None:
    beads = [NumberedBead((0,), (1,), 0.9), NumberedBead((1,), (0,), 0.9)]

    with pytest.raises(InputError, match="cross"):
        list(ladder_rows(beads))


def test_all_forms_of_one_alignment_are_read_as_the_same(folder: Path) -> None:
    command = ("align", "day.md", "tag.md", "--unit", "section")
    for name in ("tsv", "json", "jsonl"):
        assert run(*command, "--format", name, "-o", f"x.{name}").exit_code == 0

    for name in ("tsv", "json", "jsonl"):
        for other in ("tsv", "json", "jsonl"):
            answer = json.loads(run("align", "score", f"x.{name}", f"x.{other}", "--format", "json").stdout)
            assert answer["strict"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
            assert answer["found"]["beads"] >= 3


def test_lines_are_the_same_in_beads_and_in_tables(folder: Path) -> None:
    (folder / "a.txt").write_text("One boat.\nTwo boats and 42 oars.\nThree.\n", encoding="utf-8")
    (folder / "b.txt").write_text("一条船。\n两条船和 42 支桨。\n", encoding="utf-8")
    for name in ("beads", "tsv", "jsonl", "ladder"):
        run("align", "a.txt", "b.txt", "--unit", "line", "--format", name, "-o", f"x.{name}")

    for name in ("tsv", "jsonl", "ladder"):
        answer = json.loads(run("align", "score", "x.beads", f"x.{name}", "--format", "json").stdout)
        assert (answer["strict"]["f1"], answer["found"]["beads"]) == (1.0, 3)


# What is sure enough


def test_beads_that_are_not_sure_enough_are_left_out_and_the_signature_says_so() -> None:
    alignment = aligned([([0], [0], Tier.CERTAIN), ([1], [1], Tier.LIKELY), ([2], [1], Tier.WEAK)])

    def tiers(sureness: Sureness) -> list[str]:
        return [bead.tier.value for bead in sureness.select(alignment).beads]

    assert tiers(Sureness()) == ["certain", "likely", "weak"]
    assert tiers(Sureness(Tier.LIKELY)) == ["certain", "likely"]
    assert tiers(Sureness(Tier.CERTAIN)) == ["certain"]
    assert tiers(Sureness(min_posterior=0.8)) == ["certain", "likely"]
    assert tiers(Sureness(Tier.LIKELY, 0.9)) == ["certain"]
    assert Sureness(Tier.LIKELY, 0.9).select(alignment).signature.parameters[-2:] == (
        ("tier", "likely"),
        ("min-posterior", "0.9"),
    )
    assert Sureness().select(alignment) is alignment


def test_what_lost_an_unsure_bead_is_not_said_to_stand_on_one_side_only() -> None:
    alignment = Sureness(Tier.CERTAIN).select(aligned([([0], [0], Tier.CERTAIN), ([1], [1], Tier.WEAK)]))
    for rows in (alignment_rows(alignment, LANGUAGES, View()), markdown_rows(alignment, LANGUAGES)):
        text = "\n".join(rows).lower()
        assert "without a sure counterpart in tag.md:" in text
        assert "without a sure counterpart: 2 of 3 in the source, 1 of 2 in the target" in text
        assert "only in" not in text


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "tsv", "markdown", "beads", "ladder"])
def test_every_format_can_leave_out_what_is_not_sure(folder: Path, form: str) -> None:
    unit = "line" if form in ("beads", "ladder") else "section"
    command = ("align", "day.md", "tag.md", "--unit", unit, "--format", form)
    whole, none = run(*command), run(*command, "--min-posterior", "1")

    assert whole.exit_code == none.exit_code == 0
    posteriors = {
        "text": r"(?:certain|likely|weak) +\d\.\d\d",
        "json": r'"posterior"',
        "jsonl": r'"posterior"',
        "tsv": r"\t(?:certain|likely|weak)\t",
        "markdown": r"\| (?:certain|likely|weak) \|",
        "beads": r":0\.\d",
        "ladder": r"\t0\.\d",
    }[form]
    assert re.search(posteriors, whole.stdout)
    assert not re.search(posteriors, none.stdout)


def test_a_posterior_is_a_probability(folder: Path) -> None:
    assert run("align", "day.md", "tag.md", "--min-posterior", "2").exit_code == 2


def test_colours_are_for_terminals(folder: Path) -> None:
    command = ("align", "day.md", "tag.md", "--unit", "section")

    assert "\x1b" not in run(*command).stdout
    assert re.search("\x1b\\[3[23]m(?:certain|weak)|\x1b\\[1mlikely", run(*command, "--color", "always").stdout)
