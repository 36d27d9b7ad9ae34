"""Entities however people write them: typing slips, kana alone, homophones, English, several at once.

A line is the message, then after `|` what must be found in it, and nothing else.
"""

import pytest

from tests.bot.finding import found

NOT_SCORED = {"service_kind", "login_id"}

NUMBERS = """
ORD‑2026‑000123 の状況 | order_number=ORD-2026-000123
ORD--2026--123 | order_number=ORD-2026-000123
0RD-2026-000077は届いた？ | order_number=ORD-2026-000077
ORD 2026 000 519です | order_number=ORD-2026-000519
ord:2026-45 | order_number=ORD-2026-000045
ORD No.2026-12 | order_number=ORD-2026-000012
オーダーNo2026-77 | order_number=ORD-2026-000077
注文2026-000451はまだ？ | order_number=ORD-2026-000451
order number 2026-88 please | order_number=ORD-2026-000088
ORD-2026-000210と211 | order_number=ORD-2026-000210, order_number=ORD-2026-000211
CNT-000530、000531 | contract_number=CNT-000530, contract_number=CNT-000531
CNT000530/CNT000531 | contract_number=CNT-000530, contract_number=CNT-000531
CNT番号は45です | contract_number=CNT-000045
cnt.64 | contract_number=CNT-000064
契約000312の内容 | contract_number=CNT-000312
12番の契約を見せて | contract_number=CNT-000012
TKT#88 | ticket_number=TKT-000088
TKT：000123 | ticket_number=TKT-000123
tkt-OOO123 | ticket_number=TKT-000123
ticket #45 status? | ticket_number=TKT-000045
88番のチケットどうなった | ticket_number=TKT-000088
TKT一000456 | ticket_number=TKT-000456
lNV-2026-000123 | invoice_number=INV-2026-000123
請求書2026-000456の金額 | invoice_number=INV-2026-000456
invoice no. 2026-19 | invoice_number=INV-2026-000019
INV-2026-000123、123,400円でした | invoice_number=INV-2026-000123
TKT-000264の件、3日待っています | ticket_number=TKT-000264
TKT-000123と456円 | ticket_number=TKT-000123
ＩＮＶ２０２６／０００３１５ | invoice_number=INV-2026-000315
INVー2026ー50はいつ | invoice_number=INV-2026-000050
CNT 1021の解約 | contract_number=CNT-001021
契約No.88 | contract_number=CNT-000088
契約ナンバー45 | contract_number=CNT-000045
契約番号は 000088 になります | contract_number=CNT-000088
受付番号 TKT000123 | ticket_number=TKT-000123
問い合わせ番号は123です | ticket_number=TKT-000123
注文番号が2026の000451 | order_number=ORD-2026-000451
注文ナンバー2026-9 | order_number=ORD-2026-000009
請求番号：ＩＮＶ２０２６－００１ | invoice_number=INV-2026-000001
ORD-2026-12とINV-2026-12 | order_number=ORD-2026-000012, invoice_number=INV-2026-000012
オーダーはord2026-3です | order_number=ORD-2026-000003
ORD 2026-000123（先月注文） | order_number=ORD-2026-000123, usage_month=P-1M
ODR-2026-000123 | order_number=ORD-2026-000123
ORDER-2026-000123 | order_number=ORD-2026-000123
オーアールディー2026の123 | order_number=ORD-2026-000123
ORDの2026-000123 | order_number=ORD-2026-000123
2026-000451の注文はどこ | order_number=ORD-2026-000451
2026-000456の請求書 | invoice_number=INV-2026-000456
CTN-000123の契約 | contract_number=CNT-000123
ORD-2026-000123 4月分 | order_number=ORD-2026-000123, usage_month=--04
TKT-000123月曜に出した | ticket_number=TKT-000123
Invoice-2026-000012 | invoice_number=INV-2026-000012
"""

