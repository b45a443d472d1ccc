"""Proposed entries as one HTML page that needs nothing else."""

from html import escape

from summitalign.glossary.addition import block_of
from summitalign.model.candidate import Candidate, Sighting
from summitalign.version import __version__

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
    "border-bottom:1px solid #ccc}mark{background:#ffe3a3;color:inherit}.n{text-align:right}pre{white-space:pre-wrap}"
    "small{color:#555}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}small{color:#aaa}mark{background:#6b4e00}"
    "th,td{border-color:#444}}"
    "td:nth-child(2){white-space:nowrap}td:last-child{width:50%}"
    # Seven columns leave a telephone no room for the places: there each candidate is a line, and its places below.
    "@media(max-width:45rem){thead{display:none}tr{display:block;border-bottom:1px solid #888}"
    "td{display:inline-block;border:0}td:last-child{display:block;width:auto}"
    "td:nth-child(5)::before{content:'documents: '}td:nth-child(6)::before{content:'times: '}}"
)


def candidates_html(found: tuple[Candidate, ...]) -> str:
    """Return a page of candidates with their places; all texts are escaped, and nothing is loaded or run."""
    rows = "\n".join(_row(each) for each in found)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Proposed entries</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        "<h1>Proposed entries</h1>\n"
        f"<p>{len(found)} proposed, the likeliest first. summitalign {escape(__version__)}</p>\n"
        "<table>\n<thead><tr><th>score</th><th>wrong</th><th>right</th><th>how</th>"
        "<th>documents</th><th>times</th><th>places</th>"
        f"</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    )


def _row(each: Candidate) -> str:
    right = " or ".join(escape(form) for form in each.right)
    reason = f"<br><small>ambiguous: {escape(each.reason)}</small>" if each.is_ambiguous else ""
    places = "<br>".join(_place(place, place.source) for place in each.contexts)
    originals = "".join(f"<br>{_place(place, f'original {place.source}'.rstrip())}" for place in each.originals)
    signs = escape(", ".join(f"{name} {weight:+.1f}" for name, weight in each.signs))
    grounds = f"<p>{escape(each.grounds)}</p>" if each.grounds else ""
    entry = escape("\n".join(block_of(each.entry).lines))
    more = f"<details><summary>entry and reasons</summary><pre>{entry}</pre>{grounds}<small>{signs}</small></details>"
    return (
        f'<tr><td class="n">{each.score:.2f}</td><td lang="zh">{escape(each.wrong)}</td><td>{right}{reason}</td>'
        f'<td>{escape(each.kind)}</td><td class="n">{each.documents}</td><td class="n">{each.occurrences}</td>'
        f"<td>{places}{originals}{more}</td></tr>"
    )


def _place(place: Sighting, name: str) -> str:
    where = f"{escape(name)}:{place.line}" if place.line else escape(name)
    return f"<small>{where}</small> {escape(place.before)}<mark>{escape(place.found)}</mark>{escape(place.after)}"
