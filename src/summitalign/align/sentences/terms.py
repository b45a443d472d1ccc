"""The project's glossary as a lexicon: each form of the translation stands for the forms of the source."""

from summitalign.align.lexicon import Lexicon
from summitalign.align.sentences.words import HAN
from summitalign.model.term import Glossary


def lexicon_of(glossary: Glossary | None) -> Lexicon | None:
    """Return what the entries of a glossary translate, wrong forms included; None where they translate nothing."""
    glosses: dict[str, str] = {}
    for entry in glossary.entries if glossary else ():
        sources = "/".join(one.replace("/", " ") for one in (entry.source or entry.use))
        for form in (*entry.use, *(wrong.text for wrong in entry.wrong if not wrong.is_pattern)):
            word = form.lower()
            if word not in (one.lower() for one in entry.source or entry.use):
                glosses[word] = f"{glosses[word]}/{sources}" if word in glosses else sources
    if not glosses:
        return None
    return Lexicon(glosses, {}, "glossary", is_spaced=any(not HAN.search(word) for word in glosses))