SERVICES = """
FJcluod-V 4月 | service=fjcloud_v, usage_month=--04
FJ-クラウドのVって | service=fjcloud_v
えふじぇいくらうどぶい | service=fjcloud_v
FJのOのほう | service=fjcloud_o
FJCV | service=fjcloud_v
FJクラウド「O」 | service=fjcloud_o
FJcloud(V)の請求 | service=fjcloud_v
FJcloudO/V | service=fjcloud_o, service=fjcloud_v
FJクラウドのオーとブイ | service=fjcloud_o, service=fjcloud_v
FJcloud OかV | service=fjcloud_o, service=fjcloud_v
Vを解約したい | service=fjcloud_v
Oの契約はまだ有効？ | service=fjcloud_o
富士通クラウドのO | service=fjcloud_o
イーエクスクローザー | service=excloser
エクスクローサーのスタートアップ | service=excloser_startup
エクスクロザーの従量 | service=excloser_option
exclozer basic | service=excloser_basic
eXcloserの基本とオプション | service=excloser_basic, service=excloser_option
フィンプレックスの基本利用 | service=excloser_basic
フェンスのモバイル | service=fence_mobile
リモマネの請求 | service=fence_mobile
remote manager | service=fence_mobile
リモートマネージャ | service=fence_mobile
ふぇんすもばいる | service=fence_mobile
FENSEメール | service=fence_mail
フエンスメール | service=fence_mail
誤送信対策の基本 | service=fence_mail_basic
FENCEメールのスタートアップと基本 | service=fence_mail_startup, service=fence_mail_basic
ファイル鯖の請求 | service=cloud_file_server
クラウドのファイルサーバ | service=cloud_file_server
cloudfileserver | service=cloud_file_server
FJ Cloud-O | service=fjcloud_o
ＦＪＣｌｏｕｄ－Ｖ | service=fjcloud_v
fjクラウドv | service=fjcloud_v
FJクラウド オー | service=fjcloud_o
FJcloudーV | service=fjcloud_v
FJcloud−Vについて | service=fjcloud_v
FJCのV | service=fjcloud_v
えふじぇーくらうどのおー | service=fjcloud_o
FJcloudのVだけ解約 | service=fjcloud_v
FJcloud v | service=fjcloud_v
エフジェイのV | service=fjcloud_v
FJクラウドのブイのほう | service=fjcloud_v
Oのほうは末締め、Vのほうは20日締め | service=fjcloud_o, service=fjcloud_v, closing=end, closing=20
fjcloud-vと-o | service=fjcloud_v, service=fjcloud_o
eXcloser Startup | service=excloser_startup
eXcloser ｵﾌﾟｼｮﾝ(従量) | service=excloser_option
エクスクローザーのオプションサービス | service=excloser_option
イーエックスクローザー | service=excloser
いーえっくすくろーざー | service=excloser
えくすくろーざーのきほん | service=excloser_basic
eXcloser・基本 | service=excloser_basic
eXcloserのスタートアップサービス | service=excloser_startup
eXcloserで、基本利用のほうです | service=excloser_basic
eXcloserスタートアップ/基本/オプション | service=excloser_startup, service=excloser_basic, service=excloser_option
基本利用サービス（eXcloser） | service=excloser_basic
基本(eXcloser) | service=excloser_basic
FENCEメール誤送信対策サービス スタートアップ | service=fence_mail_startup
スタートアップ（FENCEメール） | service=fence_mail_startup
FENCE Mail 基本 | service=fence_mail_basic
FENCE Mobile Remote Manager | service=fence_mobile
FENCE-MobileRemoteManager | service=fence_mobile
フェンス モバイル リモートマネージャー | service=fence_mobile
FENCE-Mobileのリモートマネージャー | service=fence_mobile
FENCE-Mobile(RemoteManager) | service=fence_mobile
ﾒｰﾙ誤送信対策 | service=fence_mail
メールの誤送信対策サービス | service=fence_mail
フェンスメール誤送信 | service=fence_mail
FENCEメール対策 | service=fence_mail
Cloud File Server | service=cloud_file_server
くらうどふぁいるさーば | service=cloud_file_server
クラウド ファイル サーバー | service=cloud_file_server
クラウドファイルサーバーサービス | service=cloud_file_server
クラウドファイルサバー | service=cloud_file_server
202604のFJcloud-O | usage_month=2026-04, service=fjcloud_o
Dec. 2025 FJcloud-O | usage_month=2025-12, service=fjcloud_o
FENCE誤送信対策 | service=fence_mail
フェンスリモートマネージャー | service=fence_mobile
FENCE RemoteManager | service=fence_mobile
誤送信のやつの支払い | service=fence_mail
オーのほうは？ | service=fjcloud_o
V4月分 | service=fjcloud_v, usage_month=--04
V側の請求 | service=fjcloud_v
富士通のクラウドV | service=fjcloud_v
"""

