"""TBX-Basic (ISO 30042): writes the 2008 form, which programs read most widely, and reads that of 2019 as well."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from summitalign.glossary.exchange.values import Exported, LossLog
from summitalign.model.term import Glossary, TermEntry

AMBIGUOUS = "ambiguous: also an ordinary word"
"""Note at a deprecated term that is wrong in places only."""
# XML 1.0, 2.2: what no document may hold, even escaped.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EAST = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U000323af]")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang={language}>
  <martifHeader>
    <fileDesc><sourceDesc><p>Exported by summitalign</p></sourceDesc></fileDesc>
    <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>
  </martifHeader>
  <text>
    <body>
"""
_FOOT = "    </body>\n  </text>\n</martif>\n"


def write_tbx(glossary: Glossary) -> Exported:
    """Write a concept for each entry: source terms, right forms as preferred, wrong forms as deprecated terms."""
    log = LossLog()
    log.settings(glossary, languages_held=True)
    source, target = glossary.source_language or "en", glossary.target_language or "und"
    parts = [_HEAD.format(language=quoteattr(source))]
    for number, entry in enumerate(glossary.entries, 1):
        parts += _concept(number, entry, (source, target), log)
    return Exported("".join((*parts, _FOOT)), log.losses())


def _concept(number: int, entry: TermEntry, languages: tuple[str, str], log: LossLog) -> Iterator[str]:
    shown = entry.use[0]
    if any(_UNHELD.search(text) for text in (*entry.use, *entry.source, entry.note)):
        log.add("entries with a control character", repr(shown))
        return
    wrong = tuple(_fit(entry, log))
    if entry.wrong and not wrong:
        log.add("entries without a wrong form that fits", shown)
        return
    source, target = languages
    held = ("note", "ambiguous" if wrong else "keep", *(("source",) if source != target else ()))
    log.fields(entry, held)
    yield f'      <termEntry id="c{number}">\n'
    if entry.note:
        yield f"        <note>{_text(entry.note)}</note>\n"
    # A Chinese right form stands for itself where no source is named; as an English term it would be a mistake.
    is_foreign = entry.source in ((), entry.use) and any(_EAST.search(form) for form in entry.use)
    if source != target and not is_foreign:
        yield f"        <langSet xml:lang={quoteattr(source)}>\n"
        yield from (_tig(term) for term in entry.source or entry.use)
        yield "        </langSet>\n"
    yield f"        <langSet xml:lang={quoteattr(target)}>\n"
    for term in entry.use:
        yield _tig(term, "preferredTerm-admn-sts" if term == shown else "admittedTerm-admn-sts")
    for term in wrong:
        yield _tig(term, "deprecatedTerm-admn-sts", AMBIGUOUS if entry.is_ambiguous else "")
    yield "        </langSet>\n      </termEntry>\n"


def _fit(entry: TermEntry, log: LossLog) -> Iterable[str]:
    for form in entry.wrong:
        if form.is_pattern:
            log.add("patterns", f"{form.text} of {entry.use[0]}")
        elif _UNHELD.search(form.text):
            log.add("wrong forms with a control character", f"{form.text!r} of {entry.use[0]}")
        else:
            yield form.text


def _tig(term: str, status: str = "", note: str = "") -> str:
    space = "" if term == " ".join(term.split()) else ' xml:space="preserve"'
    said = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    said += f"<note>{_text(note)}</note>" if note else ""
    return f"          <tig><term{space}>{_text(term)}</term>{said}</tig>\n"


def _text(text: str) -> str:
    # A bare carriage return is read as a line feed.
    return escape(text, {"\r": "&#13;"})
