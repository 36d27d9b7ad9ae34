"""More ways of writing numbers, services, months, closings and ways of paying than `test_text_as_written`.

A line is the message, then after `|` what must be found in it, and nothing else.
"""

import time

import pytest

from tests.bot.finding import found

NUMBERS = """
ORD 26-123の件 | order_number=ORD-2026-000123
注文番号26-123の件 | order_number=ORD-2026-000123
ORD-2O26-000123 | order_number=ORD-2026-000123
ORD-2026-0000123 | order_number=ORD-2026-000123
ORD-2026-000123-1 | order_number=ORD-2026-000123
ORD-2026-000123_02 について | order_number=ORD-2026-000123
o r d - 2 0 2 6 - 0 0 0 1 2 3 です | order_number=ORD-2026-000123
ORDハイフン2026ハイフン000123 | order_number=ORD-2026-000123
ORD──2026─123 | order_number=ORD-2026-000123
ORDから始まる2026-000123です | order_number=ORD-2026-000123
注文番号は2026年の123です | order_number=ORD-2026-000123
注文番号【2026-123】 | order_number=ORD-2026-000123
注文番号＃2026-123 | order_number=ORD-2026-000123
注文の番号は「2026-123」 | order_number=ORD-2026-000123
注文管理番号2026-123 | order_number=ORD-2026-000123
発注番号：2026-123 | order_number=ORD-2026-000123
注番2026-123 | order_number=ORD-2026-000123
order ID: 2026-123 | order_number=ORD-2026-000123
注文番号二〇二六の一二三 | order_number=ORD-2026-000123
2026/000123の注文 | order_number=ORD-2026-000123
2026000123という注文番号 | order_number=ORD-2026-000123
ORD-2026-000123～000125 | order_number=ORD-2026-000123, order_number=ORD-2026-000125
ORD-2026-123,124,125 | order_number=ORD-2026-000123, order_number=ORD-2026-000124, order_number=ORD-2026-000125
おーだー番号2026-123 | order_number=ORD-2026-000123
ちゅうもんばんごう2026-123 | order_number=ORD-2026-000123
ORD-2026-000123とか124とか | order_number=ORD-2026-000123, order_number=ORD-2026-000124
inv/2026/000123.pdf | invoice_number=INV-2026-000123
I N V 2026 000123 | invoice_number=INV-2026-000123
契約番号は五十番です | contract_number=CNT-000050
契約書番号45 | contract_number=CNT-000045
CNT45と46 | contract_number=CNT-000045, contract_number=CNT-000046
No.123のチケット | ticket_number=TKT-000123
問合せNo.17とNo.18の返事 | ticket_number=TKT-000017, ticket_number=TKT-000018
"""
SERVICES = """
FJCLOUD/Vの明細 | service=fjcloud_v
F.J.Cloud-V | service=fjcloud_v
FJのクラウドO | service=fjcloud_o
FJクラドのV | service=fjcloud_v
エフジエイクラウドO | service=fjcloud_o
クラウドファイルサーパー | service=cloud_file_server
クラウド/ファイルサーバ | service=cloud_file_server
cloud file sever | service=cloud_file_server
クラウドファイルの支払い | service=cloud_file_server
ファイルサ－バ－の代金 | service=cloud_file_server
リモ一トマネ－ジャ－ | service=fence_mobile
エクスクロの契約 | service=excloser
フィンプレの契約 | service=excloser
フィンブレックスの基本 | service=excloser_basic
eXcloserの重量課金 | service=excloser_option
excloser従量分と基本分 | service=excloser_option, service=excloser_basic
eXcloserのスタートUP | service=excloser_startup
リモートマネジメントの契約 | service=fence_mobile
remort manager | service=fence_mobile
FENCEのモバイルとメール両方 | service=fence_mobile, service=fence_mail
フェンスメールとモバイルの請求 | service=fence_mail, service=fence_mobile
FENECの請求 | service=fence
"""
MONTHS = """
先月末締めの請求 | usage_month=P-1M, closing=end
4月末締めの請求 | usage_month=--04, closing=end
4,5月分 | usage_month=--04, usage_month=--05
4、5、6月分 | usage_month=--04, usage_month=--05, usage_month=--06
4-6月分 | usage_month=--04, usage_month=--06
2026年4-6月分 | usage_month=2026-04, usage_month=2026-06
3か月前の分 | usage_month=P-3M
2ヶ月前に使った分 | usage_month=P-2M
"""
CLOSINGS = """
毎月末です | closing=end
毎月20日です | closing=20
20のほうです | closing=20
毎月20日に締めてもらってます | closing=20
"""
WAYS_OF_PAYING = """
カ－ドで払う | payment_method=card
かーどばらい | payment_method=card
クレジツトの支払い | payment_method=card
カードのほうの引き落とし | payment_method=card
カードの自動引き落とし | payment_method=card
カード会社から引き落とされる日 | payment_method=card
VISAの引き落とし | payment_method=card
JCBカードで払う | payment_method=card
ビジネスカードで決済 | payment_method=card
cardで払ってます | payment_method=card
振り込まないといけない日 | payment_method=bank_transfer
バンク払い | payment_method=bank_transfer
銀行の場合 | payment_method=bank_transfer
口座払いの日 | payment_method=direct_debit
自動払いだと | payment_method=direct_debit
"""
NOTHING = """
一番の問い合わせ先はどこ |
契約は二十件 |
ORD以外に12,000円の請求 |
クラウドファイル共有はできる？ |
チケット一覧 |
契約一覧の2件目 |
3か月前からログインできません |
2か月前に注文した |
注文 2026-04-01 |
注文は26-27日ごろ |
CNT-12-34 |
重量オーバーの荷物 |
クラウドサーバー |
リモートワークと在庫の管理 |
remote work |
モバイルとメール両方に届く |
20の質問 |
カード会社の電話番号 |
ETCカード |
銀行の担当者 |
コンビニの払込用紙 |
"""


def lines_of(table: str) -> list[tuple[str, list[str]]]:
    """Each line's message with what it names, in the order of the alphabet."""
    rows = [line.partition(" |") for line in table.strip().splitlines()]
    return [(text, sorted(wanted.strip().split(", ")) if wanted.strip() else []) for text, _, wanted in rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [line for table in (NUMBERS, SERVICES, MONTHS, CLOSINGS, WAYS_OF_PAYING, NOTHING) for line in lines_of(table)],
)
def test_found_in_other_writings(text: str, wanted: list[str]) -> None:
    assert sorted(f"{entity}={value}" for entity, value in found(text)) == wanted


@pytest.mark.parametrize(
    "piece",
    [
        "一二三",
        "4,",
        "4、5、",
        "0",
        "2 0 ",
        "O R D - 2 0 ",
        "注文番号#",
        "No.1",
        "26-",
        "ハイフン",
        "FENCEのモバイルと",
        "F.J.",
        "リモート",
        "カード会社の",
        "サ-",
        ",12",
        "クレジット",
        "月末",
        "と12",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = "ORD-2026-000123" + piece * (2000 // len(piece))
    started = time.perf_counter()
    found(text)
    assert time.perf_counter() - started < 0.5
