"""Findings as one SARIF 2.1.0 log, the form that code hosts and editors read from analysers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.fingerprints import fingerprint
from summitalign.report.json import JsonObject
from summitalign.report.places import Places
from summitalign.report.summary import summary
from summitalign.report.trouble import Trouble
from summitalign.report.width import visible
from summitalign.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Decision.APPLY: "warning", Decision.SUGGEST: "note", Decision.SKIP: "none"}
_FINGERPRINT = "termOccurrence/v1"
_RULES: dict[str, tuple[str, str, str]] = {
    "term/mistranslated": (
        "MistranslatedTerm",
        "A term is mistranslated.",
        "The glossary lists this form as wrong for a term. Apply the fix, or, where the form is right in this place, "
        "add the longer word that holds it to `not in` of the entry, or switch the place off with a comment.",
    ),
    "term/split-latin": (
        "SplitLatinName",
        "A Latin name is divided by Chinese words.",
        "A translator took part of a name for a word and translated it. The fix restores the name of the glossary.",
    ),
    "term/identifier-stop": (
        "FullStopInName",
        "An ideographic full stop stands inside a name.",
        "A translator put an ideographic full stop in place of the dot of a name. The fix puts the dot back.",
    ),
    "term/inconsistent": (
        "InconsistentTerm",
        "One name is written in several ways.",
        "The documents have several forms for one name of the originals. Choose one, and list the others as wrong "
        "forms in the glossary.",
    ),
    "term/ambiguous-rendering": (
        "AmbiguousRendering",
        "One form stands for several names.",
        "The documents have the same form for several names. Look at each place, and list the form in the glossary "
        "with all right forms, or with what tells them apart.",
    ),
    "link/anchor": (
        "LinkToChangedHeading",
        "A link leads to a heading whose anchor changes with a fix.",
        "The heading holds a mistranslated term, and its anchor comes from its words. The fix of the link belongs to "
        "that of the heading: make both, or none.",
    ),
    "language/contradiction": (
        "LanguageContradiction",
        "A document is in another language than it declares.",
        "Its front matter, its HTML, its name or its folder says so. Translate the document, or correct what it says.",
    ),
    "switch/unused-disable": (
        "UnusedDisableComment",
        "A comment switches forms off, and none of them stands there.",
        "The comment holds nothing back any more. Take it out, so that it cannot hide a later mistranslation.",
    ),
    "switch/unused-enable": (
        "UnusedEnableComment",
        "A comment switches forms on that are not off.",
        "The comment ends nothing. Take it out, or look for the misspelt comment that it was to end.",
    ),
}
"""Name, short description and help of each rule, by its code."""


def sarif_log(results: Sequence[JsonObject], troubles: Sequence[Trouble]) -> JsonObject:
    """Gather the results of a run, and what could not be done, into one log."""
    codes = list(dict.fromkeys(str(result["ruleId"]) for result in results))
    invocation: JsonObject = {"executionSuccessful": not troubles}
    if troubles:
        invocation["toolExecutionNotifications"] = [_notification(trouble) for trouble in troubles]
    run: JsonObject = {
        "tool": {
            "driver": {"name": "summitalign", "version": __version__, "rules": [_rule(code) for code in codes]},
        },
        "invocations": [invocation],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The working directory of the run."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [{**result, "ruleIndex": codes.index(str(result["ruleId"]))} for result in results],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def sarif_results(outcome: Outcome, *, with_skipped: bool = False) -> Iterator[JsonObject]:
    """Describe the findings of one document; its `source` is a path from the working directory, or absolute."""
    places, seen = Places(outcome.before), Counter[str]()
    artifact = _artifact(outcome.source)
    for finding in outcome.findings:
        if finding.decision is not Decision.SKIP or with_skipped:
            yield _result(finding, places, artifact, fingerprint(finding, outcome.before, places, seen))


def place_result(code: str, place: tuple[str, int], found: str, message: str) -> JsonObject:
    """Describe a finding of which a path and a line are known."""
    region = {"startLine": place[1], "snippet": {"text": found}}
    return {
        "ruleId": code,
        "level": "warning",
        "message": _message(message),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(place[0]), "region": region}}],
    }


def _result(finding: Finding, places: Places, artifact: JsonObject, mark: str) -> JsonObject:
    region = {**_region(finding.span, places), "snippet": {"text": finding.found}}
    result: JsonObject = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.weighs_as],
        "message": _message(summary(finding)),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {_FINGERPRINT: mark},
        "properties": {"term": finding.term, "decision": finding.decision.value},
    }
    if finding.decision is Decision.SKIP:
        result["kind"] = "informational"  # only what is no failure may have the level none
    elif finding.fix and finding.fix.edits:
        edits = sorted(finding.fix.edits, key=lambda edit: edit.span)
        replacements = [_replacement(edit, places) for edit in edits]
        change = {"artifactLocation": artifact, "replacements": replacements}
        offer = f'use "{finding.use[0]}"' if finding.use else "apply the fix"
        result["fixes"] = [{"description": _message(offer), "artifactChanges": [change]}]
    return result


def _replacement(edit: Edit, places: Places) -> JsonObject:
    return {"deletedRegion": _region(edit.span, places), "insertedContent": {"text": edit.replacement}}


def _region(span: Span, places: Places) -> dict[str, object]:
    line, column = places.position(span.start)
    end_line, end_column = places.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _artifact(path: str) -> JsonObject:
    """Return the location of a document: by a URI from the working directory, or from the root."""
    # A path may hold bytes that are no text; a URI names them as they are.
    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _BASE}


def _notification(trouble: Trouble) -> JsonObject:
    notification: JsonObject = {"level": "error", "message": _message(trouble.message)}
    if trouble.path:
        place: JsonObject = {"artifactLocation": _artifact(trouble.path)}
        if trouble.line is not None:
            place["region"] = {"startLine": trouble.line}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _rule(code: str) -> JsonObject:
    name, short, text = _RULES.get(code, ("", f"A finding of the kind {code}.", f"A finding of the kind {code}."))
    rule: JsonObject = {"id": code}
    if name:
        rule["name"] = name
    return {
        **rule,
        "shortDescription": {"text": short},
        "fullDescription": {"text": text},
        "help": {"text": text},
        "defaultConfiguration": {"level": "warning"},
    }


def _message(text: str) -> JsonObject:
    """Return a message; braces would be read as placeholders, and brackets before a parenthesis as a link."""
    escaped = visible(text).replace("{", "{{").replace("}", "}}")
    if "](" in escaped:
        escaped = escaped.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": escaped}
