"""Pairing of many files: by an index, with work that grows with their number, and the answers of a full comparison."""

import json
import pickle
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.align import index, likeness
from summitalign.align.index import SHORT
from summitalign.align.likeness import Likeness, Scorer, Side, Usual, score
from summitalign.align.pairing import Pairing, pair
from summitalign.align.profile import Entry, Profile, Vocabulary
from summitalign.cli.main import program
from summitalign.model.alignment import DocumentPair, Tier
from summitalign.model.document import Document

THINGS = (("bridge", "桥梁"), ("garden", "花园"), ("harbour", "港口"), ("kitchen", "厨房"), ("museum", "博物馆"))
MANY = 3 * SHORT


def page(number: int, *, has_names: bool = True) -> tuple[str, str]:
    """Write a page about houses, and its translation, which share a name, a link and a few numbers."""
    chance = random.Random(number)
    own, other = [f"# The house {number}"], [f"# {number} 号房子"]
    if not has_names:
        own, other = ["# The house"], ["# 房子"]
    for part in range(chance.randint(3, 6)):
        thing = chance.choice(THINGS)
        own.append(f"{'#' * chance.randint(2, 3)} The {thing[0]}")
        other.append(f"{own[-1].split()[0]} {thing[1]}")
        if has_names and part == 0:
            own.append(f"House{number}Kit has {number + 40} lamps, see <https://houses.example/{number}>.")
            other.append(f"House{number}Kit 有 {number + 40} 盏灯，见 <https://houses.example/{number}>。")
        for _ in range(chance.randint(1, 5)):
            mark, words = chance.choice(("", "- ")), chance.choice((1, 2, 4, 8, 16))
            own.append(mark + "A small lamp is red. " * words)
            other.append(mark + "小灯是红色的。" * words)
    return "\n\n".join(own) + "\n", "\n\n".join(other) + "\n"


def sides(count: int, *, has_names: bool = True) -> tuple[list[Document], list[Document]]:
    """Write pages with other names of files on the other side, and two pages on each side that have no partner."""
    texts = [page(number, has_names=has_names) for number in range(count)]
    own = [api.parse(text, f"en/{number}.md") for number, (text, _) in enumerate(texts)]
    other = [api.parse(text, f"zh/{chr(97 + number % 26)}{number}x.md") for number, (_, text) in enumerate(texts)]
    strangers = [page(5000 + number) for number in range(4)]
    own += [api.parse(strangers[number][0], f"en/alone{number}.md") for number in (0, 1)]
    other += [api.parse(strangers[number][1], f"zh/lonely{number}.md") for number in (2, 3)]
    random.Random(count).shuffle(other)
    return own, other


def joined(pairs: Sequence[DocumentPair]) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in pairs if one.source and one.target]


def right(count: int) -> list[tuple[str, str]]:
    return [(f"en/{number}.md", f"zh/{chr(97 + number % 26)}{number}x.md") for number in range(count)]


def test_many_files_find_their_translations_and_strangers_stay_alone() -> None:
    own, other = sides(MANY)
    found = pair(own, other, None)
    assert joined(found) == right(MANY)
    assert [one.source or one.target for one in found[MANY:]][:2] == ["en/alone0.md", "en/alone1.md"]
    assert len(found) == MANY + 4
    assert {one.tier for one in found[:MANY]} <= {Tier.CERTAIN, Tier.LIKELY}
    assert all(0.0 < one.posterior < 1.0 for one in found[:MANY])
    assert all(one.posterior == 0.0 for one in found[MANY:])


@pytest.mark.parametrize("has_names", [True, False])
def test_the_index_gives_the_answers_of_a_full_comparison(monkeypatch: pytest.MonkeyPatch, has_names: bool) -> None:
    own, other = sides(MANY, has_names=has_names)
    found = pair(own, other, None)
    monkeypatch.setattr(index, "SHORT", 10_000)
    monkeypatch.setattr(likeness, "SAMPLE", 10_000)
    full = pair(own, other, None)
    assert joined(found) == joined(full)
    assert len(joined(found)) >= 0.9 * MANY


def test_comparisons_grow_with_the_number_of_files_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: Counter[int] = Counter()
    compare = Scorer.likeness

    def counting(self: Scorer, one: Entry, others: Sequence[Entry]) -> Likeness:
        compared[count] += len(others)
        return compare(self, one, others)

    monkeypatch.setattr(Scorer, "likeness", counting)
    for count in (200, 400):
        own, other = sides(count)
        assert len(joined(pair(own, other, None))) == count
    assert compared[400] <= 2.1 * compared[200]
    assert compared[400] <= 2 * 404 * (SHORT + 2 * 8 + likeness.SAMPLE)


