"""Findings as a Code Quality report of GitLab, which shows them in merge requests: one JSON list."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from summitalign.model.finding import Decision
from summitalign.model.outcome import Outcome
from summitalign.report.fingerprints import digest_of, fingerprint
from summitalign.report.json import JsonObject
from summitalign.report.places import Places
from summitalign.report.summary import summary
from summitalign.report.trouble import Trouble
from summitalign.report.width import visible

_SEVERITIES = {Decision.APPLY: "minor", Decision.SUGGEST: "info", Decision.SKIP: "info"}
"""Of info, minor, major, critical and blocker."""
_TROUBLE = "summitalign/not-done"


def gitlab_issues(outcome: Outcome, *, with_skipped: bool = False) -> Iterator[JsonObject]:
    """Describe the findings of one document; its `source` is a path from the top of the repository."""
    places, seen = Places(outcome.before, is_lf_only=True), Counter[str]()
    for finding in outcome.findings:
        if finding.decision is not Decision.SKIP or with_skipped:
            first, last = (places.position(offset)[0] for offset in (finding.span.start, finding.span.end))
            # Of issues with one fingerprint the host shows one, so it has to differ between documents, too.
            mark = digest_of(outcome.source, fingerprint(finding, outcome.before, places, seen))
            severity, place = _SEVERITIES[finding.weighs_as], _location(outcome.source, first, last)
            yield _issue(finding.code, summary(finding), severity, mark, place)


def gitlab_trouble(trouble: Trouble) -> JsonObject:
    """Describe a document that could not be done."""
    line = trouble.line or 1
    mark = digest_of(_TROUBLE, trouble.path, trouble.message)
    return _issue(_TROUBLE, trouble.message, "major", mark, _location(trouble.path, line, line))


def gitlab_report(issues: Sequence[JsonObject]) -> str:
    """Return the text of the whole report."""
    return json.dumps(issues, ensure_ascii=False, indent=2)


def _issue(code: str, text: str, severity: str, mark: str, location: JsonObject) -> JsonObject:
    return {
        "description": visible(text), "check_name": code, "fingerprint": mark, "severity": severity,
        "location": location,
    }  # fmt: skip


def _location(path: str, first: int, last: int) -> JsonObject:
    return {"path": path, "lines": {"begin": first, "end": last}}
