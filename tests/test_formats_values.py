"""Values put into the formats that other programs read, without a run."""

import pickle

import pytest

from sarif_shape import faults
from summitalign.errors import InputError
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.github import finding_commands
from summitalign.report.rdjson import diagnostics
from summitalign.report.sarif import sarif_log, sarif_results
from summitalign.report.text_findings import finding_blocks
from summitalign.report.trouble import Trouble


def test_messages_of_sarif_hold_no_placeholders_and_no_links() -> None:
    bad = Finding("term/x", Span(0, 1), "{0}[a](b)\\", ("c",), "t", Decision.SUGGEST, "so")
    log = sarif_log(list(sarif_results(Outcome("a.md", (bad,), "x", "x"))), (Trouble("", None, "{}"),))

    assert list(faults(log)) == []
    result = log["runs"][0]["results"][0]  # type: ignore[index]
    assert result["message"]["text"] == '"{{0}}\\[a\\](b)\\\\" should be "c": so'
    rules = log["runs"][0]["tool"]["driver"]["rules"]  # type: ignore[index]
    assert rules[result["ruleIndex"]]["id"] == "term/x"


def test_a_finding_without_a_right_form_says_its_reason_once() -> None:
    cut = Fix((Edit(Span(0, 4), ""),), Applicability.SUGGEST)
    bare = Finding("switch/unused-disable", Span(0, 4), "<!--", (), "", Decision.SUGGEST, "is idle", fix=cut)
    outcome = Outcome("a.md", (bare,), "<!--", "<!--")

    (result,) = sarif_results(outcome)
    assert list(faults(result, "result")) == []
    assert result["message"] == {"text": '"<!--": is idle'}
    assert next(finding_commands(outcome)).endswith('::"<!--": is idle')
    assert next(diagnostics(outcome))["message"] == '"<!--": is idle'
    assert next(finding_blocks(outcome)).splitlines()[0] == 'a.md:1:1: suggest  "<!--"  is idle'


def test_a_fix_in_pieces_is_one_suggestion_and_one_change() -> None:
    text = "见小**狐\n狸**吧\n"
    edits = (Edit(Span(1, 2), "Fox"), Edit(Span(4, 7), "let"))
    whole = Finding(
        "term/mistranslated", Span(1, 7), text[1:7], ("Foxlet",), "f", Decision.SUGGEST, "so",
        fix=Fix(edits, Applicability.SUGGEST),
    )  # fmt: skip
    outcome = Outcome("a.md", (whole,), text, text)

    (diagnostic,) = diagnostics(outcome)
    span = {"start": {"line": 1, "column": 4}, "end": {"line": 2, "column": 4}}
    assert diagnostic["suggestions"] == [{"range": span, "text": "Fox**let"}]
    (result,) = sarif_results(outcome)
    (change,) = result["fixes"][0]["artifactChanges"]  # type: ignore[index]
    assert [each["insertedContent"]["text"] for each in change["replacements"]] == ["Fox", "let"]
    assert list(faults(result, "result")) == []
    (command,) = finding_commands(outcome)
    assert (
        command == '::notice file=a.md,line=1,endLine=2,title=term/mistranslated::"小**狐%0A狸" should be "Foxlet": so'
    )


@pytest.mark.parametrize("path", ["a.md", "x:12", "a:3:4", "a\nb:7", ""])
@pytest.mark.parametrize("line", [None, 3])
def test_the_place_of_an_error_is_carried_and_never_parsed(path: str, line: int | None) -> None:
    error = pickle.loads(pickle.dumps(InputError("bad", place=path, line=line, hint="do")))

    assert Trouble.of(error) == Trouble(path, line, "bad (do)")
    assert error.place == (f"{path}:{line}" if line else path)


def test_the_shape_finds_faults() -> None:
    good = sarif_log((), ())
    assert list(faults(good)) == []
    for key, value in (("version", "2.0"), ("runs", [{}]), ("more", 1), ("$schema", "a b")):
        assert len(list(faults({**good, key: value}))) == 1
