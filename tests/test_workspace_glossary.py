"""Which glossary a run uses, and what it may read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from summitalign import api
from summitalign.errors import GlossaryError, UsageError
from summitalign.model.term import Glossary, TermEntry, TermTest, TermTestFailure
from summitalign.workspace import kept_tests
from summitalign.workspace.glossary import check_examples, find_glossary, glossary_for, load_glossary


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project/docs/zh").mkdir(parents=True)
    (tmp_path / "project/docs/zh/a.md").write_text("text", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path


def write(path: Path, text: str = "珊瑚虫: coral polyp\n") -> None:
    path.write_text(text, encoding="utf-8")


def test_the_nearest_upward_from_the_path_comes_first(tree: Path) -> None:
    assert find_glossary("docs/zh/a.md") is None
    write(tree / "glossary.yml")
    assert find_glossary("docs/zh/a.md") == tree / "glossary.yml"
    write(tree / "project/glossary.yml")
    assert find_glossary("docs/zh/a.md") == Path("glossary.yml")
    write(tree / "project/docs/glossary.yml")
    assert find_glossary("docs/zh") == Path("docs/glossary.yml")
    assert find_glossary(tree / "elsewhere") == tree / "glossary.yml"


def test_then_upward_from_the_working_directory(tree: Path) -> None:
    write(tree / "project/glossary.yml")

    assert find_glossary(tree / "elsewhere") == Path("glossary.yml")
    assert glossary_for(["-"]) == Path("glossary.yml")


def test_paths_under_different_glossaries_need_a_choice(tree: Path) -> None:
    write(tree / "project/docs/glossary.yml")
    write(tree / "elsewhere/glossary.yml")

    with pytest.raises(UsageError, match="different glossaries"):
        glossary_for(["docs/zh", str(tree / "elsewhere")])


def test_includes_are_read_beside_the_glossary_only(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tree / "project/glossary.yml", "main")
    write(tree / "project/docs/part.yml", "part")
    write(tree / "elsewhere/secret.yml", "secret")
    (tree / "project/docs/link.yml").symlink_to(tree / "elsewhere/secret.yml")
    read: list[Callable[[str], str]] = []

    def load(text: str, path: str, reader: Callable[[str], str]) -> Glossary:
        read.append(reader)
        return Glossary((), path)

    monkeypatch.setattr(api, "load_glossary", load)
    load_glossary("glossary.yml")

    assert read[0]("docs/part.yml") == "part"
    for path in ("../elsewhere/secret.yml", str(tree / "elsewhere/secret.yml"), "docs/link.yml"):
        with pytest.raises(GlossaryError, match="outside"):
            read[0](path)
    with pytest.raises(GlossaryError) as caught:
        read[0]("docs/none.yml")
    assert caught.value.place == "docs/none.yml"


def test_an_unreadable_glossary_is_a_glossary_error(tree: Path) -> None:
    (tree / "project/glossary.yml").write_bytes(b"a: b\n\xff: c\n")

    with pytest.raises(GlossaryError) as caught:
        load_glossary("glossary.yml")

    assert caught.value.place == "glossary.yml:2"


def test_a_failing_example_names_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    example = TermTest("一只珊瑚虫", "一只 coral", 7)
    glossary = Glossary((TermEntry("coral", ("coral",), tests=(example,)),), "glossary.yml")
    failure = TermTestFailure("coral", example, "一只珊瑚虫")
    monkeypatch.setattr(api, "run_glossary_tests", lambda *_: (failure,))

    with pytest.raises(GlossaryError) as caught:
        check_examples(glossary)

    assert caught.value.place == "glossary.yml:7"
    assert caught.value.message == ('the test of "coral" fails: "一只珊瑚虫" stays as it is, expected "一只 coral"')


class TestKeptTests:
    """That a glossary passes its tests is remembered for the same entries, and only that."""

    PASSING = "- use: [TensorFlow]\n  wrong: [张量流]\n  tests: ['用张量流训练 => 用 TensorFlow 训练']\n"

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))

    def loaded(self, entries: str) -> Glossary:
        Path("glossary.yml").write_text(f"version: 1\nterms:\n{entries}", encoding="utf-8")
        return load_glossary("glossary.yml")

    def runs(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        told: list[str] = []
        real = api.run_glossary_tests

        def counted(glossary: Glossary, *rest: object) -> object:
            told.append(glossary.digest)
            return real(glossary, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(api, "run_glossary_tests", counted)
        return told

    def test_the_same_entries_are_tested_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told = self.runs(monkeypatch)
        for _ in range(3):
            check_examples(self.loaded(self.PASSING))
        assert len(told) == 1
        check_examples(self.loaded(self.PASSING.replace("训练", "计算")))
        assert len(told) == 2

    def test_a_failure_is_told_each_time(self) -> None:
        for _ in range(2):
            with pytest.raises(GlossaryError, match="fails"):
                check_examples(self.loaded(self.PASSING.replace("=> 用", "=> 以")))

    def test_another_program_tests_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told = self.runs(monkeypatch)
        check_examples(self.loaded(self.PASSING))
        monkeypatch.setattr(kept_tests, "_program", lambda: "another")
        check_examples(self.loaded(self.PASSING))
        assert len(told) == 2

    def test_without_a_cache_they_are_always_tested(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", "")
        told = self.runs(monkeypatch)
        for _ in range(2):
            check_examples(self.loaded(self.PASSING))
        assert len(told) == 2
