"""The words between the generated tables, in both languages."""

CHINESE = {
    # Titles and columns.
    "Commands": "命令",
    "command": "命令",
    "purpose": "作用",
    "Usage": "用法",
    "Examples": "例子",
    "Exit codes": "退出码",
    "option": "选项",
    "default": "默认值",
    "setting": "设置",
    "Keys of the settings": "设置的键",
    "Settings of several commands": "多个命令共用的设置",
    "Settings of `{}`": "`{}` 的设置",
    "Keys of a glossary": "术语表的键",
    "At the top": "最上层",
    "In `{}`": "在 `{}` 里",
    "key": "键",
    "value": "值",
    "commands": "命令",
    "Functions and values": "函数与值",
    "Functions": "函数",
    "Values": "值",
    "Errors": "错误",
    "field": "字段",
    "member": "成员",
    # Groups of options.
    "What to do": "做什么",
    "What to report": "报告什么",
    "What to report on": "报告哪些文档",
    "What to align": "对齐什么",
    "Which documents": "哪些文档",
    "Which findings": "哪些问题",
    "Which beads": "哪些对应",
    "What to go by": "以什么为依据",
    "Forms": "形式",
    "For a build": "用于构建",
    "Preview": "预览",
    "Memories": "翻译记忆",
    "Results": "结果",
    "Running": "运行",
    "Options": "选项",
    # Sentences.
    "Made from the program itself; what it prints with `--help`.":
        "由程序本身生成，也就是 `--help` 打印的内容（英文）。",
    "Made from the JSON Schema that editors use. [Settings]({}) explains them.":
        "由编辑器使用的 JSON Schema 生成，说明见[设置]({})。",
    "Made from the JSON Schema that editors use. [The glossary format]({}) explains them.":
        "由编辑器使用的 JSON Schema 生成，说明见[术语表格式]({})。",
    "Made from the docstrings. [From Python]({}) explains them, with examples.":
        "由代码里的文档字符串生成（英文）。说明和例子见[在 Python 里使用]({})。",
    "What the exit codes mean: [{0}]({1}).": "各个退出码的含义：[{0}]({1})。",
    "Streams and exit codes": "输出流和退出码",
}  # fmt: skip
"""What headings, columns and sentences of generated pages are in Chinese; what comes from the program stays English."""


def word(text: str, language: str) -> str:
    """Return a heading, a column title or a sentence in a language, `en` or `zh`."""
    return CHINESE[text] if language == "zh" else text
