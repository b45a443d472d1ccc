"""One glossary file: its settings, its includes and its entries, in either style."""

import re
from dataclasses import dataclass

from summitalign.glossary.entries import FILE_KEYS, Draft, read_item, read_pair
from summitalign.glossary.marks import colon_hint
from summitalign.glossary.nodes import ListNode, MapNode, Node, ScalarNode, compose
from summitalign.glossary.problems import LintProblem, ProblemLog, nearest_hint
from summitalign.glossary.values import items_of, kind_of, refuse_unknown_keys, scalars_of, text_of, texts_of

# BCP 47, 2.1, without grandfathered tags, and with primary subtags of two or three letters: no others are registered.
_LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)

PACK = "pack:"
"""What an include of a pack begins with."""
REPAIRS = ("split-latin", "identifier-stop")
_NO_PROSE = frozenset(
    (
        *("slug", "url", "permalink", "aliases", "alias", "redirect_from", "redirect_to", "id", "uid", "path", "link"),
        *(
            "tags",
            "tag",
            "categories",
            "category",
            "keywords",
            "layout",
            "template",
            "type",
            "date",
            "lang",
            "language",
        ),
        *("sidebar", "weight", "draft", "image", "cover", "author", "authors", "canonical_url", "summitalign"),
    )
)
"""Keys of a front matter that programs read: other pages, addresses and layouts hang on their values."""
_KEY = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Include:
    """Another glossary file that this one builds on."""

    path: str
    """As written: relative to the including file, with forward slashes; `pack:NAME` for a pack."""
    drop: tuple[str, ...]
    """Wrong forms (or kept forms) of that file that are left out."""
    line: int
    """Line of the including file, from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one glossary file says, includes not yet followed."""

    path: str
    drafts: tuple[Draft, ...]
    problems: tuple[LintProblem, ...]
    root: Node | None = None
    """None for an empty file, and for one that is no YAML."""
    includes: tuple[Include, ...] = ()
    source_language: str = ""
    target_language: str = ""
    repairs: tuple[str, ...] | None = None
    """None where the file says nothing of repairs."""
    front_matter_keys: tuple[str, ...] | None = None
    """None where the file says nothing of front matter."""


def read_sheet(text: str, path: str) -> Sheet:
    """Read one glossary file; whatever is wrong with it is in `problems`, in the order of the lines."""
    text = text.removeprefix("\ufeff")
    log = ProblemLog.of(path, text)
    root = compose(text, log)
    sheet = _read_root(root, path, log)
    ordered = sorted(log.problems, key=lambda problem: problem.line)
    return Sheet(
        path, sheet.drafts, tuple(ordered), root,
        sheet.includes, sheet.source_language, sheet.target_language, sheet.repairs, sheet.front_matter_keys,
    )  # fmt: skip


def is_full_style(root: MapNode) -> bool:
    """Say whether a file has `terms:` and settings; otherwise it is a plain map from wrong to right form."""
    return any(key.text in FILE_KEYS for key, _ in root.pairs)


def is_plain(text: str, path: str) -> bool:
    """Say whether a file is a plain map; an empty one is none."""
    root = read_sheet(text, path).root
    return isinstance(root, MapNode) and not is_full_style(root)


def terms_of(root: Node | None) -> Node | None:
    """Return the value of `terms`; None in a plain map."""
    return root.get("terms") if isinstance(root, MapNode) and is_full_style(root) else None


def _read_root(root: Node | None, path: str, log: ProblemLog) -> Sheet:
    if root is None or (isinstance(root, ScalarNode) and kind_of(root) == "nothing"):
        return Sheet(path, (), ())
    if not isinstance(root, MapNode):
        hint = "put `terms:` above the list" if isinstance(root, ListNode) else "write `wrong form: right form`"
        hint = colon_hint(root) or hint
        log.error(root.start, f"a glossary must be a mapping, not {kind_of(root)}", hint)
        return Sheet(path, (), ())
    if is_full_style(root):
        return _read_full(root, path, log)
    drafts = (read_pair(key, value, log) for key, value in root.pairs)
    return Sheet(path, tuple(draft for draft in drafts if draft is not None), ())


