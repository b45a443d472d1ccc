"""YAML for other tools: written by hand, read with the care that a glossary gets."""

from collections.abc import Iterable, Mapping

from summitalign.glossary.nodes import ListNode, MapNode, Node, ScalarNode, compose
from summitalign.glossary.problems import ProblemLog, first_error


def quoted(text: str) -> str:
    """Return a text as a double-quoted scalar, which every YAML reader takes for that text."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return {"\n": "\\n", "\t": "\\t"}.get(character) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def commented(lines: Iterable[str]) -> str:
    """Return lines as a comment."""
    return "".join(f"# {line}\n" for line in lines)


def tree_of(text: str, place: str) -> Node | None:
    """Read a text into nodes; raises GlossaryError for one that is no YAML, or that no tool should have written."""
    log = ProblemLog.of(place, text.removeprefix("\ufeff"))
    root = compose(text.removeprefix("\ufeff"), log)
    error = first_error(log.problems)
    if error is not None:
        raise error.as_error()
    return root


def fields_of(node: Node | None) -> Mapping[str, Node]:
    """Return the pairs of a mapping by key; nothing for any other node."""
    return {key.text: value for key, value in node.pairs} if isinstance(node, MapNode) else {}


def texts(node: Node | None) -> tuple[str, ...]:
    """Return a text, or the texts of a list, as a tuple."""
    if isinstance(node, ScalarNode):
        return (node.text,) if node.text or not node.is_plain else ()
    if isinstance(node, ListNode):
        return tuple(item.text for item in node.items if isinstance(item, ScalarNode))
    return ()


def text_or(node: Node | None, otherwise: str = "") -> str:
    """Return a text; `otherwise` for any other node."""
    return node.text if isinstance(node, ScalarNode) else otherwise
