"""A whole report as one JSON document."""

from collections.abc import Iterator, Sequence

from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.json import JsonObject, dump
from summitalign.report.measures import MEASURES, coverage

SCHEMA = "summitalign/report/1"
_DIGITS = 4


def report_json(digest: CorpusDigest) -> str:
    """Return the document; the digest has to hold the objects. Each document and pair has a line of its own."""
    head = dump(_head(digest), indent=2).removesuffix("\n}")
    documents = _list([document.detail for document in digest.documents])
    pairs = _list([pair.detail for pair in digest.pairs])
    return f'{head},\n  "documents": {documents},\n  "pairs": {pairs}\n}}\n'


def _list(objects: Sequence[str]) -> str:
    rows = ",\n".join(f"    {each}" for each in objects)
    return f"[\n{rows}\n  ]" if objects else "[]"


def _head(digest: CorpusDigest) -> JsonObject:
    return {
        "schema": SCHEMA,
        "title": digest.title,
        "version": digest.version,
        "measures": {measure.name: _rounded(measure.of(digest)) for measure in MEASURES},
        "languages": list(_languages(digest)),
    }


def _languages(digest: CorpusDigest) -> Iterator[JsonObject]:
    tags = [document.language for document in digest.documents]
    targets = {pair.target_language for pair in digest.pairs}
    for tag in dict.fromkeys(sorted(tags, key=lambda tag: (-tags.count(tag), tag))):
        covered = coverage(digest, tag) if tag in targets else None
        yield {"language": tag, "documents": tags.count(tag), "coverage": _rounded(covered)}


def _rounded(value: float | None) -> float | None:
    return round(value, _DIGITS) if isinstance(value, float) else value
