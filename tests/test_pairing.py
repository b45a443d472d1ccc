"""Which files belong together, and which belong to none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.align.pairing import Pairing, pair
from summitalign.api import parse, profiler
from summitalign.model.document import Document

TOPICS = {
    "sails": (
        "# Sails\n\nThe `GenoaJib` has 3 corners; see <https://sails.example/genoa>.\n\n- Hoist with `halyard_up`\n",
        "# 帆\n\n`GenoaJib` 有 3 个角；见 <https://sails.example/genoa>。\n\n- 用 `halyard_up` 升起\n",
    ),
    "ropes": (
        "# Ropes\n\n## Kinds\n\nDyneema and hemp, 12 mm.\n\n```\nsplice --eye\n```\n\n## Care\n\nUse FreshWater.\n",
        "# 绳索\n\n## 种类\n\nDyneema 和大麻，12 mm。\n\n```\nsplice --eye\n```\n\n## 保养\n\n用 FreshWater。\n",
    ),
    "radio": (
        "# Radio\n\nChannel 16 is for calls. `MarineVHF.listen()` waits for a Mayday.\n",
        "# 电台\n\n16 频道用于呼叫。`MarineVHF.listen()` 等待 Mayday。\n",
    ),
    "anchor": (
        "# Anchors\n\nA Danforth needs 7 times the depth of chain, says AnchorCalc.\n",
        "# 锚\n\nAnchorCalc 说，Danforth 需要 7 倍水深的链。\n",
    ),
}
LONERS = ["# Cooking\n\nSalt, flour and a PizzaStone.\n", "# 园艺\n\n玫瑰和 GardenHose。\n"]


def source(name: str, path: str | None = None) -> Document:
    return parse(TOPICS[name][0], path or f"en/{name}.md")


def target(name: str, path: str | None = None) -> Document:
    return parse(TOPICS[name][1], path or f"zh/{name}-page.md")


def test_every_document_finds_its_translation_and_strangers_stay_alone() -> None:
    sources = [*(source(name) for name in TOPICS), parse(LONERS[0], "en/cooking.md")]
    targets = [parse(LONERS[1], "zh/garden.md"), *(target(name) for name in reversed(TOPICS))]
    found = pair(sources, targets, None)
    joined = [(one.source, one.target) for one in found if one.source and one.target]
    assert joined == [(f"en/{name}.md", f"zh/{name}-page.md") for name in TOPICS]
    alone = [one for one in found if not (one.source and one.target)]
    assert {(one.source, one.target) for one in alone} == {("en/cooking.md", None), (None, "zh/garden.md")}
    assert all(one.score == 0.0 and one.tier is None for one in alone)
    assert found[-2:] == tuple(alone)


def test_a_pair_says_why() -> None:
    [found] = pair([source("sails")], [target("sails")], None)
    assert ("link", "sails.example/genoa") in {(one.kind, one.value) for one in found.evidence}


def test_strangers_are_no_pair_even_when_there_is_nobody_else() -> None:
    found = pair([source("ropes")], [target("radio")], None)
    assert [(one.source, one.target) for one in found] == [("en/ropes.md", None), (None, "zh/radio-page.md")]


def test_an_equal_file_name_joins_texts_without_a_common_word() -> None:
    sources = [
        parse("# Tides\n\nThe water rises.\n", "docs/tides.en.md"),
        parse("# Moon\n\nIt is full.\n", "docs/moon.en.md"),
    ]
    targets = [parse("# 月亮\n\n满月了。\n", "docs/moon.zh.md"), parse("# 潮汐\n\n水涨了。\n", "docs/tides.zh.md")]
    joined = {(one.source, one.target) for one in pair(sources, targets, None) if one.source and one.target}
    assert joined == {("docs/tides.en.md", "docs/tides.zh.md"), ("docs/moon.en.md", "docs/moon.zh.md")}


def test_nothing_pairs_with_nothing() -> None:
    assert pair([], [], None) == ()
    assert [one.source for one in pair([source("sails")], [], None)] == ["en/sails.md"]
    assert [one.target for one in pair([], [target("sails")], None)] == ["zh/sails-page.md"]


NAMES = st.lists(st.sampled_from(sorted(TOPICS)), max_size=4, unique=True)


@settings(max_examples=30, deadline=None)
@given(NAMES, NAMES)
def test_swapping_the_sides_swaps_the_partners_and_everyone_is_named_once(own: list[str], other: list[str]) -> None:
    sources, targets = [source(name) for name in own], [target(name) for name in other]
    there, back = pair(sources, targets, None), pair(targets, sources, None)
    assert {(one.source, one.target, one.tier) for one in there} == {(one.target, one.source, one.tier) for one in back}
    assert sorted(one.source for one in there if one.source) == sorted(one.source for one in sources)
    assert sorted(one.target for one in there if one.target) == sorted(one.source for one in targets)


def test_a_short_recap_belongs_with_the_agenda_whose_recordings_it_links_to() -> None:
    rows = "".join(
        f"## Talk {n}\n\n[video](https://www.youtube.com/watch?v=recording{n:02})\n\n"
        + "Long notes follow. " * 40
        + "\n\n"
        for n in range(12)
    )
    agenda = parse(f"# Two days in the valley\n\n{rows}", "en/agenda.md")
    diary = parse("# A walk in the hills\n\n" + "Nothing happened, and it rained. " * 20, "en/diary.md")
    recap = parse(
        "# 山谷两日\n\n我看了 [开场](https://youtu.be/recording03) 和 [尾声](https://youtu.be/recording07?t=60)，很好。\n",
        "zh/recap.md",
    )
    found = [(one.source, one.target) for one in pair([diary, agenda], [recap], None) if one.source and one.target]
    assert found == [("en/agenda.md", "zh/recap.md")]


def test_only_the_documents_of_some_paths_are_paired() -> None:
    pairing = Pairing()
    describe = profiler()
    for name in ("gulls", "ropes"):
        text = f"# The {name}\n\nSee `{name}.load()` and [{name}](https://{name}.example/).\n"
        pairing.add_source(describe(parse(text, f"en/{name}.md")))
        pairing.add_target(describe(parse(text.replace("See", "Siehe"), f"de/{name}.md")))
    found = pairing.pairs(sources={"en/ropes.md"})
    assert [(one.source, one.target) for one in found] == [("en/ropes.md", "de/ropes.md"), (None, "de/gulls.md")]
    assert len(pairing.pairs(targets=())) == 2
