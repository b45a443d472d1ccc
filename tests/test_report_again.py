"""A second report takes over what has not changed, and comes to the same site as a first one."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from summitalign.align.profile import Profile
from summitalign.align.tokens import TokenKind
from summitalign.cli.main import program
from summitalign.model.alignment import Tier
from summitalign.report.html.cards import Gap, GapLine, PairCard, Stretch
from summitalign.workspace.corpus import SurveyJob
from summitalign.workspace.kept_report import read_kept
from summitalign.workspace.rows import from_row, to_row
from summitalign.workspace.studying import StudyJob, Task

ROOT = Path(__file__).parents[1]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name in ("guide-data-pipelines", "release-notes"):
        for side in ("en", "zh"):
            (tmp_path / "docs" / side).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "corpus" / side / f"{name}.md", tmp_path / "docs" / side)
    shutil.copy(ROOT / "glossary.yml", tmp_path)
    return tmp_path


@pytest.fixture
def studied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which targets are done anew."""
    names: list[str] = []
    made = StudyJob.prepare

    def prepare(job: StudyJob) -> object:
        study = made(job)

        def noted(task: Task) -> object:
            names.append(Path(task.name).name)
            return study(task)

        return noted

    monkeypatch.setattr(StudyJob, "prepare", prepare)
    return names


def report(folder: str = "site", *options: str) -> None:
    done = CliRunner().invoke(program, ["report", "docs", "-o", folder, "--jobs", "1", *options])
    assert done.exit_code == 0, done.output


def test_a_report_among_the_documents_is_none_of_them(work: Path) -> None:
    for options in (("--format", "html", "--format", "markdown"), ("--format", "json", "--format", "markdown")):
        report("docs/report", *options)
        assert (work / "docs/report/report.md").is_file()
    data = json.loads((work / "docs/report/report.json").read_bytes())
    assert len(data["documents"]) == 4
    report("elsewhere", "--format", "json", "--format", "badges")
    assert json.loads((work / "elsewhere/report.json").read_bytes()) == data


