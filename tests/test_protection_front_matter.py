"""Prose in the front matter: where it stands, and the proof that nothing else changed."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from summitalign.api import Fixer, load_glossary, parse
from summitalign.markdown.front_matter import blanked, edited_keys, prose_values
from summitalign.markdown.parse import parse as parse_with_keys
from summitalign.model.document import RegionKind, Scope
from summitalign.model.span import Span

KEYS = ("title", "summary")


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        ("title: 码头 入门  # c\nslug: 码头", ["码头 入门"]),
        ('\'title\' : "码\\n头\\"x\\""', ["码", "头", "x"]),
        ("title: 'it''s'", ["it", "s"]),
        ("title: |\n  一\n\n  二 \nsummary: 三", ["一", "二", "三"]),
        ("title: >-\n    一\n  二\nsummary: 三", ["三"]),
        ("title: 码头\n  入门\nsummary: 三", ["三"]),
        ("title: true\nsummary: 2020-01-01", []),
        ("title: [码头]\nsummary: {a: 码头}", []),
        ("title: &a 码头\nsummary: !b 码头", []),
        ("title: 码头: 入门\nsummary: 'a' b", []),
        ("title:\n  summary: 码头\nauthor:\n  title: 码头", []),
        # Behind what is not closed on its line nothing is sure.
        ("other: 'a\ntitle: 码头\nx: b'", []),
        ("other: [a,\ntitle: 码头\n]", []),
        ("title: 码\x85头", []),
    ],
)
def test_only_a_plain_text_of_a_named_key_is_prose(block: str, texts: list[str]) -> None:
    block = f"---\n{block}\n---\n"
    assert [span.of(block) for span in prose_values(block, KEYS)] == texts
    assert prose_values(block, ()) == ()


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        ('title = "码\\t头" # c\nslug = "码头"', ["码", "头"]),
        ("title='C:\\码头'", ["C:\\码头"]),
        ('title = """码头"""', []),
        ('other = """\ntitle = "码头"\n"""', []),
        ('[params]\ntitle = "码头"', []),
        ('title = ["码头"]', []),
    ],
)
def test_toml(block: str, texts: list[str]) -> None:
    block = f"+++\n{block}\n+++\n"
    assert [span.of(block) for span in prose_values(block, KEYS)] == texts


def test_json_keys_count_at_the_top_only() -> None:
    block = '{"tags": ["title", "码头"], "in": {"title": "码头"}, "title": "一\\u4e8c三", "slug": "title"}\n'
    assert [span.of(block) for span in prose_values(block, KEYS)] == ["一", "三"]


def test_the_prose_has_a_scope_of_its_own_and_needs_the_keys() -> None:
    text = "---\ntitle: 码头 `码头` https://example.org/码头\n---\n码头\n"
    found = [(r.span.of(text), r.scope) for r in parse_with_keys(text, keys=KEYS).regions if r.kind is RegionKind.PROSE]
    assert found == [("码头 ", Scope.FRONT_MATTER), (" ", Scope.FRONT_MATTER), ("码头", Scope.NONE)]
    assert [r.span.of(text) for r in parse(text).regions if r.kind is RegionKind.PROSE] == ["码头"]


def test_the_keys_under_edits_are_found() -> None:
    block = "---\ntitle: 码头\nsummary: 蟒蛇\n---\n"
    assert edited_keys(block, [Span(block.index("蟒蛇"), block.index("蟒蛇") + 2)]) == ("summary",)
    assert edited_keys(block, [Span(len(block) + 3, len(block) + 5)]) == ()


VALUES = st.text("码头ab:#\"'\\ -[]{}&*!|>%@`,?\n\t=~", min_size=1, max_size=12)


@given(VALUES, st.sampled_from(["{}", '"{}"', "'{}'"]))
def test_what_is_blanked_alike_reads_alike_for_a_reader_of_yaml(value: str, style: str) -> None:
    before = f"---\ntitle: {style.format('码头')}\nslug: x\n---\n"
    after = f"---\ntitle: {style.format(value)}\nslug: x\n---\n"
    if blanked(after, KEYS) == blanked(before, KEYS):
        assert yaml.safe_load(after.strip("-\n")) == {"title": value, "slug": "x"}


@given(VALUES)
def test_what_is_blanked_alike_reads_alike_for_a_reader_of_json(value: str) -> None:
    before, after = '{"title": "码头", "slug": "x"}\n', f'{{"title": "{value}", "slug": "x"}}\n'
    if "\n" not in value and "\t" not in value and blanked(after, KEYS) == blanked(before, KEYS):
        assert json.loads(after) == {"title": value, "slug": "x"}


def test_a_key_that_is_not_named_is_left_alone_by_a_fix() -> None:
    text = "---\ntitle: 码头\ndescription: 码头\n---\n码头\n"
    glossary = load_glossary("front_matter: title\nterms:\n  - 码头: Docker\n", "g.yml", lambda _path: "")
    assert Fixer(glossary).fix_text(text, "x.md").after == "---\ntitle: Docker\ndescription: 码头\n---\nDocker\n"
