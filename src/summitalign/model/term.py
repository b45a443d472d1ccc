"""A glossary as the fixer sees it: term entries, their wrong forms and the rules of context."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WrongForm:
    """A form that should not stand: a literal text, or a pattern."""

    text: str
    """The literal, or the source of the regular expression."""
    is_pattern: bool = False


@dataclass(frozen=True, slots=True)
class TermTest:
    """An example inside an entry, run on every load."""

    text: str
    expected: str
    """What `text` must become; equal to `text` where nothing may change."""
    line: int = 0
    """Line of the glossary file, from 1."""


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """One change to the scopes an entry works in: `+alt`, `-heading`."""

    name: str
    """prose, heading, link-text, table, list, quote or alt."""
    is_added: bool


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept: its right forms, its wrong forms, and when a wrong form counts."""

    id: str
    """Slug of the first right form, unique in the glossary."""
    use: tuple[str, ...]
    """Right forms, the preferred one first; never empty."""
    wrong: tuple[WrongForm, ...] = ()
    not_in: tuple[str, ...] = ()
    """Longer words that contain a wrong form and are right."""
    source: tuple[str, ...] = ()
    """Forms in the source text that count as evidence; `use` where the file names none."""
    near: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    scopes: tuple[ScopeRule, ...] = ()
    paths: tuple[str, ...] = ()
    tests: tuple[TermTest, ...] = ()
    is_ambiguous: bool = False
    """True when a wrong form is also an ordinary word: applied only with evidence."""
    is_kept: bool = False
    """True for a `keep:` entry: never translated, never changed."""
    note: str = ""
    since: str = ""
    by: str = ""
    origin: str = ""
    """`file:line` of the entry."""

    @property
    def wrong_texts(self) -> tuple[str, ...]:
        """The wrong forms that are texts and no patterns."""
        return tuple(form.text for form in self.wrong if not form.is_pattern)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Term entries and settings of one glossary file with its includes."""

    entries: tuple[TermEntry, ...]
    path: str = ""
    """File it was read from, as given; empty for one made in memory."""
    digest: str = ""
    """`sha256:` and hexadecimal digits over all files read."""
    source_language: str = ""
    target_language: str = ""
    repairs: tuple[str, ...] = ()
    """Built-in repairs switched on: `split-latin`, `identifier-stop`."""
    front_matter_keys: tuple[str, ...] = ()
    """Keys of a document's front matter whose values are prose, and may be edited."""
    index: dict[str, TermEntry] = field(default_factory=dict, compare=False, repr=False)
    """Entries by id."""


@dataclass(frozen=True, slots=True)
class TermTestFailure:
    """A test of a glossary entry that came out otherwise than expected."""

    entry: str
    """Id of the entry."""
    test: TermTest
    actual: str
    """What `test.text` really becomes."""
