"""What holds for every kind of file that texts stand in: traps, round trips, undo, places."""

import json
import re
from pathlib import Path

import pytest

from contained import PLANTED, PROTECTED, RIGHT, after_write, fixed, made, trap, unplanted
from fix_command import GLOSSARY, found, read, run, write
from summitalign import api
from summitalign.model.finding import Decision

TRAPS = ("notebook.ipynb", "catalogue.po", "segments.xlf", "page.html", "page.rst")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_that_is_protected_is_edited(name: str) -> None:
    before = trap(name)
    assert before.count(PROTECTED) >= 30
    after = after_write(name, before)
    assert after.count(PROTECTED) == before.count(PROTECTED)
    assert after.count(PLANTED) == 0
    assert made(before, after) >= 5


@pytest.mark.parametrize("name", TRAPS)
def test_all_but_the_planted_words_is_as_it_was(name: str) -> None:
    before = trap(name)
    outcome = fixed(before, name)
    assert {each.decision for each in outcome.findings} == {Decision.APPLY}
    pieces, position = [], 0
    for span in (each.span for each in outcome.findings):
        pieces.append(before[position : span.start])
        position = span.end
    # The lines at a title of reStructuredText grow with it.
    escaped = [re.sub(r"(?m)^(=|\\-)\1{3,}", r"\1+", re.escape(piece)) for piece in (*pieces, before[position:])]
    # Two lines of a string stay two.
    assert re.fullmatch(' ?Bear Kit ?(?:"\n")?'.join(escaped), outcome.after)


@pytest.mark.parametrize("name", TRAPS)
def test_a_second_run_finds_nothing(name: str) -> None:
    after = after_write(name, trap(name))
    assert run(name).exit_code == 0
    assert after_write(name, after) == after


@pytest.mark.parametrize("name", TRAPS)
def test_without_a_finding_a_file_stays_to_the_byte(name: str) -> None:
    before = unplanted(trap(name))
    assert after_write(name, before) == before


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_marks_and_line_ends_stay(name: str, ending: str) -> None:
    before = "\ufeff" * (not name.endswith("ipynb")) + trap(name).replace("\n", ending)
    after = after_write(name, before)
    assert after.count(ending) == before.count(ending)
    assert after.startswith(before[:9])
    assert after.count(PROTECTED) == before.count(PROTECTED)
    assert PLANTED not in after


@pytest.mark.parametrize("name", TRAPS)
def test_a_run_is_taken_back_to_the_byte(name: str) -> None:
    before = trap(name)
    assert after_write(name, before) != before
    run("--undo")
    assert read(name) == before


@pytest.mark.parametrize("name", TRAPS)
def test_findings_name_lines_of_the_file(name: str) -> None:
    write(name, trap(name))
    lines = trap(name).splitlines()
    for _, line, form, decision in found(name):
        assert decision == "apply"
        assert form == PLANTED
        assert form[0] in lines[line - 1] or "&#x5927;" in lines[line - 1] or r"\u5927" in lines[line - 1]


@pytest.mark.parametrize("name", TRAPS)
def test_a_diff_is_one_of_the_file(name: str) -> None:
    write(name, trap(name))
    shown = run(name, "--diff").stdout
    gone = [line[1:] for line in shown.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert gone
    assert set(gone) <= set(trap(name).splitlines())


@pytest.mark.parametrize("name", TRAPS)
def test_standard_input_is_read_as_what_it_is_called(name: str) -> None:
    write("glossary.yml", GLOSSARY)
    done = run("-", "--stdin-filename", name, "--write", stdin=trap(name))
    assert done.stdout.count(RIGHT) >= 5
    assert done.stdout.count(PROTECTED) == trap(name).count(PROTECTED)


@pytest.mark.parametrize("name", TRAPS)
def test_a_person_is_asked_about_places_of_the_file(name: str) -> None:
    write(name, trap(name))
    run(name, "--interactive", stdin="n\ny\nq\n")
    assert made(trap(name), read(name)) == 1
    assert read(name).count(PROTECTED) == trap(name).count(PROTECTED)


@pytest.mark.parametrize("name", TRAPS)
def test_a_form_that_is_held_back_is_held_back_in_the_file(name: str) -> None:
    write(name, trap(name))
    run(name, "--write", "--max-fixes", "1")
    assert made(trap(name), read(name)) == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("notebook.ipynb", r"Bear & \"Kit\""),
        ("catalogue.po", r"Bear & \"Kit\""),
        ("segments.xlf", 'Bear &amp; "Kit"'),
        ("page.html", 'Bear &amp; "Kit"'),
        ("page.rst", 'Bear & "Kit"'),
    ],
)
def test_another_right_form_is_written_as_the_file_writes_it(name: str, written: str) -> None:
    before = trap(name)
    outcome = fixed(before, name)
    chosen = api.respell(before, outcome.findings[0], 'Bear & "Kit"', name)
    findings, after = api.accept(before, (chosen,), {}, name)
    assert [each.decision for each in findings] == [Decision.APPLY]
    assert after.count(written) == 1
    assert written not in before


