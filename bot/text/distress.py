"""Words of somebody in distress, and words of somebody who only abuses.

Whatever else such a message says comes second to distress; abuse beside a request comes second to the request.
「ログインできなくて死にそう」 is a manner of speaking, and a request. Text is normalised already.
"""

from __future__ import annotations

import re

from bot.text import despair, english_distress
from bot.text.complaint import is_complaint

# Said of oneself, in so many words: never a manner of speaking to be waved away.
_CLEAR = re.compile(
    r"死にたい|しにたい|死んでしまいたい|死んじゃいたい|死のうと思|死のうか|自殺|自死し|首を?(?:吊|つ)(?:る|り|ろ|"
    r"って)|飛び降り(?:たい|よう|る)|"
    r"消えてしまいたい|消えちゃいたい|消えたい|いなくなりたい|居なくなりたい|生きて(?:い)?(?:たくない|たくありません|"
    r"いたくない|られない|けない|く気力)|"
    r"生きる(?:の|こと)が(?:つら|辛|しんど|苦し|嫌|いや)|生きる意味|生きて(?:い)?(?:る|いる)?(?:の|こと)?(?:が|"
    r"も)(?:つら|辛|しんど|苦し|嫌)|"
    r"(?:生き|いき)て(?:い)?る(?:意味|価値|資格|理由)|生きる(?:価値|希望|気力|資格|理由)|生き(?:るの|てるの|ていくの|"
    r"ること)(?:に|が|も)(?:疲|つか|"
    r"限界|嫌|いや|無理)|生きて(?:い)?ても(?:意味|仕方|しかた|しょうが|無駄|いいこと)|生まれて(?:こ|来)なければ|"
    r"生まれてきた(?:の|こと)が|"
    r"(?:電車|線路|ホーム|車道|道路|海|川|橋|ビル|屋上|ベランダ|窓|崖|駅|マンション|ここ)(?:に|から|へ|"
    r"の上から)(?:飛び込[もみむん]|飛び降り|"
    r"身を投げ|落ちて(?:死|楽))|飛び込(?:もう|みたい|んで(?:死|楽|しま))|身を投げ(?:よう|たい)|死んだ(?:ほう|方)が|"
    r"いなくなった(?:ほう|方)が|"
    r"死ねたら|死ねば(?:いい|楽|済)|死ぬ(?:しかない|こと(?:ばかり|しか|を考)|つもり|準備|方法)|死に場所|遺書|"
    r"希死念慮|練炭|"
    r"(?:人生|命|一生|自分)(?:を|に)(?:終わら|終わりに|終え|おわら|閉じ|幕を)|(?:人生|生きるの)(?:に|を)?(?:疲れ|"
    r"やめたい|降りたい)|"
    r"(?:この世|世の中|世界)から(?:消え|いなくな|去り|おさらば)|(?:この世|人生)に(?:別れ|さよなら|さようなら|未練)|"
    r"(?:もう|このまま|永遠に|ずっと)?(?:目(?:が|を)?覚め|起き)なければ(?:いい|よかった)|(?:二度と|もう)目(?:が|"
    r"を)覚め(?:なくて|たくな)|"
    r"(?:永遠に|ずっと)眠(?:って(?:い)?たい|りたい)|(?:天国|あの世)(?:に|へ)(?:行|い)(?:き|け|こ)|(?:一家|無理)心中|"
    r"首をくく|"
    r"消えて(?:なく|無く)なりたい|私(?:なんて|なんか|さえ)(?:い|居)な(?:い|くても|くなって?|ければ)|僕(?:なんて|"
    r"なんか|さえ)(?:い|居)な(?:い|くても|くなって?|ければ)|"
    r"リスカ|リストカット|自傷|(?:薬|くすり)を(?:大量|たくさん)に?(?:飲ん|のん)|オーバードーズ|命を(?:絶|断)"
)
# In a shop's chat these are mostly said of a screen: they count only where nothing of the shop is spoken of.
_VEILED = re.compile(
    r"もう限界|限界です|心が?(?:折れ|壊れ)|追い詰められ|誰も助けて(?:くれ)?|ひとりぼっち|一人ぼっち|孤独で|絶望|"
    r"(?:もう)?(?:何も|なにも)かも(?:嫌|いや|終わり)|(?:つら|辛)くて(?:たまら|しかた|どうしよう)|(?:眠れ|"
    r"食べられ)ない日|鬱(?:で|が|に)|うつ病|早く楽になりたい|もう楽になりたい|(?:全部|全て|すべて|何もかも|"
    r"なにもかも)(?:を)?(?:終わ(?:り|ら)|"
    r"捨て|投げ出し)(?:に?し|せ)?たい|(?:私|僕|俺|自分)(?:は|には|に|も)?(?:もう)?(?:居場所|価値|"
    r"存在価値)が?(?:どこにも)?(?:ない|ありません)|"
    r"(?:誰|だれ)(?:に)?も(?:必要と|愛)されて(?:い)?な|(?:夜|朝|明日)(?:が|なんて)?(?:もう)?(?:明け|来|"
    r"こ)なければいい|明日(?:が|なんて)(?:来|こ)なくていい|"
    r"合わせる顔がない|(?:真っ暗|暗闇)(?:な|の)(?:中|トンネル|海)|光が見え(?:ない|ません)|(?:息|呼吸)をするの(?:も|"
    r"が)(?:つら|辛|苦し)|"
    r"もう(?:全部|すべて|何も|なにも)(?:いらない|要らない|どうでもいい|意味がない|したくない)|さよなら、?(?:みんな|"
    r"みなさん|皆さん|世界)|"
    r"(?:みんな|みなさん|皆さん|世界)、?(?:今まで)?さよ(?:う)?なら|生きるって何"
)
_PICTURED = re.compile(despair.CLEAR)
_VEILED_FURTHER = re.compile(despair.VEILED)
_NOT_MEANT = re.compile(
    r"死にたくな(?:る|り|い)|死にたい(?:くらい|ぐらい|ほど)|死ぬことはな|自殺(?:行為|点)|消えたい(?:広告|通知|バナー)"
)
_OF_THE_SHOP = re.compile(
    r"ログイン|パスワード|ロック|アカウント|ID|コード|認証|登録|会員|注文|申し?込|契約|解約|退会|請求|支払|払い|振込|"
    r"振替|引き?落|カード|Paid|"
    r"ペイド|審査|見積|PDF|トライアル|領収|返金|料金|締め|メール|サイト|画面|ボタン|チャット|電話|問い合わせ|サーバ|"
    r"システム|設定|手続|"
    r"書類|サービス|クラウド|データ|操作|エラー",
    re.IGNORECASE,
)

