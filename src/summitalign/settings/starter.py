"""The settings that a new project begins with: nothing but comments, so that all is as without them."""

from summitalign.settings.keys import SETTINGS

_HEAD = """\
# Settings of this project: defaults of options, for every command that is started in this folder or below it.
#
#   summitalign config show      shows what is set, and where it comes from
#
# The same keys may stand in pyproject.toml, below [tool.summitalign]. An option on the command line always wins.
# What concerns the terms (packs, repairs, keys of the front matter) stands in glossary.yml.
"""
_EXAMPLES = {
    "glossary": '"glossary.yml"', "source": '["docs/en"]', "encoding": '"gb18030"', "jobs": "2", "color": '"auto"',
    "no-cache": "true", "detect.languages": '["en", "zh-Hans"]', "detect.guesser": '"profiles"',
    "detect.at-least": "90", "fix-terms.include": '["docs/zh/"]', "fix-terms.exclude": '["docs/zh/legacy/"]',
    "fix-terms.baseline": '"known.json"', "align.lexicon": '["words.tsv"]', "align.min-posterior": "0.9",
    "concordance.memory": '["memories"]', "concordance.limit": "20", "report.title": '"Our handbook"',
    "report.pairs": '"pairs.tsv"', "report.format": '["html", "markdown"]', "report.fail-under": '["coverage=90%"]',
    "report.fail-over": '["fixes=0"]', "glossary-suggest.names": '["names.txt"]', "glossary-suggest.threshold": "0.6",
    "glossary-suggest.top": "50",
}  # fmt: skip
_OVERRIDES = """
# Settings of some documents, for detect and fix-terms; of two that hold for one, the later counts.
# [[overrides]]
# paths = ["docs/zh-Hant/**"]
# glossary = "glossary.hant.yml"
"""


def settings_starter() -> str:
    """Return the text of a first `summitalign.toml`: every setting, as a comment."""
    lines, table = [_HEAD, "\n"], ""
    for setting in SETTINGS:
        if setting.table != table:
            table = setting.table
            lines.append(f"\n# [{table}]\n")
        example = _EXAMPLES.get(setting.key) or f'"{setting.choices[0]}"'
        line = f"# {setting.name} = {example}"
        lines.append(f"{line:<40}  # {setting.about}\n")
    return "".join(lines) + _OVERRIDES
