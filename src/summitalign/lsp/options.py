"""What a client and the settings of a project say of a document: its glossary, and its originals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from summitalign.errors import UsageError

_PATH = "{path}"
"""Stands in the path of an original for the end of the path of its translation."""
_KNOWN = ("glossary", "source")


@dataclass(frozen=True, slots=True)
class Options:
    """What the client says when it starts the server."""

    glossary: str = ""
    """In place of the one that the settings name, or the nearest `glossary.yml`."""
    sources: tuple[str, ...] = ()
    """Originals and folders of them; in place of those in the settings."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds for one document."""

    glossary: str
    """Path; empty where there is none."""
    sources: tuple[str, ...] = ()
    """Files and folders that are there."""
    baseline: str = ""
    """File of known findings; empty for none."""


def read_options(given: object) -> Options:
    """Check the `initializationOptions` of a client; raises UsageError for what they cannot be."""
    if given is None:
        return Options()
    if not isinstance(given, dict):
        raise UsageError("must be an object", place="initializationOptions")
    for key in given:
        if key not in _KNOWN:
            hint = "there are: " + ", ".join(_KNOWN)
            raise UsageError(f"'{key}' is no option", place="initializationOptions", hint=hint)
    glossary, source = given.get("glossary") or "", given.get("source") or ()
    sources = (source,) if isinstance(source, str) else tuple(source) if isinstance(source, list) else (None,)
    if not isinstance(glossary, str) or not all(isinstance(each, str) and each for each in sources):
        raise UsageError(
            "'glossary' must be a path, and 'source' a path or a list of them", place="initializationOptions"
        )
    return Options(glossary, tuple(str(each) for each in sources))


def choice_for(document: str, options: Options) -> Choice:
    """Return what holds for a document by its path; raises UsageError for settings that cannot be used."""
    from summitalign.workspace.glossary import find_glossary

    given = _settings_for(document)
    glossary = options.glossary or given.get("glossary", ("",))[0] or str(find_glossary(document) or "")
    sources = options.sources or given.get("source", ())
    return Choice(glossary, tuple(_originals(document, sources)), given.get("baseline", ("",))[0])


def _settings_for(document: str) -> dict[str, tuple[str, ...]]:
    """Return what the settings of the project say to `fix-terms` of a document."""
    from summitalign.workspace.settings import nearest_settings, overrides_of

    configuration = nearest_settings()
    if configuration is None:
        return {}
    from summitalign.settings.select import chosen, overriding, with_overrides

    (numbers,) = overrides_of(configuration, overriding(configuration, "fix-terms"), [document])
    found = chosen(with_overrides(configuration, numbers), "fix-terms", ())
    values = {name: each.value for name, each in found.items()}
    return {name: value if isinstance(value, tuple) else (str(value),) for name, value in values.items()}


def _originals(document: str, sources: Sequence[str]) -> Iterator[str]:
    """Yield the originals that are there; of a pattern with `{path}` the one that has most of the document's path."""
    for source in sources:
        if _PATH not in source:
            if Path(source).exists():
                yield source
            continue
        parts = PurePath(document).parts
        names = (source.replace(_PATH, PurePath(*parts[start:]).as_posix()) for start in range(1, len(parts)))
        own = Path(document).resolve()
        found = next((name for name in names if Path(name).is_file() and Path(name).resolve() != own), None)
        if found is not None:
            yield found
