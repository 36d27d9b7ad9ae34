"""The phrases around a password: what announces one, what may stand between, what tells that it is none.

All are for folded text, and bounded, so that no text takes long.
"""

import re

LABEL = (
    # Half-width kana have their voice marks apart.
    r"(?:(?:パ|ハ\u309a)スワ[ー-]?(?:ド|ト\u3099)|ぱすわ[ーあ-]?ど|(?:ログイン|(?<![ァ-ヴー]))パス(?![ァ-ヴー])|(?<![ぁ-ん])ぱす(?=[はがを:=])"
    r"|暗証(?:番号|コード)?|あんしょうばんごう|(?:パスコ|バックアップコ|予備コ|リカバリー?コ)ード|パスフレーズ"
    r"|(?<![A-Za-z0-9._@-])(?:pass[\s-]?(?:word|code|phrase)|passwd|pass|pwd?|psw|p/w|PIN)(?:[12](?=\s?[:=はが]))?(?![A-Za-z0-9_@]))"
)
_CONNECTOR = r"[はがを:=]|というのは|って|->|=>|→|⇒|…+|\.{2,3}(?=\s)"
_JAPANESE_FILLER = (
    r"(?:変更|設定|入力|再設定)?(?:欄|画面|フォーム)で?|文字列?(?=[はが:])|\d{1,2}桁|ところ|とこ|として|には|に|も|の(?:方|ほう)|のは|の|通り|とおり"
    r"|(?:前|以前|最初|仮|元|昔|初期|今|いま|現在|最新|次|変更後|変更前|登録時)(?:の(?:方|ほう|もの|やつ)?)?|新しい(?:の|方|ほう|もの|やつ)?"
    r"|新|旧|古い(?:の|方|ほう|もの|やつ)?|正しい|正しくは|たぶん|多分|おそらく|確か|たしか|えっと|えーと|ええと|あの"
    r"|これ|こちら|こっち|以下|下記|です|私|わたし|僕|俺|自分|いつも|ずっと|全部|両方|どちらも|番号|コード"
)
_ENGLISH_FILLER = (
    r"(?:is|was|are|should\sbe|to|as|currently|now|probably|maybe|still|my|the|new|old|number|code)\b(?=[\s:=\"']|$)"
)
_BREAK = r"[\s\"'`「『【〈《\[(<、,。・;*_]|-(?=\s)"
_ATOM = rf"(?>{_CONNECTOR}|{_JAPANESE_FILLER}|{_ENGLISH_FILLER}|{_BREAK})"
# What may stand between the word and its secret.
GAP = re.compile(rf"{_ATOM}{{0,16}}+", re.IGNORECASE)
# A gap that says: here it comes.
STRONG = re.compile(r"[はがを:=\n\"'`「『【〈《→⇒]|->|=>|というのは|\b(?:is|was|are|be|to)\b", re.IGNORECASE)
# A gap that says: this is it, whatever it is made of. 「パスワードを何度入れても…」 does not.
NAMES = re.compile("[はが:=「『【]")

# From one secret to the next: 「前のは X で新しいのは Y」, `X or Y`.
ONWARD = re.compile(
    rf"[」』】〉》\])>\"'`]?(?>(?:でした|だった|です|で|から|を|じゃなく(?:て|、)?|では?なく(?:て|、)?|または|もしくは|あるいは|か|と|また"
    rf"|だと思って(?:い?た)?|だと思う|けど|and\b|or\b|then\b|not\b)|{_ATOM}){{1,20}}+",
    re.IGNORECASE,
)
ONWARD_CUE = re.compile(
    r"新|旧|古い|前|今|次|正しく|から|じゃなく|で.?なく|または|もしくは|あるいは|[、,/・か→⇒。]|->|=>|\b(?:and|or|to|new|old|now)\b",
    re.IGNORECASE,
)

# 「IDとパスワードは」, `ID/PW`: the id comes first.
AFTER_ID = re.compile(
    r"(?:ID|アカウント名?|ユーザー?名?|メール(?:アドレス)?|user(?:name)?|login|mail)\s?(?:と|・|/|&|\+|、|,|and|及び|および|や)\s?(?:ログイン|login)?\s?$",
    re.IGNORECASE,
)
# 「パスワードとIDは」: the id comes second.
BEFORE_ID = re.compile(
    r"\s?(?:と|・|/|&|\+|、|,|and)\s?(?:ログイン|login)?\s?(?:ID|アカウント名?|ユーザー?名?)", re.IGNORECASE
)

