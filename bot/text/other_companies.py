"""Names of other companies and of their services, as people write them. Text is normalised already.

«楽天の注文をキャンセルしたい» is not ours whichever company stands there, so that the classifier reads 「他社」 for
every name: what one line of the training data says of one company then holds for all.

Left out are ways to pay (PayPay, JCB), what a member merely uses (mail programs, browsers), and offices that belong to
the business of a member of ours (税務署).
"""

import re

_ANY = "他社"
# Shops and deliveries; travel; telecoms and power; banks and accounting; clouds and software; media and games; makers.
_NAMES = (
    "楽天|楽天市場|らくてん|楽天モバイル|楽天銀行|楽天証券|Amazon|アマゾン|あまぞん|アマプラ|アマゾンプライム|"
    "Amazonプライム|Yahoo|ヤフー|ヤフーショッピング|ヤフオク|ヤフーオークション|メルカリ|めるかり|mercari|"
    "ラクマ|ZOZO|ZOZOTOWN|ゾゾタウン|ヨドバシ|ヨドバシカメラ|ヨドバシドットコム|ビックカメラ|ヤマダ電機|"
    "ヤマダデンキ|ケーズデンキ|エディオン|ジョーシン|ニトリ|IKEA|イケア|ユニクロ|UNIQLO|無印良品|アスクル|"
    "ASKUL|モノタロウ|MonotaRO|コストコ|イオン|セブンイレブン|セブン-イレブン|ローソン|ファミマ|"
    "ファミリーマート|ダイソー|カインズ|minne|Shopify|SHEIN|Temu|アリエクスプレス|AliExpress|"
    "eBay|価格コム|価格.com|通販生活|ジャパネット|ジャパネットたかた|ヤマト運輸|クロネコヤマト|佐川急便|"
    "日本郵便|ウーバーイーツ|UberEats|Uber Eats|Uber|出前館|"
    "じゃらん|楽天トラベル|Booking.com|ブッキングドットコム|エクスペディア|Expedia|Airbnb|JAL|"
    "日本航空|ANA|全日空|JR東日本|JR西日本|JR東海|JR|えきねっと|スマートEX|チケットぴあ|イープラス|"
    "ローチケ|食べログ|ぐるなび|ホットペッパー|"
    "ドコモ|docomo|NTTドコモ|ahamo|アハモ|au|KDDI|UQモバイル|UQ|povo|ソフトバンク|"
    "SoftBank|ワイモバイル|Y!mobile|LINEMO|IIJ|IIJmio|mineo|マイネオ|NTT|NTT東日本|"
    "NTT西日本|フレッツ光|フレッツ|OCN|So-net|ソネット|BIGLOBE|ビッグローブ|ニフティ|@nifty|"
    "nifty|J:COM|JCOM|ジェイコム|NURO|NURO光|ニューロ光|東京電力|東電|関西電力|関電|中部電力|"
    "東京ガス|大阪ガス|NHK|WOWOW|スカパー|"
    "三菱UFJ|三菱UFJ銀行|三井住友銀行|SMBC|みずほ|みずほ銀行|りそな|りそな銀行|ゆうちょ|ゆうちょ銀行|"
    "住信SBIネット銀行|SBI証券|SBI|ソニー銀行|マネックス|コインチェック|bitFlyer|日本生命|ソニー損保|"
    "アフラック|マネーフォワード|マネフォ|Money Forward|freee|弥生会計|楽楽精算|Misoca|"
    "インフォマート|Stripe|Square|Wise|"
    "AWS|アマゾンウェブサービス|Azure|アジュール|GCP|Google Cloud|グーグルクラウド|さくらインターネット|"
    "さくらのクラウド|さくらのVPS|GMO|GMOクラウド|お名前.com|お名前ドットコム|エックスサーバー|Xserver|"
    "ロリポップ|カゴヤ|ConoHa|Heroku|Vercel|Cloudflare|IBM|IBM Cloud|"
    "Oracle|オラクル|NEC|日立|日立システムズ|NTTデータ|大塚商会|リコー|キヤノン|キャノン|ゼロックス|"
    "富士フイルム|Salesforce|セールスフォース|サイボウズ|kintone|キントーン|ガルーン|Sansan|"
    "SmartHR|ジョブカン|KING OF TIME|Chatwork|チャットワーク|Slack|Teams|Zoom|"
    "Notion|Dropbox|ドロップボックス|Box|Google Drive|Googleドライブ|OneDrive|"
    "iCloud|GitHub|ギットハブ|GitLab|Backlog|Canva|Figma|Evernote|"
    "Adobe Creative Cloud|クリエイティブクラウド|Microsoft|マイクロソフト|Microsoft 365|"
    "Office 365|オフィス365|Google|グーグル|ぐーぐる|Apple|アップル|Google Play|"
    "App Store|ウイルスバスター|トレンドマイクロ|ノートン|マカフィー|DocuSign|クラウドサイン|WordPress|"
    "ワードプレス|Wix|AdobeSign|ServiceNow|SAP|Zendesk|HubSpot|"
    "LINE|Facebook|フェイスブック|Instagram|インスタ|インスタグラム|Twitter|ツイッター|"
    "TikTok|ティックトック|YouTube|ユーチューブ|mixi|Discord|Netflix|"
    "ネットフリックス|ネトフリ|Hulu|フールー|U-NEXT|ユーネクスト|ABEMA|アベマ|DAZN|ダゾーン|"
    "ディズニープラス|Disney+|dアニメ|dアニメストア|ニコ動|Spotify|スポティファイ|"
    "Apple Music|Audible|Kindle|任天堂|Nintendo|ニンテンドー|Switch|プレステ|"
    "PlayStation|PSN|PS Plus|Steam|スチーム|Xbox|ポケモンGO|ポケモン|原神|モンスト|"
    "パズドラ|ウマ娘|フォートナイト|Pairs|ペアーズ|"
    "チョコザップ|chocoZAP|ライザップ|エニタイム|ベネッセ|進研ゼミ|ユーキャン|スタディサプリ|スタサプ|"
    "Udemy|日経|日経電子版|朝日新聞|読売新聞|生協|タイムズカー|ETC|ENEOS|トヨタ|ホンダ|ソニー|SONY|"
    "パナソニック|Panasonic|東芝|ダイキン|Dell|デル|Lenovo|レノボ|ASUS|エプソン|"
    "EPSON"
)
_LATIN = "A-Za-z0-9"
_KATAKANA = "ァ-ヴー"


