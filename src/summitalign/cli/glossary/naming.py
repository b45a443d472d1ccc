"""The entries that a name means: an id, a right form or a wrong form, and the one that a misspelt name was to be."""

from summitalign.glossary.checks import fold
from summitalign.model.term import Glossary, TermEntry


def names_of(entry: TermEntry) -> tuple[str, ...]:
    """Return all that an entry goes by."""
    return (entry.id, *entry.use, *(form.text for form in entry.wrong))


def named(loaded: Glossary, name: str) -> list[TermEntry]:
    """Return the entries that a name means: as it is written, else whatever its case and width, else its script."""
    exact = [each for each in loaded.entries if name in names_of(each)]
    return exact or _alike(loaded, name) or _traditional(loaded, name)


def nearest_name(loaded: Glossary, name: str) -> str | None:
    """Return the name of an entry that a misspelt one was to be; None where none is near."""
    from summitalign.glossary.problems import nearest

    alike = _alike(loaded, name) or _traditional(loaded, name)
    if alike:
        return alike[0].id
    known = {each.lower(): each for entry in loaded.entries for each in names_of(entry)}
    near = nearest(name, known)
    return known[near] if near is not None else None


def meant_hint(loaded: Glossary, name: str, otherwise: str) -> str:
    """Return the hint for a name that is not known."""
    near = nearest_name(loaded, name)
    return f"did you mean '{near}'?" if near is not None else otherwise


def _alike(loaded: Glossary, name: str) -> list[TermEntry]:
    wanted = fold(name).casefold()
    return [entry for entry in loaded.entries if any(fold(each).casefold() == wanted for each in names_of(entry))]


def _traditional(loaded: Glossary, name: str) -> list[TermEntry]:
    """Return the entries with a wrong form that is spelt so with traditional characters."""
    from summitalign.workspace.spellings import kept_traditional

    if name.isascii():
        return []
    forms = list(dict.fromkeys(form.text for entry in loaded.entries for form in entry.wrong if "\n" not in form.text))
    meant = {form for row in kept_traditional(forms) for form, spelt in zip(forms, row, strict=True) if spelt == name}
    return [entry for entry in loaded.entries if any(form.text in meant for form in entry.wrong)]
