"""The settings there are: one table, from which files are checked, options get defaults, and the schema is made."""

from dataclasses import dataclass
from enum import Enum

OVERRIDES = "overrides"
"""The list of tables that hold for some paths only."""
PATHS = "paths"
"""The key of such a table that says for which."""


class Kind(Enum):
    """What a setting may be, and how people are told; a list is a list of texts."""

    TEXT = "a text"
    TEXTS = "a list of texts"
    PATH = "a path"
    FILES = "a list of paths"
    TAGS = "a list of language tags"
    COUNT = "a whole number"
    NUMBER = "a number"
    FLAG = "true or false"


LISTS = (Kind.TEXTS, Kind.FILES, Kind.TAGS)
BY_PATH = ("detect", "fix-terms")
"""Commands that take documents one by one, so that each may have its own settings."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: the long name of the option whose default it is, without its hyphens in front."""

    name: str
    kind: Kind
    about: str
    commands: tuple[str, ...]
    """Full names of the commands that it holds for."""
    table: str = ""
    """Table that it stands in, named after the one command that it is for; empty where several share it."""
    choices: tuple[str, ...] = ()
    """The only texts that it may be, or list."""
    least: float | None = None
    most: float | None = None
    pattern: str = r"\S"
    """What is found in each of its texts."""
    must_exist: bool = False
    """Whether a path has to be that of something that is there."""
    yields_to: tuple[str, ...] = ()
    """Arguments that it would contradict; where one is given, the setting does not count."""
    only_with: str = ""
    """The option without which it means nothing; empty for none."""
    by_path: bool = False
    """Whether it may differ between documents, for the commands in `BY_PATH`."""

    @property
    def key(self) -> str:
        """Return the key from the top of the settings, `detect.languages`."""
        return f"{self.table}.{self.name}" if self.table else self.name


_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
_GLOB = r"^(?![#!])\s*\S"
_SHARE = r"^[a-z]+(:[A-Za-z][A-Za-z0-9-]*)?=[0-9]+(\.[0-9]+)?%?$"
_REMOTE = "://"
"""Stands in the address of a document in a store, which patterns for folders cannot narrow down."""
_PARALLEL = ("detect", "fix-terms", "align", "pair", "report", "glossary stats", "glossary suggest", "glossary review")
_WITH_GLOSSARY = (
    "fix-terms", "align", "pair", "concordance", "report",
    *(f"glossary {name}" for name in (
        "lint", "test", "list", "show", "explain", "add", "remove", "rename", "fmt", "stats", "suggest", "review",
        "rejected", "export",
    )),
)  # fmt: skip
_WITH_SOURCE = ("fix-terms", *(f"glossary {name}" for name in ("explain", "stats", "suggest", "review")))
_FIX, _DETECT, _ALIGN, _REPORT = ("fix-terms",), ("detect",), ("align",), ("report",)

