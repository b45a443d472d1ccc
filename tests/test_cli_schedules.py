"""Published schedules through the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

FILES = Path(__file__).parent / "schedules"


@pytest.fixture(autouse=True)
def among_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FILES)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


def joined(source: str, *more: str) -> dict[str, str]:
    """Align a schedule with the recap; return the title of the talk that each section is about."""
    done = run("align", source, "recap.zh.md", "--unit", "entry", "--format", "json", *more)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    titles = {one["id"]: one["title"] for side in ("source", "target") for one in found[side]["segments"]}
    return {titles[bead["target"][0]]: titles[bead["source"][0]] for bead in found["beads"]}


def test_a_recap_is_aligned_with_a_schedule() -> None:
    assert joined("schedule.json") == {
        "潮汐与海流": "Tides & currents with TensorFlow",
        "绳结入门": "Knots élémentaires",
    }


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("schedule.xml", "Tides & currents — 潮汐"),
        ("page.html", "Tides"),
        ("playlist.json", "Tides"),
        ("playlist-items.json", "Tides"),
    ],
)
def test_every_format_is_a_source(source: str, title: str) -> None:
    assert joined(source)["潮汐与海流"] == title


def test_the_json_of_an_alignment_has_the_talks_and_remarks() -> None:
    source = json.loads(run("align", "schedule.json", "recap.zh.md", "--format", "jsonl").stdout)["source"]
    assert source["language"] == "en"
    assert source["segments"][0]["talk"] == {
        "speakers": [{"name": "Inés Marin", "role": ""}, {"name": "Otto Brandt", "role": "moderator"}],
        "day": "2031-05-02",
        "start": "09:00",
        "end": "09:45",
        "room": "Main Hall",
        "session": "Sea",
        "links": ["https://example.org/talk/1", "https://youtu.be/AAAAAAAAAAA", "https://example.org/tides.pdf"],
        "abstract": 'How the "sea" moves.\nSlides: https://example.org/tides.pdf.\nIt moves.',
    }
    assert (source["segments"][0]["start_line"], source["segments"][0]["end_line"]) == (10, 15)
    message = "`InÃ©s Marin` is read as `Inés Marin`: its encoding was mistaken"
    assert source["remarks"] == [{"line": 11, "message": message}]


def test_the_text_of_an_alignment_has_the_remarks_with_verbose_only() -> None:
    remark = "  schedule.json:11: `InÃ©s Marin` is read as `Inés Marin`: its encoding was mistaken"
    assert remark in run("align", "schedule.json", "recap.zh.md", "--verbose").stdout.splitlines()
    assert remark not in run("align", "schedule.json", "recap.zh.md").stdout.splitlines()


def test_lines_are_those_of_the_file_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{\n"one": 1\n}\n', encoding="utf-8")
    done = run("align", str(tmp_path / "x.json"), "recap.zh.md", "--unit", "line", "--format", "beads")
    assert done.exit_code == 0
    assert run("align", str(tmp_path / "x.json"), "recap.zh.md").exit_code == 3


def test_a_broken_schedule_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    broken = tmp_path / "schedule.json"
    broken.write_text('{"schedule":\n', encoding="utf-8")
    done = run("align", str(broken), "recap.zh.md")
    assert done.exit_code == 3
    assert done.stderr.splitlines()[0] == f"error: {broken}:1: is not valid JSON: it ends too early"


def test_a_calendar_that_is_folded_inside_a_letter_is_read(tmp_path: Path) -> None:
    lines = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:\xe6\xbd\r\n \xae\xe6\xb1\x90\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (tmp_path / "folded.ics").write_bytes(lines)

    done = run("align", str(tmp_path / "folded.ics"), "recap.zh.md", "--format", "json")

    assert done.exit_code == 0
    assert [one["title"] for one in json.loads(done.stdout)["source"]["segments"]] == ["潮汐"]


def test_a_source_without_talks_is_told_where_talks_are_asked_for(tmp_path: Path) -> None:
    empty = tmp_path / "empty.ics"
    empty.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")

    assert run("align", str(empty), "recap.zh.md").stderr == f"{empty}: no talks are in it\n"
    turned = run("align", "recap.zh.md", "schedule.json", "--unit", "entry")
    assert turned.stderr == "recap.zh.md: no talks are in it; the agenda comes first\n"
    plain = run("align", "recap.zh.md", "recap.zh.md", "--unit", "entry")
    assert plain.stderr == "recap.zh.md: no talks are in it; --unit auto takes sections\n"
    assert not run("align", "recap.zh.md", "recap.zh.md", "--unit", "entry", "--quiet").stderr
    assert not run("align", "schedule.json", "recap.zh.md", "--unit", "entry").stderr
    assert not run("align", "recap.zh.md", "recap.zh.md").stderr


def test_a_schedule_is_evidence_for_terms(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text(
        "# 回顾\n\n## 潮汐\n\n张量流，见[视频](https://youtu.be/AAAAAAAAAAA)。\n\n"
        "## 绳结\n\nZoë de Vries 的 Knots 演讲。\n",
        encoding="utf-8",
    )
    (tmp_path / "glossary.yml").write_text(
        "terms:\n  - use: TensorFlow\n    wrong: [张量流]\n    ambiguous: true\n", encoding="utf-8"
    )
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "schedule.json").write_bytes((FILES / "schedule.json").read_bytes())
    (tmp_path / "src" / "package.json").write_text("{}", encoding="utf-8")
    arguments = (
        "fix-terms",
        str(tmp_path / "recap.md"),
        "--glossary",
        str(tmp_path / "glossary.yml"),
        "--format",
        "jsonl",
    )
    with_source = json.loads(run(*arguments, "--source", str(tmp_path / "src")).stdout)
    assert (with_source["decision"], with_source["use"]) == ("apply", ["TensorFlow"])
    assert json.loads(run(*arguments).stdout)["decision"] != "apply"


def test_a_report_fixes_nothing_in_a_schedule(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").write_text("潮汐: Tides\n", encoding="utf-8")
    event = "SUMMARY:潮汐与海流的预测方法介绍\nURL:https://youtu.be/AAAAAAAAAAA"
    calendar = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
    (tmp_path / "days.ics").write_text(calendar, encoding="utf-8")
    (tmp_path / "en.md").write_text(
        "# Tides\n\nhttps://youtu.be/AAAAAAAAAAA of the Tides of the sea.\n", encoding="utf-8"
    )
    site = tmp_path / "site"
    glossary = str(tmp_path / "glossary.yml")
    done = run("report", str(tmp_path / "en.md"), str(tmp_path / "days.ics"), "-o", str(site), "--glossary", glossary)
    assert done.exit_code == 0, done.output
    (page,) = (site / "pairs").glob("*.html")
    shown = page.read_text(encoding="utf-8")
    assert "潮汐与海流的预测方法介绍" in shown
    assert "<del>潮汐" not in shown


def test_a_report_shows_the_talks_of_a_schedule(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.yml"
    glossary.write_text("潮汐: Tides\n", encoding="utf-8")
    site = tmp_path / "site"
    done = run("report", "schedule.json", "recap.zh.md", "-o", str(site), "--glossary", str(glossary))
    assert done.exit_code == 0, done.output
    (page,) = (site / "pairs").glob("*.html")
    shown = page.read_text(encoding="utf-8")
    assert '<p class="when">2031-05-02 · 09:00–09:45 · Main Hall</p>' in shown
    assert '<p class="abstract">It moves.</p>' in shown
    assert "<strong>Otto Brandt</strong>, moderator" in shown
