"""Files of other kinds than Markdown that are odd, broken or made to do harm.

`小狐狸` stands only where nothing may be edited, `大熊` only where an edit would be right. Where a file is too odd
to be edited, all of it has to stay.
"""

import json
from typing import Any

P, F = "大熊", "小狐狸"


def _cell(**more: object) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": [f"学习{P}\n", "好"], **more}


def _notebook(*cells: object, **more: object) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}, ensure_ascii=False)


_CODE = {"cell_type": "code", "metadata": {"tags": [F]}, "source": [F], "outputs": [], "execution_count": None}
_OUTPUT: dict[str, Any] = {"output_type": "stream", "name": "stdout", "text": [F + "\n"] * 20_000}
NOTEBOOKS = {
    "format-3": json.dumps({"worksheets": [{"cells": [_cell(), {**_CODE, "input": [F]}]}], "nbformat": 3},
                           ensure_ascii=False),
    "source-is-text": _notebook(_cell(source=f"学习{P}")),
    "source-is-missing": _notebook({"cell_type": "markdown", "metadata": {"t": F}}, _cell()),
    "source-is-null": _notebook(_cell(source=None), _cell()),
    "source-is-object": _notebook(_cell(source={"a": F}), _cell()),
    "source-nests": _notebook(_cell(source=[[F], [[F]]]), _cell()),
    "source-holds-numbers": _notebook(_cell(source=[1, None, True, f"学习{P}"])),
    "huge-output": _notebook({**_CODE, "outputs": [_OUTPUT]}, _cell()),
    "same-ids": _notebook(_cell(id="a"), _cell(id="a"), {**_CODE, "id": "a"}),
    "cells-is-object": f'{{"cells": {{"a": "{F}"}}, "nbformat": 4}}',
    "cells-is-null": f'{{"cells": null, "nbformat": 4, "a": "{F}"}}',
    "cells-twice": f'{{"cells": [], "cells": [{{"cell_type": "markdown", "source": ["{P}"]}}]}}',
    "type-behind-source": f'{{"cells": [{{"source": ["学{P}"], "cell_type": "markdown", "attachments": "{F}"}}]}}',
    "type-twice": f'{{"cells": [{{"cell_type": "markdown", "source": ["{F}"], "cell_type": "code"}}]}}',
    "mark": "\ufeff" + _notebook(_cell()),
    "crlf": json.dumps({"cells": [_cell(), _CODE]}, ensure_ascii=False, indent=1).replace("\n", "\r\n"),
    "no-end-of-line": _notebook(_cell()),
    "one-space-indent": json.dumps({"cells": [_cell(), _CODE]}, ensure_ascii=False, indent=1) + "\n",
    "tabs": json.dumps({"cells": [_cell(), _CODE]}, ensure_ascii=False, indent="\t") + "\n",
    "attachments": _notebook(_cell(attachments={"a.png": {"image/png": F}})),
    "half-pair": _notebook(_cell()).replace("学习", "\\ud83d学习\\udc00"),
    "slash-escapes": _notebook(_cell()).replace("学习", "<\\/b>学习\\u0000\\b"),
    "fence-left-open": _notebook(_cell(source=["```\n", F]), _cell()),
    "comment-left-open": _notebook(_cell(source=["<!-- \n", F]), _cell()),
    "odd-numbers": _notebook(_cell(), a=0).replace('"a": 0', '"a": [1E400, -0.0, 12345678901234567890, 1e-9, NaN]'),
    "raw-cell": _notebook({"cell_type": "raw", "metadata": {}, "source": [F]}, _cell()),
    "cell-in-cell": _notebook(_cell(metadata={"cells": [{"cell_type": "markdown", "source": [F]}]})),
    "key-in-escapes": _notebook(_cell()).replace('"source"', '"so\\u0075rce"'),
    "not-json-comma": _notebook(_cell())[:-1] + ",}",
    "trailing": _notebook(_cell()) + " x",
    "deep": '{"cells": ' + "[" * 5000 + "]" * 5000 + "}",
    "empty": "",
}  # fmt: skip

