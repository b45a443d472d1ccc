"""Language tags as people write them: `zh_TW`, `pt-br`, `jp`; what they stand for, and which of them agree."""

import re
from collections.abc import Iterator
from enum import Enum

from summitalign.model.language import UNDETERMINED, canonical, primary


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CODES = _words(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io "
    "is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn "
    "mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg "
    "sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa "
    "wo xh yi yo za zh zu"
)
"""ISO 639-1, with the old codes `in`, `iw` and `sh`."""
_LONG_CODES = _words(
    "arz ast ber bho ceb ckb cmn crh dsb fil gsw hak haw hsb kab kmr kok lij lmo lzh mai mni nan nds pes pnb prs "
    "sat scn sco szl tzm vec wuu yue zgh"
)
"""Codes of three letters that translations are met in; most others are words."""
_WORDS = _words(
    "aa ab ae ak am an ar as av ba be bi bm bo br bs ca ce ch co cr cs cu cv dv ee ff fi fo ga gd ha he ho hr hy "
    "hz ia id ie ii ik in io is it kg ki kl km kn kr ks kw la lb lg li ln lo lt lu ma mb mg mh mi mk ml mn mr ms "
    "mt my na nb nd ne ng nn no nr nv om or os pa pi ps qu rm rn rw sa sc sd se sg sh si sm sn so ss st su sw ta "
    "te ti tk tl tn to ts tt tw ty ve vi vo wa wo yo za ast ber kab kok mai min nan nds pes prs sat sco szl vec"
)
"""Codes that are words, units, abbreviations or endings too: they need something that speaks for a language."""
_COUNTRIES = {
    "cn": "zh-CN", "chs": "zh-Hans", "cht": "zh-Hant", "cz": "cs", "dk": "da", "gr": "el", "hk": "zh-HK", "jp": "ja",
    "kr": "ko", "tw": "zh-TW", "ua": "uk", "vn": "vi",
}  # fmt: skip
"""Codes of countries, and of some programs, that stand for languages in the names of files."""
_LOCALES = _words(
    "af-za ar-ae ar-dz ar-eg ar-jo ar-ma ar-sa ar-tn az-az be-by bg-bg bn-bd bn-in bs-ba ca-es cs-cz cy-gb da-dk "
    "de-at de-ch de-de de-li el-gr en-au en-ca en-gb en-ie en-in en-nz en-sg en-uk en-us en-za es-419 es-ar es-cl "
    "es-co es-es es-la es-mx es-pe es-us et-ee eu-es fa-ir fi-fi fil-ph fr-be fr-ca fr-ch fr-fr ga-ie gl-es gu-in "
    "he-il hi-in hr-hr hu-hu hy-am id-id is-is it-ch it-it ja-jp ka-ge kk-kz km-kh kn-in ko-kr ky-kg lo-la lt-lt "
    "lv-lv mk-mk ml-in mn-mn mr-in ms-my my-mm nb-no ne-np nl-be nl-nl nn-no no-no pa-in pl-pl pt-br pt-pt ro-ro "
    "ru-ru si-lk sk-sk sl-si sq-al sr-rs sv-se sw-ke ta-in te-in th-th tr-tr uk-ua ur-pk uz-uz vi-vn zh-cn zh-hk "
    "zh-mo zh-my zh-sg zh-tw zu-za"
)
"""Language and country as translations are named; other pairs of codes are as often words, such as `to-do` or `as-is`,
or two languages, such as `en-de`."""
_SCRIPTS = _words("arab beng cyrl deva grek guru hans hant hebr jpan kore latn mong telu tfng tibt")
_SHAPE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[.@][A-Za-z0-9-]+)?")
_SIGN = re.compile(r"[._-]")
_LONGEST_TAG = len("zgh_Tfng_419")
_NEAR = (
    {"hr", "bs", "sr", "sr-Latn", "sr-Cyrl", "cnr"},
    {"id", "ms", "zsm"},
    {"fa", "prs", "pes"},
    {"ro", "mo"},
    {"yi", "ji"},
)
"""Names of one language, or of languages so close that a text may pass for either."""
_CHINESE = frozenset(("zh", "cmn", "yue", "lzh", "wuu", "nan", "hak"))


class Clarity(Enum):
    """How far a word by itself is a language tag."""

    CLEAR = "clear"
    """Nothing else looks like it: `zh-CN`, `sr-Latn`."""
    CODE = "code"
    """A code that is hardly a word: `de`, `ja`."""
    WORD = "word"
    """A code that is a word or an abbreviation too: `is`, `no`, `io`, `to-do`."""


def read_tag(text: str) -> str | None:
    """Return the BCP 47 tag that a value such as `zh_tw` or `pt-BR` is; None where it names no language."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    language, script, region = (part.lower() if part else "" for part in found.groups())
    if language not in _CODES and language not in _LONG_CODES:
        return None
    if script and script not in _SCRIPTS:
        return None
    return "-".join(part for part in (language, script.title(), region.upper()) if part)


def read_value(text: str) -> str | None:
    """Return the tag that a setting names, where the code of a country such as `jp` can mean nothing else."""
    return read_tag(text) or _COUNTRIES.get(text.strip().lower())


def read_name(word: str) -> tuple[str, Clarity] | None:
    """Return the tag that a word in a path may be, and how clearly it is one; None for other words."""
    low = word.lower()
    if low in _COUNTRIES:
        return _COUNTRIES[low], Clarity.WORD
    tag = read_tag(word) if "." not in word and "@" not in word else None
    if tag is None:
        return None
    if _is_clear(tag):
        return tag, Clarity.CLEAR
    if primary(tag) in _WORDS:
        return None if "-" in tag else (tag, Clarity.WORD)
    return tag, Clarity.WORD if "-" in tag else Clarity.CODE


def _is_clear(tag: str) -> bool:
    """Say whether a tag names a script, or is a usual pair of language and country."""
    parts = tag.lower().split("-")
    return len(parts) > 2 or parts[-1] in _SCRIPTS or "-".join(parts) in _LOCALES


def splits(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to read a file's name without its ending as base, sign and tag; the longest tag first."""
    yield "", "", name
    for sign in _SIGN.finditer(name, max(0, len(name) - _LONGEST_TAG - 1)):
        yield name[: sign.start()], sign[0], name[sign.end() :]


def agree(declared: str, detected: str) -> bool:
    """Say whether a text in one language may be declared as the other: `zh-TW` and zh-Hant, `no` and nn, `pt-BR`, pt.

    What is undetermined agrees with everything, and a tag that leaves the script open with each script.
    """
    first, second = canonical(declared), canonical(detected)
    if UNDETERMINED in (first, second) or first == second:
        return True
    if primary(first) in _CHINESE and primary(second) in _CHINESE:
        # Cantonese and its kin are written in Chinese characters of either standard.
        return not first.startswith("zh-") or not second.startswith("zh-")
    if primary(first) == primary(second) and "-" not in min(first, second, key=len):
        return True
    return any({first, second} <= group or {primary(first), primary(second)} <= group for group in _NEAR)
