"""Comments that switch the fixer off: which are obeyed, which are reported, which are refused."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign import api
from summitalign.cli.main import program
from summitalign.errors import InputError
from summitalign.model.finding import Decision
from summitalign.terms.switches import read_switches

GLOSSARY = "小狐狸: Foxlet\n珊瑚: Coral\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def run(text: str, *arguments: str) -> Result:
    Path("a.md").write_bytes(text.encode())
    return CliRunner().invoke(program, ("fix-terms", "a.md", *arguments))


def fixed(text: str) -> str:
    done = run(text, "--write")
    assert done.exit_code in (0, 1), done.output
    return Path("a.md").read_bytes().decode()


def unused(text: str) -> list[tuple[str, int]]:
    found = [json.loads(line) for line in run(text, "--format", "jsonl").stdout.splitlines()]
    assert all(each["decision"] == "suggest" for each in found if each["code"].startswith("switch/"))
    return [(each["code"], each["line"]) for each in found if each["code"].startswith("switch/")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{/* summitalign-disable */}\n\n小狐狸\n\n{/* summitalign-enable */}\n\n小狐狸\n", "小狐狸\n\n{|Foxlet\n"),
        ("{/* summitalign-disable-next-line 小狐狸 */}\n小狐狸和珊瑚\n", "*/}\n小狐狸和 Coral\n"),
        ("<!--summitalign-disable-next-line-->\n小狐狸\n\n小狐狸\n", "-->\n小狐狸\n\nFoxlet\n"),
        ("<!-- summitalign-disable\n     珊瑚\n-->\n\n小狐狸和珊瑚\n", "-->\n\nFoxlet 和珊瑚\n"),
        ("- <!-- summitalign-disable -->小狐狸<!-- summitalign-enable -->小狐狸\n", "小狐狸<!--|-->Foxlet\n"),
        ("`<!-- summitalign-disable -->`\n\n小狐狸\n", "`\n\nFoxlet\n"),
        ("```md\n<!-- summitalign-disable -->\n```\n\n小狐狸\n", "```\n\nFoxlet\n"),
        ("    <!-- summitalign-disable -->\n\n小狐狸\n", "-->\n\nFoxlet\n"),
        ("\\<!-- summitalign-disable -->\n\n小狐狸\n", "-->\n\nFoxlet\n"),
        ("<!-- summitalign-disable\n\n小狐狸\n", "disable\n\n小狐狸\n"),  # a comment that never ends holds all the rest
        ("<!-- a summitalign-disable -->\n\n小狐狸\n", "-->\n\nFoxlet\n"),
    ],
)
def test_a_switch_holds_where_it_is_a_comment(text: str, expected: str) -> None:
    after = fixed(text)

    assert all(part in after for part in expected.split("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- summitalign-disable -->\n\n没有\n", [("switch/unused-disable", 1)]),
        ("没有\n\n<!-- summitalign-disable-next-line -->\n没有\n", [("switch/unused-disable", 3)]),
        ("<!-- summitalign-disable 珊瑚 -->\n\n小狐狸\n", [("switch/unused-disable", 1)]),
        ("<!-- summitalign-disable 珊瑚 -->\n\n小狐狸和珊瑚\n", []),
        ("<!-- summitalign-disable -->\n\n小狐狸\n\n<!-- summitalign-disable -->\n", [("switch/unused-disable", 5)]),
        ("<!-- summitalign-disable -->\n\n`小狐狸`\n", [("switch/unused-disable", 1)]),
        ("<!-- summitalign-disable -->\n\n<!-- summitalign-enable -->\n\n小狐狸\n", [("switch/unused-disable", 1)]),
        ("小狐狸\n\n<!-- summitalign-enable -->\n", [("switch/unused-enable", 3)]),
        (
            "<!-- summitalign-disable 珊瑚 -->\n\n珊瑚\n\n<!-- summitalign-enable 小狐狸 -->\n",
            [("switch/unused-enable", 5)],
        ),
        ("{/* summitalign-disable 珊瑚 */}\n\n没有\n", [("switch/unused-disable", 1)]),  # its own form is no use of it
        ("`<!-- summitalign-disable -->`\n", []),
        ("---\nsummitalign: off\n---\n\n<!-- summitalign-disable -->\n", []),
    ],
)
def test_what_nothing_uses_is_reported(text: str, expected: list[tuple[str, int]]) -> None:
    assert unused(text) == expected


def test_a_reported_switch_counts_and_stays_and_no_format_stumbles_over_it() -> None:
    text = "<!-- summitalign-disable -->\n\n没有\n"
    for form in ("text", "json", "jsonl", "diff", "sarif", "github", "rdjson", "rdjsonl"):
        done = run(text, "--format", form)
        assert done.exit_code == 1, (form, done.output)
        assert ("no wrong form stands where this switches it off" in done.stdout) == (form != "diff")
    assert 'a.md:1:1: suggest  "<!-- summitalign-disable -->"  no wrong form' in run(text).stdout
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("comment", "keyword", "hint"),
    [
        ("<!-- summitalign-disabel -->", "summitalign-disabel", "did you mean 'summitalign-disable'?"),
        ("{/* summitalign-enabled */}", "summitalign-enabled", "did you mean 'summitalign-enable'?"),
        ("<!-- summitalign-disable-line -->", "summitalign-disable-line", "summitalign-disable-next-line'?"),
        ("<!-- summitalign-off -->", "summitalign-off", "the switches are summitalign-disable, "),
    ],
)
def test_an_unknown_keyword_stops_its_document_only(folder: Path, comment: str, keyword: str, hint: str) -> None:
    (folder / "b.md").write_text("小狐狸\n", encoding="utf-8")
    text = f"小狐狸\n\n{comment}\n\n小狐狸\n"
    done = run(text, "b.md", "--write")

    assert f"error: a.md:3: unknown switch '{keyword}'\n  hint: " in done.stderr
    assert hint in done.stderr
    assert done.exit_code == 3
    assert (folder / "a.md").read_text(encoding="utf-8") == text
    assert (folder / "b.md").read_text(encoding="utf-8") == "Foxlet\n"


@pytest.mark.parametrize(
    "text",
    ["`<!-- summitalign-disabel -->`\n\n小狐狸\n", "<!-- made by summitalign, a tool -->\n\n小狐狸\n"],
)
def test_what_is_no_switch_is_no_error(text: str) -> None:
    assert fixed(text).endswith("\n\nFoxlet\n")


def test_a_document_without_the_word_is_not_looked_into() -> None:
    fixer = api.Fixer(api.load_glossary(GLOSSARY, "glossary.yml", lambda _: ""))

    assert not fixer.may_hit("没有\n".encode())
    assert fixer.may_hit(b"<!-- summitalign-disable -->")


def test_the_library_reports_what_the_command_reports() -> None:
    glossary = api.load_glossary(GLOSSARY, "glossary.yml", lambda _: "")
    outcome = api.fix_terms(api.parse("<!-- summitalign-enable -->\n\n小狐狸\n"), glossary)

    assert [(finding.code, finding.decision) for finding in outcome.findings] == [
        ("switch/unused-enable", Decision.SUGGEST),
        ("term/mistranslated", Decision.APPLY),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- summitalign-disable 珊瑚\n",
        "<!-- summitalign-disable 珊瑚 -->珊瑚小狐狸\n\n",
        "{/* summitalign-disable\n",
        "<!-- summitalign-disable" + " " * 50,
        "<!-- summitalign-disable-next-line -->\n珊瑚\n",
    ],
)
def test_a_megabyte_of_switches_takes_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    began = time.process_time()
    switches = read_switches(text)
    hits = [each.span for each in switches.all]
    switches.closed(hits)
    switches.unused(hits)

    assert time.process_time() - began < 4


def test_a_misspelt_setting_in_the_front_matter_is_an_error_of_its_document() -> None:
    fixer = api.Fixer(api.load_glossary("张量流: TensorFlow\n", "g.yml", lambda _: ""))
    for setting in ("of", "disabled", "none"):
        with pytest.raises(InputError, match="front matter"):
            fixer.fix_text(f"---\nsummitalign: {setting}\n---\n张量流\n", "a.md")
    assert fixer.fix_text("---\nsummitalign: on\n---\n张量流\n", "a.md").after.endswith("TensorFlow\n")
    assert not fixer.fix_text("---\nsummitalign: Off\n---\n张量流\n", "a.md").findings
