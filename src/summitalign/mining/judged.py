"""What a glossary and its rejections have said already, and proposals must not say again or otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summitalign.model.term import Glossary
from summitalign.terms.forms import FormKind, exact_forms
from summitalign.terms.spellings import has_han

Pair = tuple[str, str]
"""A wrong form and the right form that was proposed for it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Forms that are not to be proposed, all in lower case."""

    words: frozenset[str] = frozenset()
    """Wrong forms, right ones that hold Chinese, and words that are left alone: `not_in` and `keep`."""
    shields: frozenset[str] = frozenset()
    """Right words that hold a wrong form."""
    pieces: frozenset[str] = frozenset()
    """Parts of those words that hold the wrong form too."""
    rejected: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, glossary: Glossary, rejected: Iterable[Pair] = ()) -> "Judged":
        """Take the forms of a glossary in all spellings that it is applied to, and what a person has rejected."""
        forms = exact_forms(glossary)
        wrong = {form.text.lower() for form in forms if form.kind is not FormKind.SHIELD}
        right = {form.text.lower() for form in forms if form.kind is FormKind.SHIELD}
        right |= {word.lower() for entry in glossary.entries for word in entry.use if has_han(word)}
        shields = frozenset(word for word in right if not wrong.isdisjoint(_parts(word)))
        pieces = frozenset(
            part
            for word in shields
            for held in [wrong.intersection(_parts(word))]  # few; all parts of each part would be n⁴ for a long word
            for part in _parts(word)
            if any(form in part for form in held)
        )
        pairs = frozenset((form.lower(), name.lower()) for form, name in rejected)
        return cls(frozenset(wrong | right), shields, pieces, pairs)

    def settles(self, form: str, name: str) -> bool:
        """Say whether a form for a name was decided about.

        So is a form that holds a wrong form inside of a word that is right: the glossary leaves it alone there.
        """
        form = form.lower()
        if form in self.words or form in self.pieces or (form, name.lower()) in self.rejected:
            return True
        return bool(self.shields) and not self.shields.isdisjoint(_parts(form))


def _parts(word: str) -> Iterator[str]:
    """Yield all that stands in a word, the word itself included."""
    return (word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))