@pytest.mark.parametrize("name", TRAPS)
def test_explain_says_what_is_decided_about_a_line(name: str) -> None:
    from click.testing import CliRunner

    from summitalign.cli.main import program

    write(name, trap(name))
    _, line, *_ = found(name)[0]
    done = CliRunner().invoke(program, ["glossary", "explain", f"{name}:{line}", "--format", "json"])
    assert done.exit_code in (0, 1), done.output
    said = json.loads(done.stdout)
    assert RIGHT in json.dumps(said)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ipynb", "{"),
        ("a.ipynb", "[]"),
        ("a.ipynb", "[" * 100_000),
        ("a.po", "大熊\n"),
        ("a.po", 'msgid "大熊\n'),
        ("a.xlf", "<xliff>大熊"),
        ("a.xlf", '<!DOCTYPE x [<!ENTITY a "大熊">]><xliff>&a;</xliff>'),
        ("a.xliff", "<html>大熊</html>"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_one_line_and_exit_3(name: str, text: str) -> None:
    write(name, text)
    write("b.md", "大熊\n")
    done = run(".", "--write")
    assert done.exit_code == 3
    assert f"error: {name}" in done.stderr.replace("./", "") or name in done.stderr
    assert "fault of summitalign" not in done.stderr
    assert read(name) == text
    assert read("b.md") == "Bear Kit\n"


def test_pages_of_html_are_fixed_where_they_are_named() -> None:
    write("docs/a.html", "<p>大熊</p>")
    write("docs/b.md", "小狐狸\n")
    run("docs", "--write")
    assert (read("docs/a.html"), read("docs/b.md")) == ("<p>大熊</p>", "Foxlet\n")
    run("docs", "--include", "*.html", "--write")
    assert read("docs/a.html") == "<p>Bear Kit</p>"


def test_folders_are_searched_for_what_can_be_proven() -> None:
    for name in TRAPS:
        write(f"docs/{name}", trap(name))
    assert {path for path, *_ in found("docs")} == {f"docs/{name}" for name in TRAPS if not name.endswith(".html")}


@pytest.mark.parametrize("kind", ["po", "xlf"])
def test_the_original_beside_a_translation_decides(kind: str) -> None:
    pairs = [("The Foxlet runs", "狐跑了"), ("The red fox runs", "狐跑了"), ("Foxlet again", "又是小狐狸")]
    if kind == "po":
        text = "".join(f'msgid "{one}"\nmsgctxt "{n}"\nmsgstr "{other}"\n\n' for n, (one, other) in enumerate(pairs))
    else:
        units = (f"<trans-unit><source>{one}</source><target>{other}</target></trans-unit>" for one, other in pairs)
        text = f'<xliff version="1.2"><file><body>{"".join(units)}</body></file></xliff>'
    made = [(each.found, each.decision.value) for each in fixed(text, f"a.{kind}").findings]
    assert made[0] == ("狐", "apply")
    assert made[1][1] != "apply"
    assert made[2] == ("小狐狸", "apply")


def test_the_original_of_a_fuzzy_entry_says_nothing() -> None:
    text = '#, fuzzy\nmsgid "The Foxlet runs"\nmsgstr "狐跑了"\n'
    assert [each.decision for each in fixed(text, "a.po").findings] != [Decision.APPLY]
    assert [each.decision for each in fixed(text.replace("#, fuzzy", "#,"), "a.po").findings] == [Decision.APPLY]


def test_an_edit_that_a_kind_cannot_prove_is_withheld() -> None:
    glossary = "terms: [{use: '{fox}', wrong: [小狐狸]}, {use: Bear Kit, wrong: [大熊]}]\n"
    text = 'msgid "a"\nmsgstr "小狐狸与大熊"\n'
    outcome = fixed(text, "a.po", glossary)
    assert [each.decision for each in outcome.findings] == [Decision.SUGGEST, Decision.APPLY]
    assert outcome.after == 'msgid "a"\nmsgstr "小狐狸与 Bear Kit"\n'


def test_the_original_beside_a_translation_counts_with_other_originals_too() -> None:
    glossary = api.load_glossary(GLOSSARY, "glossary.yml", lambda _: "")
    others = [api.parse("# Weather\n\nRain falls.\n", "en/weather.md")]
    text = 'msgid "The Foxlet runs"\nmsgstr "狐跑了"\n'
    outcome = api.Fixer(glossary, others).fix_text(text, "a.po")
    assert [each.decision for each in outcome.findings] == [Decision.APPLY]