def test_a_run_that_was_stopped_is_gone_on_with(
    work: Path, studied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = StudyJob.prepare

    def prepare(job: StudyJob) -> object:
        study = made(job)

        def stopped(task: Task) -> object:
            if Path(task.name).name == "release-notes.md":
                raise KeyboardInterrupt
            return study(task)

        return stopped

    with monkeypatch.context() as patch:
        patch.setattr(StudyJob, "prepare", prepare)
        stop = CliRunner().invoke(program, ["report", "docs", "-o", "site", "--jobs", "1"])
        assert stop.exit_code == 130
    assert studied == ["guide-data-pipelines.md"]
    report()
    assert studied == ["guide-data-pipelines.md", "release-notes.md"]
    report("new")
    assert contents(work / "site") == contents(work / "new")


def test_what_an_earlier_run_has_found_outlasts_one_that_is_stopped(
    work: Path, studied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: SurveyJob) -> object:
        raise KeyboardInterrupt

    report()
    studied.clear()
    with (work / "docs/zh/release-notes.md").open("a", encoding="utf-8") as file:
        file.write("\n最后还有一句话。\n")
    with monkeypatch.context() as patch:
        patch.setattr(SurveyJob, "prepare", stopped)
        stop = CliRunner().invoke(program, ["report", "docs", "-o", "site", "--jobs", "1"])
        assert stop.exit_code == 130
    report()
    assert studied == ["release-notes.md"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(folder: Path, name: str) -> Path:
    (found,) = folder.glob(f"pairs/{name}-*.html")
    return found


def test_only_what_changed_is_done_again(work: Path, studied: list[str]) -> None:
    report()
    assert sorted(studied) == ["guide-data-pipelines.md", "release-notes.md"]
    studied.clear()
    before = {path: path.stat().st_mtime_ns for path in (work / "site" / "pairs").iterdir()}
    report()
    assert studied == []
    with (work / "docs/zh/release-notes.md").open("a", encoding="utf-8") as file:
        file.write("\n最后还有一句话。\n")
    report()
    assert studied == ["release-notes.md"]
    after = {path: path.stat().st_mtime_ns for path in (work / "site" / "pairs").iterdir()}
    assert {path.name.rsplit("-", 1)[0] for path, time in after.items() if before[path] != time} == {"release-notes"}
    assert "最后还有一句话" in page(work / "site", "release-notes").read_text(encoding="utf-8")


def test_a_changed_source_changes_its_pair(work: Path, studied: list[str]) -> None:
    report()
    studied.clear()
    with (work / "docs/en/guide-data-pipelines.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more word.\n")
    report()
    assert studied == ["guide-data-pipelines.md"]


@pytest.mark.parametrize("change", ["glossary", "title", "page", "gone"])
def test_what_a_page_depends_on_is_not_taken_over(work: Path, studied: list[str], change: str) -> None:
    report()
    studied.clear()
    options: tuple[str, ...] = ()
    if change == "glossary":
        with (work / "glossary.yml").open("a", encoding="utf-8") as file:
            file.write("\n# another digest\n")
    elif change == "title":
        options = ("--title", "Another")
    elif change == "page":
        page(work / "site", "release-notes").write_text("mine", encoding="utf-8")
    else:
        page(work / "site", "release-notes").unlink()
    report("site", *options)
    assert "release-notes.md" in studied
    assert "<main" in page(work / "site", "release-notes").read_text(encoding="utf-8")


def test_a_report_that_grew_is_the_same_as_a_new_one(work: Path) -> None:
    late = work / "docs/zh/release-notes.md"
    kept = late.read_bytes()
    late.unlink()
    report()
    late.write_bytes(kept)
    report()
    report("other")
    assert contents(work / "site") == contents(work / "other")


@pytest.mark.parametrize("damage", ["[]", "{}", "{", '{"basis": 1, "surveys": 2}'])
def test_a_damaged_cache_does_no_harm(work: Path, damage: str) -> None:
    report()
    before = contents(work / "site")
    (kept,) = (work / "cache").glob("report-*.json")
    kept.write_text(damage, encoding="utf-8")
    report()
    assert contents(work / "site") == before


def test_rows_of_another_shape_are_passed_over(work: Path) -> None:
    report()
    before = contents(work / "site")
    (kept,) = (work / "cache").glob("report-*.json")
    known = json.loads(kept.read_text())
    for rows in (known["surveys"], known["targets"]):
        for row in rows.values():
            row[-1] = [row[-1]]
    kept.write_text(json.dumps(known), encoding="utf-8")
    report()
    assert contents(work / "site") == before


def test_nothing_is_kept_where_nothing_is_wanted(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    report()
    assert not (work / "cache").exists()
    assert read_kept("site", "basis").place is None


TEXT = st.text(max_size=8)
CARDS = st.builds(
    PairCard,
    TEXT,
    TEXT,
    TEXT,
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.lists(st.tuples(st.sampled_from(Tier), st.integers())).map(tuple),
    st.lists(st.builds(Stretch, TEXT, st.integers(), st.integers())).map(tuple),
    st.lists(st.builds(GapLine, st.sampled_from(Gap), TEXT, TEXT, st.integers(), TEXT, st.integers())).map(tuple),
)
PROFILES = st.builds(
    Profile,
    TEXT,
    st.lists(st.tuples(st.sampled_from(TokenKind), st.lists(TEXT).map(tuple))).map(tuple),
    st.floats(0, 1e6),
    TEXT,
)


@given(CARDS | PROFILES)
def test_a_value_comes_back_from_its_row(value: PairCard | Profile) -> None:
    assert from_row(type(value), json.loads(json.dumps(to_row(value)))) == value


@pytest.mark.parametrize("row", [None, 1, "x", {}, [], ["a"], ["a", "b", "c", 1, 1, [], [], [], [], 0], [1] * 9])
def test_any_other_row_is_refused(row: object) -> None:
    with pytest.raises(ValueError, match="is no row of PairCard"):
        from_row(PairCard, row)


def test_what_no_row_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="dict cannot be kept"):
        to_row({})
