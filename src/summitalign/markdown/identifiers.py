"""Names that stand in prose and are no prose: addresses, paths, commands, packages, modules, variables."""

import re
from functools import cache

from summitalign.model.document import RegionKind

_HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = r"A-Za-z0-9_"
_NAME = rf"[{_WORD}{_HAN}.-]"
_END = r"\s<>\"'`|，。；、：！？（）《》「」“”"
"""What ends a name that may hold anything else."""
_EXTENSIONS = (
    "py|pyi|ipynb|md|mdx|markdown|rst|txt|json|jsonl|ya?ml|toml|ini|cfg|conf|lock|html?|css|scss|jsx|tsx|ts|vue|sh|bash|bat|"
    "ps1|png|jpe?g|gif|svg|webp|ico|pdf|csv|tsv|xml|proto|pb|h5|hdf5|onnx|tflite|ckpt|whl|tar|gz|zip|so|dll|exe|java|kt|rs|"
    "cpp|hpp|log|sql|mp4|mp3|wav|docx?|xlsx?|pptx?|parquet|npy|npz|pkl|env|bin|jar|apk|dmg|deb|rpm"
)
_TOP_LEVEL = (
    "com|org|net|io|dev|edu|gov|info|cn|tw|hk|jp|kr|de|fr|uk|eu|ru|us|co|app|cloud|tech|site|xyz|me|tv|cc|ai|top"
)
_PLAIN_TOP_LEVEL = "com|org|net|cn|io|dev|top|xyz|site|tech|app|cloud|edu|gov"

# An address goes on through Chinese only right behind a separator, or in front of one: `example.com/张量流/docs` is
# one address, `example.com/docs查看张量流` is an address and a sentence.
_ASCII = r"!#-;=?-\[\]_a-z~"
_ADDRESS = (
    rf"[{_ASCII}]*(?:(?:(?<=[/=\#?&_.@%+,~:-])|(?<=[/_=]\()|(?<=[{_WORD}=]\[))[{_HAN}]+[{_ASCII}]*"
    rf"|[{_HAN}]+(?=[/=&_]|\.[A-Za-z]{{2,5}}(?![A-Za-z]))[{_ASCII}]*)*"
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a rule when it is first tried: all of them take as long as to read 5 MB of documents.

    Letters count in both cases where a pattern says so; a flag for all of it would go through 30,000 Han characters
    for every class.
    """
    return re.compile(pattern, re.VERBOSE)


Rule = tuple[tuple[str, ...], RegionKind, str]
"""Marks of which one must stand in a run before the pattern is tried there, what it finds, and the pattern."""

SUSPECT = re.compile(
    rf"[/\\@=#{{$]|\.(?=[A-Za-z{_HAN}])|:(?=[{_WORD}+-])|(?<![{_WORD}])-(?=[A-Za-z-])|\((?=[\"'])|\[(?=[\[^@!-])|\](?=[\[(])"
    r"|import |us(?:e|ing) [^;]*;|[0-9a-f]{7}| (?:install|add|pull|get|run|clone|i) "
)
"""What one of must stand in a run of prose before any rule is tried: most runs hold none. A full stop that ends a
sentence is none."""

_ADDRESSES: tuple[Rule, ...] = (
    (
        ("://", "www.", "WWW."),
        RegionKind.AUTOLINK,
        rf"(?<![{_WORD}])[A-Za-z][A-Za-z0-9+.-]{{1,20}}://{_ADDRESS} | (?<![{_WORD}.])(?i:www)\.{_ADDRESS}",
    ),
    (
        ("@",),
        RegionKind.AUTOLINK,
        rf"(?<![{_WORD}{_HAN}.+-])[{_WORD}{_HAN}.+-]+@[A-Za-z0-9{_HAN}-]+(?:\.[A-Za-z0-9-]+)+",
    ),
    (
        (".",),
        RegionKind.AUTOLINK,
        (
            rf"""(?<![{_WORD}.@/-])(?:[A-Za-z0-9-]+\.)+(?i:{_TOP_LEVEL})(?![{_WORD}-])(?:[/?\#:]{_ADDRESS})?
            | (?<![{_WORD}{_HAN}.@/-])(?:[A-Za-z0-9{_HAN}-]+\.)+
              (?i:{_PLAIN_TOP_LEVEL})(?![{_WORD}-])(?:[/?\#:]{_ADDRESS})?"""
        ),
    ),
    (
        ("mailto:", "tel:", "data:", "urn:"),
        RegionKind.AUTOLINK,
        rf"(?<![{_WORD}])(?:mailto|tel|data|urn):[^{_END}]+",
    ),
)

_CUE = "目录|文件夹|路径|文件"
_PATHS: tuple[Rule, ...] = (
    (
        (".",),
        RegionKind.IDENTIFIER,
        rf"(?<![{_WORD}{_HAN}./-])(?:{_NAME}+/)*{_NAME}+\.(?i:{_EXTENSIONS})(?![{_WORD}])",
    ),
    (
        ("/",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}./~-])(?:\.{{1,2}}/|~/|/(?=[{_WORD}.-]+/))[^{_END}()]+
            # A slash at the end, or two directories in lower case, make a path; `甲/乙` is a choice.
            | (?<![{_WORD}./~-])(?=[{_WORD}.~-]){_NAME}{{1,80}}/(?:{_NAME}{{1,80}}/){{0,20}}(?![{_WORD}{_HAN}./])
            | (?<![{_WORD}{_HAN}./~-]){_NAME}{{1,80}}/(?:{_NAME}{{1,80}}/){{1,20}}(?![{_WORD}{_HAN}./])
            | (?<![{_WORD}./~-])(?:[a-z0-9_.-]{{1,80}}/){{2,20}}{_NAME}{{1,80}}
            | (?:(?<=目录)|(?<=目录\ )|(?<=文件夹)|(?<=文件夹\ )|(?<=路径)|(?<=路径\ ))
              {_NAME}{{1,80}}(?:/{_NAME}{{1,80}}){{1,20}}
            | (?<![{_WORD}./~-])(?=[{_WORD}.-]){_NAME}{{1,80}}(?:/{_NAME}{{1,80}}?){{1,20}}(?=\ ?(?:{_CUE}))"""
        ),
    ),
    (
        ("\\",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![A-Za-z])[A-Za-z]:\\(?:[^{_END}\ ]|\ (?=[^\s\\]{{1,40}}\\))*
            | \\\\[{_WORD}.$-]{{1,80}}\\[^{_END}]+
            | (?<![{_WORD}\\.-])(?:\.{{1,2}}\\|%[{_WORD}]{{1,80}}%\\)?[{_WORD}.-]{{1,80}}\\[{_WORD}{_HAN}.\\-]+"""
        ),
    ),
    (
        ("$", "%"),
        RegionKind.IDENTIFIER,
        (
            rf"""\$(?:(?i:env):)?(?:[A-Za-z_][{_WORD}]*(?:(?<=_)[{_HAN}]+[{_WORD}]*)*|[{_HAN}]+[{_WORD}]*)(?:[/\\]{_NAME}+)*[/\\]?
            | %[A-Za-z_][{_WORD}]*%(?:[/\\]{_NAME}+)*"""
        ),
    ),
)

