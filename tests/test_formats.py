"""The formats of `fix-terms` that other programs read, through the command line."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sarif_shape import faults
from summitalign.cli.main import program
from summitalign.version import __version__

GLOSSARY = """\
terms:
  - use: [Coral, Reef]
    wrong: [珊瑚]
    ambiguous: true
    unless_near: [潜水]
  - 小狐狸: Foxlet
"""
PAGE = "# 安装小狐狸\r\n\r\n先装小狐狸，再看珊瑚。\r\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments))


def sarif(*arguments: str) -> dict[str, Any]:
    log = json.loads(run(*arguments, "--format", "sarif").stdout)
    assert list(faults(log)) == []
    whole: dict[str, Any] = log["runs"][0]
    return whole


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_bytes(PAGE.encode())
    return tmp_path


def at(line: int, column: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end_column}


def test_sarif() -> None:
    found = sarif("docs")

    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("summitalign", __version__)
    assert found["columnKind"] == "unicodeCodePoints"
    assert found["invocations"] == [{"executionSuccessful": True}]
    assert [rule["id"] for rule in driver["rules"]] == list({each["ruleId"]: 0 for each in found["results"]})
    assert all(rule["help"]["text"] for rule in driver["rules"])
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert ("informationUri" in driver) == ("Homepage" in project.get("urls", {}))
    assert not any("helpUri" in rule for rule in driver["rules"])  # no such pages
    first, _, last = found["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {**at(1, 5, 8), "snippet": {"text": "小狐狸"}}
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("term/mistranslated", 0, "warning")
    assert first["message"]["text"].startswith('"小狐狸" should be "Foxlet": ')
    change = first["fixes"][0]["artifactChanges"][0]
    assert change["artifactLocation"] == place["artifactLocation"]
    assert change["replacements"] == [{"deletedRegion": at(1, 5, 8), "insertedContent": {"text": " Foxlet"}}]
    assert (last["level"], last["fixes"][0]["description"]["text"]) == ("note", 'use "Coral"')


def test_sarif_fingerprints_survive_lines_that_come_before(folder: Path) -> None:
    page = folder / "docs/a.md"
    page.write_text("小狐狸\n小狐狸\n小狐狸跑\n", encoding="utf-8")
    before = [found["partialFingerprints"] for found in sarif("docs")["results"]]
    page.write_text("新\n\n行\n小狐狸\n新\n小狐狸\n小狐狸跑\n", encoding="utf-8")

    assert [found["partialFingerprints"] for found in sarif("docs")["results"]] == before
    assert len({json.dumps(each) for each in before}) == 3


def test_what_could_not_be_read_is_in_the_output_too(folder: Path) -> None:
    (folder / "docs/b.md").write_bytes("好\n".encode() + b"\xff\xff\n")
    (folder / "docs/c.md").write_bytes(b"\0")

    found = sarif("docs")
    assert found["invocations"][0]["executionSuccessful"] is False
    first, second = found["invocations"][0]["toolExecutionNotifications"]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/b.md"
    assert "binary" in second["message"]["text"]
    assert len(found["results"]) == 3

    done = run("docs", "--format", "github")
    assert done.exit_code == 3
    assert [line.split(":")[2] for line in done.stdout.splitlines()[3:]] == [
        "error file=docs/b.md,line=2,title=summitalign",
        "error file=docs/c.md,line=1,title=summitalign",
    ]
    lines = [json.loads(line) for line in run("docs", "--format", "rdjsonl").stdout.splitlines()]
    assert [line["severity"] for line in lines] == ["WARNING", "WARNING", "INFO", "ERROR", "ERROR"]
    assert lines[3]["location"] == {"path": "docs/b.md", "range": {"start": {"line": 2}}}
    assert json.loads(run("docs", "--format", "rdjson").stdout) == {
        "source": {"name": "summitalign"},
        "diagnostics": lines,
    }


def test_github() -> None:
    lines = run("docs", "--format", "github").stdout.splitlines()

    assert lines[0].startswith(
        "::warning file=docs/a.md,line=1,endLine=1,col=5,endColumn=8,title=term/mistranslated"
        '::"小狐狸" should be "Foxlet": '
    )
    assert lines[2].startswith("::notice file=docs/a.md,line=3,endLine=3,col=9,endColumn=11,title=")
    assert len(lines) == 3


def test_rdjson_counts_columns_in_bytes_and_gives_the_fix(folder: Path) -> None:
    (folder / "docs/a.md").write_bytes(("\ufeff" + PAGE).encode())
    lines = [json.loads(line) for line in run("docs", "--format", "rdjsonl").stdout.splitlines()]

    first = {"start": {"line": 1, "column": 3 + 8 + 1}, "end": {"line": 1, "column": 3 + 8 + 9 + 1}}
    assert lines[0]["location"] == {"path": "docs/a.md", "range": first}
    assert lines[0]["suggestions"] == [{"range": first, "text": " Foxlet"}]
    assert (lines[0]["severity"], lines[0]["code"]) == ("WARNING", {"value": "term/mistranslated"})
    third = lines[2]["location"]["range"]
    row = PAGE.split("\r\n")[2].encode()
    assert row[third["start"]["column"] - 1 : third["end"]["column"] - 1].decode() == "珊瑚"
    assert (third["start"]["line"], lines[2]["severity"]) == (3, "INFO")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_holds_the_edits(form: str) -> None:
    text = run("docs", "--format", form).stdout
    found = json.loads(text)["findings"] if form == "json" else [json.loads(line) for line in text.splitlines()]

    edits = [found[0]["edits"], found[1]["edits"], found[2]["edits"]]
    assert edits[0] == [{"start": 4, "end": 7, "replacement": " Foxlet"}]
    assert [PAGE[each["start"] : each["end"]] for (each,) in edits] == ["小狐狸", "小狐狸", "珊瑚"]


def test_evidence_from_an_original_holds_the_words_around_without_tags(folder: Path) -> None:
    original = f'# Foxlet\n\n{"Long ago. " * 20}<a href="https://example.org/x">See</a>\nCoral</b> at work.\n'
    (folder / "en.md").write_text(original, encoding="utf-8")
    found = [json.loads(line) for line in run("docs", "--source", "en.md", "--format", "jsonl").stdout.splitlines()]

    contexts = {piece["context"] for each in found for piece in each["evidence"] if piece["kind"].startswith("source")}
    assert contexts == {"…ago." + " Long ago." * 5 + " See Coral at work."}
    assert "See Coral at work." in run("docs", "--source", "en.md", "--verbose").stdout


@pytest.mark.parametrize("form", ["sarif", "github", "rdjson", "rdjsonl"])
def test_skipped_findings_are_listed_only_where_asked_for(folder: Path, form: str) -> None:
    (folder / "docs/a.md").write_text("潜水时看见珊瑚\n", encoding="utf-8")

    assert "珊瑚" not in run("docs", "--format", form).stdout
    assert "珊瑚" in run("docs", "--format", form, "--verbose").stdout
    if form == "sarif":
        (skipped,) = sarif("docs", "--verbose")["results"]
        assert (skipped["kind"], skipped["level"]) == ("informational", "none")


def test_after_a_write_other_programs_are_told_what_is_left_and_where_it_is_now(folder: Path) -> None:
    (found,) = sarif("docs", "--write")["results"]

    region = found["locations"][0]["physicalLocation"]["region"]
    line = (folder / "docs/a.md").read_bytes().decode().split("\r\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "珊瑚"
    assert found["level"] == "note"


def test_paths_are_from_the_working_directory_and_absolute_outside_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "docs/空 格#1%.md").write_text("小狐狸\n", encoding="utf-8")
    monkeypatch.chdir(folder / "docs")
    name = str(folder / "docs/空 格#1%.md")

    def uri(path: str) -> dict[str, str]:
        place: dict[str, str] = sarif(path)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        return place

    assert uri(name) == {"uri": "%E7%A9%BA%20%E6%A0%BC%231%25.md", "uriBaseId": "%SRCROOT%"}
    assert uri("../docs/a.md") == {"uri": "a.md", "uriBaseId": "%SRCROOT%"}
    monkeypatch.chdir("/")
    assert uri(str(folder / "docs/a.md"))["uri"] == str(folder / "docs/a.md").lstrip("/")
    (folder / "else").mkdir()
    monkeypatch.chdir(folder / "else")
    assert uri("../docs/a.md") == {"uri": f"file://{folder}/docs/a.md"}


HOSTILE = "::error::x,y%0A:\n\x1b[31m\u2028](http://x){0}\\.md"


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "github", "rdjson", "rdjsonl"])
def test_hostile_names_and_contents_stay_inside_their_fields(folder: Path, form: str) -> None:
    name = HOSTILE.replace("/", "").replace(".md", "\udcff.md")
    (folder / "docs/a.md").rename(folder / "docs" / name)
    (folder / "docs" / name).write_text(
        "::error::小狐狸 \x1b[31m\r::stop-commands::x\n小狐狸](x){0}\n", encoding="utf-8"
    )
    (folder / "docs/bad.md").write_bytes(b"::error::\0")
    output = run("docs", "--format", form, "-o", "out").stdout_bytes or (folder / "out").read_bytes()
    text = output.decode("utf-8")

    if form == "github":
        pattern = r"::(warning|error) file=docs/[^:,\r\n]*,line=\d+,[^:\r\n]*::[^\r\n]*"
        assert [line for line in text.removesuffix("\n").split("\n") if not re.fullmatch(pattern, line)] == []
        assert "file=docs/%3A%3Aerror%3A%3Ax%2Cy%250A%3A%0A\ufffd[31m" in text
    elif form.endswith("l"):
        assert [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    else:
        json.loads(text)
    if form == "sarif":
        assert list(faults(json.loads(text))) == []
        assert "%0A%1B%5B31m" in text
        assert "%FF" in text
    if form in ("json", "jsonl"):
        assert "\\udcff" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("output_format", ["sarif", "rdjson", "github"])
def test_a_name_that_looks_like_a_place_stays_whole(
    output_format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("glossary.yml").write_text("小狐狸: Foxlet\n", encoding="utf-8")
    Path("x:12").write_bytes(b"one\ntwo\0\n")
    done = CliRunner().invoke(program, ("fix-terms", "x:12", "--format", output_format))

    assert done.exit_code == 3
    assert "error: x:12:2: looks binary" in done.stderr
    place = {"sarif": ('"uri": "x%3A12"', '"startLine": 2'), "rdjson": ('"path": "x:12"', '"line": 2')}
    for part in place.get(output_format, ("file=x%3A12,line=2",)):
        assert part in done.stdout
