"""Files as other people's tools write them."""

import pytest

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.formats import FORMATS
from summitalign.glossary.exchange.tbx_read import read_tbx
from summitalign.glossary.exchange.values import Imported
from summitalign.model.term import WrongForm

TBX = """\
<?xml version='1.0' encoding="utf-8"?>
{doctype}
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <text><body>
  <conceptEntry id="c7">
   <descrip type="subjectField">reefs</descrip>
   <langSec xml:lang="en-US"><termSec><term>Coral
     Board</term></termSec></langSec>
   <langSec xml:lang="de"><termSec><term>Koralle</term></termSec></langSec>
   <langSec xml:lang="zh-CN">
    <note>a board</note>
    <termSec><term>珊瑚板</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    <termSec><term>Coral 板</term></termSec>
    <termSec><term>Coral</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
     <termNote type="partOfSpeech">noun</termNote></termSec>
   </langSec>
  </conceptEntry>
  <conceptEntry id="c8"><langSec xml:lang="en"><termSec><term>reef</term></termSec></langSec></conceptEntry>
 </body></text>
</tbx>
"""


def whats(found: Imported) -> list[str]:
    return [loss.what for loss in found.losses]


class TestTbx:
    """Both editions, and what no file may make us do."""

    def test_the_edition_of_2019(self) -> None:
        found = read_tbx(TBX.format(doctype=""), "t.tbx", "zh-Hans")
        (entry,) = found.entries
        assert (entry.use, entry.wrong) == (("Coral", "Coral 板"), (WrongForm("珊瑚板"),))
        assert (entry.source, entry.note, entry.origin) == (("Coral Board",), "a board", "t.tbx#c7")
        assert (found.source_language, found.target_language) == ("en-US", "zh-CN")
        assert whats(found) == [
            "terms in 'de'", "`subjectField`", "`partOfSpeech`", "concepts without a right term in 'zh-CN'",
        ]  # fmt: skip

    def test_the_target_can_be_chosen(self) -> None:
        (entry,) = read_tbx(TBX.format(doctype=""), "t.tbx", "de").entries
        assert entry.use == ("Koralle",)
        assert entry.is_kept

    def test_a_named_dtd_is_not_looked_up(self) -> None:
        assert read_tbx(TBX.format(doctype='<!DOCTYPE tbx SYSTEM "file:///etc/passwd">'), "t.tbx").entries

    @pytest.mark.parametrize(
        "subset",
        [
            '<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">',
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;',
        ],
    )
    def test_entities_are_refused(self, subset: str) -> None:
        with pytest.raises(GlossaryError, match="declares entities"):
            read_tbx(TBX.format(doctype=f"<!DOCTYPE tbx [{subset}]>"), "t.tbx")

    @pytest.mark.parametrize("text", ["", "<tbx>", "no xml", "<html></html>"])
    def test_what_is_no_tbx_is_refused(self, text: str) -> None:
        with pytest.raises(GlossaryError):
            read_tbx(text, "t.tbx")


def test_prh() -> None:
    text = """\
version: 1
imports: [media.yml]
meta: [{title: x}]
rules:
  - expected: Cookie
  - expected: jQuery
    pattern: /jquery/i
    specs: [{from: jquery, to: jQuery}]
  - expected: ハードウェア
    patterns: [ハードウエアー, /ハードウェアー/, '/ハードウエア(?!ー)/']
    prh: 長音
  - expected: $1の
    pattern: /(私)之/
"""
    found = FORMATS["prh"].read(text, "prh.yml")
    first, second = found.entries
    assert (first.use, first.wrong) == (("jQuery",), (WrongForm("(?i)jquery", is_pattern=True),))
    assert second.wrong == (
        WrongForm("ハードウエアー"), WrongForm("ハードウェアー"), WrongForm("ハードウエア(?!ー)", is_pattern=True),
    )  # fmt: skip
    assert (second.note, second.origin) == ("長音", "prh.yml:9")
    assert whats(found) == [
        "`imports`, files of their own",
        "settings of prh",
        "rules without a pattern, which stand for other cases and widths of a name",
        "`specs` of rules",
        "rules whose right form takes over a group",
    ]


def test_vale() -> None:
    text = """\
extends: substitution
message: x
ignorecase: true
exceptions: [foo]
link: https://style.example
swap:
  abundance: plenty
  '(?:give|gave) rise to': lead to|cause
  'within the (.*)?directory': in the $1 directory
"""
    found = FORMATS["vale"].read(text, "v.yml")
    first, second = found.entries
    assert (first.use, first.wrong[0].text) == (("plenty",), r"(?i)\b(?:abundance)\b")
    assert second.use == ("lead to", "cause")
    assert whats(found) == ["`exceptions`", "`link`", "expressions without a right form of their own"]


def test_typos() -> None:
    text = """\
[files]
extend-exclude = ["x"]
[default]
locale = "en-gb"
[default.extend-words]
teh = "the"
rasa = "rasa"
bad = ""
[type.rust.extend-identifiers]
Tensorflow = "TensorFlow"
"""
    found = FORMATS["typos"].read(text, "typos.toml")
    assert [(entry.use[0], entry.is_kept, [form.text for form in entry.wrong]) for entry in found.entries] == [
        ("rasa", True, []), ("the", False, ["teh"]), ("TensorFlow", False, ["Tensorflow"]),
    ]  # fmt: skip
    assert sorted(whats(found)) == [
        "`extend-words` in other cases and inside longer names",
        "settings of typos",
        "the file type of corrections",
        "words that are never right, without a correction",
    ]


