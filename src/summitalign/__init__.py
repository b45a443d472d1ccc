"""summitalign keeps translated technical documents true to their source.

`import summitalign` is light: the functions of `summitalign.api` are loaded when they are first used.
"""

from typing import TYPE_CHECKING, Any

from summitalign.version import __version__

if TYPE_CHECKING:
    from summitalign.api import align, detect, fix_terms, pair, parse

__all__ = ["__version__", "align", "detect", "fix_terms", "pair", "parse"]


def __getattr__(name: str) -> Any:
    """Load a function of `summitalign.api` on first use (PEP 562)."""
    if name in __all__:
        from summitalign import api

        return getattr(api, name)
    raise AttributeError(f"module 'summitalign' has no attribute '{name}'")