# 「hunter2abcがパスワードです」, 「hunter2abcというパスワードで」: read backwards from the word.
BACKWARD = re.compile(
    r"(?<![!-~\u200b])(?P<secret>[!-~\u200b]{4,64}+)[」』】]?\s?"
    r"(?:(?P<named>という|っていう|といった|とゆう)|(?:が|は|って))\s?(?:(?:私|僕|俺|自分|今|現在|新|新しい|前|元)の?)?$"
)
STATES = re.compile(r"\s?(?:です|だ(?!け(?!ど|れ))|なん|でし|だった|に(?:なり|なっ|し)|で(?:ログ|入)|。|$|\n)")

# After an open shape: it was meant as the password.
MEANT = re.compile(
    # A date too is followed by 「に変えた」, but it is when, not what.
    r"(?<=[A-Za-z])\s?(?:に(?:変|し|設定)|から)|"
    r"[」』】〉》\])>\"'`]?\s?(?:$|\n|[。、.,;!?](?![!-~])|です|だ(?!け(?!ど|れ))|なの|なん|でし|じゃ|では(?!なく)"
    r"|で(?:す|も?だめ|も?ダメ|も?駄目|ログ|ろぐ|入(?!力)|は(?:い|入|ログ)|やっ|試)|(?:って|と)(?:入|打|書|いう|し)|を(?:入|打|使)|のはず|のまま|か(?:な|も)"
    r"|(?:but|and|though|however)\b)",
    re.IGNORECASE,
)
# After digits: they count something. 「2026年に変えた」「8-16文字」
COUNTED = re.compile(
    r"\s?(?:文字|もじ|桁|ケタ|けた|字|回|年|月|日|時|分|秒|人|名|円|個|件|種|つ|[かヶカヵケ]月|週|度|番目|世代|バイト|bit|byte|char|digit|times|以上|以下|以内|未満|~)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[\d,.~:/-]+")
# After anything: somebody it is for.
SOMEBODY = re.compile(
    r"\s?(?:さん|様|さま|殿|宛|あて|へ(?:送|届|の|お|ご|メール|連絡)|に(?:送|届|メール|連絡|お送|転送))"
)
# 「tanaka01のアカウント」
NO_SECRET_AFTER = re.compile(r"[」』\"']?\s?(?:というID|のID|のアカウント|というアカウント|がID|はID)")

# Kana or kanji with figures: 「さくら2024」.
MIXED = re.compile(r"(?P<word>[ぁ-ゖァ-ヴー一-鿿々]{1,8})(?P<rest>(?=[!-~]{0,12}\d)[!-~]{3,32})")
# Kana alone, set apart on both sides.
KANA = re.compile(
    r"\s?(?:は|が|を|:)\s?[「『、\"](?P<word>[ぁ-ゖァ-ヴー]{3,24})[」』、\"]\s?(?:です|でし|だ(?!け)|なの|って|で(?:入|ログ|す)|に(?:し|変|設定)|$)"
)
NO_KANA_SECRET = re.compile(
    r"わすれ|わから|しら(?:な|ん)|おぼえ|なく|ない|ません|まし|ます|です|ください|ひらがな|カタカナ|ローマ|アルファベット|リセット|ログイン|エラー|メール"
    r"|パスワ|ぱすわ|ひみつ|おなじ|これ|それ|そのまま|どこ|なに|なん|いつ|いくつ|たい$|って"
)
# Words that make it a rule or a date instead.
RULE = re.compile(r"文字|桁|以上|以下|種|段階|回|年|月|日|英|数|記号|半角|全角|大小|番|最|約|計|円")

ANNOUNCES = re.compile(
    rf"{LABEL}(?:(?=[^\n]{{0,40}}$){_ATOM}{{1,16}}+|を?\s?(?:今から|いまから)?\s?(?:送|書|言|伝え|教え|貼)(?:い|き|り)?(?:ます|るね|ますね)[。!]?)$",
    re.IGNORECASE,
)
LABELS = re.compile(LABEL, re.IGNORECASE)
OTHER_LABEL = re.compile(
    r"[/,;|\s](?=(?:ログイン|login\s?)?(?:ID|user|mail|メール|アカウント)(?![a-z]))", re.IGNORECASE
)
