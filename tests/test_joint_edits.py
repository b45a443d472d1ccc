"""Labels and anchors: what has to hold for any document, and what the proof of joint edits refuses."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.fix.anchors import in_headings, keeps_links
from summitalign.fix.apply import apply_edits
from summitalign.fix.guard import safe_fixes
from summitalign.fix.journal import changes_of, inverse, made
from summitalign.markdown.events import read_events
from summitalign.markdown.headings import decoded, may_be_heading, read_headings, respelt
from summitalign.markdown.labels import folded_places, label_key
from summitalign.markdown.surroundings import parse_labelled
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary

TERMS = "terms:\n- 灯塔: Beacon\n- 码头: Docker\n- {use: Coral, wrong: [珊瑚], ambiguous: true}\n- 西加加: C++\n"


def glossary() -> Glossary:
    return api.load_glossary(TERMS, "glossary.yml", lambda path: "")


FIXER = api.Fixer(glossary())


def fixed(text: str) -> Outcome:
    return FIXER.fix_text(text, "a.md")


def destinations(text: str) -> list[tuple[str, str]]:
    """Return destination and title of every link and image, fragments within the document aside."""
    found = []
    for event in read_events(text, 0):
        if event.phase == "start" and event.name in ("Link", "Image"):
            target = event.value["dest_url"]
            found.append(("#" if target.startswith("#") else target, event.value["title"]))
    return found


WORDS = st.lists(
    st.sampled_from(["灯塔", "码头", "珊瑚", "西加加", "Beacon", "Coral", "入门", "Lite", " ", "*", "`"]),
    min_size=1,
    max_size=4,
)
NAMES = WORDS.map("".join)
PIECES = st.one_of(
    NAMES.map(lambda name: f"[{name}][]"),
    NAMES.map(lambda name: f"[{name}]"),
    NAMES.map(lambda name: f"![{name}][]"),
    st.tuples(NAMES, NAMES).map(lambda both: f"[{both[0]}][{both[1]}]"),
    NAMES.map(lambda name: f"[一](#{name.replace(' ', '-')})"),
    NAMES.map(lambda name: f'<a href="#{name.replace(" ", "-")}">二</a>'),
    NAMES,
)
BLOCKS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=4).map("，".join),
    st.tuples(NAMES, st.sampled_from(["/a", "/b 'c'", "#灯塔", "#码头入门", "<d e>"])).map(
        lambda d: f"[{d[0]}]: {d[1]}"
    ),
    NAMES.map(lambda name: f"## {name}"),
    NAMES.map(lambda name: f"{name}\n==="),
    NAMES.map(lambda name: f"> - {name}"),
    NAMES.map(lambda name: f"```\n[{name}]: /x\n```"),
)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=7).map(lambda blocks: "\n\n".join(blocks) + "\n")


@settings(deadline=None)  # the first example imports the parser
@given(DOCUMENTS)
@example("[灯塔][] [灯塔]\n\n[灯塔]: /a\n\n[Beacon]: /b\n")
@example("[一](#灯塔) [二](#灯塔-1)\n\n## 灯塔\n\n## 灯塔\n\n## Beacon\n")
@example("[灯塔]: #灯塔\n\n## [灯塔]\n\n[灯塔]\n")
def test_links_lead_where_they_led_and_a_second_run_changes_nothing(text: str) -> None:
    done = fixed(text)
    assert done.problem == ""
    assert destinations(done.after) == destinations(text)
    assert keeps_links(text, done.after)
    assert fixed(done.after).after == done.after


@given(DOCUMENTS)
def test_the_changes_of_a_document_can_be_taken_back(text: str) -> None:
    done = fixed(text)
    changes = changes_of(text, done.findings)
    assert made(text, changes) == done.after
    assert made(done.after, inverse(changes)) == text


@given(DOCUMENTS)
def test_every_heading_is_told_by_its_marks(text: str) -> None:
    for heading in read_headings(text):
        for start, shown in heading.pieces:
            if shown.strip():
                assert may_be_heading(text, start)


@given(st.text(alphabet="灯塔 aA\tß-", max_size=12))
def test_places_in_a_label_fit_its_key(label: str) -> None:
    places = folded_places(label)
    assert len(places) == len(label_key(label)) + 1
    assert list(places) == sorted(places)


def joint(text: str, *edits: tuple[str, str], is_declared: bool = True) -> tuple[Decision, str]:
    """Apply one finding whose edits put the text behind a mark `|` in place of what follows it up to the next.

    Each edit is (place, new): the place is a piece of the text with what is replaced between two bars.
    """
    made_of = []
    for place, new in edits:
        before, old, after = place.split("|")
        start = text.index(before + old + after) + len(before)
        made_of.append(Edit(Span(start, start + len(old)), new))
    declared = tuple(edit.span for edit in made_of) if is_declared else ()
    fix = Fix(tuple(made_of), Applicability.SAFE, joint=declared)
    finding = Finding("x", made_of[0].span, "", ("",), "", Decision.APPLY, "", fix=fix)
    (proven,), changed = safe_fixes(text, [finding])
    return proven.decision, changed


REFERENCE = "[灯塔][] 与 [乙]\n\n[灯塔]: /a#b\n[乙]: /c\n"
SHOWN, DEFINED = ("[|灯塔|][]", "B"), ("[|灯塔|]: ", "B")


@pytest.mark.parametrize(
    ("edits", "is_safe"),
    [
        ((SHOWN, DEFINED), True),
        ((SHOWN,), False),
        ((DEFINED,), False),
        ((("[|灯塔|][]", "乙"), ("[|灯塔|]: ", "乙")), False),
        ((("]: /|a|#b", "d"),), False),
        ((("]: /a#|b|", "e"),), True),
        ((("]: /a#|b|", "e f"),), False),
        (((" |与| [", "[灯塔]"),), False),
    ],
)
def test_the_proof_takes_labels_with_their_definitions_and_fragments(
    edits: tuple[tuple[str, str], ...], is_safe: bool
) -> None:
    decision, after = joint(REFERENCE, *edits)
    assert (decision is Decision.APPLY) is is_safe
    assert (after != REFERENCE) is is_safe


def test_what_is_not_declared_is_refused() -> None:
    assert joint(REFERENCE, SHOWN, DEFINED, is_declared=False)[0] is Decision.SUGGEST
    assert joint("看 [一](/x#a)\n\n<b>\n", ("#|a|)", "c-"), is_declared=False)[0] is Decision.SUGGEST


def reasons(text: str) -> dict[str, str]:
    return {found.found: found.reason for found in fixed(text).findings if found.decision is Decision.SUGGEST}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[灯塔]\n\n[灯塔]: /a\n[Beacon]: /b\n", "it is a label, and a definition of [Beacon] is there already"),
        ("[灯塔] [beacon]\n\n[灯塔]: /a\n", "it is a label, and [Beacon] would become a link where it is none"),
        ("[灯塔] ![灯塔]\n\n[灯塔]: /a\n", "it is a label that is also the text of an image"),
        (
            "[灯塔]\n\n<!-- summitalign-disable -->\n[灯塔]\n\n[灯塔]: /a\n",
            "it is a label that is also shown where nothing is to be changed",
        ),
        ("[灯塔]与 Beacon（[灯塔]）\n\n[灯塔]: /a\n", "the right form stands beside it, which may be a gloss"),
        ("[灯塔]{% x [一][灯塔] %}\n\n[灯塔]: /a\n", "it is a label that also stands where nothing is changed"),
        ("# 灯塔\n\n[一](#灯塔) `[二](#灯塔)`\n", "a link leads to this heading, and would lead nowhere if it changed"),
    ],
)
def test_what_stands_in_the_way_is_said(text: str, reason: str) -> None:
    assert reasons(text) == {"灯塔": reason}
    assert fixed(text).after == text


def test_one_finding_changes_a_label_everywhere() -> None:
    text = "[灯塔][] [灯塔] [一][灯塔]\n\n[灯塔]: /a\n"
    (finding,) = fixed(text).findings
    assert finding.fix is not None
    assert [edit.span.start for edit in finding.fix.edits] == [1, 8, 16, 22]
    assert finding.fix.joint == tuple(edit.span for edit in finding.fix.edits)
    assert apply_edits(text, finding.fix.edits) == fixed(text).after


def test_another_right_form_takes_the_links_along() -> None:
    from summitalign.workspace.fixing import Fixed, accept

    text = "[一](#灯塔入门) [灯塔]\n\n## 灯塔入门\n\n[灯塔]: /a\n"
    done = Fixed(fixed(text))
    chosen = tuple(api.respell(text, finding, "Pharos") for finding in done.outcome.findings)
    after = accept(replace(done, outcome=replace(done.outcome, findings=chosen)), chosen).outcome.after
    assert after == "[一](#pharos-入门) [Pharos]\n\n## Pharos 入门\n\n[Pharos]: /a\n"


def test_anchors_are_those_that_are_generated() -> None:
    text = (
        "# 一 `b_c` *D*!\n\n## A\n\n## a\n\n两\n行\n--\n\n> ### 引 {#id}\n\n"
        "- # 项\n\n###紧\n字\n\n# [链](x) ![图](y) &amp; C++\n"
    )
    assert [(heading.anchor, heading.name) for heading in read_headings(text)] == [
        ("一-b_c-d", ""), ("a", ""), ("a-1", ""), ("两-行", ""), ("引", "id"), ("项", ""), ("紧", ""), ("链-图--c", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fragment", "part", "after"),
    [
        ("灯塔入门", (0, 2, "b-"), "b-入门"),
        ("%E7%81%AF%E5%A1%94入门", (0, 2, "灯-"), "%E7%81%AF-入门"),
        ("A灯塔-1", (1, 3, ""), "A-1"),
        ("灯塔", (2, 2, "-x"), "灯塔-x"),
        ("100%灯", (4, 5, "x"), "100%x"),
    ],
)
def test_a_part_of_a_fragment_keeps_the_way_it_is_written(
    fragment: str, part: tuple[int, int, str], after: str
) -> None:
    start, end, put = respelt(fragment, part)
    assert fragment[:start] + put + fragment[end:] == after
    assert (
        decoded(fragment[:start] + put + fragment[end:])
        == decoded(fragment)[: part[0]] + part[2] + decoded(fragment)[part[1] :]
    )


def test_definitions_are_told_from_what_looks_like_them() -> None:
    text = "[a]: /x\n\n> - [b]: /y\n\n`[c]: z`\n\n    [d]: /z\n\n```\n[e]: /z\n```\n\n[^f]: g\n\n[a b\nc]: /z\n"
    labels = parse_labelled(text, ()).labels
    assert labels is not None
    assert [label.key for label in labels.definitions] == ["a", "b", "a b c"]


def test_a_document_without_a_fix_in_a_heading_is_not_looked_at() -> None:
    text = "灯塔 #1\n\n- 灯塔\n- a\n\n| 灯塔 |\n| --- |\n| x |\n\n灯塔\n\n---\n\n# 一\n\n[一](#一)\n"
    found = fixed(text).findings
    assert len(found) == 4
    assert in_headings(text, found) == ()
