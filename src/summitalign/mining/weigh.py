"""How likely a form is a wrong form of a name: many small signs, with weights that were learned."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summitalign.mining.counting import Pair, Tally
from summitalign.mining.literal import Reversed, is_single
from summitalign.mining.search import Kind

_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges pairs of a form and a name by what was counted."""

    tally: Tally
    names: Mapping[str, str]
    known: Reversed
    is_listed: bool
    """True where a person has listed the names, and a wrong form of each is likely."""

    def signs(self, pair: Pair) -> dict[str, float]:
        """Return what speaks for and against a pair, by name."""
        text, key = pair
        link, form = self.tally.links[pair], self.tally.forms[text]
        chinese = sum(_HAN_FIRST <= letter <= _HAN_LAST for letter in text)
        is_word = text in self.known.known
        is_name = text in self.known.named
        compound = link.kind is Kind.LITERAL and not is_word and chinese > 1
        apart = form.pages - link.both
        signs = {
            "bias": 1.0,
            "split": float(link.kind is Kind.SPLIT),
            "compound": float(compound),
            "mixed": float(link.kind is Kind.LITERAL and any(c.isascii() and c.isalpha() for c in text)),
            "word": float(is_word and not is_name and link.kind is Kind.LITERAL),
            "sound": float(link.kind is Kind.SOUND),
            "worth": math.log(max(link.worth, 0.05)) if link.kind is Kind.LITERAL else 0.0,
            "heard": max(link.worth, -3.0) + 1.3 if link.kind is Kind.SOUND else 0.0,
            "heard-letters": (max(link.worth, -3.0) + 1.8) * len(key) / 8 if link.kind is Kind.SOUND else 0.0,
            "association": min(self.tally.association(pair), 6.0),
            "share": link.both / form.pages,
            "apart": math.log1p(apart) if is_word else 0.0,
            "apart-new": math.log1p(apart) if not is_word else 0.0,
            "never": float(link.both == 0),
            "told": link.told / form.pages,
            "linked": float(link.linked > 0),
            "speaks": form.speaks / form.count,
            "against": form.against / form.count,
            "single": float(is_single(text)),
            "pair-of-letters": float(chinese == 2),
            "short-name": float(len(key) <= 4),
            "listed": float(self.is_listed),
            "listed-word": float(self.is_listed and is_word),
            "facing": math.log1p(link.facing),
            "alone": math.log1p(link.alone),
            "facing-share": link.facing / (link.facing + link.alone + 1),
        }
        return {name: value for name, value in signs.items() if value}

    def score(self, pair: Pair) -> float:
        """Return the probability, 0..1, that a form is a wrong form of a name."""
        weights = learned()
        total = sum(weights.get(name, 0.0) * value for name, value in self.signs(pair).items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def learned() -> Mapping[str, float]:
    """Return the weights, in nats."""
    from importlib.resources import files

    content = json.loads((files("summitalign.mining") / "weights.json").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in content["weights"].items()}
