"""How likely a form is a wrong form of a name: many small signs, with weights that were learned."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from summitalign.mining.counting import Pair, Tally
from summitalign.mining.literal import Reversed, is_single
from summitalign.mining.search import Kind
from summitalign.terms.cues import is_whole

_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"


@dataclass(frozen=True)
class Judge:
    """Judges pairs of a form and a name by what was counted."""

    tally: Tally
    names: Mapping[str, str]
    known: Reversed
    is_listed: bool
    """True where a person has listed the names, and a wrong form of each is likely."""
    usual: Mapping[str, float]
    """Chinese character to how far it is one that spells names, 0..1."""

    @cached_property
    def _best(self) -> Mapping[str, float]:
        """Name to the worth of the best translation that stands on a page with it."""
        best: dict[str, float] = {}
        for (_, key), link in self.tally.links.items():
            if link.kind is Kind.LITERAL and link.both:
                best[key] = max(best.get(key, 0.0), link.worth)
        return best

    def signs(self, pair: Pair) -> dict[str, float]:
        """Return what speaks for and against a pair, by name."""
        kind = self.tally.links[pair].kind
        of_kind = {Kind.LITERAL: self._literal, Kind.SOUND: self._sound, Kind.SPLIT: self._split}[kind](pair)
        signs = {"bias": 1.0, **of_kind, **self._pages(pair), **self._originals(pair)}
        return {name: value for name, value in signs.items() if value}

    def _literal(self, pair: Pair) -> dict[str, float]:
        text, worth = pair[0], self.tally.links[pair].worth
        is_word = text in self.known.known
        best = self._best.get(pair[1], 0.0)
        has_latin = any(letter.isascii() and letter.isalpha() for letter in text)
        return {
            "compound": float(not is_word and _chinese(text) > 1),
            "mixed": float(has_latin),
            "generic": float(has_latin and is_whole(text)),
            "mixed-tail": float(has_latin and text[0].isascii()),
            "word": float(is_word and text not in self.known.named),
            "worth": math.log(max(worth, 0.05)),
            "outshone": math.log(best / worth) if best > worth else 0.0,
        }

    def _sound(self, pair: Pair) -> dict[str, float]:
        (text, key), worth = pair, self.tally.links[pair].worth
        usual = sum(self.usual.get(letter, 0.0) for letter in text) / len(text)
        return {
            "sound": 1.0,
            "heard": max(worth, -3.0) + 1.3,
            "heard-letters": (max(worth, -3.0) + 1.8) * len(key) / 8,
            "usual": usual - 0.7 if _chinese(text) else 0.0,
        }

    def _split(self, pair: Pair) -> dict[str, float]:
        text = pair[0]
        return {
            "split": 1.0,
            "split-words": float(all(self.known.is_word(part) for part in text.lower().split())),
            "split-capital": float(text[0].isupper()),
        }

    def _pages(self, pair: Pair) -> dict[str, float]:
        """Return what the form itself says, and the pages that hold it."""
        text, key = pair
        link, form = self.tally.links[pair], self.tally.forms[text]
        is_word, apart = text in self.known.known, form.pages - link.both
        return {
            "name": float(text in self.known.named),
            "association": min(self.tally.association(pair), 6.0),
            "share": link.both / form.pages,
            "apart": math.log1p(apart) if is_word else 0.0,
            "apart-new": math.log1p(apart) if not is_word else 0.0,
            "never": float(link.both == 0),
            "told": link.told / form.pages,
            "linked": float(link.linked > 0),
            "slug": float(link.slugs > 0 and link.slugs == link.both and self.known.is_ordinary(self.names[key])),
            "speaks": form.speaks / form.count,
            "against": form.against / form.count,
            "person": form.persons / form.count,
            "whole": form.wholes / form.count,
            "single": float(is_single(text)),
            "pair-of-letters": float(_chinese(text) == 2),
            "short-name": float(len(key) <= 4),
            "listed": float(self.is_listed),
            "listed-word": float(self.is_listed and is_word),
        }

    def _originals(self, pair: Pair) -> dict[str, float]:
        link = self.tally.links[pair]
        return {
            "facing": math.log1p(link.facing),
            "alone": math.log1p(link.alone),
            "facing-share": link.facing / (link.facing + link.alone + 1),
        }

    def score(self, pair: Pair) -> float:
        """Return the probability, 0..1, that a form is a wrong form of a name."""
        weights = learned()
        total = sum(weights.get(name, 0.0) * value for name, value in self.signs(pair).items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _chinese(text: str) -> int:
    return sum(_HAN_FIRST <= letter <= _HAN_LAST for letter in text)


@cache
def learned() -> Mapping[str, float]:
    """Return the weights, in nats."""
    from importlib.resources import files

    content = json.loads((files("summitalign.mining") / "weights.json").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in content["weights"].items()}
