"""Who speaks: names and roles as agendas list them."""

import re
from collections.abc import Sequence

from summitalign.model.document import Speaker

_SEPARATOR = re.compile(r"\s*[,，、]\s*|\s+(?:/|&|\||and|und|et|y|e|и)\s+")
_PERSON_SEPARATOR = re.compile(r"\s*[;；]\s*")
_ROLE_IN_BRACKETS = re.compile(r"([^()（）]+?)\s*[(（]([^()（）]*)[)）]\s*[,，、;；/&]?\s*")
_ROLE_BEHIND = re.compile(r"(.+?)(?:\s+[-–—|@]+\s+|\s*[–—:：@]\s*)(.+)")
_HAN_NAME_AND_ROLE = re.compile(r"([\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:[·・][\u3400-\u9fff]+)+)\s+(\S.*)")
_NOBODY = frozenset({"", "-", "–", "—", "/", "tbd", "tba", "tbc", "n/a", "none", "无", "無", "待定", "未定"})
_PARTICLE = re.compile(r"(?:de|van|von|der|den|da|di|la|le|du|dos|del|al|el|bin|ibn|ten|ter)", re.I)
"""Words of a name that are written without a capital."""
_LATIN_ROLE = re.compile(
    r"(?i)\b(?:\w*engineers?|\w*ingenieur\w*|ingénieur\w*|ingenier\w*|managers?|directors?|\w*direktor\w*|scientists?|"
    r"researchers?|forscher\w*|leads?|leit(?:er|erin|ung)|heads?|developers?|entwickler\w*|advocates?|evangelists?|"
    r"prof(?:essor\w*)?|phd|students?|architekt\w*|architects?|founders?|co-?founders?|gründer\w*|c[etio]o|vp|presidents?|"
    r"analysts?|designers?|strategists?|consultants?|berater\w*|chair\w*|interns?|fellows?|officers?|experts?|"
    r"specialists?|maintainers?|editors?|authors?|partners?|universit\w+|universidad|institute?s?|colleges?|inc|ltd|gmbh|"
    r"labs?|research|team|group|company|foundation)\b"
)
_CJK_ROLE = re.compile(
    "工程师|工程師|经理|經理|总监|總監|教授|博士|研究员|研究員|科学家|科學家|负责人|負責人|专家|專家|架构师|架構師|创始人|"
    "創辦人|主任|院长|总裁|主管|讲师|布道师|开发者|大学|大學|公司|团队|学院|研究院|实验室|エンジニア|部長|代表|准教授"
)
_NAME_MARKS = re.compile(r"[0-9?!:：。！？<>{}=+\\]")
_LINE_LIMIT = 400
"""Code points; a longer line is no list of people, and reading it as one costs more than its length."""
_HAS_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_role(text: str) -> bool:
    """Say whether a text names a post or an organisation, not a person."""
    return bool(_LATIN_ROLE.search(text) or _CJK_ROLE.search(text))


def is_name(text: str) -> bool:
    """Say whether a text looks like one person's name: a few words that begin with capitals, or a few characters."""
    if not text or len(text) > 45 or _NAME_MARKS.search(text) or is_role(text):
        return False
    if _HAS_CJK.search(text):
        return len(text) <= 14
    words = text.split()
    capitals = [word for word in words if word[0].isalpha() and not word[0].islower()]
    return 0 < len(capitals) <= 4 and all(word in capitals or _PARTICLE.fullmatch(word) for word in words)


def read_names(line: str) -> tuple[Speaker, ...]:
    """Return the people of a line that lists nothing else; empty where any part looks like no name."""
    speakers = read_people([line])
    return speakers if all(is_name(speaker.name) for speaker in speakers) else ()


def read_people(lines: Sequence[str]) -> tuple[Speaker, ...]:
    """Return the people that plain lines list, with their roles.

    Reads `Name (Role)`, `Name - Role`, `Name, Role; Name, Role` and `Name, Name, Name`; a comma parts a name
    from a role where what follows it names a post, is a single word behind a full name, or every line has just one.
    """
    stripped = [" ".join(line.split()).strip(" •·*") for line in lines if len(line) <= _LINE_LIMIT]
    filled = [line for line in stripped if line.casefold() not in _NOBODY]
    is_one_each = len(filled) > 1 and all(len(_SEPARATOR.split(line)) == 2 for line in filled)
    speakers: list[Speaker] = []
    for line in filled:
        people = [person for person in _PERSON_SEPARATOR.split(line) if person]
        for person in people:
            speakers.extend(_read_person(person, has_role=len(people) > 1 or is_one_each))
    return tuple(speakers)


def _read_person(text: str, *, has_role: bool) -> list[Speaker]:
    """Return the people between two semicolons; `has_role` says that a comma leads to a role."""
    bracketed = list(_ROLE_IN_BRACKETS.finditer(text))
    if bracketed and bracketed[-1].end() == len(text):
        return [found for match in bracketed for found in _with_brackets(match[1], match[2].strip())]
    behind = _ROLE_BEHIND.fullmatch(text) or _HAN_NAME_AND_ROLE.fullmatch(text)
    if behind is not None and ("," not in behind[1] or is_role(behind[2])):
        return [Speaker(behind[1].strip(), behind[2].strip())]
    parts = [part for part in _SEPARATOR.split(text) if part and part.casefold() not in _NOBODY]
    if len(parts) > 1 and (has_role or is_role(parts[1]) or _is_affiliation(parts)):
        return [Speaker(parts[0], text[text.index(parts[0]) + len(parts[0]) :].lstrip(" ,，、/&|").strip())]
    return [Speaker(part) for part in parts]


def _with_brackets(names: str, role: str) -> list[Speaker]:
    """Return the people before a bracket: only the last of them has the role in it."""
    parts = [part for part in _SEPARATOR.split(names) if part]
    return [Speaker(part, role if place == len(parts) else "") for place, part in enumerate(parts, start=1)]


def _is_affiliation(parts: Sequence[str]) -> bool:
    """Say whether the second of two parts is one word behind a full name: `Ada Lovelace, Analytica`."""
    return len(parts) == 2 and len(parts[0].split()) > 1 and len(parts[1].split()) == 1 and parts[1].isascii()