_HEAD = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Name: {F}\\n"\n\n'
CATALOGUES = {
    "plural": _HEAD + f'msgid "{F}"\nmsgid_plural "{F}"\nmsgstr[0] "一只{P}"\nmsgstr[1] "多只{P}"\n',
    "obsolete": _HEAD + f'#~ msgid "a"\n#~ msgstr "{F}"\n\nmsgid "b"\nmsgstr "看{P}"\n',
    "obsolete-previous": _HEAD + f'#~| msgid "{F}"\n#~ msgid "a"\n#~ msgstr "{F}"\n',
    "fuzzy": _HEAD + f'#, fuzzy\n#| msgid "{F}"\nmsgid "a"\nmsgstr "看{P}"\n',
    "context": _HEAD + f'msgctxt "{F}"\nmsgid "a"\nmsgstr "看{P}"\n\nmsgctxt "b"\nmsgid "a"\nmsgstr "看{P}"\n',
    "empty-id-in-context": _HEAD + f'msgctxt "menu"\nmsgid ""\nmsgstr "看{P}"\n',
    "comments": _HEAD + f'# {F}\n#. {F}\n#: {F}.c:1\n#, c-format\nmsgid "a %s"\nmsgstr "看{P} %s"\n',
    "no-header": f'msgid "a"\nmsgstr "看{P}"\n',
    "same-entry-twice": _HEAD + f'msgid "a"\nmsgstr "看{P}"\n\nmsgid "a"\nmsgstr "看{P}"\n',
    "no-blank-lines": _HEAD.rstrip("\n") + f'\nmsgid "a"\nmsgstr "看{P}"\nmsgid "b"\nmsgstr "看{P}"\n',
    "crlf": (_HEAD + f'msgid "a"\nmsgstr ""\n"看{P}\\n"\n"好"\n').replace("\n", "\r\n"),
    "lone-cr": (_HEAD + f'msgid "a"\nmsgstr "看{P}"\n').replace("\n", "\r"),
    "mark": "\ufeff" + _HEAD + f'msgid "a"\nmsgstr "看{P}"\n',
    "indented": _HEAD + f'  msgid   "a"\n\tmsgstr\t"看{P}"\n',
    "two-strings-a-line": _HEAD + f'msgid "a"\nmsgstr "{F}" "{F}"\n',
    "octal": _HEAD + f'msgid "a"\nmsgstr "\\345\\244\\247 看{P} \\x41"\n',
    "placeholder-around": _HEAD + f'msgid "a"\nmsgstr "看{P} %({F})s {{{F}}} ${{{F}}} <{F}> 和{P}"\n',
    "quotes": _HEAD + f'msgid "a"\nmsgstr "看\\"{P}\\"好\\\\"\n',
    "unclosed": _HEAD + f'msgid "a"\nmsgstr "{F}\n',
    "no-string": _HEAD + f"msgid\nmsgstr {F}\n",
    "string-first": f'"{F}"\nmsgid "a"\n',
    "domain": _HEAD + f'domain "{F}"\nmsgid "a"\nmsgstr "{F}"\n',
    "plural-number-is-huge": _HEAD + f'msgid "a"\nmsgid_plural "b"\nmsgstr[999999999999] "看{P}"\n',
    "id-behind-translation": _HEAD + f'msgstr "{P}看"\nmsgid "{F}"\n',
    "nul": _HEAD + f'msgid "a"\nmsgstr "看{P}\0"\n',
    "separators": _HEAD + f'msgid "a"\nmsgstr "看\u2028{P}\x0c\x85"\n',
    "empty": "",
    "only-comments": f"# {F}\n",
}

_X12 = f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="{F}"><body>'
_X12_END = "</body></file></xliff>\n"
_X20 = f'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en"><file id="{F}">'
_X20_END = "</file></xliff>\n"


def _unit(target: str, *, more: str = "") -> str:
    return f'{_X12}<trans-unit id="1"><source>{F}</source><target>{target}</target>{more}</trans-unit>{_X12_END}'