MONTHS = """
請求書が2026年4月に届いた | usage_month=2026-04
注文 2026-04 | usage_month=2026-04
二〇二六年十月分 | usage_month=2026-10
2026年(令和8年)4月分 | usage_month=2026-04
8年4月分 | usage_month=2026-04
令和8年(2026年)4月分 | usage_month=2026-04
れいわ8ねん4がつ | usage_month=2026-04
令8.4 | usage_month=2026-04
R8 4月 | usage_month=2026-04
'26.4月分 | usage_month=2026-04
しがつのぶん | usage_month=--04
じゅうにがつ | usage_month=--12
きょねんのくがつ | usage_month=P-1Y-09
らいねんいちがつ | usage_month=P1Y-01
ﾛｸｶﾞﾂﾌﾞﾝ | usage_month=--06
せんげつ つかった | usage_month=P-1M
にかげつ前 | usage_month=P-2M
3ヵ月前の利用 | usage_month=P-3M
3箇月前 | usage_month=P-3M
ひと月前の利用分 | usage_month=P-1M
4、5月分 | usage_month=--04, usage_month=--05
4〜6月分 | usage_month=--04, usage_month=--06
2025年11月から1月まで | usage_month=2025-11, usage_month=2026-01
2026年4月と5月 | usage_month=2026-04, usage_month=2026-05
去年の4月分と5月分 | usage_month=P-1Y-04, usage_month=P-1Y-05
今月20日締め | usage_month=P0M, closing=20
April 2026 | usage_month=2026-04
Apr. usage | usage_month=--04
2026 April bill | usage_month=2026-04
in May | usage_month=--05
last month's bill | usage_month=P-1M
two months ago | usage_month=P-2M
April of last year | usage_month=P-1Y-04
十五月分 | invalid_month=十五月
00月 | invalid_month=00月
2026年13月 | invalid_month=2026年13月
令和八年四月 | usage_month=2026-04
R８年４月 | usage_month=2026-04
R8/04 | usage_month=2026-04
R08.4分 | usage_month=2026-04
令和七年の十二月分 | usage_month=2025-12
２０２６ー０４ | usage_month=2026-04
2026年4月度 | usage_month=2026-04
2026/4分 | usage_month=2026-04
2026年4月1日〜4月30日 | usage_month=2026-04
2026/04/01〜2026/04/30 | usage_month=2026-04
202604分 | usage_month=2026-04
四月度 | usage_month=--04
よんがつ | usage_month=--04
4月使用分 | usage_month=--04
前月利用分 | usage_month=P-1M
前の月に使った分 | usage_month=P-1M
先々月利用 | usage_month=P-2M
二か月前の分 | usage_month=P-2M
ふた月前の利用 | usage_month=P-2M
2ヶ月後 | usage_month=P2M
昨年十二月 | usage_month=P-1Y-12
おととしの12月 | usage_month=P-2Y-12
来年一月分 | usage_month=P1Y-01
ことしの2がつ | usage_month=P0Y-02
今年の四月と五月 | usage_month=P0Y-04, usage_month=P0Y-05
June usage | usage_month=--06
usage in June 2026 | usage_month=2026-06
Jan 2026 | usage_month=2026-01
my bill for September | usage_month=--09
4月1日から4月末まで | usage_month=--04
4/1-4/30 | usage_month=--04
平成31年4月 | usage_month=2019-04
3月、4月、5月 | usage_month=--03, usage_month=--04, usage_month=--05
１２月分 | usage_month=--12
3月ぶんの請求 | usage_month=--03
１３がつ | invalid_month=13がつ
2026/13 | invalid_month=2026/13
99月 | invalid_month=99月
十四月 | invalid_month=十四月
04/2026 | usage_month=2026-04
1年前の4月 | usage_month=P-1Y-04
半年前の利用分 | usage_month=P-6M
前月の請求 | usage_month=P-1M
4月期の請求 | usage_month=--04
6月20日締めの請求 | usage_month=--06, closing=20
"""

CLOSINGS = """
げつまつじめ | closing=end
マツジメ | closing=end
20日閉め | closing=20
二〇日締め | closing=20
にじゅうにちじめ | closing=20
ﾊﾂｶｼﾞﾒ | closing=20
ゲツマツシメ | closing=end
しめは はつか | closing=20
〆日は末日 | closing=end
締めの日は20日 | closing=20
締め日は20日か末日か | closing=20, closing=end
20日締めと末日締めどちら | closing=20, closing=end
20日・末日締め | closing=20, closing=end
末日か20日締め | closing=end, closing=20
month-end closing | closing=end
closing date is the 20th | closing=20
5日、10日締め | invalid_closing=5日締め, invalid_closing=10日締め
二十五日締め | invalid_closing=25日締め
月末締切りの提出書類 | closing=end
20日が締め日です | closing=20
締め日は毎月20日 | closing=20
締めは毎月末日 | closing=end
〆20日 | closing=20
締日：20 | closing=20
締め＝末 | closing=end
月末が締め | closing=end
20日でも末日でも締め日は選べますか | closing=20, closing=end
20日締めではなくて月末 | closing=end
20日で締めています | closing=20
月末に締める | closing=end
つきずえじめ | closing=end
月末じめ | closing=end
月終わり締め | closing=end
二十日〆 | closing=20
20日締・翌月20日払 | closing=20
末締め翌月末払い | closing=end
月の末に締める | closing=end
30日締め | invalid_closing=30日締め
31日〆 | invalid_closing=31日締め
１５日しめ | invalid_closing=15日締め
締め日が10日 | invalid_closing=10日締め
毎月5日締めにして | invalid_closing=5日締め
"""

