"""`summitalign glossary add`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import click

from summitalign.cli.glossary.files import PACK, change, file_of, load, locate
from summitalign.cli.options import gathered, glossary_option
from summitalign.errors import UsageError
from summitalign.model.term import Glossary, TermEntry, TermTest, WrongForm
from summitalign.report.width import visible


@dataclass(frozen=True, slots=True)
class Rules:
    """What an entry is to say besides its forms."""

    ambiguous: bool = False
    note: str = ""
    near: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


_rules = gathered(
    "rules",
    Rules,
    click.option("--ambiguous", is_flag=True, help="A wrong form is also an ordinary word: fix it only with evidence."),
    click.option("--note", default="", help="Shown to people who meet the finding."),
    click.option("--near", multiple=True, metavar="WORD", help="A word that speaks for the fix; several times."),
    click.option("--unless-near", multiple=True, metavar="WORD", help="A word that speaks against it."),
    click.option(
        "--not-in", multiple=True, metavar="WORD", help="A longer word with a wrong form in it that is right."
    ),
    click.option(
        "--test", "tests", multiple=True, metavar="'TEXT -> EXPECTED'", help="An example; `-> =` for no change."
    ),
)


@click.command()
@click.argument("wrong", nargs=-1, required=True)
@click.option(
    "--use", required=True, multiple=True, metavar="RIGHT", help="The right form; several times for a choice."
)
@_rules
@glossary_option
def add(wrong: tuple[str, ...], use: tuple[str, ...], rules: Rules, glossary_path: str | None) -> None:
    """Add WRONG forms; entries and comments that are there stay as they are.

    Forms go to the entry that has the same right forms, and become ambiguous where it is; or to a new one at the end.
    What is known already is passed over.

    \b
    Examples:
      summitalign glossary add 张量流 腾索流 --use TensorFlow
      summitalign glossary add 火花 --use Spark --ambiguous --near 集群 --test '看见火花 -> ='
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.edit import add_term, refuse_clash

    path = locate(glossary_path)
    before = load(path)
    entry = _entry(wrong, use, rules)
    new = _unknown(before, entry, str(path))
    if not new.wrong and entry.wrong:
        return
    refuse_clash(before.entries, new, str(path))
    after = change(path, lambda text: add_term(text, str(path), new))
    right = " or ".join(new.use)
    for form in new.wrong:
        click.echo(visible(f'{path}: added "{form.text}" -> "{right}"'))
    for remark in (*comma_remarks((new,)), *_taken(before, new, str(path)), *_remarks(after, new)):
        click.echo(f"  note: {visible(remark)}", err=True)


def _entry(wrong: tuple[str, ...], use: tuple[str, ...], rules: Rules) -> TermEntry:
    """Return what is to be added, blanks at the ends of forms taken off."""
    from summitalign.glossary.addition import literals_of

    right = tuple(form.strip() for form in use)
    entry = TermEntry(
        "",
        right,
        tuple(WrongForm(form.strip()) for form in wrong),
        not_in=rules.not_in,
        source=right,
        near=rules.near,
        unless_near=rules.unless_near,
        tests=tuple(map(_test, rules.tests)),
        is_ambiguous=rules.ambiguous,
        note=rules.note,
    )
    for word in rules.not_in:
        if not any(form in word for form in literals_of(entry)):
            hint = "it is for longer words that contain a wrong form"
            raise UsageError(f'"{word}" contains none of the wrong forms', place="--not-in", hint=hint)
    return entry


def _test(text: str) -> TermTest:
    """Read an example; raises UsageError for a text that is none."""
    from summitalign.glossary.entries import read_test

    test = read_test(text if " => " in text else " => ".join(text.rsplit(" -> ", 1)))
    if test is None:
        raise UsageError(f'not a test: "{text}"', place="--test", hint="write 'text -> expected', or 'text -> ='")
    return test


def _unknown(before: Glossary, entry: TermEntry, path: str) -> TermEntry:
    """Return what the glossary lacks of an entry, and tell what it has."""
    if entry.tests or entry.not_in or entry.near or entry.unless_near:
        return entry  # the entry that is there does not say these
    new = []
    for form in entry.wrong:
        holder = _known(before, form, entry, path)
        if holder is None:
            new.append(form)
        else:
            right = " or ".join(holder.use)
            click.echo(visible(f'{path}: known already: "{form.text}" -> "{right}" ({holder.origin})'))
    return replace(entry, wrong=tuple(new))


def _known(before: Glossary, form: WrongForm, entry: TermEntry, path: str) -> TermEntry | None:
    """Return the entry that says the same of a form; one of another file has to be ambiguous where this one is."""
    from summitalign.glossary.checks import fold

    for each in before.entries:
        is_own = file_of(each) == path
        if (
            set(each.use) == set(entry.use)
            and entry.note in ("", each.note)
            and (each.is_ambiguous == entry.is_ambiguous or (is_own and each.is_ambiguous))
            and any(fold(old.text) == fold(form.text) for old in each.wrong if not old.is_pattern)
        ):
            return each
    return None


def comma_remarks(entries: Iterable[TermEntry]) -> Iterable[str]:
    """Point out forms that look like several."""
    from summitalign.glossary.marks import comma_in

    for entry in entries:
        for form in entry.wrong:
            if not form.is_pattern and (comma := comma_in(form.text)):
                yield f'"{form.text}" holds {comma}, and is one form; several are named one by one'


def _taken(before: Glossary, new: TermEntry, path: str) -> Iterable[str]:
    """Say which forms are taken from an included file or a pack: what that says of them holds no longer."""
    for entry in before.entries:
        forms = ", ".join(f'"{form.text}"' for form in new.wrong if form in entry.wrong)
        if not forms or file_of(entry) == path:
            continue
        place = entry.origin.rpartition(":")[0] if entry.origin.startswith(PACK) else entry.origin
        is_other = set(entry.use) != set(new.use)
        right = f', where "{" or ".join(entry.use)}" is right' if is_other else ""
        if entry.is_ambiguous and not new.is_ambiguous:
            also = " and it is ambiguous" if is_other else ", where it is ambiguous"
            yield f"takes {forms} from {place}{right}{also}; add --ambiguous to keep that"
        else:
            yield f"takes {forms} from {place}{right}"


def _remarks(after: Glossary, new: TermEntry) -> Iterable[str]:
    """Say what somebody who added forms may not expect of the entry that holds them now."""
    holder = next(entry for entry in after.entries if new.wrong[0] in entry.wrong)
    if holder.is_ambiguous and not new.is_ambiguous:
        yield f'the entry "{holder.id}" ({holder.origin}) is ambiguous: the fix is applied only when proven'
        return
    for entry in after.entries:
        is_kin = entry.use == holder.use and file_of(entry) == file_of(holder)
        if is_kin and entry is not holder and not entry.is_kept and (why := _why(entry, holder)):
            yield f'the entry "{entry.id}" ({entry.origin}) has the same right form and {why}; this is another entry'


def _why(entry: TermEntry, holder: TermEntry) -> str:
    """Say why an entry with the same right form did not take the forms in; empty where there is no reason."""
    reasons = []
    if entry.is_ambiguous != holder.is_ambiguous:
        reasons.append("is ambiguous" if entry.is_ambiguous else "is not ambiguous")
    if holder.note and entry.note != holder.note:
        reasons.append("another note" if entry.note else "no note")
    if (holder.near and entry.near != holder.near) or (holder.unless_near and entry.unless_near != holder.unless_near):
        reasons.append("other words of context")
    return " and ".join(reason if reason.startswith("is ") else f"has {reason}" for reason in reasons)
