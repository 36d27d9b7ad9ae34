"""Worries that somebody else has used the account, and mails that may be a fraud.

No FAQ answers them and no look-up settles them, so that they go to a person. What can be answered comes first: the
wish to change a password, and questions about locks. Text is normalised already.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.text.other_companies import OTHER_COMPANY

Worry = Literal["account", "mail"]
"""`account`: logins, orders or contracts that one did not make. `mail`: a message that pretends to be the shop's."""

_SOMEBODY = r"(?:誰か|だれか|他人|第三者|知らない(?:人|やつ|誰か)|別の人|ほかの人|他の人|何者か)"
_UNKNOWN = r"(?:身に覚え|見覚え|心当たり|覚え|記憶)の?(?:が|も|は)?(?:まったく|全く)?(?:ない|無い|ありません)"
_ACCOUNT = re.compile(
    r"不正(?:な|に)?(?:ログイン|アクセス|利用|使用|注文|契約)(?:が|を|に|も|の)?(?:され|あった|ありま|あり[そま]|疑|"
    r"可能性|形跡|"
    r"恐れ|おそれ|かも|通知|っぽい|みたい|じゃ)|"
    r"(?:アカウント|ID|マイページ|会員).{0,6}(?:乗っ取|のっと)(?:ら|り|る)|^(?:乗っ取|のっと)られ|"
    r"ハッキングされ|ハックされ|"
    rf"{_SOMEBODY}(?:に|が|の手で)?(?:勝手に)?.{{0,12}}?(?:ログイン(?:さ|し(?:て|た))|使(?:われ|って)|入(?:られ|"
    rf"って(?:い|る))|アクセス(?:さ|し)|"
    r"注文(?:さ|し)|契約(?:さ|し(?:て|た)))|"
    r"勝手に(?:ログイン|注文|購入|発注|契約|申し?込み?)(?:を|が)?(?:され|さして)|"
    rf"{_UNKNOWN}(?:注文|購入|発注|契約|申し?込み|ログイン|アクセス|認証コード|コード)|"
    r"(?:ログイン|注文|購入|発注|契約)した(?:覚え|記憶)(?:が|は|も)?(?:ない|無い|ありません|ねえ|あらへん)|"
    r"(?:注文|購入|発注|契約|申し込み)(?:も)?(?:は|を|なんて)?(?:して(?:い)?(?:ない|ません)|した覚えがない)のに|"
    r"知らない(?:端末|場所|国|デバイス|パソコン|スマホ|機器)(?:から|で).{0,8}(?:ログイン|アクセス)|(?:していない|"
    r"してない|した覚えのない|頼んでない|頼んでいない)(?:注文|ログイン|契約)(?:が|を|の)|"
    r"(?:ID|パスワード|個人情報|会員情報|アカウント情報)(?:が|を)(?:.{0,4})(?:漏れ|もれ|流出|漏洩|盗まれ)|"
    r"\b(?:my |our |the )?account (?:was|is|has been|got|may have been|might be) (?:hacked|compromised|stolen|"
    r"taken over)|"
    r"\b(?:hacked|hijacked) (?:my|our) account|\bunauthori[sz]ed (?:log ?in|access|order|purchase|use)|"
    r"\b(?:someone|somebody|a stranger)(?: else)? (?:has |may have |might have )?(?:logged|got|gotten|broke|broken|"
    r"hacked|used|"
    r"is using|ordered|placed)\b|"
    r"\b(?:i|we) (?:did ?n'?t|did not|never) (?:make|place|order|placed|made|ordered)\b.{0,16}\b(?:order|this|it|"
    r"that)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:フィッシング|詐欺|なりすまし|成りすまし|偽|ニセ|にせ|怪しい|あやしい|不審な|おかしな|変な)(?:の|っぽい|"
    r"みたいな|らしい|と思われる)?"
    r"(?:メール|めーる|SMS|ショートメール|サイト|ページ|リンク|URL|請求書|電話)|"
    r"(?:メール|SMS|リンク|請求書).{0,14}(?:フィッシング|詐欺|なりすまし|偽物|本物)|フィッシング(?:詐欺)?(?:に|か|"
    r"です|かも|では|じゃ)|"
    r"\b(?:phishing|scam|fake|fraudulent|suspicious|spoof(?:ed)?) (?:e-?mails?|mails?|messages?|sms|sites?|links?|"
    r"invoices?)|\bphishing\b",
    re.IGNORECASE,
)
# What is asked of the shop beside the worry, or what the worry is not about.
_ASKED = re.compile(
    r"パスワード(?:を|の|も)?.{0,16}(?:変え|新しく|変更|リセット|再設定)|ロック|キャンセル|取り?消|入金済|対策|防ぐ|"
    r"防止|"
    r"監査|方針|"
    r"二要素|バックアップコード|孫|子供|子ども|社長|部下|退会|解除|ニュース|"
    r"\b(?:change|reset) (?:my |the )?password|\blocked\b|\bcancel",
    re.IGNORECASE,
)
_OTHERS = re.compile(OTHER_COMPANY, re.IGNORECASE)
_LONGEST = 160


def security_worry(text: str) -> Worry | None:
    """What a member fears for, if the message says no more than that."""
    if len(text) > _LONGEST or _ASKED.search(text) or _OTHERS.search(text):
        return None
    if _ACCOUNT.search(text):
        return "account"
    return "mail" if _MAIL.search(text) else None
