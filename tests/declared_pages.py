"""Texts of which it is known what they are in, and what `detect` says that a document declares."""

import json
from typing import Any

from untranslated_command import run

TEXTS = {
    "en": "A reef is a home to many kinds of fish, and to the people who study them all year long.\n",
    "zh-Hans": "珊瑚礁是许多鱼类的家园，研究人员也常年在那里工作，并且记录海水的温度。\n",
    "zh-Hant": "珊瑚礁是許多魚類的家園，研究人員也常年在那裡工作，並且記錄海水的溫度。\n",
    "de": "Das Riff ist die Heimat vieler Fische, und die Forscher arbeiten dort das ganze Jahr über.\n",
    "pt": "O recife é a casa de muitos peixes, e os pesquisadores trabalham ali durante o ano inteiro.\n",
    "no": "Revet er hjemmet til mange slags fisk, og forskerne arbeider der hele året igjennom.\n",
}


def declared(path: str) -> Any:
    done = run(path, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["declared"]
