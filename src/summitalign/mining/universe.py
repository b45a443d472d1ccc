"""Which names are looked for where nobody lists them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from summitalign.mining.literal import Reversed
from summitalign.mining.names import key_of, parts_of
from summitalign.mining.pages import Page

_MOST = 20_000
"""Names from documents that are looked for, the commonest first: what stands once may be a slip of the pen."""
_FEW = 20
"""Documents up to which a name counts that only one of them holds."""
_SHORTEST = 4


def read_names(text: str) -> tuple[str, ...]:
    """Read a list of names: parted by commas or line ends; a line that begins with `#` says nothing."""
    lines = (line for line in text.lstrip("\ufeff").splitlines() if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(name for line in lines for part in line.split(",") if (name := part.strip())))


class Universe:
    """Collects the names that documents hold; only counts are kept."""

    def __init__(self, known: Reversed) -> None:
        """Begin without a name."""
        self._known = known
        self._seen: Counter[str] = Counter()
        self._pages = 0

    def add(self, page: Page) -> None:
        """Take the names of a page."""
        self._pages += 1
        self._seen.update(name for name in page.called if self._is_name(name))

    def _is_name(self, name: str) -> bool:
        parts = parts_of(name)
        # Identifiers of code are written like names, and never translated.
        return _SHORTEST <= len(name) <= 40 and len(parts) <= 4 and name[0].isupper() and not name.isupper()

    def names(self, packed: Sequence[str], sources: Iterable[Page] = ()) -> tuple[str, ...]:
        """Return the names of a pack, of the documents, and of the originals."""
        least = 2 if self._pages > _FEW else 1
        own = {name for page in sources for name in page.called if self._is_name(name)}
        chosen = dict.fromkeys(packed)
        keys = {key_of(name) for name in chosen}
        seen = (name for name, count in self._seen.most_common(_MOST) if count >= least)
        for name in (*seen, *sorted(own)):
            if key_of(name) not in keys:
                chosen[name] = None
                keys.add(key_of(name))
        return tuple(chosen)
