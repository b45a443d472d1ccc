"""The packs: glossaries that come with the program."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.errors import GlossaryError
from summitalign.glossary.sheet import PACK as PACK  # noqa: PLC0414 - for who reads includes
from summitalign.model.term import Glossary

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_ENDING = ".yml"


@dataclass(frozen=True, slots=True)
class Pack:
    """A glossary that comes with the program."""

    name: str
    about: str
    """What it is for: the first line of the file, a comment."""
    glossary: Glossary


def pack_names() -> tuple[str, ...]:
    """Return the names of all packs, in the order of the alphabet."""
    names = (item.name for item in _folder().iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


def read_pack(name: str) -> str:
    """Return the text of a pack; raises GlossaryError with the nearest name for an unknown one."""
    names = pack_names()
    if name not in names:
        raise GlossaryError(f'no pack "{name}" is known', hint=_hint(name, names))
    return (_folder() / f"{name}{_ENDING}").read_text(encoding="utf-8")


def load_pack(name: str) -> Pack:
    """Read a pack with the packs that it includes; raises GlossaryError for an unknown one."""
    from summitalign import api

    text = read_pack(name)
    glossary = api.load_glossary(text, PACK + name, lambda included: read_pack(included.removeprefix(PACK)))
    return Pack(name, text.partition("\n")[0].lstrip("# "), glossary)


def _folder() -> "Traversable":
    # Imported for packs only: it takes as long as all the rest of reading a small glossary.
    from importlib.resources import files

    return files("summitalign") / "packs"


def _hint(name: str, names: tuple[str, ...]) -> str:
    from summitalign.glossary.problems import nearest

    # People leave the language out, which makes a short name look like none of them.
    begun = (known for known in names if name and known.startswith(name.lower()))
    near = next(begun, None) or nearest(name, names)
    meant = f"did you mean '{near}'? " if near is not None else ""
    return f"{meant}packs: {', '.join(names)}"
