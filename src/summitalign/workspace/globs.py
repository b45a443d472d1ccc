"""Patterns on the command line that narrow down which documents are taken: `--include` and `--exclude`."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import UsageError
from summitalign.formats.kinds import PAGE_ENDINGS
from summitalign.workspace.settings import settings_folder

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Globs:
    """Patterns as in `.gitignore`, each held against a path from the folder that is walked and from `bases`."""

    include: "GitIgnoreSpec | None" = None
    """What a walk takes only; None where it takes all."""
    exclude: "GitIgnoreSpec | None" = None
    """What is left out, named or met on a walk; None where nothing is."""
    bases: tuple[str, ...] = ()
    """The working directory, and the folder of the settings, whose patterns are meant from there."""
    endings: tuple[str, ...] = ()
    """Of pages of HTML, which a folder is searched for only where a pattern names them."""

    def takes_named(self, path: str) -> bool:
        """Say whether a document that was named is taken: whatever is not excluded."""
        resolved = Path(path).resolve()
        return self._is_free(_seen_from(str(resolved), (str(resolved.parent), *self.bases)))

    def below(self, folder: str) -> Callable[[str, bool], bool]:
        """Return what says of a resolved path below a folder, and whether it is one, if a walk takes or enters it."""
        bases = (folder, *self.bases)

        def takes(resolved: str, is_folder: bool) -> bool:
            paths = _seen_from(resolved, bases)
            if is_folder:
                return self._is_free([path + "/" for path in paths])
            is_wanted = self.include is None or any(self.include.match_file(path) for path in paths)
            return is_wanted and self._is_free(paths)

        return takes

    def _is_free(self, paths: Sequence[str]) -> bool:
        return self.exclude is None or not any(self.exclude.match_file(path) for path in paths)


def read_globs(include: Sequence[str], exclude: Sequence[str]) -> Globs | None:
    """Read the patterns of two options; None where there are none. Raises UsageError for one that cannot be used."""
    if not include and not exclude:
        return None
    specs = _spec("--include", "--exclude", include), _spec("--exclude", "--include", exclude)
    folder = settings_folder()
    endings = tuple(each for each in PAGE_ENDINGS if any(pattern.lower().endswith(each) for pattern in include))
    return Globs(*specs, (_here(),) if folder is None else (_here(), folder), endings)


def _spec(option: str, other: str, patterns: Sequence[str]) -> "GitIgnoreSpec | None":
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        if not pattern.strip() or pattern.startswith("#"):
            raise UsageError(f"{option} '{pattern}' matches nothing", hint="give a pattern such as 'drafts/' or '*.md'")
        if pattern.startswith("!"):
            raise UsageError(f"{option} '{pattern}' is a negation", hint=f"give it to {other} without the '!'")
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            raise UsageError(f"{option} '{pattern}' is no pattern: {error}") from error
    # `./drafts` is how a shell completes it; Git knows no such path.
    return GitIgnoreSpec.from_lines([pattern.removeprefix("./") for pattern in patterns]) if patterns else None


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError as error:
        raise UsageError(f"the working directory cannot be used: {error.strerror}") from error


def _seen_from(resolved: str, bases: Sequence[str]) -> list[str]:
    """Return a resolved path as it is seen from each of the folders that it lies below."""
    found = []
    for base in dict.fromkeys(bases):
        prefix = base.rstrip(os.sep) + os.sep
        if resolved.startswith(prefix):
            found.append(resolved[len(prefix) :].replace(os.sep, "/"))
    return found