_COMMANDS: tuple[Rule, ...] = (
    # Apart: to compile the first takes longer than to read a document, and few hold both of its words.
    (
        ("from ",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}.])from\ [{_WORD}{_HAN}.]+\ import\ (?:[{_WORD}{_HAN}.*]+(?:,\ ?)?)+
              (?:\ as\ [{_WORD}{_HAN}]+)?"""
        ),
    ),
    (
        ("import ",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}.])import\ (?:\{{[^{{}}\r\n]{{0,200}}\}}|[*{_WORD}{_HAN}][{_WORD}{_HAN}./*]*)
              (?:\ as\ [A-Za-z_][{_WORD}]*)?(?:\ from\ ['"][^'"\r\n]{{1,200}}['"])?"""
        ),
    ),
    (
        ("require", "include "),
        RegionKind.IDENTIFIER,
        (
            rf"""\#include\ [<"][^<>"\r\n]{{1,200}}[>"]
            | (?<![{_WORD}.])require(?:_once)?\ ?\(?['"][^'"\r\n]{{1,200}}['"]\)?"""
        ),
    ),
    (
        (";",),
        RegionKind.IDENTIFIER,
        rf"(?<![{_WORD}.])(?:using|use)\ [{_WORD}{_HAN}.]+(?:::[{_WORD}{_HAN}]+)*;",
    ),
    (
        (" install ", " add ", " pull ", " get ", " run ", " clone ", " i "),
        RegionKind.IDENTIFIER,
        (
            rf"(?<![{_WORD}])(?i:pip3?|conda|mamba|poetry|uv|npm|npx|yarn|pnpm|brew|apt|apt-get|yum|dnf|docker|cargo|gem|go|git)"
            rf"\ (?:install|add|pull|get|run|clone|i)(?:(?:\ [!-~]+(?:(?<=[/@:=._-])[{_HAN}]+[!-~]*)*)+|\ [{_HAN}]+)"
        ),
    ),
    (
        ("-",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}-])--?[A-Za-z][{_WORD}.-]*(?:(?<=[_.-])[{_HAN}]+[{_WORD}-]*)*
            (?:=(?:"[^"\r\n]{{0,300}}"|'[^'\r\n]{{0,300}}'|[^{_END}]+))?"""
        ),
    ),
    (
        ("=",),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}{_HAN}.-])[{_WORD}{_HAN}.-]+(?:\[[A-Za-z0-9_,{_HAN}-]+\])?(?:==|>=|<=|~=|!=)v?[0-9][{_WORD}.*-]*
            | (?<![{_WORD}.-])[A-Za-z_][{_WORD}.-]*=(?:"[^"\r\n]{{0,300}}"|'[^'\r\n]{{0,300}}'|[{_WORD}{_HAN}./:-]+)"""
        ),
    ),
    (
        ("('", '("'),
        RegionKind.IDENTIFIER,
        rf"(?<![{_WORD}.])[A-Za-z_][{_WORD}.]*\((?:'[^'\r\n]{{0,200}}'|\"[^\"\r\n]{{0,200}}\")[^()\r\n]{{0,100}}\)",
    ),
)