def test_codespell() -> None:
    text = "teh->the\nclas->class, disabled because of name clash in c++\nambigous->ambiguous, ambitious,\nrubbish\n\n"
    found = FORMATS["codespell"].read(text, "d.txt")
    assert [(entry.use, entry.is_ambiguous, entry.note) for entry in found.entries] == [
        (("the",), False, ""),
        (("class",), True, "disabled because of name clash in c++"),
        (("ambiguous", "ambitious"), False, ""),
    ]
    assert [(loss.what, loss.cases) for loss in found.losses] == [
        ("lines that are not `wrong->right`", ("line 4: rubbish",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        'rules:\n  fullwidth: 0\nspellcheck:\n  words: [GitHub, "ios = iOS", "a = b = c"]\nfileTypes: {md: markdown}\n',
        '{"rules": {}, "spellcheck": {"words": ["GitHub", "ios = iOS", "a = b = c"]}, "fileTypes": {}}',
    ],
)
def test_autocorrect(text: str) -> None:
    found = FORMATS["autocorrect"].read(text, ".autocorrectrc")
    (entry,) = found.entries
    assert (entry.use, entry.wrong) == (("iOS",), (WrongForm("ios"),))
    assert sorted(whats(found)) == [
        "names without `=`, which stand for other cases of themselves",
        "settings of AutoCorrect",
        "words that are not `wrong = right`",
    ]


def test_a_termbase_of_pairs_keeps_its_right_forms() -> None:
    found = FORMATS["omegat"].read(
        "machine learning\t机器学习\tfield\r\nML\t机器学习\tfield\nbroken\na\tb\tc\td\n", "g.utf8"
    )
    first, second = found.entries
    assert (first.use, first.source, first.is_kept, first.note) == (
        ("机器学习",), ("machine learning", "ML"), True, "field",
    )  # fmt: skip
    assert second.note == "c"
    assert whats(found) == ["lines without a source and a target", "columns behind the third"]


def test_weblate() -> None:
    text = (
        '"location","source","target","context","fuzzy","translator_comments"\n'
        '"a.c:1","reef","礁","sea","","see"\n"","spark","火花","","True",""\n"","x","","","",""\n'
    )
    found = FORMATS["weblate"].read(text, "w.csv")
    (entry,) = found.entries
    assert (entry.use, entry.source, entry.note) == (("礁",), ("reef",), "see")
    assert whats(found) == [
        "the column 'location'", "the column 'context'", "rows marked fuzzy", "rows without a source and a target",
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_a_spreadsheet(delimiter: str) -> None:
    rows = (
        ("\ufeffUse", "Wrong", "Ambiguous", "Owner"),
        ("Coral", "珊瑚|红珊瑚", "TRUE", "me"),
        ("'=A1", "甲甲", "", ""),
    )
    found = FORMATS["csv"].read("\r\n".join(delimiter.join(row) for row in rows), "t.csv")
    first, second = found.entries
    assert (first.use, len(first.wrong), first.is_ambiguous) == (("Coral",), 2, True)
    assert second.use == ("=A1",)
    assert [(loss.what, loss.cases) for loss in found.losses] == [("the column 'owner'", ("me (line 2)",))]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("csv", "a,b\n"), ("csv", 'use,wrong\n"open'), ("weblate", "use,wrong\n"), ("prh", "version: 1\n"),
        ("prh", "rules: [\n"), ("vale", "extends: existence\nswap: {a: b}\n"), ("typos", "[default\n"),
        ("autocorrect", "rules: {}\n"), ("autocorrect", "{"), ("prh", "a: &x 1\nb: *x\n"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_with_its_name(name: str, text: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        FORMATS[name].read(text, "file")
    assert caught.value.place.startswith("file")


def test_what_a_glossary_refuses_is_left_out_and_said() -> None:
    text = "use,wrong,wrong_re,keep\nA,A|b1,,\nB,,(a+)+,\n,x,,\nC,c1,x*,\n"
    found = FORMATS["csv"].read(text, "t.csv")
    assert [(entry.use[0], [form.text for form in entry.wrong]) for entry in found.entries] == [
        ("A", ["b1"]), ("C", ["c1"]),
    ]  # fmt: skip
    assert whats(found) == [
        "wrong forms that are the right form itself",
        "patterns that a glossary refuses",
        "entries without a right form",
    ]


@pytest.mark.parametrize("name", ["csv", "weblate"])
def test_cells_behind_the_last_column_are_noted(name: str) -> None:
    head = {"csv": "use,wrong", "weblate": "source,target"}[name]
    found = FORMATS[name].read(f"{head},\nAlpha,甲甲,x,y\n", "t.csv")
    assert whats(found) == ["the column 'number 3'", "the column 'number 4'"]


@pytest.mark.parametrize(("name", "head"), [("csv", "use,wrong,Use"), ("weblate", "source,target,target")])
def test_a_column_that_stands_twice_is_refused(name: str, head: str) -> None:
    with pytest.raises(GlossaryError, match="stands twice") as error:
        FORMATS[name].read(f"{head}\na,b,c\n", "t.csv")
    assert error.value.place == "t.csv:1"


def test_vale_may_ignore_case_in_a_single_expression() -> None:
    found = FORMATS["vale"].read("extends: substitution\nswap:\n  (?i)foo: Foo\n  bar: Bar\n", "v.yml")
    assert [entry.wrong[0] for entry in found.entries] == [
        WrongForm(r"(?i)\b(?:foo)\b", is_pattern=True), WrongForm("bar"),
    ]  # fmt: skip