WAYS_OF_PAYING = """
こうざふりかえ | payment_method=direct_debit
口座振り替え | payment_method=direct_debit
口座から引き落とされる | payment_method=direct_debit
カードで引き落とし | payment_method=card
クレジッドカード | payment_method=card
クレジで | payment_method=card
JCBで払える？ | payment_method=card
by credit card | payment_method=card
bank transfer | payment_method=bank_transfer
ギンコウフリコミ | payment_method=bank_transfer
振り込んだ | payment_method=bank_transfer
請求書での支払い | payment_method=bank_transfer
銀振 | payment_method=bank_transfer
銀行口座振替 | payment_method=direct_debit
自動引落 | payment_method=direct_debit
direct debit | payment_method=direct_debit
口座振変え | payment_method=direct_debit
ひきおとしの日 | payment_method=direct_debit
このカードで払いたい | payment_method=card
ｸﾚｶ払い | payment_method=card
会社のカードで | payment_method=card
クレジットカード決済 | payment_method=card
銀行引き落とし | payment_method=direct_debit
口座引落とし | payment_method=direct_debit
口座自動振替 | payment_method=direct_debit
お振込み | payment_method=bank_transfer
振込払い | payment_method=bank_transfer
ギンコウフリコミデ | payment_method=bank_transfer
請求書払 | payment_method=bank_transfer
請求書払いに変更 | payment_method=bank_transfer
銀行から振り込んでいます | payment_method=bank_transfer
引落口座の変更 | payment_method=direct_debit
口座からひかれる | payment_method=direct_debit
自動で引き落とされる | payment_method=direct_debit
credit cardで払う | payment_method=card
カードのほう | payment_method=card
くれじっとかーど | payment_method=card
クレジット払い | payment_method=card
銀行ふりこみ | payment_method=bank_transfer
口座ふりかえ | payment_method=direct_debit
カード番号を変えたい | payment_method=card
ふり込みで | payment_method=bank_transfer
銀行から払っています | payment_method=bank_transfer
請求書でお支払い | payment_method=bank_transfer
口座から落ちるのはいつ | payment_method=direct_debit
振り替えの日 | payment_method=direct_debit
auto debit | payment_method=direct_debit
"""

NOTHING = """
契約が100件 |
富士通クラウドダイレクトに登録したい |
スタートアップ企業向け |
２０２６年度 |
24/7で使えますか |
田中さんがつかった分 |
何がつくのか |
99999年4月分 |
inform{"service": "FJcloud-O", "usage_month": "2026-04"} |
私にがつんと |
今月5日に届いた |
3月決算なので |
4月入社の者です |
may I ask |
May 20, 2026 |
on 20 May 2026 |
20日と月末に届く |
締切は20日ですか |
社員カードを紛失 |
SDカード |
月曜日 |
一月ほど前 |
エンド締め |
バンクトランスファー |
キャッシュカード |
図書カード |
フェンスの修理をお願いしたい |
年末締めの仕事 |
V字回復とO157 |
バージョン2026.001.20123 |
ポイントカード |
5月20日に締め切られた |
提出は20日が締め切り |
もう2日締め出されてます |
6月5日締切の書類 |
"""


def lines_of(table: str) -> list[tuple[str, list[str]]]:
    lines = [line.partition("|") for line in table.splitlines() if line]
    return [(text.strip(), sorted(wanted.strip().split(", ")) if wanted.strip() else []) for text, _, wanted in lines]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [line for table in (NUMBERS, SERVICES, MONTHS, CLOSINGS, WAYS_OF_PAYING, NOTHING) for line in lines_of(table)],
)
def test_found_however_written(text: str, wanted: list[str]) -> None:
    assert sorted(f"{entity}={value}" for entity, value in found(text) if entity not in NOT_SCORED) == wanted
