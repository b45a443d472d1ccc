"""The names of `import summitalign`, for type checkers; `__init__.py` loads them when they are first used."""

from summitalign.align.options import AlignOptions as AlignOptions
from summitalign.api import Fixer as Fixer
from summitalign.api import align as align_documents
from summitalign.api import block_languages as block_languages
from summitalign.api import concordance as look_up
from summitalign.api import coverage as coverage
from summitalign.api import detect as detect_language
from summitalign.api import detect_line as detect_line
from summitalign.api import detector as detector
from summitalign.api import explain as explain_terms
from summitalign.api import fix_terms as fix_terms
from summitalign.api import learn_lexicon as learn_lexicon
from summitalign.api import pair as pair_documents
from summitalign.api import parse as parse
from summitalign.api import parse_html as parse_html
from summitalign.api import parse_plain as parse_plain
from summitalign.api import parse_schedule as parse_schedule
from summitalign.api import run_glossary_tests as run_glossary_tests
from summitalign.api import translation_units as translation_units
from summitalign.concordance.search import Query as Query
from summitalign.errors import GlossaryError as GlossaryError
from summitalign.errors import InputError as InputError
from summitalign.errors import SegmentLimitError as SegmentLimitError
from summitalign.errors import SummitalignError as SummitalignError
from summitalign.errors import UsageError as UsageError
from summitalign.library import add_entry as add_entry
from summitalign.library import compare_glossaries as compare_glossaries
from summitalign.library import count_terms as count_terms
from summitalign.library import export_terms as export_terms
from summitalign.library import format_glossary as format_glossary
from summitalign.library import import_terms as import_terms
from summitalign.library import lint_glossary as lint_glossary
from summitalign.library import make_report as make_report
from summitalign.library import merge_glossaries as merge_glossaries
from summitalign.library import read_glossary as read_glossary
from summitalign.library import remove_entry as remove_entry
from summitalign.library import rename_form as rename_form
from summitalign.library import report_text as report_text
from summitalign.library import suggest_entries as suggest_entries
from summitalign.model.alignment import Alignment as Alignment
from summitalign.model.alignment import Bead as Bead
from summitalign.model.alignment import DocumentPair as DocumentPair
from summitalign.model.alignment import Order as Order
from summitalign.model.alignment import Tier as Tier
from summitalign.model.alignment import Unit as Unit
from summitalign.model.document import Document as Document
from summitalign.model.finding import Decision as Decision
from summitalign.model.finding import Evidence as Evidence
from summitalign.model.finding import Finding as Finding
from summitalign.model.language import Detection as Detection
from summitalign.model.memory import TranslationUnit as TranslationUnit
from summitalign.model.outcome import Outcome as Outcome
from summitalign.model.term import Glossary as Glossary
from summitalign.model.term import TermEntry as TermEntry
from summitalign.model.term import TermTest as TermTest
from summitalign.model.term import WrongForm as WrongForm
from summitalign.version import __version__ as __version__

__all__ = [
    "AlignOptions", "Alignment", "Bead", "Decision", "Detection", "Document", "DocumentPair", "Evidence", "Finding",
    "Fixer", "Glossary", "GlossaryError", "InputError", "Order", "Outcome", "Query", "SegmentLimitError",
    "SummitalignError", "TermEntry", "TermTest", "Tier", "TranslationUnit", "Unit", "UsageError", "WrongForm",
    "__version__", "add_entry", "align_documents", "block_languages", "compare_glossaries", "count_terms",
    "coverage", "detect_language", "detect_line", "detector", "explain_terms", "export_terms", "fix_terms",
    "format_glossary", "import_terms", "learn_lexicon", "lint_glossary", "look_up", "make_report",
    "merge_glossaries", "pair_documents", "parse", "parse_html", "parse_plain", "parse_schedule", "read_glossary",
    "remove_entry", "rename_form", "report_text", "run_glossary_tests", "suggest_entries", "translation_units",
]  # fmt: skip

def __dir__() -> list[str]: ...
