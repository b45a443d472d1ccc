"""Known findings: a file of those that are not to be reported again, keyed so that lines may move."""

import json
import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.model.finding import Finding
from summitalign.model.span import LineIndex
from summitalign.workspace.read import read_text
from summitalign.workspace.rejection import Rejection

SCHEMA = "summitalign/baseline/1"
REJECTED = Path(".summitalign", "rejected.json")
"""Where rejections are remembered, seen from the glossary's folder."""
_DIGITS = 16
"""Hexadecimal digits kept of a line's digest: 64 bits tell the lines of one document apart."""

Key = tuple[str, str, str]
"""Term, wrong form and line digest of a finding."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings of one file."""

    file: str
    """Path of the file as given."""
    known: Mapping[str, Counter[Key]] = field(default_factory=dict)
    """For each document, by its path from the file's folder: how often each finding stands in it."""
    rejections: Mapping[tuple[str, Key], Rejection] = field(default_factory=dict)
    """Why and when a person has rejected a finding, by document and key."""

    def path_of(self, name: str) -> str:
        """Return the path of a document from the file's folder, whatever the program was started in."""
        return Path(os.path.relpath(Path(name).resolve(), Path(self.file).resolve().parent)).as_posix()

    def of(self, name: str) -> Counter[Key]:
        """Return the known findings of one document."""
        return self.known.get(self.path_of(name), Counter())

    def gone(self) -> int:
        """Count the entries of documents that are no longer there."""
        folder = Path(self.file).parent
        return sum(keys.total() for path, keys in self.known.items() if not (folder / path).exists())


def match(known: Counter[Key], keys: Sequence[Key]) -> tuple[list[bool], int]:
    """Say of each finding of a document, in order, whether it is known, and count the entries that match none."""
    left = Counter(known)
    found = []
    for key in keys:
        found.append(left[key] > 0)
        left[key] -= left[key] > 0
    return found, left.total()


def keys_of(text: str, findings: Sequence[Finding]) -> list[Key]:
    """Return the key of each finding; `findings` are all of a document, in order.

    The line is digested as it will read with every finding on it fixed, without blanks: so the key stays the same
    when another finding on the line is fixed, and the blanks that a fix puts change nothing.
    """
    import hashlib

    lines = LineIndex.build(text)
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        by_line.setdefault(lines.line(finding.span.start), []).append(finding)
    digests = {}
    for number, here in by_line.items():
        row, pieces = lines.line_span(number), list[str]()
        position = row.start
        for finding in here:
            pieces += [text[position : finding.span.start], min(finding.use, default=finding.found)]
            position = finding.span.end
        content = "".join("".join((*pieces, text[position : max(row.end, position)])).split())
        digests[number] = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return [(finding.term, finding.found, digests[lines.line(finding.span.start)]) for finding in findings]


def read_baseline(file: str | Path) -> Baseline:
    """Read a baseline; raises UsageError for a file that is none."""
    place = os.fspath(file)
    try:
        content = json.loads(read_text(file))
    except InputError as error:
        raise UsageError(error.message, place=error.path, line=error.line, hint=error.hint) from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UsageError("is no baseline: not JSON", place=place, line=line, hint=_HINT) from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise UsageError(f"is no baseline: its schema is not {SCHEMA}", place=place, hint=_HINT)
    entries = content.get("findings")
    if not isinstance(entries, list):
        raise UsageError("is no baseline: its findings are no list", place=place, hint=_HINT)
    known: dict[str, Counter[Key]] = {}
    rejections: dict[tuple[str, Key], Rejection] = {}
    for entry in entries:
        path, key, count = _entry(entry, place)
        known.setdefault(path, Counter())[key] += count
        if isinstance(entry, dict) and (rejection := Rejection.of(entry)) != Rejection():
            rejections[path, key] = rejection
    return Baseline(place, known, rejections)


_HINT = "--write-baseline writes one"


def _entry(entry: object, place: str) -> tuple[str, Key, int]:
    names = ("path", "term", "found", "line")
    if isinstance(entry, dict):
        path, term, found, line = (entry.get(name) for name in names)
        count = entry.get("count", 1)
        if (
            isinstance(path, str) and isinstance(term, str) and isinstance(found, str) and isinstance(line, str)
            and isinstance(count, int) and count > 0
        ):  # fmt: skip
            return path, (term, found, line), count
    raise UsageError("is no baseline: an entry lacks path, term, found or line", place=place, hint=_HINT)


def update_baseline(file: str | Path, change: Callable[[Baseline], Baseline]) -> Baseline:
    """Change a baseline on disk, as it is at this moment, and return what it says then.

    What another run has written there since this one began stays. Raises UsageError, WriteError.
    """
    from summitalign.workspace.write import update_text

    changed = Baseline(os.fspath(file))

    def renew() -> str:
        nonlocal changed
        changed = change(empty_or_read(file))
        return _content(changed)

    update_text(file, renew)
    return changed


def _content(baseline: Baseline) -> str:
    """Return the text of a baseline, in an order that does not change from run to run."""
    findings = [
        {
            **{"path": path, "term": key[0], "found": key[1], "line": key[2]},
            **({"count": count} if count > 1 else {}),
            **baseline.rejections.get((path, key), Rejection()).row,
        }
        for path, keys in sorted(baseline.known.items())
        for key, count in sorted(keys.items())
        if count
    ]
    rows = ",\n".join(f"  {json.dumps(finding, ensure_ascii=False)}" for finding in findings)
    return f'{{"schema": "{SCHEMA}", "findings": [\n{rows}\n]}}\n'


def extended(
    baseline: Baseline,
    found: Mapping[str, Iterable[Key]],
    rejections: Mapping[tuple[str, Key], Rejection] | None = None,
) -> Baseline:
    """Return a baseline with more known findings, given by document, and what is said of those that were rejected."""
    known = dict(baseline.known)
    for name, keys in found.items():
        path = baseline.path_of(name)
        known[path] = known.get(path, Counter()) + Counter(keys)
    more = {(baseline.path_of(name), key): said for (name, key), said in (rejections or {}).items()}
    for place, said in more.items():  # a reason is lost to no rejection without one
        if not said.reason and (old := baseline.rejections.get(place)) is not None:
            more[place] = replace(said, reason=old.reason)
    return Baseline(baseline.file, known, {**baseline.rejections, **more})


def without(baseline: Baseline, names: Iterable[str]) -> Baseline:
    """Return a baseline without what is known of some documents, and of those that are no longer there."""
    gone, folder = {baseline.path_of(name) for name in names}, Path(baseline.file).parent
    kept = {path: keys for path, keys in baseline.known.items() if path not in gone and (folder / path).exists()}
    rejections = {place: said for place, said in baseline.rejections.items() if place[0] in kept}
    return Baseline(baseline.file, kept, rejections)


def without_keys(baseline: Baseline, gone: Container[tuple[str, Key]]) -> Baseline:
    """Return a baseline without some findings, by path from its folder and key, however often they stand."""
    known = {
        path: Counter({key: count for key, count in keys.items() if (path, key) not in gone})
        for path, keys in baseline.known.items()
    }
    rejections = {place: said for place, said in baseline.rejections.items() if place not in gone}
    return Baseline(baseline.file, known, rejections)


def empty_or_read(file: str | Path) -> Baseline:
    """Read a baseline that may not be there yet; raises UsageError where something else stands in its place."""
    return read_baseline(file) if Path(file).exists() else Baseline(os.fspath(file))
