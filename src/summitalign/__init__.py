"""summitalign keeps translated technical documents true to their source.

`from summitalign import api` gives the library: one function per command. Importing the package alone
loads nothing else.
"""

from summitalign.version import __version__

__all__ = ["__version__"]
