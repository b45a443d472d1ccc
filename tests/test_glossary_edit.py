"""Adding and removing entries: what changes, and all that must not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.errors import GlossaryError
from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.edit import add_entry, remove_entry
from summitalign.glossary.load import load
from summitalign.glossary.sheet import Sheet
from summitalign.glossary.splice import Splice, written


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


def dedent(text: str) -> str:
    return re.sub(r"^    ", "", text.lstrip("\n"), flags=re.MULTILINE).rstrip(" ")


FULL = dedent("""
    # Our terms
    version: 1
    terms:
      # about reefs
      - use: Coral   # the board
        wrong: [珊瑚 , "珊瑚板"]   # two
        note: keep   # oddly   spaced

      - 火花:   Spark
      - use: Hub
        wrong:
        - 枢纽站  # one
        # another
        - '集线站'
    # the end
    repairs: []
    """)


class TestAdd:
    """Where a new form goes."""

    def test_to_a_list_in_brackets(self) -> None:
        after = add_entry(FULL, "g.yml", ["珊瑚片"], ["Coral"])
        assert after == FULL.replace('"珊瑚板"]', '"珊瑚板", 珊瑚片]')

    def test_to_a_list_of_lines(self) -> None:
        after = add_entry(FULL, "g.yml", ["中枢", "yes"], ["Hub"])
        assert after == FULL.replace("'集线站'\n", "'集线站'\n    - 中枢\n    - 'yes'\n")

    def test_to_a_single_form(self) -> None:
        text = "terms:\n  - use: Hub\n    wrong: 枢纽, 站 # c\n"
        assert add_entry(text, "g.yml", ["中枢"], ["Hub"]) == text.replace("枢纽, 站", "['枢纽, 站', 中枢]")

    def test_to_a_single_pattern(self) -> None:
        text = "terms:\n  - use: Hub\n    wrong: {re: 'h+ub'}\n"
        assert add_entry(text, "g.yml", ["中枢"], ["Hub"]) == text.replace("{re: 'h+ub'}", "[{re: 'h+ub'}, 中枢]")

    def test_as_a_new_entry_behind_the_last_one(self) -> None:
        after = add_entry(FULL, "g.yml", ["蟒蛇"], ["Python", "C#"], ambiguous=True, note="it's a: snake")
        entry = "  - use: [Python, 'C#']\n    wrong: [蟒蛇]\n    ambiguous: true\n    note: 'it''s a: snake'\n"
        assert after == FULL.replace("# the end\n", entry + "# the end\n")

    def test_another_flag_or_note_makes_an_entry_of_its_own(self) -> None:
        assert add_entry(FULL, "g.yml", ["珊瑚片"], ["Coral"], ambiguous=True).count("use: Coral") == 2
        assert add_entry(FULL, "g.yml", ["珊瑚片"], ["Coral"], note="other").count("use: Coral") == 2

    def test_to_the_only_entry_with_the_right_form_ambiguous_or_not(self) -> None:
        text = FULL.replace("    note: keep", "    ambiguous: true\n    note: keep")
        assert add_entry(text, "g.yml", ["珊瑚片"], ["Coral"]) == text.replace('"珊瑚板"]', '"珊瑚板", 珊瑚片]')
        assert add_entry(text, "g.yml", ["珊瑚片"], ["Coral"], note="other").count("use: Coral") == 2

    def test_of_two_entries_the_one_with_the_same_flag_is_extended(self) -> None:
        text = "terms:\n- {use: A, wrong: [甲], ambiguous: true}\n- {use: A, wrong: [乙]}\n"
        assert add_entry(text, "g.yml", ["丙"], ["A"]) == text.replace("[乙]", "[乙, 丙]")
        assert add_entry(text, "g.yml", ["丙"], ["A"], ambiguous=True) == text.replace("[甲]", "[甲, 丙]")

    def test_to_a_plain_map(self) -> None:
        text = "# head\n甲乙: Alpha # one\n# tail"
        assert add_entry(text, "g.yml", ["a: b", "丙"], ["Z"]) == "# head\n甲乙: Alpha # one\n'a: b': Z\n丙: Z\n# tail"

    def test_to_a_plain_map_that_cannot_say_it(self) -> None:
        text = "# head\n甲乙: Alpha # one\n\n# two\n丙丁: >\n  Beta\n  Gamma\n"
        assert add_entry(text, "g.yml", ["火花"], ["Spark"], ambiguous=True) == (
            "# head\nterms:\n  - 甲乙: Alpha # one\n\n# two\n  - 丙丁: >\n      Beta\n      Gamma\n"
            "  - use: Spark\n    wrong: [火花]\n    ambiguous: true\n"
        )

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("", "terms:\n  - use: B\n    wrong: [乙]\n"),
            ("# c", "# c\nterms:\n  - use: B\n    wrong: [乙]\n"),
            ("\ufeffversion: 1", "\ufeffversion: 1\nterms:\n  - use: B\n    wrong: [乙]\n"),
            ("terms: # c\nversion: 1\n", "terms: # c\n  - use: B\n    wrong: [乙]\nversion: 1\n"),
            ("terms: []\n", "terms: [{use: B, wrong: [乙]}]\n"),
            ("terms: [甲: A]\n", "terms: [甲: A, {use: B, wrong: [乙]}]\n"),
            ("terms:\n- 甲: A", "terms:\n- 甲: A\n- use: B\n  wrong: [乙]\n"),
            ("terms:\r\n- 甲: A\r\n# c\r\n", "terms:\r\n- 甲: A\r\n- use: B\r\n  wrong: [乙]\r\n# c\r\n"),
            ("terms:\n-\n  # c\n  甲: A\n", "terms:\n-\n  # c\n  甲: A\n- use: B\n  wrong: [乙]\n"),
            ("{甲: A}\n", "{甲: A, 乙: B}\n"),
            ("terms:\n- use: A\n  wrong: 甲\n  note: |\n    x\n\n# c\n",
             "terms:\n- use: A\n  wrong: 甲\n  note: |\n    x\n- use: B\n  wrong: [乙]\n\n# c\n"),
            ("terms:\n- use: A\n  wrong: 甲\n  note: |+\n    x\n\n# c\n",
             "terms:\n- use: A\n  wrong: 甲\n  note: |+\n    x\n\n- use: B\n  wrong: [乙]\n# c\n"),
        ],
    )  # fmt: skip
    def test_to_any_layout(self, text: str, after: str) -> None:
        assert add_entry(text, "g.yml", ["乙"], ["B"]) == after

    @pytest.mark.parametrize(
        ("wrong", "use", "message"),
        [
            (["火花"], ["Fire"], '"火花" is already a wrong form of "Spark"'),
            (["Spark"], ["火花光"], '"Spark" is a right form of the entry "spark" (g.yml:9)'),
            (["闪光"], ["火花"], 'the right form is "火花", which the entry "spark" (g.yml:9) lists as wrong'),
            (["闪光", "闪光"], ["Flash"], 'lists "闪光" twice'),
            (["火 花"], ["Fire"], "matches the same text"),
            (["Fire"], ["Fire"], 'the wrong form and the right form are the same: "Fire"'),
            ([], ["Fire"], "needs a wrong form and a right form"),
            (["闪光"], [" "], "needs a wrong form and a right form"),
            (["\ud800"], ["Fire"], "not YAML"),
        ],
    )
    def test_refused(self, wrong: list[str], use: list[str], message: str) -> None:
        with pytest.raises(GlossaryError, match=re.escape(message)):
            add_entry(FULL, "g.yml", wrong, use)

    def test_a_file_with_errors_is_not_edited(self) -> None:
        with pytest.raises(GlossaryError, match="unknown key"):
            add_entry("terms:\n  - usee: A\n    wrong: 乙\n", "g.yml", ["甲"], ["B"])


class TestRemove:
    """What goes, and what stays."""

    def test_one_of_several_forms(self) -> None:
        assert remove_entry(FULL, "g.yml", "珊瑚板") == FULL.replace(' , "珊瑚板"', "")
        assert remove_entry(FULL, "g.yml", "珊瑚") == FULL.replace("珊瑚 , ", "")
        assert remove_entry(FULL, "g.yml", "枢纽站") == FULL.replace("    - 枢纽站  # one\n", "")

    def test_an_entry_by_its_only_form(self) -> None:
        assert remove_entry(FULL, "g.yml", "火花") == FULL.replace("  - 火花:   Spark\n", "")

    @pytest.mark.parametrize("key", ["coral", "Coral"])
    def test_an_entry_by_id_or_right_form(self, key: str) -> None:
        after = remove_entry(FULL, "g.yml", key)
        assert after == FULL[: FULL.index("  - use: Coral")] + FULL[FULL.index("\n  - 火花") :]

    def test_a_wrong_form_comes_before_an_id(self) -> None:
        text = "terms: [{use: Keras, wrong: [keras, 可拉斯]}]"
        assert remove_entry(text, "g.yml", "keras") == "terms: [{use: Keras, wrong: [可拉斯]}]"

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("甲: A\n乙: B # c", "甲: A\n"),
            ("# c\n乙: B\n", "# c\n"),
            ("{甲: A, 乙: B}", "{甲: A}"),
            ("{乙: B, 甲: A}", "{甲: A}"),
            ("terms: [乙: B,]", "terms: []"),
            ("terms: [\n  甲: A, # one\n  乙: B, # two\n]", "terms: [\n  甲: A, # one\n   # two\n]"),
            ("terms: [\n  乙: B, # two\n  甲: A\n]", "terms: [\n   # two\n  甲: A\n]"),
            ("terms:\n-\n  乙: B\n- 甲: A\n", "terms:\n- 甲: A\n"),
            ("terms:\n- keep: K\n  wrong: [乙]\n", "terms:\n- keep: K\n  wrong: []\n"),
            ("terms:\n- keep: K\n  wrong:\n  - 乙\n  note: n\n", "terms:\n- keep: K\n  wrong:\n    []\n  note: n\n"),
            ("\ufeffterms:\r\n- 乙: B\r\n- 甲: A\r\n", "\ufeffterms:\r\n- 甲: A\r\n"),
        ],
    )
    def test_from_any_layout(self, text: str, after: str) -> None:
        assert remove_entry(text, "g.yml", "乙") == after

    @pytest.mark.parametrize("text", ["甲: A\n? 乙\n: B\n", "terms: [甲: A, # c\n乙: B # c\n, ]"])
    def test_a_layout_that_cannot_be_edited_is_refused_not_broken(self, text: str) -> None:
        with pytest.raises(GlossaryError):
            remove_entry(text, "g.yml", "乙")

    def test_a_key_that_names_nothing_or_too_much(self) -> None:
        with pytest.raises(GlossaryError, match='no entry has the id, right form or wrong form "x"'):
            remove_entry(FULL, "g.yml", "x")
        with pytest.raises(GlossaryError, match=r"several entries: alpha \(g.yml:1\), alpha-2 \(g.yml:2\)"):
            remove_entry("甲: Alpha\n乙: Alpha\n", "g.yml", "Alpha")
        assert remove_entry("甲: Alpha\n乙: Alpha\n", "g.yml", "alpha-2") == "甲: Alpha\n"
        with pytest.raises(GlossaryError, match=r"several entries: alpha \(g.yml:1\), alpha-2 \(g.yml:2\)"):
            remove_entry("甲: Alpha\n乙: alpha\n", "g.yml", "alpha")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("{terms: [{甲: Alpha}]}\n", "{terms: [{甲: Alpha}, {use: Beta, wrong: [乙]}]}\n"),
            ("{version: 1}\n", "{version: 1, terms: [{use: Beta, wrong: [乙]}]}\n"),
        ],
    )
    def test_a_file_in_brackets_takes_new_entries(self, before: str, after: str) -> None:
        assert add_entry(before, "g.yml", ["乙"], ["Beta"]) == after

    def test_an_edit_that_says_something_else_is_never_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def too_much(text: str, sheet: Sheet, number: int) -> Change:
            return Change(Splice(0, len(text), "甲: A\n"), entries_of(sheet)[:2])

        monkeypatch.setattr("summitalign.glossary.edit.without_entry", too_much)
        with pytest.raises(GlossaryError, match="does not allow this edit"):
            remove_entry("甲: A\n乙: B\n丙: C\n", "g.yml", "丙")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_form_is_written_so_that_it_is_read_back(form: str) -> None:
    if not form.strip():
        return
    for text in (f"terms: [{{keep: {written(form)}}}]", f"terms:\n- use: {written(form)}\n  wrong: 甲乙丙丁\n"):
        assert load(text, "g.yml", no_file).entries[0].use == (form,)


LAYOUTS = (
    "  - {0}: {1}  # side {2}\n",
    "  - use: {1}   # side {2}\n    wrong:   [ {0} , '{0}二' ]\n\n",
    "  - wrong:\n      - {0}\n      - \"{0}二\"\n    use: '{1}'\n",
    "  - {{use: {1}, wrong: [{0}],   note: 'a, b'}}\n",
    "  -   use: [{1}, {1}b]\n      wrong: {0}\n      note: |\n        more\n\n        lines\n",
)


@st.composite
def models(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """Draw a glossary text, and the blocks of its entries."""
    count = draw(st.integers(0, 5))
    blocks = []
    is_plain = draw(st.booleans())
    for number in range(count):
        layout = "{0}:  {1}   # side {2}\n" if is_plain else draw(st.sampled_from(LAYOUTS))
        blocks.append(layout.format(f"词{number}", f"Name{number}", number))
    head = "# head\n" + ("" if is_plain else "terms:   # list\n")
    indent = "" if is_plain else draw(st.sampled_from(["", "  ", "    "]))
    text = head + "".join(f"{indent}# before {number}\n{block}" for number, block in enumerate(blocks))
    tail = "# tail\n" + ("" if is_plain else "repairs:   [split-latin]\n")
    text += tail
    if draw(st.booleans()):
        text, blocks = text.replace("\n", "\r\n"), [block.replace("\n", "\r\n") for block in blocks]
    return text, tuple(blocks)


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 9), st.booleans()), max_size=8)


def meaning(text: str) -> dict[str, tuple[str, ...]]:
    """Return the right forms of every wrong form."""
    entries = load(text, "g.yml", no_file).entries
    return {form.text: entry.use for entry in entries for form in entry.wrong}


def whole_line_comments(text: str) -> list[str]:
    return re.findall(r"^ *# (?:head|before \d|tail)\r?$", text, flags=re.MULTILINE)


@settings(max_examples=200, deadline=None)
@given(models(), STEPS)
def test_edits_leave_comments_and_other_entries_as_they_are(
    model: tuple[str, tuple[str, ...]], steps: list[tuple[bool, int, int, bool]]
) -> None:
    text, blocks = model
    comments = whole_line_comments(text)
    untouched = set(range(len(blocks)))
    is_plain = "terms:" not in text
    for is_addition, name, form, flag in steps:
        before = meaning(text)
        wrong, use = f"新{form}", f"Name{name}"
        ambiguous = flag and not is_plain
        if is_addition and wrong not in before:
            text = add_entry(text, "g.yml", [wrong], [use], ambiguous=ambiguous)
            untouched -= {name}
            assert meaning(text) == {**before, wrong: (use,)}
        elif not is_addition and before:
            key = sorted(before)[form % len(before)]
            untouched -= {number for number in untouched if f"词{number}" in key}
            text = remove_entry(text, "g.yml", key)
            del before[key]
            assert meaning(text) == before
        assert whole_line_comments(text) == comments
        for number in untouched:
            assert blocks[number].rstrip() in text
