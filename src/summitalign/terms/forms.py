"""Every spelling that a glossary looks for, each with what it stands for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from summitalign.model.term import Glossary, TermEntry
from summitalign.terms.spellings import Speller, has_han, other_spellings, traditional

_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*[A-Za-z]")
_HYPHENED_NAME = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_DOTTED_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")
_ASCII_WORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
WORD = frozenset(_ASCII_WORD + "".join(chr(ord(letter) + 0xFEE0) for letter in _ASCII_WORD))
"""Latin letters and digits, full-width ones included."""
MIN_SPLIT = 5
"""Letters of the shortest name whose split halves are looked for; shorter ones make ordinary words."""

# What stands before or behind a full stop that was meant as the dot of a name. Aliases by which Python
# code knows its libraries, and endings of product names and files.
STOP_PREFIXES = ("tf", "np", "pd", "plt", "nn", "cv2", "sns", "tfds", "tfp", "jnp", "tfx", "hvd", "sklearn")
STOP_CAPITALS = ("JS", "NET")
STOP_SUFFIXES = ("js", "net", "py", "ai", "io", "org", "com", "json", "md", "jl")


class FormKind(StrEnum):
    """How a form relates to its entry."""

    LITERAL = "literal"
    TRADITIONAL = "traditional"
    BROKEN = "broken"
    """Emphasis marks, blanks or a line break stand inside it."""
    SPLIT = "split-latin"
    STOP = "identifier-stop"
    SHIELD = "shield"
    """Right as it stands: a longer word, or a right form that contains a wrong one."""


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling to look for."""

    text: str
    kind: FormKind
    entry: TermEntry | None = None
    use: tuple[str, ...] = ()
    """Right forms in the same script as `text`."""

    @property
    def is_latin(self) -> bool:
        """Say whether it begins or ends with a Latin letter or digit, and so needs word borders."""
        return self.text[0] in WORD or self.text[-1] in WORD


def exact_forms(glossary: Glossary, spell: Speller = traditional) -> tuple[Form, ...]:
    """Return the forms matched case by case: wrong forms, their other spellings, and shields."""
    forms: dict[str, Form] = {}
    for entry in glossary.entries:
        for wrong in entry.wrong:
            if not wrong.is_pattern:
                forms.setdefault(wrong.text, Form(wrong.text, FormKind.LITERAL, entry, entry.use))
    for form in tuple(forms.values()):
        for text in other_spellings(form.text):
            forms.setdefault(text, Form(text, FormKind.LITERAL, form.entry, form.use))
        if " " in form.text and not has_han(form.text):  # what holds Han characters is found by `terms.broken`
            wrapped = form.text.replace(" ", "\n")
            forms.setdefault(wrapped, Form(wrapped, FormKind.BROKEN, form.entry, form.use))
    given = [word for entry in glossary.entries for word in (*entry.not_in, *(entry.use if entry.is_kept else ()))]
    rights = [word for entry in glossary.entries for word in entry.use]
    shields = [Form(word, FormKind.SHIELD) for word in (*given, *rights) if has_han(word) and word not in forms]
    for form in traditional_forms([*forms.values(), *shields], spell):
        forms.setdefault(form.text, form)
    # What a person names is a shield against every kind of hit; a right form only where it holds a wrong one.
    wrong_texts = [form.text for form in forms.values() if form.kind is not FormKind.SHIELD]
    for word in (*given, *_containing(rights, wrong_texts)):
        forms.setdefault(word, Form(word, FormKind.SHIELD))
    return tuple(forms.values())


def split_forms(glossary: Glossary) -> tuple[Form, ...]:
    """Return the lower-case halves of divided names, matched whatever the case."""
    if "split-latin" not in glossary.repairs:
        return ()
    return tuple({form.text: form for form in _splits(glossary)}.values())


def stop_forms(glossary: Glossary) -> tuple[Form, ...]:
    """Return the lower-case names with an ideographic full stop in them, matched whatever the case."""
    if "identifier-stop" not in glossary.repairs:
        return ()
    return tuple({form.text: form for form in reversed(tuple(_stops(glossary)))}.values())


def traditional_forms(forms: Sequence[Form], spell: Speller) -> Iterator[Form]:
    """Spell forms with traditional characters, as written in general, in Taiwan and in Hong Kong."""
    han = [form for form in forms if has_han(form.text) and "\n" not in form.text]
    rights = sorted({right for form in han for right in form.use if has_han(right) and "\n" not in right})
    seen = {form.text for form in han}
    for spelt in spell([*(form.text for form in han), *rights]):
        spellings = dict(zip(rights, spelt[len(han) :], strict=True))
        for form, text in zip(han, spelt, strict=False):
            if text not in seen:
                seen.add(text)
                use = tuple(spellings.get(right, right) for right in form.use) if spellings else form.use
                kind = form.kind if form.kind is FormKind.SHIELD else FormKind.TRADITIONAL
                yield Form(text, kind, form.entry, use)


def _containing(words: Iterable[str], inner: Iterable[str]) -> Iterator[str]:
    """Yield the words that hold one of the inner texts; all words are searched at once, with NUL between them."""
    from ahocorasick_rs import AhoCorasick

    asked = list(words)
    whole = "\0".join(asked)
    letters = set(whole)  # a text with others stands in no word, and to prepare for it takes its time
    is_ascii = whole.isascii()
    texts = [text for text in inner if text and (text.isascii() or not is_ascii) and letters.issuperset(text)]
    if not texts:
        return
    starts = list(accumulate((len(word) + 1 for word in asked[:-1]), initial=0))
    found = AhoCorasick(texts).find_matches_as_indexes(whole, overlapping=True)
    yield from (asked[at] for at in sorted({bisect_right(starts, start) - 1 for _, start, _ in found}))


def _splits(glossary: Glossary) -> Iterator[Form]:
    """Cut each Latin name at every place: `TensorFlow` gives `tensor flow`, `Udacity` gives `uda city`.

    Names that are two words joined (`Airflow`) give two ordinary words; their entries are marked
    ambiguous, and so are their splits.
    """
    for entry in glossary.entries:
        for name in entry.use:
            if _LATIN_NAME.fullmatch(name) and len(name) >= MIN_SPLIT:
                for half in _halves(name):
                    yield Form(half, FormKind.SPLIT, entry, (name,))
            elif _HYPHENED_NAME.fullmatch(name) and len(name.partition("-")[0]) >= MIN_SPLIT:
                first, _, rest = name.partition("-")
                for half in _halves(first):
                    for joint in ("-", " "):
                        yield Form(f"{half}{joint}{rest}".lower(), FormKind.SPLIT, entry, (name,))


def _halves(name: str) -> Iterator[str]:
    for at in range(2, len(name) - 1):
        for blank in (" ", "  "):
            yield f"{name[:at]}{blank}{name[at:]}".lower()


def _stops(glossary: Glossary) -> Iterator[Form]:
    for entry in glossary.entries:
        for name in entry.use:
            if _DOTTED_NAME.fullmatch(name):
                yield Form(name.lower().replace(".", "。"), FormKind.STOP, entry, (name,))
    for prefix in STOP_PREFIXES:
        yield Form(f"{prefix}。", FormKind.STOP)
    for suffix in STOP_SUFFIXES:
        yield Form(f"。{suffix}", FormKind.STOP)


def is_camel_split(name: str, text: str) -> bool:
    """Say whether a split form divides a name where its own capitals do: `Tensor|Flow`."""
    at = text.find(" ")
    return 0 < at < len(name) and name[at].isupper()
