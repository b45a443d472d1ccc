"""The page of what `import summitalign` offers, from signatures and docstrings."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import griffe
from tables import table
from words import word

import summitalign


def names() -> Iterator[tuple[str, griffe.Object]]:
    """Yield every public name with what the source says of it."""
    modules: dict[str, griffe.Module] = {}
    for name in summitalign.__all__:
        found = getattr(summitalign, name)
        if isinstance(found, str):
            continue
        if found.__module__ not in modules:
            file = Path(inspect.getfile(found))
            modules[found.__module__] = griffe.visit(
                found.__module__, filepath=file, code=file.read_text(encoding="utf-8")
            )
        yield name, modules[found.__module__][found.__name__]


def kind_of(item: griffe.Object) -> str:
    """Return the heading that a name stands under."""
    if item.is_function:
        return "Functions"
    return "Errors" if item.name.endswith("Error") else "Values"


def page(language: str) -> str:
    """Return the page."""
    intro = "Made from the docstrings. [From Python]({}) explains them, with examples."
    parts = [f"# {word('Functions and values', language)}", word(intro, language).format("../library.md")]
    public = list(names())
    for heading in ("Functions", "Values", "Errors"):
        parts.append(f"## {word(heading, language)}")
        for name, item in public:
            if kind_of(item) == heading:
                parts += [f"### `{name}`", *_described(name, item, language)]
    return "\n\n".join(parts) + "\n"


def _described(name: str, item: griffe.Object, language: str) -> Iterator[str]:
    if isinstance(item, griffe.Function):
        yield _signature(name, item)
    yield _docstring(item)
    if isinstance(item, griffe.Class):
        members = [each for each in item.members.values() if not each.name.startswith("_")]
        yield _attributes([each for each in members if isinstance(each, griffe.Attribute)], language)
        for each in members:
            if isinstance(each, griffe.Function):
                yield _signature(each.name, each) + "\n\n" + _docstring(each)


def _signature(name: str, item: griffe.Function) -> str:
    """Return how a function is called, one argument a line where it is long."""
    text = item.signature(name=name)
    if len(text) > 100:
        # Commas between arguments, not those inside of types.
        arguments = [str(each) for each in _arguments(item)]
        text = f"{name}(\n" + "".join(f"    {each},\n" for each in arguments) + f") -> {item.returns}"
    return f"```python\n{text}\n```"


def _arguments(item: griffe.Function) -> Iterator[str]:
    for each in item.parameters:
        if each.name in ("self", "cls"):
            continue
        text = each.name if each.annotation is None else f"{each.name}: {each.annotation}"
        yield text if each.default is None else f"{text} = {each.default}"


def _docstring(item: griffe.Object) -> str:
    return inspect.cleandoc(item.docstring.value) if item.docstring else ""


def _attributes(attributes: list[griffe.Attribute], language: str) -> str:
    if not attributes:
        return ""
    is_enum = all(each.annotation is None for each in attributes)
    columns = ["member", "value", "purpose"] if is_enum else ["field", "value", "default", "purpose"]
    rows = [
        [
            f"`{each.name}`",
            *([_code(each.value)] if is_enum else [_code(each.annotation), _code(each.value)]),
            " ".join(_docstring(each).split()).replace("|", "\\|"),
        ]
        for each in attributes
    ]
    return table([word(each, language) for each in columns], rows)


def _code(value: object) -> str:
    from tables import code

    return code(str(value)) if value is not None else ""


def library_pages() -> dict[str, str]:
    """Return the page in both languages, by its paths below the site."""
    return {f"reference/library{ending}": page(language) for language, ending in (("en", ".md"), ("zh", ".zh.md"))}
