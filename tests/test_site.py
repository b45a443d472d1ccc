"""The documentation site: built without a warning, whole in both languages, and nothing on it from elsewhere."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import click
import pyromark
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

import summitalign
from docs_site import ROOT, DocsSite, needs_site
from summitalign.cli.align_score import score
from summitalign.cli.group import TableGroup
from summitalign.cli.main import program
from summitalign.settings.keys import SETTINGS

pytestmark = needs_site
LANGUAGES = ("", "zh")


def test_it_is_built_without_a_warning(docs_site: DocsSite) -> None:
    told = [line for line in docs_site.said.splitlines() if not line.startswith("INFO") and "jieba" not in line]
    assert docs_site.code == 0, "\n".join(told)
    assert [line for line in told if re.search(r"warn|error", line, re.IGNORECASE)] == []


def test_every_link_and_anchor_leads_somewhere_and_every_picture_is_there(docs_site: DocsSite) -> None:
    count = 0
    for page in docs_site.pages.values():
        for tag, address in page.links():
            if re.match(r"https?:|mailto:", address):
                continue
            count += 1
            assert not address.startswith("/") or page.path == "404.html", f"{page.path}: {address}"
            path, anchor = page.led_to(address)
            assert (docs_site.folder / path).is_file(), f"{page.path}: {address}"
            if anchor and tag == "a":
                assert anchor in docs_site.pages[path].ids, f"{page.path}: {address}"
    assert count > 5000


def test_nothing_is_loaded_from_another_host(docs_site: DocsSite) -> None:
    for page in docs_site.pages.values():
        assert [address for tag, address in page.links() if tag != "a" and re.match(r"(https?:)?//", address)] == []
        assert page.tree.css("[srcset], form[action^='http'], object, embed, base") == []
    for sheet in docs_site.folder.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import\s*)[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == []


def test_each_page_is_there_in_both_languages_says_which_and_leads_to_the_other(docs_site: DocsSite) -> None:
    english = {path for path in docs_site.pages if not path.startswith("zh/") and path != "404.html"}
    assert {path.removeprefix("zh/") for path in docs_site.pages if path.startswith("zh/")} == english
    for path in english:
        for language, page in (("en", docs_site.pages[path]), ("zh", docs_site.pages[f"zh/{path}"])):
            assert page.tree.css(f"html[lang={language}]")
            chosen = {each.attributes["hreflang"]: each.attributes["href"] for each in page.tree.css("a[hreflang]")}
            assert page.led_to(chosen["en"] or "")[0] == path
            assert page.led_to(chosen["zh"] or "")[0] == f"zh/{path}"


def test_every_page_stands_in_the_navigation(docs_site: DocsSite) -> None:
    for language in LANGUAGES:
        start = docs_site.page("index", language)
        seen, waiting = {start.path}, [start]
        while waiting:
            page = waiting.pop()
            inside = (page.led_to(each.attributes["href"] or "")[0] for each in page.tree.css(".md-nav a[href]"))
            found = {path for path in inside if path.startswith("zh/") == bool(language)} - seen
            seen |= found
            waiting += [docs_site.pages[path] for path in found]
        assert seen == {p for p in docs_site.pages if p != "404.html" and p.startswith("zh/") == bool(language)}


def shape(node: LexborNode) -> Counter[str]:
    """Count what a page is made of."""
    return Counter(
        {
            tag: len(node.css(tag))
            for tag in ("h1", "h2", "h3", "h4", "li", "li li", "tr", "pre", "code", "blockquote", "img", "strong", "em")
        }
    )


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
)
def test_a_page_is_read_on_the_site_as_code_hosts_read_it(name: str, docs_site: DocsSite) -> None:
    # MkDocs does not read CommonMark: a list right below a paragraph would be a part of it, for one.
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    hosts = LexborHTMLParser(pyromark.html(text, options=pyromark.Options.ENABLE_TABLES)).body
    is_twin = name.endswith(".zh.md")
    page = docs_site.page(name.removesuffix(".md").removesuffix(".zh"), "zh" if is_twin else "")
    assert hosts is not None
    assert shape(page.article) == shape(hosts)


def commands(command: click.Command = program, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command by its full name."""
    yield name, command
    if isinstance(command, TableGroup):
        for each in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), each)
            assert found is not None
            yield from commands(found, f"{name} {each}".strip())
    if name == "align":
        yield "align score", score


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0] or "summitalign") for each in commands()])
def test_every_command_has_a_page_with_all_its_options_and_settings(
    name: str, command: click.Command, docs_site: DocsSite
) -> None:
    for language in LANGUAGES:
        page = docs_site.page(f"reference/commands/{name.replace(' ', '-') or 'index'}", language)
        cells = [each.text() for each in page.article.css("td:first-child code")]
        options = {
            each for parameter in command.params if isinstance(parameter, click.Option) for each in parameter.opts
        }
        named = {option for cell in cells for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", cell)}
        assert named == options | {"-h", "--help"}
        keys = {each.text() for each in page.article.css("td:last-child a code")}
        assert keys == {each.key for each in SETTINGS if name in each.commands}
        title = page.article.css("h1")[0].text().rstrip("¶")
        assert title == f"summitalign {name}" if name else title in ("Commands", "命令")


def test_the_examples_of_the_help_are_commands_that_exist(docs_site: DocsSite) -> None:
    known = dict(commands())
    examples = [
        line
        for name in known
        for block in docs_site.page(f"reference/commands/{name.replace(' ', '-') or 'index'}").article.css("pre")[1:]
        for line in block.text().splitlines()
        if line.strip()
    ]
    assert len(examples) > 60
    for line in examples:
        for part in re.findall(r"summitalign ((?:[a-z][a-z-]*)(?: [a-z]+)?)((?: (?!\|).)*)", line):
            name = part[0] if part[0] in known else part[0].partition(" ")[0]
            assert name in known, line
            options = {each for parameter in known[name].params for each in parameter.opts} | {"--help"}
            rest = re.sub(r"'[^']*'", "", part[1].partition("|")[0])
            assert set(re.findall(r"(?<= )--?[a-z][a-z-]*", rest)) <= options, line


def properties(node: object) -> Iterator[str]:
    """Yield the names of all keys that a schema knows."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "properties":
                yield from inner
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


@pytest.mark.parametrize("name", ["glossary", "settings"])
def test_every_key_of_the_schemas_is_in_the_reference(name: str, docs_site: DocsSite) -> None:
    schema = json.loads((ROOT / f"src/summitalign/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    keys = set(properties(schema))
    assert len(keys) > 15
    for language in LANGUAGES:
        cells = docs_site.page(f"reference/{name}", language).article.css("td:first-child")
        assert {each.text().strip() for each in cells} == keys


def test_every_name_of_the_library_is_in_the_reference_with_what_it_does(docs_site: DocsSite) -> None:
    for language in LANGUAGES:
        page = docs_site.page("reference/library", language)
        titles = [each.text().rstrip("¶") for each in page.article.css("h3")]
        assert sorted(titles) == sorted(set(summitalign.__all__) - {"__version__"})
        text = " ".join(page.article.text().split())
        for name in titles:
            said = " ".join(getattr(summitalign, name).__doc__.replace("`", "").split())
            assert said.partition(". ")[0] in text, name


@pytest.mark.parametrize("name", ["contributing.md", "contributing.zh.md"])
def test_the_page_for_contributors_names_only_files_that_exist(name: str) -> None:
    rows = re.findall(r"^\| .* \| .* \|$", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
    named = [each for row in rows for each in re.findall(r"`([\w/]+(?:/|\.\w+))`", row)]
    assert len(named) > 15
    assert [each for each in named if not any((ROOT / up / each).exists() for up in ("", "src/summitalign"))] == []


def test_each_language_finds_its_own_pages(docs_site: DocsSite) -> None:
    places = {}
    for language in LANGUAGES:
        index = json.loads((docs_site.folder / language / "search/search_index.json").read_text(encoding="utf-8"))
        places[language] = {entry["location"] for entry in index["docs"]}
        for place in places[language]:
            assert (docs_site.folder / language / place.partition("#")[0] / "index.html").is_file(), place
    assert places[""] == places["zh"]
