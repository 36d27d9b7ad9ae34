"""Training messages as people write them in mails: the request among courtesies and what led up to it.

The examples in `data/nlu` are mostly short. Without these variants a model knows nothing of longer messages; with them,
and with `bot.text.courtesy`, wrapped examples are understood almost as well as bare ones.
"""

from __future__ import annotations

import random

_BEFORE = (
    "お世話になっております。",
    "いつもありがとうございます。",
    "こんにちは。",
    "はじめまして、利用者の佐藤です。",
    "すみません、",
    "あの、",
    "教えてほしいんですが、",
    "社内で確認したところよく分からなかったのでご連絡しました。",
    "以前から利用しています。",
    "今日初めてマイページを開いたのですが、",
    "上司に言われて調べているのですが、",
    "ネットで探しても見つからなくて、",
    "お忙しいところすみません。",
    "経理を担当しております。",
    "前任者から引き継いだばかりで勝手が分からないのですが、",
    "昨日から困っているのですが、",
    "もしかしたら勘違いかもしれませんが、",
)
_AFTER = (
    "よろしくお願いします。",
    "お願いします。",
    "教えてください。",
    "ご回答お待ちしております。",
    "助けてください。",
    "急いでいます。",
    "詳しく知りたいです。",
    "どうしたらいいでしょう。",
    "ご対応いただけると助かります。",
    "以上です。",
    "分かる方お願いします。",
    "",
)
_SENTENCE_ENDS = "。？！?!"


def wrapped(text: str) -> str:
    """Put phrases around a message; the same ones for the same message, always."""
    # Not for secrets: the choice must only be the same in every run.
    chooser = random.Random(text)  # noqa: S311
    before = "".join(chooser.sample(_BEFORE, chooser.choice((1, 1, 2, 3))))
    after = "".join(chooser.sample(_AFTER, chooser.choice((1, 1, 2))))
    stop = "" if text[-1:] in _SENTENCE_ENDS else "。"
    return f"{before}{text}{stop}{after}"
