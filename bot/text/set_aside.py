"""Taking out what a message names only to set it aside: 「IDは分かるので、パスワードのほうを…」.

A classifier that counts words cannot tell a subject from one that is named to be excluded. Text is normalised already.
"""

import re

_SUBJECT = re.compile(
    r"パス|PW|ID|アイディー|ログイン|ロック|凍結|コード|認証|ワンタイム|会員|登録|PDF|規約|退会|脱会|アカウント|見積|注文|発注|"
    r"オーダー|申し?込|キャンセル|取り?消|支払|払|締め|請求|明細|入金|振り?込|振替|引き?落|カード|クレカ|Paid|ペイド|インボイス|適格|"
    r"番号|契約|解約|トライアル|お試し|審査|住所|電話|社名|会社名|代表|チケット|依頼|お願い|期限|期日|解除|メール|人|担当|オペレ|窓口|"
    r"ボット|機械|何ができ",
    re.IGNORECASE,
)
# 「ではなくて」, 「とは違って」, 「以外で」.
_NOT_THAT = re.compile(
    r"(?:では?|じゃ)(?:なく(?:て|、)|ない(?:んです|のです|です|ん)|ありません|ござい?ません)|"
    r"とは?(?:違(?:って|い|う)|ちゃう|ちが)|以外(?:で|に|の|は)"
)
_ASKED_NOT = re.compile(r"(?:では?|じゃ)ない(?:です|でしょう)?か")
# Known, done or not wanted: 「は分かりました」, 「はもう済んでいます」, 「は大丈夫です」.
_KNOWN = (
    r"(?:分か|わか|判|解)(?:っ(?:て|た|とる|とー|とう|ちょ)|り(?:ました|ます)|る|ん)|承知|理解(?:し|でき)|納得|把握|存じ|知って|"
    r"読(?:んだ|みました|んで)|見つけ(?:た|まし)|済(?:ん|み|ませ)|すん(?:だ|で)|終わ(?:っ|り)|完了|できて(?:い)?(?:ます|る|た)|"
    r"直し(?:た|まし|てあ)|解決(?:し|済)|うかが(?:って|いまし)|(?:教えて|聞いて)(?:もら|いただ)|聞き(?:ました|まして)|聞いた|"
    r"覚えて(?:い)?(?:ます|る|て)|確認(?:し|いたし|でき)(?:まし)?た|通(?:った|りました)|届(?:いて|きました|いた)"
)
_WAIVED = (
    r"(?:もう)?(?:大丈夫|だいじょうぶ|結構|けっこう|いいんです|いいです|いいや|よくて|いい(?:ので|から|けど)|"
    r"問題(?:ない|ありません|なく)|関係(?:ない|ありません|なく|なくて)|気にして(?:い)?(?:ない|ません)|不要|要らない|いらない|"
    r"あとで|後で|後回し|別(?:件|途|の機会)|また今度|置いて|さておき|まだ(?:いい|結構))"
)
_DONE_WITH = re.compile(rf"{_KNOWN}|{_WAIVED}")
_TOPIC = re.compile(r"は|も|なら|のほう|の方|とか|については|に関しては|のこと")
_TOLD = re.compile(rf"(?:案内|説明|話|やり方|方法|こと|ほう)(?:は|なら|も).{{0,14}}(?:{_KNOWN})")
_WISH = re.compile(
    r"[?？]|か[。、!\s]*$|たい|教えて(?!もら|いただき)|ください|下さい|どこ|どう|いつ|なに|何を|方法|くれ|もらえ|いただけ|ほしい|欲しい"
)
# 「払い終わったのに」 is what the question is about.
_CONTRAST = re.compile(r"(?:のに|のにも関わらず|にもかかわらず)[、\s]*$")
_CLAUSE = re.compile(r"[^、。!?,…]+[、。!?,…]*")
_JOINT = re.compile(
    r"(?<=けど)(?=[^、。も])|(?<=ですが)(?=[^、。])|(?<=なくて)(?=[^、。])|(?<=ではなく)(?=[^、。て])|(?<=じゃなく)(?=[^、。て])"
)
_LEAST = 5
"""Characters that must be left; a shorter rest needs what was set aside to be understood."""


def without_what_is_set_aside(text: str) -> str:
    """The text without the clauses that only exclude a subject; itself where the rest would name none."""
    clauses = [piece for clause in _CLAUSE.findall(text) for piece in _JOINT.split(clause) if piece]
    # What comes last is what the message comes to.
    kept = [clause for clause in clauses[:-1] if not _sets_aside(clause)] + clauses[-1:]
    rest = "".join(kept).strip()
    return rest if len(kept) < len(clauses) and len(rest) >= _LEAST and _SUBJECT.search(rest) else text


def _sets_aside(clause: str) -> bool:
    if not _SUBJECT.search(clause) or _CONTRAST.search(clause):
        return False
    if _NOT_THAT.search(clause) and not _ASKED_NOT.search(clause):
        return True
    if _TOPIC.search(clause) and _DONE_WITH.search(clause) and not _WISH.search(clause):
        return True
    return bool(_TOLD.search(clause))
