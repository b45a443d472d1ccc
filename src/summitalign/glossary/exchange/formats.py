"""The formats by name: what writes and reads each, and how a file shows which one it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from summitalign.errors import UsageError
from summitalign.glossary.exchange.autocorrect import read_autocorrect, write_autocorrect
from summitalign.glossary.exchange.codespell import read_codespell, write_codespell
from summitalign.glossary.exchange.omegat import read_omegat, write_omegat
from summitalign.glossary.exchange.prh import read_prh, write_prh
from summitalign.glossary.exchange.table import read_table, write_table
from summitalign.glossary.exchange.tbx import write_tbx
from summitalign.glossary.exchange.tbx_read import read_tbx
from summitalign.glossary.exchange.typos import read_typos, write_typos
from summitalign.glossary.exchange.vale import read_vale, write_vale
from summitalign.glossary.exchange.values import Exported, Imported
from summitalign.glossary.exchange.weblate import read_weblate, write_weblate
from summitalign.glossary.problems import first_error
from summitalign.glossary.sheet import read_sheet
from summitalign.model.term import Glossary


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a glossary down."""

    title: str
    """Name for messages."""
    write: Callable[[Glossary], Exported]
    read: Callable[[str, str], Imported]
    """Takes the text and the name of the file; raises GlossaryError for a text of another format."""


FORMATS = {
    "csv": Format("CSV", write_table, read_table),
    "omegat": Format("an OmegaT glossary", write_omegat, read_omegat),
    "tbx": Format("TBX", write_tbx, read_tbx),
    "prh": Format("prh", write_prh, read_prh),
    "vale": Format("Vale", write_vale, read_vale),
    "typos": Format("typos", write_typos, read_typos),
    "codespell": Format("codespell", write_codespell, read_codespell),
    "autocorrect": Format("AutoCorrect", write_autocorrect, read_autocorrect),
    "weblate": Format("Weblate's CSV", write_weblate, read_weblate),
}
_SUFFIXES = {".csv": "csv", ".tsv": "omegat", ".tab": "omegat", ".utf8": "omegat", ".tbx": "tbx", ".toml": "typos"}
_MARKS = (
    ("tbx", re.compile(r"\s*<")),
    ("vale", re.compile(r"^extends: *[\"']?substitution\b", re.MULTILINE)),
    ("autocorrect", re.compile(r"^spellcheck:|^\s*\{.*\"spellcheck\"", re.MULTILINE | re.DOTALL)),
    ("prh", re.compile(r"^\s*(?:- +)?expected:|^rules:", re.MULTILINE)),
    ("typos", re.compile(r"^\[.*\bextend-(?:identifiers|words)\b.*\]", re.MULTILINE)),
    (
        "csv",
        re.compile(
            r"(?=.*\b(?:use|right|correct|正确|正确形式|正确译法)\b)(?=.*\b(?:wrong\w*|keep|错误|错误形式|错误译法)\b)"
            r"[\w \"]+[,;\t].*\r?\n",
            re.IGNORECASE,
        ),
    ),
    ("weblate", re.compile(r"(?=.*\bsource\b)(?=.*\btarget\b)[\w \"]+[,;].*\r?\n", re.IGNORECASE)),
    ("codespell", re.compile(r"^[^\t\n]+->", re.MULTILINE)),
    ("omegat", re.compile(r"^[^\t\n]+\t[^\t\n]", re.MULTILINE)),
)
_OWN = re.compile(r"^terms:", re.MULTILINE)


def format_for_file(path: str) -> str:
    """Name the format that a file to be written is to have; raises UsageError where its name does not say."""
    if PurePath(path).name.startswith(".autocorrectrc"):
        return "autocorrect"
    name = _SUFFIXES.get(PurePath(path).suffix.lower())
    if name is None:
        raise UsageError("the format cannot be told from the name", place=path, hint=_hint())
    return name


def guess_format(path: str, text: str) -> str:
    """Name the format of a file by what it says, then by its name; raises UsageError where neither tells."""
    head = text.removeprefix("\ufeff")[:100_000]
    suffix = PurePath(path).suffix.lower()
    if suffix in (".yml", ".yaml") and (_OWN.search(head) or _is_plain_glossary(path, text)):
        hint = f"name it under `include:`, or bring it in: summitalign glossary merge GLOSSARY {path} --output GLOSSARY"
        raise UsageError("is a glossary of summitalign, and needs no import", place=path, hint=hint)
    first = _SUFFIXES.get(suffix)
    if first not in (None, "csv", "omegat"):
        return first
    for name, mark in _MARKS:
        found = mark.match(head) if name in ("tbx", "csv", "weblate") else mark.search(head)
        if found:
            return name
    if first is not None:
        return first
    raise UsageError("the format cannot be told from the name or the content", place=path, hint=_hint())


def _is_plain_glossary(path: str, text: str) -> bool:
    """Say whether a YAML file is a map from wrong to right forms, as no other tool has it."""
    sheet = read_sheet(text, path)
    return bool(sheet.drafts) and first_error(sheet.problems) is None


def _hint() -> str:
    return "name it with --format: " + ", ".join(FORMATS)