SEGMENTS = {
    "inline-codes": _unit(f'看{P}<x id="{F}"/><ph id="1">{F}</ph><bpt id="2">&lt;{F}></bpt>{P}<ept id="2">{F}</ept>'),
    "groups-within-text": _unit(f'<g id="1" ctype="{F}">看{P}</g><mrk mtype="term">和{P}</mrk>'),
    "protected-mark": _unit(f'看{P}<mrk mtype="protected">{F}<g id="1">{F}</g></mrk>和{P}'),
    "mark-not-to-be-translated": _unit(f'看{P}<mrk mtype="x" translate="no">{F}</mrk>和{P}<ph id="1">{F}</ph>与{P}'),
    "marks-without-content": _unit(
        f'看{P}<sm id="1" type="term"/>和{P}<sm id="2" translate="no"/>{F}<pc id="7">{F}<em startRef="1"/>{F}</pc>'
        f'<sm id="3" mtype="protected"></sm>{F}<em startRef="2"/>{F}<em startRef="3"/>与{P}'
    ),
    "cdata": _unit(f"看{P}<![CDATA[{F}]]>好"),
    "comment": _unit(f"看{P}<!-- {F} -->好"),
    "instruction": _unit(f"看{P}<?a {F}?>好"),
    "entities": _unit(f"看{P} &amp; &lt;b&gt; &#x4e2d; &quot;"),
    "unknown-entity": _unit(f"看{F} &nbsp;"),
    "note-and-alternative": _unit(f"看{P}", more=f"<note>{F}</note><alt-trans><target>{F}</target></alt-trans>"),
    "not-to-be-translated": _unit(f"看{F}").replace('id="1"', 'id="1" translate="no"'),
    "prefix": f'<x:xliff xmlns:x="urn:a" version="1.2"><x:file><x:body><x:trans-unit id="1"><x:source>a</x:source>'
    f"<x:target>看{P}</x:target></x:trans-unit></x:body></x:file></x:xliff>\n",
    "version-2": f'{_X20}<unit id="1"><segment><source>{F}</source><target>看{P}<pc id="1">{P}</pc></target></segment>'
    f"</unit>{_X20_END}",
    "version-2.1": f'{_X20.replace("2.0", "2.1", 1)}<unit id="1"><originalData><data id="a">{F}</data></originalData>'
    f'<segment><source>a</source><target>看{P}<ph id="1" dataRef="a" disp="{F}"/></target></segment></unit>{_X20_END}',
    "version-2-ignorable": f'{_X20}<unit id="1"><segment><source>a</source><target>看{P}</target></segment>'
    f"<ignorable><source> </source><target>{F}</target></ignorable></unit>{_X20_END}",
    "version-2-matches": f'{_X20}<unit id="1"><m:matches xmlns:m="urn:m"><m:match><source>a</source>'
    f"<target>{F}</target></m:match></m:matches><segment><source>a</source><target>看{P}</target></segment></unit>{_X20_END}",
    "entity-bomb": f'<!DOCTYPE a [<!ENTITY b "{F}"><!ENTITY c "&b;&b;&b;&b;">]>' + _unit("&c;"),
    "outer-dtd": '<!DOCTYPE xliff SYSTEM "file:///etc/passwd">' + _unit(f"看{P}"),
    "outer-entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + _unit(f"&b;{F}"),
    "wrong-nesting": _unit(f'<g id="1">看{F}</target></g>'),
    "unclosed": _unit(f"看{F}")[:-20],
    "crlf": _unit(f"看\n{P}").replace("\n", "\r\n"),
    "mark": "\ufeff" + _unit(f"看{P}"),
    "attribute-signs": _unit(f"看{P}").replace('id="1"', f"id='a>b' resname='{F}>'"),
    "no-target": f'{_X12}<trans-unit id="1"><source>{F}</source></trans-unit>{_X12_END}',
    "empty-target": _unit("") + f"<!-- {F} -->\n",
    "deep": _unit("<g>" * 3000 + P + "</g>" * 3000),
    "root-is-another": f"<tmx><target>{F}</target></tmx>\n",
    "declared-otherwise": f'<?xml version="1.0" encoding="GBK"?>{_unit(f"看{P}")}',
    "empty": "",
}
PAGES = {
    "wrong-nesting": f"<p><b>看{P}<p></b>{P}好</i></p></div>",
    "script": f"<script>if (a<b) '{F}'</script><p>看{P}</p><script>'</p>{F}'",
    "script-with-comment": f"<script><!-- {F} <script> </script> --></script><p>看{P}</p>",
    "style": f"<style>a::before {{ content: '{F}' }}</style><p>看{P}</p>",
    "template": f"<template><p>{F}</p></template><p>看{P}</p>",
    "svg": f"<svg><text>{F}</text></svg><p>看{P}</p>",
    "textarea": f"<textarea></p>{F}</textarea><p>看{P}</p>",
    "code": f"<pre>{F}</pre><p>看{P}<code>{F}</code><kbd>{F}</kbd><samp>{F}</samp></p>",
    "attributes": f'<img alt="{F}" title=\'{F}\' data-x={F}><a href="{F}">看{P}</a><p title="a>{F}">好{P}</p>',
    "entities": f"<p>看{P}&nbsp;&copy&lt;{P}&#x41;&notanentity;&amp;amp;</p>",
    "comment": f"<!-- {F} --><p>看{P}<!--{F}--></p><!-- {F}",
    "odd-comments": f"<!--> <p>看{P}</p> <!---> <!-- a --!> <p>看{P}</p> <! {F}> <? {F} ?>",
    "cdata": f"<![CDATA[{F}]]><p>看{P}</p>",
    "doctype": f'<!DOCTYPE html PUBLIC "{F}" "{F}"><p>看{P}</p>',
    "no-translation": f'<p translate="no">{F}</p><p class="a notranslate">{F}</p><p>看{P}</p>',
    "no-translation-nested": f"<div translate=no><div>{F}</div>{F}</div><p>看{P}</p>",
    "meta-utf-8": f'<meta charset="utf-8"><p>看{P}</p>',
    "meta-is-wrong": f'<meta charset="gbk"><p>看{P}</p>',
    "crlf": f"<p>看\r\n{P}</p>\r\n",
    "mark": f"\ufeff<p>看{P}</p>",
    "unclosed-tag": f"<p>看{P}</p><a href='{F}",
    "unclosed-attribute": f'<p>看{P}</p><a title="{F}>好',
    "upper-case": f"<P>看{P}</P><SCRIPT>{F}</SCRIPT><PRE>{F}</pre>",
    "liquid": f"<p>看{P} {{{{ {F} }}}} {{% a {F} %}}</p>",
    "noscript": f"<noscript><p>{F}</p></noscript><p>看{P}</p>",
    "void-with-end": f"<p>看{P}<br></br>好</p>",
    "deep": "<div>" * 5000 + f"看{P}" + "</div>" * 5000,
    "nul": f"<p>看{P}\0</p>",
    "many-openers": f"<p>看{P}</p>" + "<a " * 2000,
    "select": f'<select><option value="{F}">看{P}</option></select>',
    "empty": "",
}
DOCUMENTS = {
    "grid-table": f"看{P}。\n\n+----+----+\n| {F} | a |\n+====+====+\n| b | {F} |\n+----+----+\n",
    "broken-table": f"看{P}。\n\n+----+\n| {F} |\n+---\n",
    "simple-table": f"看{P}。\n\n=====  =====\n{F} a\n=====  =====\nb      {F}\n=====  =====\n",
    "list-table": f"看{P}。\n\n.. list-table:: {F}\n   :header-rows: 1\n\n   * - {F}\n     - b\n",
    "csv-table": f"看{P}。\n\n.. csv-table::\n\n   {F}, b\n",
    "substitution": f"看{P}和 |{F}| 好。\n\n.. |{F}| replace:: {F}\n",
    "raw": f"看{P}。\n\n.. raw:: html\n\n   <b>{F}</b>\n",
    "code": f"看{P}。\n\n.. code-block:: python\n   :caption: {F}\n\n   {F}\n\n::\n\n   {F}\n",
    "literal-behind-text": f"看{P}：\n\n::\n\n  {F}\n\n好{P}。\n",
    "quoted-literal": f"看{P}::\n\n> {F}\n> {F}\n\n好{P}。\n",
    "roles": f"看{P}和 :ref:`{F}` 与 :term:`a <{F}>` 及 ``{F}`` 好。\n",
    "references": f"看{P}和 {F}_ 与 `{F} 好`_ 好。\n\n.. _{F}: http://a.example/{F}\n.. _{F} 好: b\n",
    "footnotes": f"看{P} [#{F}]_ 好。\n\n.. [#{F}] 脚注。\n",
    "anonymous": f"看{P}和 `好 <http://a.example/{F}>`__ 好。\n\n__ http://b.example/{F}\n",
    "comment": f"看{P}。\n\n.. {F}\n   {F}\n\n好{P}。\n",
    "doctest": f"看{P}。\n\n>>> '{F}'\n'{F}'\n\n好。\n",
    "fields": f":作者: {F}\n:{F}: a\n\n看{P}。\n",
    "options": f"看{P}。\n\n-a {F}  {F}\n--b  {F}\n",
    "line-block": f"看{P}。\n\n| {F}\n| {F}\n",
    "definitions": f"词\n   看{P}。\n",
    "title": f"{P}书\n======\n\n看{P}。\n",
    "title-twice": f"====\n{P}\n====\n\n书{P}\n====\n\n好。\n",
    "title-too-short": f"看看{P}\n==\n\n好{P}。\n",
    "unclosed-marks": f"看{P} *好 ``{P} `a\n",
    "unknown-directive": f"看{P}。\n\n.. unheard-of:: {F}\n   :a: {F}\n\n   {F}\n",
    "tabs": f"看{P}。\n\n.. note::\n\n\t好{P}。\n",
    "crlf": f"看{P}。\r\n\r\n::\r\n\r\n   {F}\r\n",
    "mark": f"\ufeff看{P}。\n",
    "include": f"看{P}。\n\n.. include:: /etc/passwd\n\n.. literalinclude:: {F}\n",
    "math": f"看{P}和 :math:`{F}` 好。\n\n.. math::\n\n   {F}\n",
    "default-role": f"看{P}。\n\n.. default-role:: math\n\n好 `{F}` 好。\n",
    "empty": "",
}
CASES = [
    *((f"{name}.ipynb", text) for name, text in NOTEBOOKS.items()),
    *((f"{name}.po", text) for name, text in CATALOGUES.items()),
    *((f"{name}.xlf", text) for name, text in SEGMENTS.items()),
    *((f"{name}.html", text) for name, text in PAGES.items()),
    *((f"{name}.rst", text) for name, text in DOCUMENTS.items()),
]