def _alone(name: str) -> str:
    """The name, not as a piece of a longer word: «デル» is not in «モデル»."""
    pattern = re.escape(name)
    for script in (_LATIN, _KATAKANA):
        if re.match(rf"[{script}]", name):
            pattern = rf"(?<![{script}]){pattern}"
        if re.search(rf"[{script}]$", name):
            pattern = rf"{pattern}(?![{script}])"
    return pattern


def _any_of(names: list[str]) -> str:
    """One pattern for all, by first letter: tried one by one they would cost milliseconds a message."""
    by_letter: dict[str, list[str]] = {}
    # The longest first, so that 「楽天銀行」 is not read as 「楽天」.
    for name in sorted(names, key=len, reverse=True):
        by_letter.setdefault(name[0].lower(), []).append(_alone(name))
    return "|".join(rf"(?={re.escape(letter)})(?:{'|'.join(patterns)})" for letter, patterns in by_letter.items())


_NAME_LIST = _NAMES.split("|")
_FIRST_LETTERS = re.escape("".join(sorted({name[0] for name in _NAME_LIST})))
# A card's issuer is no other shop: it is a way to pay here.
OTHER_COMPANY = rf"(?=[{_FIRST_LETTERS}])(?:{_any_of(_NAME_LIST)})(?! ?(?:カード|ペイ|Pay|Authenticator))"
"""A pattern, case to be ignored, of a company or service of others."""
_PATTERN = re.compile(OTHER_COMPANY, re.IGNORECASE)


def without_other_companies(text: str) -> str:
    """The text with 「他社」 for every name of another company or of its service."""
    return _PATTERN.sub(_ANY, text)
