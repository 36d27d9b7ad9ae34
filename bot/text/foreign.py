"""What kind of thing a message is about that is none of ours, by its words: chooses the words of the refusal.

Whether it is ours at all is decided elsewhere. Text is normalised already.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.text import english_foreign
from bot.text.other_companies import OTHER_COMPANY

Kind = Literal[
    "receipt", "refund", "bank_account", "price", "technical", "other_company", "others_data", "order_to_bot", "chat"
]
"""`bank_account`: where to transfer money to. `technical`: how a product is used or is running. `chat`: weather and the
like. `order_to_bot`: what to be, to reveal or to do, said to the program."""

_OTHERS = (
    r"(?:他人|他の(?:人|会員|お?客|顧客|ユーザー?)|ほかの(?:人|会員|お?客|顧客|ユーザー?)|別の(?:人|会員|お?客)|"
    r"知り?合い|友[人達だ]|同僚|部下|上司|"
    r"元?(?:夫|妻|彼氏|彼女|旦那)|家族|親|息子|娘|取引先|競合|ライバル|隣の|全(?:会員|顧客|ユーザー?|員)|会員全員|"
    r"顧客全員|みんな|誰か|"
    r"[^\s、。の]{1,8}(?:さん|様|氏))(?:たち|達)?の"
)
_DATA = (
    r"(?:個人情報|情報|データ|注文|契約|請求|住所|電話番号|連絡先|メールアドレス|メアド|パスワード|ログインID|ID|"
    r"名簿|一覧|リスト|履歴|カード|支払)"
)
_WORDS: tuple[tuple[Kind, str], ...] = (
    (
        "order_to_bot",
        r"(?:これまで|今まで|以前|上記|前|すべて|全て)の?(?:指示|命令|ルール|設定|制約)|(?:指示|命令|ルール|"
        r"制約)を?(?:全て|すべて)?(?:無視|忘れ|破)|"
        r"プロンプト|ignore (?:all|the|previous|your)|system ?prompt|jailbreak|脱獄|開発者モード|developer mode|"
        r"管理者(?:モード|権限)|"
        r"(?:あなた|君|きみ|お前)は(?:今|これ)から|(?:になりきっ|のふりをし|を演じ|のように振る舞っ)て|"
        r"ロールプレイ|語尾を|"
        r"(?:SQL|DROP TABLE|SELECT \*|<script)|内部(?:情報|データ|の設定)を|(?:データベース|DB)を",
    ),
    (
        "others_data",
        rf"{_OTHERS}[^。!?]{{0,12}}?{_DATA}|{_DATA}を?(?:全員|全件|全部)|(?:会員|顧客|ユーザー?)(?:の)?(?:リスト|"
        rf"名簿|一覧|データ)を?(?:見せ|"
        rf"出し|くだ|ほし|欲し|教え|ダウンロード)",
    ),
    ("receipt", r"領収[書証]|りょうしゅうしょ|領収が|レシート|受領書|支払い?証明"),
    (
        "refund",
        r"返金|払い?戻し|お?金を?返(?:して|せ)|返して(?:ほしい|もらえ|ください|くれ)|へんきん|refund|過払い|払いすぎ|払い過ぎ",
    ),
    (
        "bank_account",
        r"振[り込]*込?み?先|振込口座|口座番号|(?:どこ|どの口座)に振り?込|ふりこみさき|銀行名|支店名|口座(?:を|"
        r"は)教えて",
    ),
    ("other_company", OTHER_COMPANY),
    (
        "price",
        r"料金(?:表|プラン|体系|は|を教|が?いくら|の?(?:計算|見積|目安))|価格|値段|ねだん|値引|割引|安く(?:なる|"
        r"なり|して)|いくら(?:です|する|かか|なん|になり|ぐらい|"
        r"くらい|から|で使)|"
        r"月額|年額|初期費用|費用|コスト|キャンペーン価格|最低料金|単価|クーポン|ディスカウント",
    ),
    (
        "technical",
        r"API|SDK|SSH|VPN|SSL|TLS|DNS|IP ?アドレス|ファイアウォール|ファイヤーウォール|ポート(?:番号|開放|を開)|"
        r"インスタンス|仮想(?:マシン|サーバ|ネットワーク)|"
        r"CPU|メモリ|ストレージ|ディスク|スナップショット|バックアップの?(?:取|設定|方法|リストア|復元)|リストア|"
        r"ロードバランサ|オートスケール|コンテナ|Kubernetes|Docker|"
        r"Linux|Windows ?Server|OS(?:の|を)|MySQL|PostgreSQL|データベース|スペック|仕様|性能|障害(?:情報|が|"
        r"発生)|メンテナンス|(?:重い|遅い)|"
        r"接続(?:できない|できません|が切れ|エラー)|"
        r"サーバー?(?:が|に|を|の)(?:落ち|つなが|繋が|構築|設定|起動|停止|再起動)|(?:起動|再起動|デプロイ|"
        r"インストール)(?:し|でき|方法|の)|エラーコード|ログを(?:見|取)|"
        r"コマンド|設定方法|構築",
    ),
    (
        "chat",
        r"天気|気温|占い|ニュース|株価|為替|おすすめの(?:店|本|映画|ランチ)|レシピ|ランチ|晩ご飯|夕飯|サッカー|"
        r"野球|アニメ|ゲーム|映画|音楽|歌って|冗談|ジョーク|"
        r"しりとり|俳句|作文|翻訳|計算して(?!.*(?:期日|支払))|プログラム(?:を|書)|好きな(?:食べ物|色|人)|何歳|"
        r"彼(?:女|氏)(?:は|い)|結婚|恋|年齢|暇",
    ),
)
_KINDS = tuple(
    (kind, re.compile("|".join(filter(None, (words, english_foreign.WORDS.get(kind)))), re.IGNORECASE))
    for kind, words in _WORDS
)


def foreign_kind(text: str) -> Kind | None:
    """The kind of a message that is not ours; None where its words do not tell."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
