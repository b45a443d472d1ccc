"""summitalign keeps translated technical documents true to their source.

`import summitalign` offers one function for each command: values go in, values come out, nothing is printed or written.
What each does, and what stays as it is between versions, says docs/library.md. Names are loaded when they are first
used; importing the package alone loads nothing else. Their types stand in `__init__.pyi`.
"""

from summitalign.version import __version__

_PUBLIC = {
    "summitalign.api": (
        "parse", "parse_html", "parse_plain", "parse_schedule", "detect_language", "detect_line", "block_languages",
        "coverage", "detector", "fix_terms", "Fixer", "explain_terms", "align_documents", "learn_lexicon",
        "translation_units", "pair_documents", "look_up", "run_glossary_tests",
    ),
    "summitalign.library": (
        "make_report", "report_text", "read_glossary", "lint_glossary", "add_entry", "remove_entry", "rename_form",
        "format_glossary", "compare_glossaries", "merge_glossaries", "import_terms", "export_terms", "count_terms",
        "suggest_entries",
    ),
    "summitalign.model.document": (
        "Document",
    ),
    "summitalign.model.language": (
        "Detection",
    ),
    "summitalign.model.term": (
        "Glossary", "TermEntry", "WrongForm", "TermTest",
    ),
    "summitalign.model.outcome": (
        "Outcome",
    ),
    "summitalign.model.finding": (
        "Finding", "Decision", "Evidence",
    ),
    "summitalign.model.alignment": (
        "Alignment", "Bead", "Tier", "Unit", "Order", "DocumentPair",
    ),
    "summitalign.align.options": (
        "AlignOptions",
    ),
    "summitalign.concordance.search": (
        "Query",
    ),
    "summitalign.model.memory": (
        "TranslationUnit",
    ),
    "summitalign.errors": (
        "SummitalignError", "UsageError", "GlossaryError", "InputError", "SegmentLimitError",
    ),
}  # fmt: skip
"""The public names, by the module that they stand in."""
_CALLED = {
    "detect_language": "detect",
    "explain_terms": "explain",
    "align_documents": "align",
    "pair_documents": "pair",
    "look_up": "concordance",
}
"""What names are called in their modules, where another one would hide a package of the same name."""

__all__ = ["__version__", *(name for names in _PUBLIC.values() for name in names)]  # noqa: PLE0604 - texts, all of them


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    from importlib import import_module

    for module, names in _PUBLIC.items():
        if name in names:
            found: object = getattr(import_module(module), _CALLED.get(name, name))
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what is offered, loaded or not."""
    return sorted({*globals(), *__all__})
