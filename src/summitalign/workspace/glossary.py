"""Finding and reading the glossary of a run."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from summitalign.errors import GlossaryError, InputError, UsageError
from summitalign.model.term import Glossary
from summitalign.workspace.kept_glossary import kept_glossary
from summitalign.workspace.read import read_text
from summitalign.workspace.remote import is_remote
from summitalign.workspace.spellings import kept_traditional
from summitalign.workspace.walk import STDIN

FILE_NAME = "glossary.yml"


def find_glossary(start: str | Path) -> Path | None:
    """Return the nearest `glossary.yml` upward from `start`, then from the working directory; None where none is.

    The path is relative where the file lies at or below the working directory.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError(f"the working directory cannot be used: {error.strerror}") from error
    first = Path(start).absolute()
    for base in (first if _holds(first.is_dir) else first.parent, here):
        for folder in (base, *base.parents):
            candidate = folder / FILE_NAME
            if _holds(candidate.is_file):
                return candidate.relative_to(here) if candidate.is_relative_to(here) else candidate
    return None


def _holds(question: Callable[[], bool]) -> bool:
    """Ask the disk; where it refuses to say (a folder without permission, a name too long) the answer is no."""
    try:
        return question()
    except OSError:
        return False


def glossary_for(paths: Sequence[str]) -> Path | None:
    """Return the one glossary that holds for all `paths`; None where there is none.

    Raises UsageError where the paths lie under different glossaries.
    """
    starts = [path for path in paths if path != STDIN] or ["."]
    found = {find_glossary(start): start for start in reversed(starts)}
    if len(found) > 1:
        names = " and ".join(sorted(str(path or "none") for path in found))
        raise UsageError(f"the paths lie under different glossaries: {names}", hint="name one with --glossary")
    return next(iter(found))


def load_glossary(path: str | Path, on_read: Callable[[str], None] | None = None) -> Glossary:
    """Read a glossary with its includes; raises GlossaryError with file and line.

    `on_read` is told the path of each of its files.
    """
    place = os.fspath(path)
    tell = on_read or _tell_nobody
    tell(place)
    return kept_glossary(_read(path, place), place, include_reader(path, tell), _load)


def _load(text: str, place: str, read: Callable[[str], str]) -> Glossary:
    from summitalign import api

    return api.load_glossary(text, place, read)


def _tell_nobody(_path: str) -> None:
    pass


def include_reader(path: str | Path, on_read: Callable[[str], None] = _tell_nobody) -> Callable[[str], str]:
    """Return what reads the files that a glossary includes, by their path relative to its folder.

    `on_read` is told the path of each. `pack:NAME` is read from the program itself, and told to nobody.

    An included file has to lie at or below the folder of the glossary: a glossary that came with somebody's
    documents should not read the rest of the disk.
    """
    place = os.fspath(path)
    folder = Path(path).absolute().parent

    def read(relative: str) -> str:
        from summitalign.workspace.packs import PACK, read_pack

        if relative.startswith(PACK):
            return read_pack(relative.removeprefix(PACK))
        target = (folder / relative).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise GlossaryError(
                f"the included file {relative} lies outside the glossary's folder",
                place=place,
                hint="keep included files in the folder of the glossary, or below it",
            )
        on_read(str(folder / relative))
        return _read(folder / relative, str(Path(place).parent / relative))

    return read


def check_examples(glossary: Glossary) -> None:
    """Run the tests written inside the entries; raises GlossaryError for the first that fails.

    A glossary that is known to pass, in the user's cache, is not tested again.
    """
    if not any(entry.tests for entry in glossary.entries):
        return
    from summitalign.workspace.kept_tests import have_passed, remember

    if have_passed(glossary):
        return
    from summitalign import api
    from summitalign.glossary.problems import failed_test

    for failure in api.run_glossary_tests(glossary, kept_traditional):
        entry = glossary.index.get(failure.entry)
        problem = failed_test(failure, entry.origin if entry is not None else f"{glossary.path}:0")
        hint = "summitalign glossary test shows every test that fails"
        raise GlossaryError(problem.message, place=problem.place, hint=hint)
    remember(glossary)


def _read(path: str | Path, place: str) -> str:
    try:
        return read_text(path)
    except InputError as error:
        # A document that cannot be read is passed over; a glossary that cannot be read is a wrong setting.
        raise GlossaryError(error.message, place=place, line=error.line, hint=error.hint) from error


def locator(glossary: Glossary) -> Callable[[str], str]:
    """Return the function that turns a document's path into the one from the glossary's folder.

    So an entry's `paths` mean the same documents wherever the program is started and however they are
    named. A document outside the folder keeps its path as given.
    """
    folder = Path(glossary.path).resolve().parent

    def locate(name: str) -> str:
        if is_remote(name):
            return name
        try:
            return Path(name).resolve().relative_to(folder).as_posix()
        except (OSError, ValueError):
            return name

    return locate
