"""A finding in one line, for formats with a single field for all there is to say."""

from summitalign.model.finding import Finding


def summary(finding: Finding) -> str:
    """Say in one line what is wrong, what is right, why, and what the glossary notes."""
    # Without a right form the message is the reason.
    reason = f": {finding.reason}" if finding.use and not finding.is_of_document else ""
    note = f" ({finding.note})" if finding.note else ""
    return f"{finding.message}{reason}{note}"
