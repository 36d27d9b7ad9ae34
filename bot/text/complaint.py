"""Threats and anger in words that are no insults: 「訴えます」, 「消費者センターに通報します」, 「また同じ答え？」.

Beside a subject of the shop the subject is answered. Text is normalised already.
"""

from __future__ import annotations

import re

_COMPLAINT = re.compile(
    r"訴え(?:ます|る|ました|させて|てやる|よう|たい)|訴訟|裁判(?:に|を|する|します|沙汰)|弁護士(?:に|と)|"
    r"消費者(?:センター|庁|生活センター|ホットライン)|国民生活センター|消費生活センター|通報(?:します|する|した)|"
    r"警察に(?:言|行|相談|通報|届)|"
    r"(?:SNS|ネット|ツイッター|Twitter|X)に(?:書|晒|さら|拡散)|晒して?やる|口コミに書|"
    r"(?:また|さっきと|ずっと)同じ(?:答え|回答|返事|こと|返答)|同じ(?:答え|回答|返事|こと|返答|説明)(?:ばかり|ばっか|"
    r"しか|の繰り返し|を?何[度回]も)|"
    r"何[度回]も?(?:言|同じこと|聞か|言わせ)|(?:[2-9]|二|三|四|五|何)[度回]目(?:です|だ|なん)|"
    r"(?:いい|好い|良い|よい)加減に?(?:して|しろ|せえ|せい)|いいかげんに?(?:して|しろ)|"
    r"(?:いつまで|どれだけ|どんだけ|何分|何時間|何日)も?待たせ|対応(?:が|は|も)?(?:遅|おそ|悪|ひど|最悪|雑|ずさん)|"
    r"使え(?:ない|ねえ|ねー|ねぇ|ん)(?:な|わ|ね|ボット|bot|AI|チャット)|(?:AI|機械|ボット|ロボット)の(?:くせに|分際で)|"
    r"(?:馬鹿|バカ|ばか|アホ|あほ)(?:じゃ(?:ないの|ねえの|ね)|か|なの)|馬鹿に(?:して|し)|バカに(?:して|し)|"
    r"ばかに(?:して|し)|"
    r"(?:クソ|くそ|糞|ゴミ|ごみ)(?:会社|ボット|AI|サービス|サイト|対応)|詐欺(?:だろ|じゃ|やろ|会社|師|です)|"
    r"話にな(?:ら|り)(?:ない|ん|ません)|"
    r"(?:誠意|やる気)(?:が|を|も)?(?:ない|感じ|見え|見せ|ある)|どう責任|責任(?:を)?(?:取|とっ)|謝(?:れ|って|罪)|"
    r"(?:人|客)を(?:なん|何|馬鹿|バカ|なめ)|"
    r"(?:腹|はら)(?:が|も)?立(?:つ|ち|って)|頭に(?:来|き)(?:た|て|ます)|怒って(?:い)?(?:る|ます)|許(?:さ|せ)(?:ない|"
    r"ません)|"
    r"\bi(?:'ll| will|'m going to| am going to) (?:sue|report you)|\b(?:my|a) lawyer\b|\bconsumer (?:protection|"
    r"affairs|centre|center)",
    re.IGNORECASE,
)
# A subject of the shop, or of somebody else: there is something to answer.
_SUBJECT = re.compile(
    r"ログイン|パスワード|ロック|アカウント|ID(?![A-Z])|コード|認証|登録|会員|注文|申し?込|契約|解約|退会|請求|支払|"
    r"払い|払っ|振込|"
    r"振替|引き?落|カード|Paid|ペイド|審査|見積|PDF|トライアル|領収|返金|料金|締め|メール|住所|電話|番号|フォーム|"
    r"サーバ|手続|書類|"
    r"クラウド|データ|解除|依頼|使え(?:る|ます)|開始|開通|エラー|担当|オペレーター|つない|つなげ|人間|人を出|"
    r"人に(?:代|替|変)|責任者|社員|スタッフ|代わ|"
    r"呼んで|取り?次|紹介|何ができ|インボイス|パス|期日|キャンセル|"
    r"どこ|いつ(?!まで待た)|どうやって|方法|教えて|隣|近所|夫|妻|上司|同僚|"
    r"\b(?:log|pass|account|order|contract|invoice|bill|pay|card|refund|mail|cancel)",
    re.IGNORECASE,
)
_LONGEST = 80


def is_complaint(text: str) -> bool:
    """Whether a message is a threat or a complaint that names nothing to be answered."""
    return len(text) <= _LONGEST and bool(_COMPLAINT.search(text)) and not _SUBJECT.search(text)
