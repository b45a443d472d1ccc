"""How much the golden cases of protection hold: enough keys, each in one place of its own."""

import re

from cases import FOLDER, read_cases

_GLOSSARY = re.compile(r"^    glossary: (?:- )?(\S+): (?!terms)\S", re.MULTILINE)
_SETTINGS = {"front_matter", "terms"}


def keys_of(name: str) -> list[str]:
    head = (FOLDER / "terms" / name).read_text(encoding="utf-8").split("\n## case: ")[0]
    return [key for key in _GLOSSARY.findall(head) if key not in _SETTINGS]


def texts_of(stem: str) -> tuple[str, str]:
    cases = [case for case in read_cases("terms") if case.name.startswith(f"{stem}: ")]
    return "".join(case.before for case in cases), "".join(case.expected for case in cases)


FILES = sorted(path.name for path in (FOLDER / "terms").glob("protected-*.md"))


def test_at_least_150_keys_stand_where_nothing_may_be_edited_and_prose_is_fixed_beside_them() -> None:
    kept = fixed = 0
    for name in FILES:
        before, after = texts_of(name.removesuffix(".md"))
        for key in keys_of(name):
            assert key in before, f"{name}: nothing holds {key}"
            kept += key in after
            fixed += before.count(key) - after.count(key)
    assert kept >= 150
    assert fixed >= 150


def test_a_key_stands_in_one_place_or_is_prose() -> None:
    for name in FILES:
        before, after = texts_of(name.removesuffix(".md"))
        for key in keys_of(name):
            if before.count(key) == after.count(key):
                # A label stands at its reference and at its definition.
                assert before.count(key) <= 2, f"{name}: {key}"
