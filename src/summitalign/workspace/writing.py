"""Writing back the documents that a run has fixed: inside the tree that was named, and noted in the journal."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summitalign.errors import WriteError
from summitalign.fix.journal import FileRecord, changes_of, digest, made
from summitalign.workspace.fixing import Fixed
from summitalign.workspace.journal import Journal, project_folder, working_directory
from summitalign.workspace.walk import STDIN
from summitalign.workspace.write import encoded, write_bytes


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
        before = encoded(outcome.before, fixed.has_bom, fixed.encoding, outcome.source)
        after = encoded(outcome.after, fixed.has_bom, fixed.encoding, outcome.source)
        target = self._checked(outcome.source)
        changes = changes_of(outcome.before, outcome.findings)
        if made(outcome.before, changes) != outcome.after:
            raise WriteError("the fixes do not add up to the fixed text; it was left alone", place=outcome.source)
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

    def check(self, source: str) -> None:
        """Raise WriteError for a document that surely cannot be written."""
        target = self._checked(source)
        if not os.access(target, os.W_OK) or not os.access(target.parent, os.W_OK):
            raise WriteError("is read-only", place=source)

    def _checked(self, source: str) -> Path:
        """Return the real path of a document; raises WriteError where it lies outside of the trees."""
        try:
            target = Path(source).resolve()
        except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
            raise WriteError("cannot be reached", place=source) from error
        if any(target.is_relative_to(tree) for tree in self.trees):
            return target
        raise WriteError(
            f"a symbolic link leads to {target}, outside of what was named, and was left alone",
            place=source,
            hint="name the file itself",
        )


@contextmanager
def writer_for(paths: Sequence[str], *, is_journaled: bool = True) -> Iterator[Writer]:
    """Open the writer of a run over `paths`, and close its journal at the end."""
    named = [path for path in paths if path != STDIN]
    trees = tuple(dict.fromkeys([working_directory(), *map(_tree, named)]))
    with contextlib.ExitStack() as stack:
        journal = stack.enter_context(Journal(project_folder(named))) if is_journaled else None
        yield Writer(trees, journal)


def _tree(path: str) -> Path:
    """Return the folder that a named path speaks of: itself, or, for a file or a link, the one that it lies in."""
    if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114 - they answer where a Path would raise
        return Path(os.path.abspath(path)).parent.resolve()  # noqa: PTH100 - the link must keep its own place
    return Path(path).resolve()