def test_a_file_without_a_word_in_common_is_found_by_its_structure() -> None:
    own, other = sides(MANY, has_names=False)
    found = {(one.source, one.target): one for one in pair(own, other, None) if one.tier}
    assert len(found.keys() & set(right(MANY))) >= 0.9 * MANY
    kinds = {piece.kind for one in found.values() for piece in one.evidence}
    assert "structure" in kinds
    assert any(piece.value.startswith("outline ") for one in found.values() for piece in one.evidence)


def test_among_many_an_equal_name_is_enough() -> None:
    sources = [api.parse("# House\n\nA lamp.\n", f"en/rooms/{number}/lamp{number}.md") for number in range(MANY)]
    targets = [api.parse("# 房子\n\n灯。\n", f"zh/rooms/{number}/lamp{number}.zh.md") for number in range(MANY)]
    found = joined(pair(sources, targets, None))
    assert found == [(own.source, other.source) for own, other in zip(sources, targets, strict=True)]


def test_pages_of_one_structure_are_told_apart_by_the_lengths_of_their_blocks() -> None:
    own, other = [], []
    for number in range(MANY):
        chance = random.Random(number)
        words = [chance.choice((1, 3, 9, 27)) for _ in range(14)]
        texts = ("# {}\n\n" + "\n\n".join(sentence * n for n in words) for sentence in ("It rains. ", "在下雨。"))
        own.append(api.parse(next(texts).format("Rain"), f"en/{number}.md"))
        other.append(api.parse(next(texts).format("雨"), f"zh/x{number}.md"))
    found = joined(pair(own, other, None))
    assert len(found) >= 0.9 * MANY
    assert set(found) <= {(f"en/{number}.md", f"zh/x{number}.md") for number in range(MANY)}


def test_a_page_that_names_everything_is_the_translation_of_none() -> None:
    sources = [api.parse(page(number)[0], f"en/{number}.md") for number in range(12)]
    lines = (f"- House{number}Kit，{number + 40}，<https://houses.example/{number}>" for number in range(12))
    register = api.parse("# 目录\n\n" + "\n".join(lines) + "\n", "zh/register.md")
    assert joined(pair(sources, [register], None)) == []


def test_what_is_usual_among_strangers_is_taken_off() -> None:
    vocabulary, describe = Vocabulary(), api.profiler()
    own, other = (vocabulary.learn(describe(api.parse(text, "a.md"))) for text in (page(1)[0], page(2)[1]))
    scorer = Scorer.of(vocabulary, np.ones(len(vocabulary.tokens)))
    strangers = Usual(cosine=5.0, alike=9.0, sample=frozenset(range(1, 11)))
    alone, usual = (
        score(scorer, 0, [0], Side.of([own], [one]), Side.of([other], [Usual()])) for one in (Usual(), strangers)
    )
    # Thirty for a cosine of one; two strangers that share nothing are supposed beside the ten.
    assert alone.tokens[0] - usual.tokens[0] == pytest.approx(30.0 * 5.0 / 12.0)
    assert usual.structure[0] < alone.structure[0]


def test_of_two_copies_one_gets_the_partner() -> None:
    own, other = page(1)
    sources = [api.parse(own, "en/1.md"), api.parse(own, "en/copy.md"), api.parse(page(2)[0], "en/2.md")]
    targets = [api.parse(page(2)[1], "zh/b.md"), api.parse(other, "zh/a.md")]
    assert joined(pair(sources, targets, None)) == [("en/1.md", "zh/a.md"), ("en/2.md", "zh/b.md")]


def test_both_directions_compare_the_same_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[set[tuple[str, str]]] = []
    compare = Scorer.likeness

    def noting(self: Scorer, one: Entry, others: Sequence[Entry]) -> Likeness:
        compared[-1] |= {(min(one.path, other.path), max(one.path, other.path)) for other in others}
        return compare(self, one, others)

    monkeypatch.setattr(Scorer, "likeness", noting)
    monkeypatch.setattr(likeness, "SAMPLE", 1)
    own, other = sides(MANY)
    for first, second in ((own, other), (other, own)):
        compared.append(set())
        pair(first, second, None)
    assert compared[0] == compared[1]
    assert len(compared[0]) < 0.75 * len(own) * len(other)


def test_names_of_files_and_lengths_are_evidence() -> None:
    own, other = page(3)
    strangers = [page(number) for number in (4, 5)]
    sources = [api.parse(own, "en/a/house.md"), api.parse(strangers[0][0], "en/b.md")]
    targets = [api.parse(other, "zh/a/house.zh.md"), api.parse(strangers[1][1], "zh/c.md")]
    evidence = {piece.kind: piece for piece in pair(sources, targets, None)[0].evidence}
    # Five for the name and one for the folder above it; `en` and `zh` differ.
    assert (evidence["name"].value, evidence["name"].weight) == ("house", 6.0)
    assert evidence["length"].value.endswith(" times as long")
    again = [*sources, api.parse(strangers[0][0], "en/b/house.md")]
    shared = {piece.kind: piece.weight for piece in pair(again, targets, None)[0].evidence}
    assert shared["name"] == 3.5
    weights = [piece.weight for piece in pair(sources, targets, None)[0].evidence]
    assert weights == sorted(weights, reverse=True)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(SHORT + 2, 40))