_INSULTS = (
    r"ふざけ(?:ん|る)な(?:よ)?|ふざけて(?:い)?(?:る|ん)(?:の|のか)?|なめて(?:い)?(?:る|ん)(?:の|のか)?|"
    r"舐めて(?:い)?(?:る|ん)(?:の|のか)?|舐めんな|なめんな|"
    r"馬鹿(?:野郎|か|じゃないの|なの)?|バカ(?:野郎|か|じゃないの|なの)?|ばか(?:やろう|か)?|アホ(?:か|ちゃうか|なの)?|"
    r"あほ(?:か|ちゃうか|くさ)?|阿呆|"
    r"死ね(?:よ|や)?|しね|氏ね|殺す(?:ぞ|から)?|ころす(?:ぞ)?|ぶっ(?:殺|ころ|飛ば|潰)す(?:ぞ)?|潰すぞ|燃やすぞ|"
    r"覚えてろ(?:よ)?|訴えるぞ|"
    r"クソ(?:が|野郎|ボット|AI|会社|サービス)?|くそ(?:が|ったれ)?|糞|ゴミ(?:以下|会社|ボット|AI|サービス)?|"
    r"カス(?!タ)|クズ|"
    r"くず|間抜け|まぬけ|"
    r"無能|役立たず|やくたたず|能無し|脳なし|ポンコツ|ぽんこつ|ボケ|ぼけ|うざい|ウザい|ウザ|うざ|キモい|きもい|"
    r"消えろ|くたばれ|失せろ|"
    r"黙れ|だまれ|うるさい|うるせ(?:え|ー)?|使え(?:ねえ|ねー|ねぇ)|話にならん|話にならない|最低|最悪|詐欺(?:師|会社|"
    r"だ)?|税金泥棒|"
    r"いい加減に?しろ(?:よ)?|いいかげんに?しろ(?:よ)?|頭(?:おかし|悪)い(?:の|のか|んじゃない(?:の)?)?|何様(?:だ|"
    r"のつもり)?|ムカつく|むかつく|腹立つ"
)
_INSULT = re.compile(_INSULTS, re.IGNORECASE)
_ADDRESSED = re.compile(
    r"この|その|おまえら?|お前ら?|おめー|てめえ|てめー|あんたら?|あなた|君|きみ|貴様|きさま|AI|ボット|bot|チャット|"
    r"ロボット|機械|会社|サービス|"
    r"対応|サイト|店|ショップ|窓口|富士通|ほんとに?|ほんま|本当に?|マジで?|まじで?|もう|ほど|ほんっと|めっちゃ|"
    r"まったく|全く|全然|何|なに|なんて|"
    r"こんな|みたいな|野郎|やろう|って|だな|だね|です|ます|だろ|じゃん|ねえか|なんだ|ん?だよ|かよ|のか|くらい|レベル|"
    r"なの|すぎる|過ぎる|"
    r"[はがもをにでとのやよねなかだわぞぜさえっw笑草人]|[\s、。,.!?…~〜ー・♪💢😡🤬💩]",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"(?:{_INSULTS})[\s、。,.!?…~〜ー]*", re.IGNORECASE)
