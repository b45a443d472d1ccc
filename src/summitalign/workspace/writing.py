"""Writing back the documents that a run has fixed: inside the tree that was named, and noted in the journal."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from summitalign.errors import WriteError
from summitalign.fix.journal import Change, FileRecord, changes_of, digest, inverse, made
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.workspace.fixing import Fixed
from summitalign.workspace.journal import Journal, project_folder, working_directory
from summitalign.workspace.remote import is_remote, replace_remote
from summitalign.workspace.walk import STDIN
from summitalign.workspace.write import encoded, real_path, write_bytes


def proven(fixed: Fixed) -> tuple[bytes, bytes, tuple[Change, ...]]:
    """Return a document's bytes before and after its fixes, and the changes between them.

    Raises WriteError where the changes do not lead from the one to the other, or the encoding lacks a character.
    """
    outcome = fixed.outcome
    before = encoded(outcome.before, fixed.has_bom, fixed.encoding, outcome.source)
    after = encoded(outcome.after, fixed.has_bom, fixed.encoding, outcome.source)
    changes = changes_of(outcome.before, outcome.findings)
    if made(outcome.before, changes) != outcome.after:
        raise WriteError("the fixes do not add up to the fixed text; it was left alone", place=outcome.source)
    return before, after, changes


def check_filter(data: bytes, fixed: Fixed) -> None:
    """Prove what standard input becomes as a file is proven; raises WriteError, after which it has to stay."""
    if proven(fixed)[0] != data:
        raise WriteError("would not come out as it came in; it was left alone", place=fixed.outcome.source)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the documents of one run."""

    trees: tuple[Path, ...]
    """Resolved folders that a document has to lie in, wherever a link leads."""
    journal: Journal | None = None
    """Where every write is noted before it is made; None for a run that cannot be undone."""

    def write(self, fixed: Fixed) -> None:
        """Write the fixed text over the document it came from; raises WriteError, the file untouched.

        A document that has changed on disk since it was read is left alone, and so is one that a link leads to out of
        the trees. Raises JournalError where the journal cannot be written, the file untouched.
        """
        outcome = fixed.outcome
        before, after, changes = proven(fixed)
        if is_remote(outcome.source):
            replace_remote(outcome.source, after, before)
            return
        target = self._checked(outcome.source)
        path = "" if self.journal is None else self.journal.path_of(target)
        record = FileRecord(path, digest(before), digest(after), fixed.encoding, fixed.has_bom, changes)
        if self.journal is not None:
            self.journal.tidy(target.parent)

        def note(real: Path) -> None:
            if real != target:  # what was checked above is not what would be written now
                raise WriteError("the symbolic link has changed", place=outcome.source, hint="run it again")
            if self.journal is not None:
                self.journal.note(record)

        is_synced_later = self.journal is not None
        write_bytes(outcome.source, after, expected=before, before_replace=note, is_one_of_many=is_synced_later)
        if self.journal is not None:
            self.journal.done(path)

    def take_back(self, fixed: Fixed) -> None:
        """Write a document that was written as it was before; raises as `write` does.

        Without a note: the journal may be what has failed, and to it the change has then never come to its write.
        """
        replace(self, journal=None).write(_turned(fixed))

    def check(self, source: str) -> None:
        """Raise WriteError for a document that surely cannot be written; a store says so when it is asked to."""
        if is_remote(source):
            return
        target = self._checked(source)
        if not target.exists():
            raise WriteError("is no longer there", place=source)
        if not os.access(target, os.W_OK):
            raise WriteError("is read-only", place=source)
        if not os.access(target.parent, os.W_OK | os.X_OK):  # a file is replaced as a whole, with a new one
            raise WriteError("lies in a folder that is read-only", place=source)

    def _checked(self, source: str) -> Path:
        """Return the real path of a document; raises WriteError where it lies outside of the trees."""
        try:
            target = real_path(source)
        except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
            raise WriteError("cannot be reached", place=source) from error
        if self._holds(target):
            return target
        link, real = self._way_out(Path(source))
        raise WriteError(
            f"was read but not written: the symbolic link {link} leads to {real}, out of the folders of this run",
            place=source,
            hint=f"to change it too, name it where it lies: {real}",
        )

    def _holds(self, target: Path) -> bool:
        return any(target.is_relative_to(tree) for tree in self.trees)

    def _way_out(self, source: Path) -> tuple[Path, Path]:
        """Return the symbolic link on a path that leads out of the trees, and where it leads to."""
        steps = ((path, path.resolve()) for path in (*reversed(source.parents), source) if path.is_symlink())
        return next((step for step in steps if not self._holds(step[1])), (source, source.resolve()))


@contextmanager
def writer_for(paths: Sequence[str], *, is_journaled: bool = True) -> Iterator[Writer]:
    """Open the writer of a run over `paths`, and close its journal at the end."""
    named = [path for path in paths if path != STDIN and not is_remote(path)]
    trees = tuple(dict.fromkeys([working_directory(), *map(_tree, named)]))
    with contextlib.ExitStack() as stack:
        journal = stack.enter_context(Journal(project_folder(named))) if is_journaled else None
        yield Writer(trees, journal)


def _tree(path: str) -> Path:
    """Return the folder that a named path speaks of: itself, or, for a file or a link, the one that it lies in."""
    if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114 - they answer where a Path would raise
        return Path(os.path.abspath(path)).parent.resolve()  # noqa: PTH100 - the link must keep its own place
    return Path(path).resolve()


def _turned(fixed: Fixed) -> Fixed:
    """Return the document whose write takes back that of another."""
    outcome = fixed.outcome
    findings = []
    for change in inverse(changes_of(outcome.before, outcome.findings)):
        span = Span(change.start, change.end)
        fix = Fix((Edit(span, change.put),), Applicability.SAFE)
        code, found = outcome.findings[0].code, change.found
        findings.append(Finding(code, span, found, (change.put,), change.term, Decision.APPLY, "taken back", fix=fix))
    turned = Outcome(outcome.source, tuple(findings), outcome.after, outcome.before)
    return replace(fixed, outcome=turned)