def test_swapping_the_sides_swaps_the_partners_of_many(chance: random.Random, count: int) -> None:
    own, other = sides(count)
    own, other = chance.sample(own, len(own) - 4), chance.sample(other, len(other) - 4)
    there, back = pair(own, other, None), pair(other, own, None)
    assert {(one.source, one.target, one.tier, one.score, one.posterior) for one in there} == {
        (one.target, one.source, one.tier, one.score, one.posterior) for one in back
    }
    assert {(one.source, one.target): {piece.value for piece in one.evidence if piece.kind != "length"}
            for one in there} == {(one.target, one.source): {
                piece.value for piece in one.evidence if piece.kind != "length"} for one in back}  # fmt: skip
    assert pair(own, other, None) == there


def test_a_profile_holds_no_text() -> None:
    describe = api.profiler()
    small, large = (api.parse("# Lamps\n\n" + "A small lamp is red. " * words, "a.md") for words in (2, 20_000))
    assert len(pickle.dumps(describe(large))) < len(pickle.dumps(describe(small))) + 100
    assert isinstance(describe(small), Profile)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a folder with the documents of both languages in it, and one in a third."""
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        own, other = page(number)
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / f"docs/{number}.md").write_text(own, encoding="utf-8")
        (tmp_path / f"docs/{2 - number}-x.md").write_text(other, encoding="utf-8")
    russian = "# Дом\n\nМаленькая лампа красная, а большая лампа синяя. Дом стоит у реки.\n"
    (tmp_path / "docs/ru.md").write_text(russian, encoding="utf-8")
    (tmp_path / "docs/void.md").write_text("```\n1 2 3\n```\n", encoding="utf-8")
    return tmp_path


def rows(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


EXPECTED = [("docs/0.md", "docs/2-x.md"), ("docs/1.md", "docs/1-x.md"), ("docs/2.md", "docs/0-x.md")]


@pytest.mark.usefixtures("mixed")
def test_one_folder_is_parted_by_the_languages_of_its_documents() -> None:
    done = run("pair", "docs", "--format", "jsonl")
    assert [(row["source"], row["target"]) for row in rows(done)] == [
        *EXPECTED,
        *((None, f"docs/{name}.md") for name in ("ru", "void")),
    ]
    assert all(0.0 < row["posterior"] < 1.0 for row in rows(done)[:3])
    assert done.exit_code == 0

    done = run("pair", "docs", "--format", "jsonl", "--languages", "en,zh")
    assert [(row["source"], row["target"]) for row in rows(done)] == EXPECTED
    assert "2 documents in other languages left out" in done.stderr

    done = run("pair", "docs", "--format", "jsonl", "--languages", "zh-CN,en")
    assert [(row["target"], row["source"]) for row in rows(done)] == [EXPECTED[2], EXPECTED[1], EXPECTED[0]]


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("docs", "--languages", "en"), "takes two languages"),
        (("docs", "--languages", "en,zh,de"), "takes two languages"),
        (("docs", "--languages", "en,xq"), '"xq" is no language'),
        (("docs", "--languages", "en,en"), "the two languages are the same"),
        (("docs", "docs", "--languages", "en,zh"), "two folders are two sides"),
    ],
)
def test_languages_that_make_no_sides_are_refused(arguments: tuple[str, ...], message: str) -> None:
    done = run("pair", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_worker_processes_come_to_the_same_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for document in (one for side in sides(70) for one in side):
        path = tmp_path / document.source
        path.parent.mkdir(exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    one, two = (run("pair", "en", "zh", "--jobs", jobs, "--format", "jsonl") for jobs in "12")
    assert one.stdout == two.stdout
    assert len(rows(one)) == 74


def test_an_unreadable_document_does_not_stop_the_others(mixed: Path) -> None:
    (mixed / "docs/bad.md").write_bytes(b"\xff\xfe\x00")
    done = run("pair", "docs", "--format", "jsonl", "--languages", "en,zh")
    assert [(row["source"], row["target"]) for row in rows(done)] == EXPECTED
    assert done.exit_code == 3


def test_nothing_is_asked_of_an_empty_side() -> None:
    pairing = Pairing()
    assert pairing.pairs() == ()
    pairing.add_target(api.profiler()(api.parse("# A\n", "a.md")))
    assert [one.target for one in pairing.pairs()] == ["a.md"]
