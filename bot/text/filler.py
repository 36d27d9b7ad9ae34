"""Words that carry nothing of their own beside a service, a month or a number. Text is normalised already."""

_WORDS = (
    "だとどうなりますか|だとどうなる|だと|ですと|だったら|でしたら|ならば|なら|の場合は|の場合|場合は|場合|のときは|のとき|の時は|の時|"
    "のほうだと|のほうは|のほうが|のほう|ほう|の方だと|の方は|の方|方|やっぱり|やはり|やっぱ|じゃあ|じゃ|それじゃ|それなら|それでは|では|あと|"
    "それと|次は|あ|えっと|えーと|いや|いえ|違う|違います|違って|間違えました|間違い|すみません|はい|ええ|うん|"
    "でお願いいたします|でお願いします|お願いいたします|お願い致します|お願いします|おねがいします|お願い|頼みます|ください|下さい|"
    "教えてください|教えて下さい|教えて|どうなりますか|どうなります|どうなる|どうですか|どう|いつですか|いつになりますか|いつになる|いつ|"
    "でしょうか|でしょう|ですか|です|ますか|かな|か|は|を|が|に|も|で|の|と|や|って|ね|よ|から|まで|だ|分|ぶん|利用分|ご利用分|利用月|"
    "ご利用|利用|使った|使用|Paidの|Paidで|Paid|paid|ペイド|サービス|両方|どっちも|だけ|または|それとも|とか|あるいは|払い|にします|にして|"
    "にする|にしたら|にすると|だけど|ですけど|ですが|だよ|についても|については|について|の件で|の件|件|ID|id|ログインID|アカウント|さん|こちら|これ|"
    "という|といいます|と申します|様|さっきの|さきほどの|先ほどの|先程の|さっき|前の|最初の|元の|戻して|戻す|戻すと|戻した|戻したら|戻ると|変えて|"
    "変えると|変えたら|それぞれ|どちらも|ともに|全部|すべて|別々|"
    "でございます|ございます|になります|だった|でした|かも|たぶん|多分|だけど|なんですが|なのですが|やつ|それ|その|そちら|そっち|日|"
    "間違えた|間違った|まちがえた|まちがえました|訂正します|訂正|ごめんなさい|ごめん|申し訳ありません|じゃなくて|ではなくて|じゃなく|ではなく|にも|ほうも"
)
_SIGNS = " 、。,.!?:;・/()[]「」『』~〜ー…\"'&+^_*#-"
_NUMBER_WORDS = (
    "番号|状況|状態|進捗|ステータス|様子|進み具合|確認|照会|調べて|見て|知りたい|したい|して|もらえますか|いただけますか|くれますか|くれる|"
    "どうなっていますか|どうなってますか|どうなっている|どうなってる|どうなった|どうなりましたか|今|現在"
)
_LONGEST = 60
"""Characters: filler is short, and the search below is quadratic in what it is given."""

_FILLER = frozenset([*_WORDS.split("|"), *_SIGNS])
_ABOUT_NUMBER = _FILLER | frozenset(_NUMBER_WORDS.split("|"))


def is_filler(text: str) -> bool:
    """Tell whether a text, its entities taken out, says nothing more: 「だと？」, 「のほうでお願いします」."""
    return _is_made_of(_FILLER, text)


def only_asks_after(text: str) -> bool:
    """Tell whether a text, its number taken out, merely asks how that is getting on: 「の状況は？」."""
    return _is_made_of(_ABOUT_NUMBER, text)


def _is_made_of(pieces: frozenset[str], text: str) -> bool:
    """Whether a text can be cut into the given pieces; a regular expression would hang, since these overlap."""
    if len(text) > _LONGEST:
        return False
    longest = max(map(len, pieces))
    ends = {0}
    for end in range(1, len(text) + 1):
        if any(start in ends and text[start:end] in pieces for start in range(max(0, end - longest), end)):
            ends.add(end)
    return len(text) in ends
