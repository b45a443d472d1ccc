"""Lexicons on disk: the installed one, kept as it was read, and files of the user's."""

import contextlib
import json
import os
from pathlib import Path

from summitalign.align.dictionaries import installed_path, read_installed, read_lexicon
from summitalign.align.lexicon import Lexicon
from summitalign.errors import InputError, UsageError
from summitalign.workspace.cache import cache_folder, keep
from summitalign.workspace.read import read_text

_MOST = 2
"""Lexicons that are kept: that of this version of the package, and one more for another environment."""
_FORMAT = 1
"""Of the kept file."""


def kept_lexicon() -> Lexicon | None:
    """Return the installed lexicon, from the user's cache where that has it; None where none is installed.

    It is read from the cache in less than half the time. A cache that cannot be read or written does without.
    """
    path = installed_path()
    if path is None:
        return None
    kept = _place(path)
    if kept is None:
        return read_installed(path)
    with contextlib.suppress(Exception):  # whatever is wrong with a cache, the package has it all
        content = json.loads(kept.read_bytes())
        os.utime(kept)
        return _unpacked(*content)
    lexicon = read_installed(path)
    with contextlib.suppress(OSError):
        keep(kept, _packed(lexicon), _MOST)
    return lexicon


def read_lexicons(paths: tuple[str, ...]) -> tuple[Lexicon, ...]:
    """Read lexicons of the user's; raises UsageError for one that cannot be read."""
    found = []
    for path in paths:
        try:
            text = read_text(path)
        except InputError as error:
            raise UsageError(error.message, place=error.path, line=error.line, hint=error.hint) from error
        found.append(read_lexicon(text, path))
    return tuple(found)


def _place(path: Path) -> Path | None:
    folder = cache_folder()
    if folder is None:
        return None
    from hashlib import sha256

    status = path.stat()
    mark = f"{_FORMAT} {path} {status.st_size} {status.st_mtime_ns}"
    return folder / f"lexicon-{sha256(mark.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def _packed(lexicon: Lexicon) -> list[str]:
    """Return a lexicon as a few long texts: they are read faster than a hundred thousand short ones."""
    readings = (f"{letter} {' '.join(sorted(found))}" for letter, found in lexicon.readings.items())
    return ["\n".join(lexicon.glosses), "\n".join(lexicon.glosses.values()), "\n".join(readings)]


def _unpacked(words: str, senses: str, readings: str) -> Lexicon:
    glosses = dict(zip(words.split("\n"), senses.split("\n"), strict=True))
    spelled = (line.split(" ") for line in readings.split("\n"))
    return Lexicon(glosses, {letter: frozenset(found) for letter, *found in spelled})