_MANNER_OF_SPEAKING = re.compile(
    r"(?<=[てで])[\s、,]*(?:もう|まじで?|マジで?|ほんとに?|本当に)*(?:死にそう|死ぬ|しぬ|泣きそう|泣いて(?:い)?(?:る|"
    r"ます)|泣きたい|気が?狂いそう|発狂しそう|"
    r"心が折れそう|倒れそう)(?:です|だ|なんです|なんですけど|なんだけど|よ|わ|w|笑|泣|。|!|…)*\Z"
)
_LONGEST = 200
_LEAST = 4


def in_distress(text: str) -> bool:
    """Whether somebody speaks of not wanting to live, or of being at their end, and not of a screen."""
    meant = _NOT_MEANT.sub("", text)
    if _CLEAR.search(meant) or _PICTURED.search(meant) or english_distress.in_distress(text):
        return True
    return bool(_VEILED.search(text) or _VEILED_FURTHER.search(text)) and not _OF_THE_SHOP.search(text)


def is_abuse(text: str) -> bool:
    """Whether a message is insults, threats or mere complaint and nothing that could be answered."""
    if len(text) > _LONGEST:
        return False
    if english_distress.is_abuse(text) or is_complaint(text):
        return True
    return bool(_INSULT.search(text)) and not _ADDRESSED.sub("", _INSULT.sub("", text))


def is_outcry(text: str) -> bool:
    """Whether a message, whatever it asks for, is said in anger or despair."""
    return is_complaint(text) or without_outcry(text) != text


def without_outcry(text: str) -> str:
    """What an angry or desperate message asks for; the text itself where that is nothing."""
    text = english_distress.without_outcry(text)
    match = _OPENING.match(text)
    rest = _MANNER_OF_SPEAKING.sub("", text[match.end() :] if match else text)
    return rest if len(rest) >= _LEAST else text
