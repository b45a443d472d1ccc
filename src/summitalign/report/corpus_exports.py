"""The forms of a report beside the site: what each needs, what its files are called, and what stands in them."""

from collections.abc import Iterator, Sequence

from summitalign.report.corpus_digest import CorpusDigest, Detail, Details

HTML, MARKDOWN, XLSX, JSON, BADGES = "html", "markdown", "xlsx", "json", "badges"
FORMATS = (HTML, MARKDOWN, XLSX, JSON, BADGES)
NAMES = {MARKDOWN: "report.md", XLSX: "report.xlsx", JSON: "report.json"}
"""Files of the forms that are one file, in the folder of a report."""
BADGES_FOLDER = "badges"
_NEEDED = {XLSX: Detail.SEGMENTS, JSON: Detail.OBJECTS}


def details_of(formats: Sequence[str]) -> Details:
    """Return what a digest has to hold for some forms."""
    return frozenset(_NEEDED[name] for name in formats if name in _NEEDED)


def exports(digest: CorpusDigest, formats: Sequence[str]) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of some forms: path in the folder of the report, with `/`, and content.

    Raises UsageError where a package is not installed that a form needs.
    """
    yield from ((file, content_of(digest, name)) for name, file in NAMES.items() if name in formats)
    if BADGES in formats:
        from summitalign.report.badges import badges

        yield from ((f"{BADGES_FOLDER}/{name}", picture) for name, picture in badges(digest))


def content_of(digest: CorpusDigest, form: str) -> str | bytes:
    """Return what stands in the one file of a form."""
    if form == MARKDOWN:
        from summitalign.report.corpus_markdown import report_markdown

        return report_markdown(digest)
    if form == XLSX:
        from summitalign.report.corpus_workbook import report_workbook

        return report_workbook(digest)
    from summitalign.report.corpus_json import report_json

    return report_json(digest)
