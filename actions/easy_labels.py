"""Labels of the backend, dates, months and amounts as やさしい日本語 writes them: with their reading behind them."""

import re
from datetime import date

_DAYS = [
    "ついたち",
    "ふつか",
    "みっか",
    "よっか",
    "いつか",
    "むいか",
    "なのか",
    "ようか",
    "ここのか",
    "とおか",
    "じゅういちにち",
    "じゅうににち",
    "じゅうさんにち",
    "じゅうよっか",
    "じゅうごにち",
    "じゅうろくにち",
    "じゅうしちにち",
    "じゅうはちにち",
    "じゅうくにち",
    "はつか",
    "にじゅういちにち",
    "にじゅうににち",
    "にじゅうさんにち",
    "にじゅうよっか",
    "にじゅうごにち",
    "にじゅうろくにち",
    "にじゅうしちにち",
    "にじゅうはちにち",
    "にじゅうくにち",
    "さんじゅうにち",
    "さんじゅういちにち",
]
_MONTHS = [
    "いちがつ",
    "にがつ",
    "さんがつ",
    "しがつ",
    "ごがつ",
    "ろくがつ",
    "しちがつ",
    "はちがつ",
    "くがつ",
    "じゅうがつ",
    "じゅういちがつ",
    "じゅうにがつ",
]
# A label stays as it is on other pages, so that it can be found there; beside it stands how it is read.
READINGS = {
    "受付済み": "うけつけずみ",
    "お手続き中": "おてつづきちゅう",
    "ご利用開始済み": "ごりよう かいしずみ",
    "解約済み": "かいやくずみ",
    "ご利用準備中": "ごりよう じゅんびちゅう",
    "無料トライアル中": "むりょうトライアルちゅう",
    "ご利用中": "ごりようちゅう",
    "アカウントロックの解除": "アカウントロックの かいじょ",
    "お問い合わせ": "おといあわせ",
    "パスワード再設定のお手伝い": "パスワードさいせっていの おてつだい",
    "退会のお申し出": "たいかいの おもうしで",
    "契約内容の変更": "けいやくないようの へんこう",
    "対応中": "たいおうちゅう",
    "完了": "かんりょう",
    "請求確定前": "せいきゅうかくていまえ",
    "請求確定": "せいきゅうかくてい",
    "入金済": "にゅうきんずみ",
    "未登録": "みとうろく",
    "審査中": "しんさちゅう",
    "審査完了（ご利用いただけます）": "しんさかんりょう ごりよういただけます",
    "審査の結果、ご利用いただけませんでした": "しんさの けっか、ごりよういただけませんでした",
    "20日締め": "はつかじめ",
    "末日締め": "まつじつじめ",
    "銀行振込（請求書払）": "ぎんこうふりこみ せいきゅうしょばらい",
    "銀行振込": "ぎんこうふりこみ",
    "口座振替": "こうざふりかえ",
    "各カード会社の定める日": "かくカードがいしゃの さだめるひ",
    "Finplex eXcloser 基本利用サービス": "フィンプレックス エクスクローザー きほんりようサービス",
    "Finplex eXcloser オプション（従量）": "フィンプレックス エクスクローザー オプション じゅうりょう",
    "FENCEメール誤送信対策サービス": "フェンスメール ごそうしんたいさくサービス",
    "FENCEメール誤送信対策サービス スタートアップ": "フェンスメール ごそうしんたいさくサービス スタートアップ",
    "FENCEメール誤送信対策サービス 基本利用サービス": "フェンスメール ごそうしんたいさくサービス きほんりようサービス",
}
_READ_PUN = frozenset({0, 1, 3, 4, 6, 8})
_PARTS_OF_MONTH = {"頃": "ごろ", "下旬": "げじゅん", "初旬": "しょじゅん", "": ""}
_DATE = re.compile(r"(?P<year>\d+)年(?P<month>\d+)月(?:(?P<day>\d+)日)?(?P<part>頃|下旬|初旬|)\Z")


def easy_label(label: str) -> str:
    """A ready label, such as 「受付済み」（うけつけずみ） or 2026年（ねん）6月（ろくがつ）下旬（げじゅん）.

    One that nobody has given a reading, or that needs none, comes back as it is.
    """
    reading = READINGS.get(label)
    if reading:
        return f"「{label}」（{reading}）"
    found = _DATE.match(label)
    return _date(found["year"], found["month"], found["day"], found["part"]) if found else label


def easy_date(iso: str) -> str:
    """`2026-07-31` as 2026年（ねん）7月（しちがつ）31日（さんじゅういちにち）."""
    day = date.fromisoformat(iso)
    return _date(str(day.year), str(day.month), str(day.day), "")


def easy_month(iso_month: str) -> str:
    """`2026-04` as 2026年（ねん）4月（しがつ）."""
    year, month = iso_month.split("-")
    return _date(year, str(int(month)), None, "")


def easy_yen(amount: int) -> str:
    """12345 as 12,345円（えん）."""
    return f"{amount:,}円（えん）"


def minutes_reading(number: int) -> str:
    """How 分 is read behind this number, which ends the reading of いち, さん, よん, ろく, はち or じゅう in ぷん."""
    return "ぷん" if number % 10 in _READ_PUN else "ふん"


def easy_minutes(number: int) -> str:
    """12 as 12分（ふん）."""
    return f"{number}分（{minutes_reading(number)}）"


def _date(year: str, month: str, day: str | None, part: str) -> str:
    text = f"{year}年（ねん）{month}月（{_MONTHS[int(month) - 1]}）"
    if day:
        text += f"{day}日（{_DAYS[int(day) - 1]}）"
    return f"{text}{part}（{_PARTS_OF_MONTH[part]}）" if part else text
