"""Turns what speaks for a language into the probability that it is right.

The numbers were fitted to pieces of one to twenty words of technical documents in forty languages, by half of the
sources, and checked on the other half: docs/detection.md has the table, `benchmarks/detect.py --reliability` makes it.
"""

from math import exp, inf, log, log1p, sqrt

_BIAS, _LEAD, _LETTERS = -2.6, 1.7, 0.75
"""Of the log-odds: a constant, per unit of log(1 + nats of lead), and per unit of log(letters)."""
_ALONE = 0.25
"""Risk of a single letter where the script decides; one of 例外 is as good Japanese as Chinese. It falls with the
power 1.5 of the letters."""
_STRANGE = 0.3
"""Probability that text which sounds like no known language is in the best of them after all: it may be full of names
or misspelt."""
_MOST = 0.999
"""No answer is surer: some texts lie, and those of the fit were labelled by people."""


def confidence(letters: int, lead: float | None, known: float = inf) -> float:
    """Return the probability that a language is right, from the number of letters (at least 1) that tell it.

    `lead` is the nats by which it is ahead of the next language; None where the script alone decides.
    `known` is the nats by which it is ahead of any language that statistics do not know.
    """
    if lead is None:
        return min(_MOST, 1 - _ALONE / (letters * sqrt(letters)))
    odds = _BIAS + _LEAD * log1p(lead) + _LETTERS * log(letters)
    # Beyond 50 nats nothing changes, and exp would overflow.
    in_known = _STRANGE + (1 - _STRANGE) / (1 + exp(min(50.0, -known)))
    return min(_MOST, in_known / (1 + exp(-odds)))
