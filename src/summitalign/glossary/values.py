"""Nodes to the plain values that glossary fields hold; a wrong type is logged and read as empty."""

from summitalign.glossary.nodes import ListNode, MapNode, Node, ScalarNode
from summitalign.glossary.problems import ProblemLog, nearest, nearest_hint


def kind_of(node: Node) -> str:
    """Name what a node is, as people say it."""
    if isinstance(node, ScalarNode):
        return "a text" if node.text or not node.is_plain else "nothing"
    return "a list" if isinstance(node, ListNode) else "a mapping"


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the items of a list; a single value stands for a list of one, nothing for an empty one."""
    if isinstance(node, ListNode):
        return node.items
    return () if kind_of(node) == "nothing" else (node,)


def text_of(node: Node, name: str, log: ProblemLog) -> str:
    """Read one text; logs anything else."""
    if isinstance(node, ScalarNode):
        return node.text
    hint = "put quotes around the text" if name != "note" else "put quotes around the text, or use `note: |`"
    log.error(node.start, f"'{name}' must be a text, not {kind_of(node)}", hint)
    return ""


def scalars_of(node: Node, name: str, log: ProblemLog) -> tuple[ScalarNode, ...]:
    """Read a text or a list of texts, none of them empty; what is none is logged and left out."""
    found = []
    for item in items_of(node):
        if not isinstance(item, ScalarNode):
            hint = "put quotes around each text that begins with `[`, `{`, `-` or holds `: `"
            log.error(item.start, f"'{name}' must list texts, not {kind_of(item)}", hint)
        elif not item.text.strip():
            log.error(item.start, f"'{name}' lists an empty text", "remove it")
        else:
            found.append(item)
    return tuple(found)


def texts_of(node: Node, name: str, log: ProblemLog) -> tuple[str, ...]:
    """Read a text or a list of texts into strings, none of them empty."""
    return tuple(item.text for item in scalars_of(node, name, log))


def truth_of(node: Node, name: str, log: ProblemLog) -> bool:
    """Read `true` or `false`."""
    if isinstance(node, ScalarNode) and node.text.lower() in ("true", "false"):
        return node.text.lower() == "true"
    written = f'"{node.text}"' if isinstance(node, ScalarNode) else kind_of(node)
    log.error(node.start, f"'{name}' must be true or false, not {written}")
    return False


def refuse_unknown_keys(node: MapNode, known: tuple[str, ...], where: str, log: ProblemLog) -> tuple[str, ...]:
    """Log every key that is not known, with the nearest one that is; returns these nearest ones."""
    meant = []
    for key, _ in node.pairs:
        if key.text not in known:
            log.error(key.start, f"unknown key '{key.text}' in {where}", nearest_hint(key.text, known))
            meant.append(nearest(key.text, known))
    return tuple(word for word in meant if word is not None)