_NAMES: tuple[Rule, ...] = (
    (
        ("::",),
        RegionKind.IDENTIFIER,
        rf"(?<![{_WORD}{_HAN}:])[{_WORD}{_HAN}]{{1,80}}(?:::[{_WORD}{_HAN}]{{1,80}}){{1,20}}",
    ),
    (
        (".",),
        RegionKind.IDENTIFIER,
        # A dot before Chinese may end a sentence; one with a name behind it, or a call, does not.
        (
            rf"(?<![{_WORD}.])[A-Za-z_][{_WORD}]{{0,60}}(?:\.[{_WORD}{_HAN}]{{1,60}}){{0,8}}"
            rf"\.[{_HAN}]{{1,60}}[{_WORD}]{{0,60}}(?:\.[A-Za-z_][{_WORD}]{{0,60}}|(?=\())"
        ),
    ),
    (
        ("@", "#"),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}])@[{_WORD}{_HAN}][{_WORD}{_HAN}.-]{{0,80}}/[{_WORD}{_HAN}.-]{{1,80}}
            | (?<![{_WORD}\#])[@\#][A-Za-z][{_WORD}/-]*(?:(?<=[/_-])[{_HAN}]+[{_WORD}/-]*)*"""
        ),
    ),
    (
        (":",),
        RegionKind.IDENTIFIER,
        rf"(?<![{_WORD}{_HAN}:]):[A-Za-z0-9+-][{_WORD}{_HAN}+-]{{0,60}}:(?![{_WORD}{_HAN}:])",
    ),
    (
        ("sha", "SHA", "md5", *"0123456789"),
        RegionKind.IDENTIFIER,
        (
            rf"""(?<![{_WORD}])(?i:sha(?:1|224|256|384|512)|md5)[:=-][A-Za-z0-9+/=]{{8,200}}
            | (?<![{_WORD}-])(?=[A-Fa-f]*[0-9])(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{{7,64}}(?![{_WORD}-])"""
        ),
    ),
)

_MARKUP: tuple[Rule, ...] = (
    (
        ("{",),
        RegionKind.ATTRIBUTES,
        (
            r"""[\#%$@]?\{[:\#.@!%&?][^{}\r\n]{0,300}\} | [\#%$@]\{[^{}\r\n]{1,300}\}
            | \{[A-Za-z][A-Za-z0-9-]*=[^{}\r\n]{0,300}\} | (?<=\])\{[^{}\r\n]{1,300}\}
            | (?:(?<=:[A-Za-z]{3})|(?<=:[A-Za-z]{4})|(?<=:[A-Za-z]{6})|(?<=:[A-Za-z]{7}))\{[^{}\r\n]{1,300}\}"""
        ),
    ),
    (("[[",), RegionKind.REFERENCE_LABEL, r"!?\[\[[^\[\]\r\n]{1,300}\]\]"),
    (("[^",), RegionKind.FOOTNOTE_LABEL, r"\[\^[^\[\]\s]{1,200}\]"),
    (("[@", "[-@"), RegionKind.REFERENCE_LABEL, r"\[-?@[^\[\]\r\n]{1,200}\]"),
    (("][",), RegionKind.REFERENCE_LABEL, r"(?<=\])\[[^\[\]\r\n]{1,300}\]"),
    (
        ("](",),
        RegionKind.LINK_TARGET,
        r"(?<=\])\([^()\r\n]{1,500}(?:\([^()\r\n]{0,200}\)[^()\r\n]{0,200})?\)",
    ),
    (("[!",), RegionKind.MARKUP, rf"(?<=\[)![A-Za-z{_HAN}][{_WORD}{_HAN}|-]{{0,40}}(?=\])"),
)

RULES: tuple[Rule, ...] = (*_ADDRESSES, *_PATHS, *_COMMANDS, *_NAMES, *_MARKUP)