SETTINGS: tuple[Setting, ...] = (
    Setting("glossary", Kind.PATH, "The glossary, in place of the nearest glossary.yml.", _WITH_GLOSSARY,
            must_exist=True, by_path=True),
    Setting("source", Kind.FILES, "Documents and folders in the original language, as evidence.", _WITH_SOURCE,
            must_exist=True, by_path=True),
    Setting("encoding", Kind.TEXT, "Encoding of the documents, such as gb18030, where it cannot be found out.",
            (*_DETECT, *_FIX), by_path=True),
    Setting("jobs", Kind.COUNT, "Processes to use.", _PARALLEL, least=1),
    Setting("color", Kind.TEXT, "Whether the output is coloured.", (*_PARALLEL, "concordance", "glossary explain"),
            choices=("auto", "always", "never")),
    Setting("no-cache", Kind.FLAG, "Do all documents anew, and keep nothing for the next run.", (*_DETECT, *_FIX)),
    Setting("languages", Kind.TAGS, "Answer with these languages only.", _DETECT, "detect", pattern=_TAG, by_path=True),
    Setting("guesser", Kind.TEXT, "What tells languages of one script apart.", _DETECT, "detect", by_path=True),
    Setting("at-least", Kind.NUMBER, "With --untranslated: the percentage that has to be translated.", _DETECT,
            "detect", least=0, most=100, only_with="--untranslated"),
    Setting("format", Kind.TEXT, "Form of the results.", _DETECT, "detect", choices=("text", "json", "jsonl", "csv"),
            yields_to=("--check",)),
    Setting("include", Kind.TEXTS, "Of folders, take only the documents that match, as in .gitignore.", _FIX,
            "fix-terms", pattern=_GLOB, yields_to=(_REMOTE,)),
    Setting("exclude", Kind.TEXTS, "Leave out the documents that match, as in .gitignore.", _FIX, "fix-terms",
            pattern=_GLOB, yields_to=(_REMOTE,)),
    Setting("baseline", Kind.PATH, "File of known findings, which are not reported.", _FIX, "fix-terms",
            must_exist=True, yields_to=("--write-baseline",)),
    Setting("format", Kind.TEXT, "Form of the results.", _FIX, "fix-terms",
            choices=("text", "json", "jsonl", "diff", "sarif", "github", "gitlab", "rdjson", "rdjsonl"),
            yields_to=("--diff", "--interactive", "-")),
    Setting("fail-on", Kind.TEXT, "Which findings make the run exit with 1: all, or those that are beyond doubt.", _FIX,
            "fix-terms", choices=("suggest", "apply")),
    Setting("unit", Kind.TEXT, "What is aligned.", _ALIGN, "align",
            choices=("auto", "section", "entry", "paragraph", "sentence", "line")),
    Setting("order", Kind.TEXT, "Whether the target keeps the order of the source.", _ALIGN, "align",
            choices=("auto", "keep", "free")),
    Setting("lexicon", Kind.FILES, "Dictionaries to use beside the installed one.", _ALIGN, "align", must_exist=True),
    Setting("tier", Kind.TEXT, "Only beads of this tier, or surer.", _ALIGN, "align",
            choices=("certain", "likely", "weak")),
    Setting("min-posterior", Kind.NUMBER, "Only beads that are right with this probability.", _ALIGN, "align",
            least=0, most=1),
    Setting("format", Kind.TEXT, "Form of the results.", _ALIGN, "align",
            choices=("text", "json", "jsonl", "tsv", "markdown")),
    Setting("format", Kind.TEXT, "Form of the results.", ("pair",), "pair", choices=("text", "json", "jsonl", "tsv")),
    Setting("memory", Kind.FILES, "Memories, and folders of them.", ("concordance",), "concordance", must_exist=True),
    Setting("limit", Kind.COUNT, "Units that are shown; 0 for all.", ("concordance",), "concordance", least=0),
    Setting("title", Kind.TEXT, "Title of the report.", _REPORT, "report"),
    Setting("pairs", Kind.PATH, "Which documents belong together, one source<TAB>target a line.", _REPORT, "report",
            must_exist=True),
    Setting("format", Kind.TEXTS, "Forms of the report.", _REPORT, "report",
            choices=("html", "markdown", "xlsx", "json", "badges"), yields_to=("--summary", "--serve")),
    Setting("fail-under", Kind.TEXTS, "Shares that the report has to reach, NAME=SHARE.", _REPORT, "report",
            pattern=_SHARE, yields_to=("--serve",)),
    Setting("fail-over", Kind.TEXTS, "Numbers that the report must not pass, NAME=NUMBER.", _REPORT, "report",
            pattern=r"^[a-z]+=[0-9]+$", yields_to=("--serve",)),
    Setting("names", Kind.FILES, "Lists of names, one a line.", ("glossary suggest",), "glossary-suggest",
            must_exist=True),
    Setting("threshold", Kind.NUMBER, "Only proposals of this score, or higher.", ("glossary suggest",),
            "glossary-suggest", least=0, most=1),
    Setting("top", Kind.COUNT, "At most so many proposals.", ("glossary suggest",), "glossary-suggest", least=1),
)  # fmt: skip
"""Every setting. What writes, sends documents to another machine or runs code of a project is none: it stays an option,
as a settings file may come with documents of unknown origin."""

GLOBS = Setting(PATHS, Kind.TEXTS, "Documents that it holds for, as in .gitignore.", (), OVERRIDES, pattern=_GLOB)
"""The patterns of an override, from the folder of the settings file."""


def settings_of(command: str) -> tuple[Setting, ...]:
    """Return the settings that hold for a command, by its full name."""
    return tuple(each for each in SETTINGS if command in each.commands)