def _read_full(root: MapNode, path: str, log: ProblemLog) -> Sheet:
    refuse_unknown_keys(root, FILE_KEYS, "the file", log)
    version, languages, include, repairs, front_matter, terms = (root.get(key) for key in FILE_KEYS)
    if version is not None and text_of(version, "version", log) not in ("1", ""):
        log.error(version.start, "'version' must be 1", "a newer summitalign may read this file")
    source, target = _read_languages(languages, log) if languages is not None else ("", "")
    return Sheet(
        path,
        _read_terms(terms, log) if terms is not None else (),
        (),
        includes=_read_includes(include, log) if include is not None else (),
        source_language=source,
        target_language=target,
        repairs=_read_repairs(repairs, log) if repairs is not None else None,
        front_matter_keys=_read_keys(front_matter, log) if front_matter is not None else None,
    )


def _read_languages(node: Node, log: ProblemLog) -> tuple[str, str]:
    if not isinstance(node, MapNode):
        log.error(node.start, f"'languages' must be a mapping, not {kind_of(node)}", "{source: en, target: zh}")
        return "", ""
    refuse_unknown_keys(node, ("source", "target"), "'languages'", log)
    return _read_language(node.get("source"), "source", log), _read_language(node.get("target"), "target", log)


def _read_language(node: Node | None, name: str, log: ProblemLog) -> str:
    tag = text_of(node, name, log) if node is not None else ""
    if node is not None and tag and not _LANGUAGE_TAG.fullmatch(tag):
        hyphened = tag.replace("_", "-")
        hint = f"did you mean '{hyphened}'?" if _LANGUAGE_TAG.fullmatch(hyphened) else "such as en, zh, zh-Hans, pt-BR"
        log.warning(node.start, f'"{tag}" is no BCP 47 language tag', hint)
    return tag


def _read_repairs(node: Node, log: ProblemLog) -> tuple[str, ...]:
    names = scalars_of(node, "repairs", log)
    for name in names:
        if name.text not in REPAIRS:
            log.error(name.start, f'unknown repair "{name.text}"', nearest_hint(name.text, REPAIRS))
    return tuple(name.text for name in names if name.text in REPAIRS)


def _read_keys(node: Node, log: ProblemLog) -> tuple[str, ...]:
    keys = []
    for name in scalars_of(node, "front_matter", log):
        if name.text.lower() in _NO_PROSE:
            log.error(
                name.start, f"\"{name.text}\" in 'front_matter' is no prose", "name keys such as title, description"
            )
        elif not _KEY.fullmatch(name.text):
            log.error(
                name.start, f"\"{name.text}\" in 'front_matter' is no key", "name keys such as title, description"
            )
        else:
            keys.append(name.text)
    return tuple(dict.fromkeys(keys))


def _read_terms(node: Node, log: ProblemLog) -> tuple[Draft, ...]:
    if isinstance(node, MapNode) or (isinstance(node, ScalarNode) and kind_of(node) != "nothing"):
        log.error(
            node.start, f"'terms' must be a list, not {kind_of(node)}", colon_hint(node) or "begin each entry with `- `"
        )
        return ()
    drafts = (read_item(item, log) for item in items_of(node))
    return tuple(draft for draft in drafts if draft is not None)


def _read_includes(node: Node, log: ProblemLog) -> tuple[Include, ...]:
    includes = (_read_include(item, log) for item in items_of(node))
    return tuple(include for include in includes if include is not None)


def _read_include(node: Node, log: ProblemLog) -> Include | None:
    line = log.lines.line(node.start)
    drop: tuple[str, ...] = ()
    path_node: Node | None = node
    pack_node: Node | None = None
    if isinstance(node, MapNode):
        refuse_unknown_keys(node, ("path", "drop", "pack"), "'include'", log)
        drop = texts_of(dropped, "drop", log) if (dropped := node.get("drop")) is not None else ()
        path_node, pack_node = node.get("path"), node.get("pack")
    if path_node is not None and pack_node is not None:
        log.error(pack_node.start, "an include has both 'path' and 'pack'", "make two includes of it")
        return None
    if pack_node is not None:
        path = PACK + text_of(pack_node, "pack", log).strip().removeprefix(PACK)
    else:
        path = text_of(path_node, "include", log) if path_node is not None else ""
    if path.startswith(PACK):
        return Include(PACK + path.removeprefix(PACK).strip(), drop, line)
    if not path.strip():
        if path_node is None or isinstance(path_node, ScalarNode):
            log.error(node.start, "an include without a path", "write `include: [file.yml]`")
        return None
    return Include(path, drop, line)
