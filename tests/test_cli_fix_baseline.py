"""`fix-terms --baseline`: what is known is not told again; and what a filter leaves out, a second run does too."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fix_command import GLOSSARY, found, read, run, write
from summitalign import api
from summitalign.model.outcome import Outcome
from summitalign.workspace.baseline import Baseline, keys_of
from summitalign.workspace.screening import LeftOut, Screen
from summitalign.workspace.since import Changes


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


def test_known_findings_are_neither_reported_nor_fixed_nor_counted() -> None:
    write("docs/a.md", "小狐狸和珊瑚\n\n小狐狸\n")
    done = run("docs", "--write-baseline", "known.json")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "wrote known.json: 3 findings of 1 document\n")

    done = run("docs", "--baseline", "known.json", "--write")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 document: 3 known and left out\n"
    assert read("docs/a.md") == "小狐狸和珊瑚\n\n小狐狸\n"

    write("docs/a.md", "新的一行\n\n小狐狸和珊瑚\n\n大熊。小狐狸\n\n小狐狸\n")  # lines move, and one changes
    assert found("docs", "--baseline", "known.json") == [
        ("docs/a.md", 5, "大熊", "apply"), ("docs/a.md", 5, "小狐狸", "apply"),
    ]  # fmt: skip


def test_a_baseline_counts_and_tells_what_is_out_of_date() -> None:
    write("docs/a.md", "小狐狸\n\n小狐狸\n")
    write("docs/b.md", "大熊\n")
    write("docs/c.md", "大熊\n")
    run("docs", "--write-baseline", "known.json")
    entries = json.loads(read("known.json"))
    assert entries["schema"] == "summitalign/baseline/1"
    assert [(each["path"], each.get("count", 1)) for each in entries["findings"]] == [
        ("docs/a.md", 2), ("docs/b.md", 1), ("docs/c.md", 1),
    ]  # fmt: skip

    write("docs/a.md", "小狐狸\n\n小狐狸\n\n小狐狸\n")
    write("docs/b.md", "没有\n")
    Path("docs/c.md").unlink()
    done = run("docs", "--baseline", "known.json")
    assert done.stdout.startswith("docs/a.md:5:1: apply")
    assert done.stderr == (
        "2 documents: 1 fix to apply (--write does it), 2 known and left out, 2 entries of the baseline out of date\n"
    )


def test_a_baseline_means_the_same_documents_from_everywhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/a.md", "小狐狸\n")
    run("docs/a.md", "--write-baseline", "lists/known.json")
    monkeypatch.chdir(folder / "docs")

    assert found(".", "--baseline", "../lists/known.json") == []
    assert found(str(folder / "docs" / "a.md"), "--baseline", str(folder / "lists" / "known.json")) == []


def test_writing_a_baseline_again_keeps_what_it_says_of_other_documents() -> None:
    write("docs/a.md", "小狐狸\n")
    write("docs/b.md", "大熊\n")
    run("docs", "--write-baseline", "known.json")
    write("docs/b.md", "没有\n")
    run("docs/b.md", "--write-baseline", "known.json")

    assert [each["path"] for each in json.loads(read("known.json"))["findings"]] == ["docs/a.md"]


def test_a_fix_beside_a_known_finding_does_not_wake_it() -> None:
    write("a.md", "珊瑚和大熊\n")
    run("a.md", "--write-baseline", "known.json")
    entries = json.loads(read("known.json"))
    entries["findings"] = [each for each in entries["findings"] if each["found"] == "珊瑚"]
    write("known.json", json.dumps(entries))

    assert found("a.md", "--baseline", "known.json") == [("a.md", 1, "大熊", "apply")]
    assert run("a.md", "--baseline", "known.json", "--write").exit_code == 0
    assert read("a.md") == "珊瑚和 Bear Kit\n"
    assert found("a.md", "--baseline", "known.json") == []


def test_links_that_follow_a_known_heading_are_known_with_it() -> None:
    write("docs/guide.md", "# 小狐狸\n\n[一](#小狐狸)\n")
    write("docs/links.md", "[一](guide.md#小狐狸)和大熊\n")
    assert {each[2] for each in found("docs")} == {"小狐狸", "大熊"}
    assert len(found("docs")) == 3  # the link in the other document is one of them

    run("docs", "--write-baseline", "known.json")
    done = run("docs", "--baseline", "known.json", "--write")
    assert (done.exit_code, done.stderr) == (0, "2 documents: 2 known and left out\n")

    run("docs/links.md", "--write-baseline", "links.json")  # the heading is new: its links follow
    assert [each[:3] for each in found("docs", "--baseline", "links.json")] == [
        ("docs/links.md", 1, "小狐狸"), ("docs/guide.md", 1, "小狐狸"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "known.json: no such baseline\n  hint: --write-baseline known.json writes one"),
        ("{", "known.json:1: is no baseline: not JSON"),
        ("[]", "known.json: is no baseline: its schema is not summitalign/baseline/1"),
        (
            '{"schema": "summitalign/baseline/1", "findings": [{"path": "a"}]}',
            "an entry lacks path, term, found or line",
        ),
        ('{"schema": "summitalign/baseline/1", "findings": 7}', "its findings are no list"),
        ("\0", "known.json:1: looks binary"),
    ],
)
def test_a_file_that_is_no_baseline_is_wrong_usage(content: str | None, message: str) -> None:
    if content is not None:
        write("known.json", content)
    done = run(".", "--baseline", "known.json")

    assert done.exit_code == 2
    assert message in done.stderr


def test_a_baseline_is_not_written_over_anything_else() -> None:
    write("a.md", "小狐狸\n")
    done = run("a.md", "--write-baseline", "a.md")

    assert done.exit_code == 2
    assert "a.md:1: is no baseline" in done.stderr
    assert read("a.md") == "小狐狸\n"


SENTENCES = st.lists(
    st.sampled_from(["小狐狸", "狐", "大熊", "珊瑚", "Foxlet", "好", "。", " ", "\n", "\n\n", "**", "tf。Keras"]),
    min_size=1,
    max_size=30,
).map("".join)


FIXER = api.Fixer(api.load_glossary(GLOSSARY, "glossary.yml", lambda _: ""))


def sifted(text: str, screen: Screen) -> tuple[Outcome, LeftOut]:
    return screen.sift(FIXER.fix_text(text, "p.md"), lambda held: FIXER.fix_text(text, "p.md", held=held))


@given(text=SENTENCES, seed=st.integers(0, 999))
@example("小狐狸小狐狸小狐狸tf。Keras 小狐狸", 0)  # a blank that was missing joined two names to one
@settings(max_examples=150, deadline=None)
def test_a_second_run_with_the_same_filters_changes_nothing(text: str, seed: int) -> None:
    chance = random.Random(seed)
    known = [key for key in keys_of(text, FIXER.fix_text(text, "p.md").findings) if chance.random() < 0.4]
    lines = tuple((line, line) for line in range(1, text.count("\n") + 2) if chance.random() < 0.7)
    screen = Screen(
        chance.choice([None, frozenset({"foxlet"}), frozenset({"foxlet-2", "coral"})]),
        chance.choice([None, Changes("HEAD", {"p.md": lines})]),
        Baseline("known.json", {"p.md": Counter(known)}),
    )

    first, left_out = sifted(text, screen)
    second, left_out_again = sifted(first.after, screen)
    assert second.after == first.after
    assert left_out.known == left_out_again.known == len(known)
    assert left_out.stale == left_out_again.stale == 0
    assert not {each.span for each in left_out.findings} & {each.span for each in first.findings}
