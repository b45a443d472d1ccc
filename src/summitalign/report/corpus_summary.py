"""A report in one line."""

from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.counting import counted, percent
from summitalign.report.measures import coverage, value_of


def size(digest: CorpusDigest) -> str:
    """Say how many documents and pairs there are."""
    return f"{counted(len(digest.documents), 'document', 'documents')}, {counted(len(digest.pairs), 'pair', 'pairs')}"


def summary_line(digest: CorpusDigest) -> str:
    """Say how far the translation is, what is to be fixed, and what stands alone."""
    covered = coverage(digest)
    fixes, suggestions = (int(value_of(digest, name) or 0) for name in ("fixes", "suggestions"))
    return ", ".join(
        (
            size(digest),
            "no sources" if covered is None else f"coverage {percent(covered)}",
            counted(fixes, "fix", "fixes"),
            counted(suggestions, "suggestion", "suggestions"),
            f"{len(digest.lone)} without a partner",
        )
    )
