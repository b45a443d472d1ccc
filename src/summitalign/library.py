"""What the commands do with files, as functions of values: nothing is read from disk, written or printed.

The functions of `api` do the work on documents; those here stand for the commands that keep a glossary, and for the
report. `import summitalign` offers both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from summitalign.errors import GlossaryError, SummitalignError, UsageError

if TYPE_CHECKING:
    from summitalign.glossary.difference import Difference
    from summitalign.glossary.exchange.formats import Format
    from summitalign.glossary.exchange.values import Exported, Imported
    from summitalign.glossary.lint import LintProblem
    from summitalign.glossary.threeway import United
    from summitalign.model.candidate import Candidate
    from summitalign.model.document import Document
    from summitalign.model.outcome import Outcome
    from summitalign.model.term import Glossary, TermEntry
    from summitalign.report.corpus_digest import CorpusDigest
    from summitalign.report.usage import Usage
    from summitalign.workspace.read import Input

Value = TypeVar("Value")
_PATH = "glossary.yml"


def read_glossary(text: str, path: str = _PATH, included: Mapping[str, str] | None = None) -> "Glossary":
    """Read a glossary; `included` has the texts of the files that it includes, by their names there.

    Packs are at hand. Raises GlossaryError with file and line for the first problem. The tests of the entries are not
    run: `run_glossary_tests` does it.
    """
    from summitalign import api

    return api.load_glossary(text, path, _Included(included or {}, path))


def lint_glossary(text: str, path: str = _PATH, included: Mapping[str, str] | None = None) -> "tuple[LintProblem, ...]":
    """Find the errors and warnings of a glossary, line by line; arguments as of `read_glossary`."""
    from summitalign.glossary.lint import lint

    return lint(text, path, _Included(included or {}, path))


class _Included:
    """Reads what a glossary includes from texts at hand."""

    def __init__(self, texts: Mapping[str, str], path: str) -> None:
        self._texts, self._path = texts, path

    def __call__(self, name: str) -> str:
        from summitalign.glossary.sheet import PACK
        from summitalign.workspace.packs import read_pack

        if name.startswith(PACK):
            return read_pack(name.removeprefix(PACK))
        if name not in self._texts:
            raise GlossaryError(
                f"the included file {name} is not at hand", place=self._path, hint="give it in `included`"
            )
        return self._texts[name]


def add_entry(text: str, entry: "TermEntry") -> str:
    """Add an entry to the text of a glossary; comments, order and layout of the rest stay. Raises GlossaryError."""
    from summitalign.glossary.edit import add_term

    return add_term(text, _PATH, entry)


def remove_entry(text: str, key: str) -> str:
    """Take a wrong form (with the entry, where it was the last), or an entry by id or right form, out of a glossary.

    Raises GlossaryError where `key` names nothing, or several entries.
    """
    from summitalign.glossary.edit import remove_entry as remove

    return remove(text, _PATH, key)


def rename_form(text: str, old: str, new: str) -> str:
    """Rename a right form everywhere in a glossary; longer forms that hold it stay. Raises GlossaryError."""
    from summitalign.glossary.renaming import Rename, rename

    return rename(text, _PATH, Rename.within(old, new, read_glossary(text).entries)).text


def format_glossary(text: str) -> str:
    """Put the keys of every entry in order. Raises GlossaryError for a text that has errors."""
    from summitalign.glossary.layout import formatted

    return formatted(text, _PATH)


def compare_glossaries(before: "Glossary", after: "Glossary") -> "Difference":
    """Tell what two glossaries say otherwise, by wrong form."""
    from summitalign.glossary.difference import difference

    return difference(before, after)


def merge_glossaries(first: str, second: str, base: str = "") -> "United":
    """Bring into a glossary what another one changed since `base`; what both changed is a conflict in the result."""
    from summitalign.glossary.threeway import Side, unite

    return unite(Side(first, "first"), Side(second, "second"), Side(base, "base"))


def import_terms(text: str, form: str) -> "Imported":
    """Read the terms of another tool's file; `form` as in `summitalign glossary import --format`.

    Raises UsageError for an unknown form, GlossaryError for a text of another one.
    """
    return _exchange(form).read(text, "text")


def export_terms(glossary: "Glossary", form: str) -> "Exported":
    """Write a glossary for another tool, with what is lost; `form` as in `summitalign glossary export --format`."""
    return _exchange(form).write(glossary)


def _exchange(form: str) -> "Format":
    from summitalign.glossary.exchange.formats import FORMATS

    if form not in FORMATS:
        raise UsageError(f"no form is called '{form}'", hint="there are: " + ", ".join(FORMATS))
    return FORMATS[form]


def count_terms(glossary: "Glossary", outcomes: "Iterable[Outcome]") -> "tuple[Usage, ...]":
    """Count for each entry of a glossary what it finds in documents, by the outcomes of `fix_terms`."""
    from summitalign.report.usage import usage

    return usage(glossary, ((outcome, ()) for outcome in outcomes))


def suggest_entries(
    texts: Mapping[str, str],
    glossary: "Glossary | None" = None,
    originals: "Sequence[Document]" = (),
    names: Sequence[str] = (),
    threshold: float = 0.5,
) -> "tuple[Candidate, ...]":
    """Propose entries: names that documents, by their paths, have in a wrong form, the likeliest first.

    `names` limits it to these; proposed is what scores `threshold` (0 to 1) at least. What the glossary has is not
    proposed. Needs the extra `zh`; what was read of a document is kept in the user's cache.
    """
    from summitalign.mining.judged import Judged
    from summitalign.workspace.mining import Mine, proven
    from summitalign.workspace.run import Engine

    mine = Mine(_inputs(texts), Engine(1), tuple(originals), tuple(names))
    judged = Judged.of(glossary) if glossary is not None else None
    return proven(mine.proposing(judged).candidates(threshold))


def make_report(texts: Mapping[str, str], glossary: "Glossary | None" = None, title: str = "") -> "CorpusDigest":
    """Tag, pair, judge and align documents, by their paths: all that a report says, for `report_text`.

    Documents in the source language of the glossary, else in English, are the originals. Raises UsageError where there
    are no documents. What could not be done with one is its `problem`.
    """
    from summitalign.report.corpus_exports import FORMATS, details_of
    from summitalign.workspace.reporting import Request, build_report
    from summitalign.workspace.run import Engine

    request = Request(
        tuple(texts),
        _inputs(texts),
        None,
        title=title,
        glossary=glossary,
        engine=Engine(1),
        details=details_of(FORMATS),
    )
    return build_report(request, _Quiet())


def report_text(report: "CorpusDigest", form: str = "markdown") -> str:
    """Write a report as `markdown` or `json`; raises UsageError for another form."""
    from summitalign.report.corpus_exports import JSON, MARKDOWN, content_of

    if form not in (MARKDOWN, JSON):
        raise UsageError(f"no form is called '{form}'", hint=f"there are: {MARKDOWN}, {JSON}")
    return str(content_of(report, form))


class _Quiet:
    """A run that nobody watches; what it could not do stands in its result."""

    def track(self, results: Iterable[Value], total: int, label: str) -> Iterator[Value]:  # noqa: ARG002
        return iter(results)

    def problem(self, error: SummitalignError, trace: str = "") -> None:
        pass

    def note(self, text: str) -> None:
        pass


def _inputs(texts: Mapping[str, str]) -> "list[Input]":
    from summitalign.workspace.read import Input

    return [Input(path, text.encode("utf-8", "surrogatepass")) for path, text in texts.items()]
