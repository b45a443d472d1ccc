"""How many documents are in which language, by folder."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from summitalign.report.delimited import csv_row

_MARK = "://"
"""Behind the scheme of an address in a store."""
HEADER = ("folder", "language", "documents", "share")


@dataclass(frozen=True, slots=True)
class FolderCount:
    """The documents of one folder by main language, without those of folders that have counts of their own."""

    path: str
    """As the paths were given; empty for all documents together."""
    documents: int
    languages: tuple[tuple[str, int], ...]
    """(tag, number of documents), most frequent first; `und` is one of them."""
    contradictions: int
    """Documents that are in another language than they declare."""


def count_folders(
    documents: Iterable[tuple[str, str, bool]], roots: Sequence[str] = (), depth: int | None = None
) -> tuple[FolderCount, ...]:
    """Count documents, given as path, tag and whether the declared language is contradicted.

    All of them come first, then the folders in the order of their paths. Folders that lie more than `depth` levels
    below one of `roots` are counted in the one above that does not; None for a count of every folder.
    """
    tops = sorted(map(_parts, roots), key=len, reverse=True)
    tags: dict[str, Counter[str]] = {"": Counter()}
    contradictions: Counter[str] = Counter()
    for path, tag, is_contradicted in documents:
        folder = _joined(_rolled_up(_parts(path)[:-1], tops, depth))
        for name in ("", folder):
            tags.setdefault(name, Counter())[tag] += 1
            contradictions[name] += is_contradicted
    return tuple(
        FolderCount(
            name,
            tags[name].total(),
            tuple(sorted(tags[name].items(), key=lambda item: (-item[1], item[0]))),
            contradictions[name],
        )
        for name in sorted(tags)
    )


def _parts(path: str) -> tuple[str, ...]:
    """Part a path; an address begins with its scheme, of which a path would lose a slash."""
    scheme, mark, rest = path.partition(_MARK)
    return (scheme + mark, *PurePath(rest).parts) if mark else PurePath(path).parts


def _joined(parts: tuple[str, ...]) -> str:
    if parts and parts[0].endswith(_MARK):
        return parts[0] + PurePath(*parts[1:]).as_posix()
    return str(PurePath(*parts))


def _rolled_up(folder: tuple[str, ...], tops: Sequence[tuple[str, ...]], depth: int | None) -> tuple[str, ...]:
    top = next((top for top in tops if folder[: len(top)] == top), None)
    return folder if depth is None or top is None else folder[: len(top) + depth]


def counts_json(folders: Iterable[FolderCount]) -> str:
    """Return one JSON document of the kind `summitalign/detection-summary/1`."""
    whole, *rest = folders
    content = {
        "schema": "summitalign/detection-summary/1",
        **_object(whole),
        "folders": [_named(each) for each in rest],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def counts_jsonl(folders: Iterable[FolderCount]) -> Iterator[str]:
    """Yield one object a folder; that of all documents has no path."""
    for folder in folders:
        content = {"schema": "summitalign/detection-summary/1", **(_named(folder) if folder.path else _object(folder))}
        yield json.dumps(content, ensure_ascii=False)


def counts_csv(folders: Iterable[FolderCount]) -> Iterator[str]:
    """Yield a header, and a row for each folder and language; all documents have an empty folder."""
    yield csv_row(HEADER)
    for folder in folders:
        for tag, count in folder.languages:
            yield csv_row((folder.path, tag, count, f"{count / folder.documents:.4f}"))


def _named(folder: FolderCount) -> dict[str, object]:
    return {"path": folder.path, **_object(folder)}


def _object(folder: FolderCount) -> dict[str, object]:
    return {
        "documents": folder.documents,
        "languages": [
            {"language": tag, "documents": count, "share": round(count / folder.documents, 4)}
            for tag, count in folder.languages
        ],
        "contradictions": folder.contradictions,
    }
