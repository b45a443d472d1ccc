"""Other formats: what is written comes back, and what is not written is said."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_values import PATTERNS, entries, forms, glossary_of, plain
from summitalign.errors import GlossaryError
from summitalign.glossary.edit import add_entries
from summitalign.glossary.exchange.cells import bare, joined, parted, shielded
from summitalign.glossary.exchange.formats import FORMATS, guess_format
from summitalign.glossary.exchange.regexes import form_of, is_portable, literal_of, regex_of
from summitalign.glossary.exchange.values import PROVENANCE, said
from summitalign.glossary.load import load
from summitalign.model.term import Glossary, TermEntry, WrongForm

SETTINGS = ("the setting `languages`", "capital letters of right forms: codespell writes them small")
"""Losses that cost an entry nothing in the file."""


def bare_entry(entry: TermEntry) -> TermEntry:
    return replace(entry, id="", origin="", by="", tests=tuple(replace(test, line=0) for test in entry.tests))


@pytest.mark.parametrize("name", FORMATS)
@given(entry=entries())
def test_what_does_not_come_back_is_said_and_what_is_said_does_not_come_back(name: str, entry: TermEntry) -> None:
    exported = FORMATS[name].write(glossary_of(entry))
    back = FORMATS[name].read(exported.text, "file")

    lost = {loss.what for loss in exported.losses if loss.what not in SETTINGS}
    assert back.losses == ()
    assert all(each.by == PROVENANCE for each in back.entries)
    if not back.entries:
        assert lost
        return
    (found,) = back.entries
    assert found.use == entry.use
    assert set(found.wrong) <= set(entry.wrong)
    of_notes = {what for what in lost if "`note`" in what or what.startswith("notes that")}
    whole = {what for what in lost if not what.startswith("`")} - of_notes
    if found.wrong != entry.wrong:
        assert whole
    else:
        assert not whole
    said_before, said_after = dict(said(entry)), dict(said(found))
    changed = {key for key in {*said_before, *said_after} - {"by"} if said_before.get(key) != said_after.get(key)}
    fields = {what.strip("`") for what in lost if what.startswith("`")} - {"by"}
    assert changed == fields | ({"note"} if of_notes else set())


@pytest.mark.parametrize("name", FORMATS)
def test_ordinary_entries_come_back_equal_from_every_format(name: str) -> None:
    glossary = glossary_of(
        plain("TensorFlow", "张量流", "腾索流"), plain("即时执行", "急切执行"), plain("Keras", "克拉斯", "凯拉斯")
    )
    back = FORMATS[name].read(FORMATS[name].write(glossary).text, "file")

    assert [bare_entry(each) for each in back.entries] == [bare_entry(each) for each in glossary.entries]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40)
@given(use=forms(), note=forms())
def test_an_odd_right_form_comes_back_or_is_said(name: str, use: str, note: str) -> None:
    exported = FORMATS[name].write(glossary_of(plain(use, "错词", note=note)))
    back = FORMATS[name].read(exported.text, "file")

    if back.entries or not {loss.what for loss in exported.losses} - set(SETTINGS):
        assert [(each.use, each.wrong) for each in back.entries] == [((use,), (WrongForm("错词"),))]


@given(entry=entries())
def test_csv_holds_every_field_but_provenance(entry: TermEntry) -> None:
    (found,) = FORMATS["csv"].read(FORMATS["csv"].write(glossary_of(entry)).text, "f").entries

    assert bare_entry(found) == bare_entry(entry)


@given(entry=entries().filter(lambda entry: not entry.tests))
def test_an_imported_entry_is_the_same_in_the_glossary(entry: TermEntry) -> None:
    back = FORMATS["csv"].read(FORMATS["csv"].write(glossary_of(entry)).text, "f")
    try:
        text = add_entries("# ours\n\nterms:\n  - 甲甲甲: Alpha  # first\n", "g.yml", back.entries)
    except GlossaryError:
        # Such as a form that another one of the same entry covers: that is for `lint` to say.
        return
    assert text.startswith("# ours\n\nterms:\n  - 甲甲甲: Alpha  # first\n")
    loaded = load(text, "g.yml", str)
    assert [bare_entry(each) for each in loaded.entries[1:]] == [bare_entry(each) for each in back.entries]
    assert loaded.entries[1].by == PROVENANCE


@given(items=st.lists(forms()))
def test_cells_hold_lists(items: list[str]) -> None:
    assert parted(joined(items)) == tuple(items)


@given(text=st.text() | st.sampled_from("=+-@\t\r\n＝＋－＠'").flatmap(lambda first: st.text().map(first.__add__)))
def test_a_cell_never_begins_a_formula(text: str) -> None:
    assert bare(shielded(text)) == text
    assert not shielded(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(text=forms())
def test_a_literal_survives_as_an_expression(text: str) -> None:
    assert form_of(regex_of(WrongForm(text))) == WrongForm(text)
    assert re.search(regex_of(WrongForm(text)), f"。{text}。") is not None


def test_a_latin_edge_is_the_edge_of_a_word() -> None:
    expression = re.compile(regex_of(WrongForm("Tensorflow")))
    assert expression.search("用Tensorflow训练") is not None
    for text in ("Tensorflow2", "my_Tensorflow", "Tensorflow-gpu", "xTensorflow"):
        assert expression.search(text) is None


def test_expressions_that_match_more_than_one_text_are_no_literals() -> None:
    for pattern in (*PATTERNS, "a.", "a?", r"\d", "^a"):
        assert literal_of(pattern) is None
    assert literal_of(r"tf\.Keras") == "tf.Keras"


@pytest.mark.parametrize(
    ("pattern", "plain_ok", "grouped_ok"),
    [
        (r"\bfoo\d+", True, True),
        ("a(b|c)", True, False),
        ("(?:b|c)d", True, True),
        ("(?i)spark", False, False),
        ("(?P<x>a)b", False, False),
        (r"x\-y", False, False),
        (r"[x\-y]z", True, True),
        (r"\Astart", False, False),
        ("a++", False, False),
        ("a{b", False, False),
        ("a{1,2}", True, True),
    ],
)
def test_patterns_that_other_engines_read_alike(pattern: str, plain_ok: bool, grouped_ok: bool) -> None:
    assert is_portable(pattern) is plain_ok
    assert is_portable(pattern, groups=False) is grouped_ok


AMBIGUOUS = plain("Coral", "珊瑚", is_ambiguous=True)
CHOICE = TermEntry("e", ("Python", "Anaconda"), (WrongForm("蟒蛇"),), source=("Python", "Anaconda"))


@pytest.mark.parametrize("name", ["prh", "typos", "autocorrect"])
def test_what_needs_evidence_is_left_out_where_the_tool_replaces_blindly(name: str) -> None:
    exported = FORMATS[name].write(glossary_of(AMBIGUOUS, CHOICE, plain("Keras", "克拉斯")))

    assert "珊瑚" not in exported.text
    assert "蟒蛇" not in exported.text
    assert "克拉斯" in exported.text
    whats = [loss.what for loss in exported.losses]
    assert any(what.startswith("ambiguous entries") for what in whats)
    assert any(what.startswith("entries with several right forms") for what in whats)


@pytest.mark.parametrize("name", ["codespell", "omegat", "tbx", "weblate", "csv"])
def test_ambiguity_comes_back_where_the_format_can_say_it(name: str) -> None:
    entry = replace(AMBIGUOUS, use=("coral",), source=("coral",))
    (found,) = FORMATS[name].read(FORMATS[name].write(glossary_of(entry)).text, "f").entries

    assert found.is_ambiguous


def test_codespell_gives_the_note_as_the_reason() -> None:
    entry = replace(AMBIGUOUS, note="Google's boards")
    exported = FORMATS["codespell"].write(glossary_of(entry, plain("Spark", "火花", is_ambiguous=True, note="a, b")))

    assert exported.text == "珊瑚->Coral, Google's boards\n火花->Spark, also an ordinary word\n"
    assert [loss.cases for loss in exported.losses if loss.what == "`note`"] == [("Spark (a, b)",)]
    assert FORMATS["codespell"].read(exported.text, "f").entries[0].note == "Google's boards"


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_ambiguous_are_ambiguous(name: str) -> None:
    (found,) = FORMATS[name].read(FORMATS[name].write(glossary_of(plain("Keras", "克拉斯"))).text, "f").entries

    assert not found.is_ambiguous


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_glossary_gives_a_file_that_reads_as_empty(name: str) -> None:
    assert FORMATS[name].read(FORMATS[name].write(Glossary(())).text, "f").entries == ()


@pytest.mark.parametrize("name", FORMATS)
def test_settings_of_the_file_are_said_to_stay_behind(name: str) -> None:
    glossary = replace(glossary_of(plain("Keras", "克拉斯")), repairs=("split-latin",), front_matter_keys=("title",))
    whats = [loss.what for loss in FORMATS[name].write(glossary).losses]

    assert "the setting `repairs`" in whats
    assert "the setting `front_matter`" in whats


@pytest.mark.parametrize("name", FORMATS)
def test_the_content_shows_the_format(name: str) -> None:
    text = FORMATS[name].write(glossary_of(plain("Keras", "克拉斯"), plain("即时执行", "急切执行"))).text

    assert guess_format("file", text) == name
    assert guess_format("-", "\ufeff" + text) == name


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30)
@given(text=st.text() | entries().map(lambda entry: FORMATS["prh"].write(glossary_of(entry)).text))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    place, used = "file", True
    try:
        used = all(each.use for each in FORMATS[name].read(text, "file").entries)
    except GlossaryError as error:
        place = error.place
    assert place.startswith("file")
    assert used


def test_autocorrect_gets_no_form_that_it_changes_before_it_looks() -> None:
    done = FORMATS["autocorrect"].write(
        glossary_of(plain("C++", "C加加", "甲，乙", "甲(乙)", "ab-c", '"甲"', "西加加"))
    )
    assert [entry.wrong for entry in FORMATS["autocorrect"].read(done.text, "rc").entries] == [
        tuple(WrongForm(form) for form in ("甲，乙", "ab-c", "西加加"))
    ]
    lost = {loss.what.split(",")[0]: len(loss.cases) for loss in done.losses}
    assert lost["forms in which scripts meet"] == 3
