"""The people of the demo, all made up. Days are told as so long before today, so that the demo never grows old."""

# ruff: noqa: S106 - made-up people with made-up passwords, told to everybody at /demo/members

from dataclasses import dataclass
from datetime import date, timedelta

from backend.billing.dates import YearMonth
from backend.billing.screening import PaidStatus
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.catalogue.services import Service
from backend.members.models import CodeChannel
from backend.orders.models import OrderStatus


@dataclass(frozen=True)
class Ago:
    """A day before today: so many days, or a day of the month so many months back."""

    days: int = 0
    months: int = 0
    day: int = 0

    def before(self, today: date) -> date:
        if self.day:
            return YearMonth.of(today).plus(-self.months).day(self.day)
        return today - timedelta(days=self.days)


@dataclass(frozen=True)
class Use:
    """A service in use, or used once. `yen` is about what a month costs, without tax."""

    service: Service
    begun: Ago
    yen: int
    ended: Ago | None = None


@dataclass(frozen=True)
class StartUp:
    """A start-up kind: used from its application until its basic service begins."""

    service: Service
    applied: Ago
    basic_begun: Ago
    yen: int


@dataclass(frozen=True)
class Trial:
    service: Service
    begun: Ago


@dataclass(frozen=True)
class Waiting:
    """An order that has not led to use yet."""

    service: Service
    ordered: Ago
    status: OrderStatus


@dataclass(frozen=True)
class Paid:
    """A registration for Paid."""

    status: PaidStatus
    closing: Closing
    # None: on the last business day, so that the screening is still going on.
    applied: Ago | None = None


_UNDECIDED = Terms()


@dataclass(frozen=True)
class Person:
    """A member; `case` as the acceptance interface names it, `situation` in a line to read."""

    case: str
    situation: str
    login_id: str
    password: str
    name: str
    company: str
    representative: str
    email: str
    phone: str
    address: str
    code_channel: CodeChannel = CodeChannel.MAIL
    terms: Terms = _UNDECIDED
    paid: Paid | None = None
    story: tuple[Use | StartUp | Trial | Waiting, ...] = ()
    registered: Ago = Ago(months=18, day=5)
    locked: Ago | None = None
    withdrawn: Ago | None = None


_CARD = Terms(PaymentMethod.CARD)
_APPROVED_20 = Paid(PaidStatus.APPROVED, Closing.DAY_20, Ago(months=18, day=6))
_APPROVED_END = Paid(PaidStatus.APPROVED, Closing.END_OF_MONTH, Ago(months=18, day=6))

PEOPLE: tuple[Person, ...] = (
    Person(
        case="plain",
        situation="会員登録をしたばかりで、注文も契約もまだありません。",
        login_id="misaki.tanaka",
        password="Misaki-Tanaka7",
        name="田中 美咲",
        company="株式会社見本あおぞら設計",
        representative="田中 一郎",
        email="tanaka@aozora.example",
        phone="090-0000-0001",
        address="東京都千代田区見本町1-2-3",
        registered=Ago(days=3),
    ),
    Person(
        case="locked",
        situation="ログインに続けて失敗し、アカウントがロックされています。",
        login_id="kenichi.sato",
        password="Kenichi_Sato8!",
        name="佐藤 健一",
        company="見本みなと商事株式会社",
        representative="佐藤 健一",
        email="sato@minato.example",
        phone="090-0000-0002",
        address="神奈川県横浜市中区見本通4-5",
        terms=_CARD,
        story=(Use(Service.FJCLOUD_O, Ago(months=7, day=10), 18_400),),
        locked=Ago(days=1),
    ),
    Person(
        case="screening",
        situation="Paid決済（20日締め）の審査中です。注文は受け付けられたところです。",
        login_id="suzuki@mihon-foods.example",
        password="Yoko%Suzuki93",
        name="鈴木 陽子",
        company="見本フーズ株式会社",
        representative="鈴木 正",
        email="suzuki@mihon-foods.example",
        phone="090-0000-0003",
        address="大阪府大阪市北区見本1-1-8",
        paid=Paid(PaidStatus.SCREENING, Closing.DAY_20),
        story=(Waiting(Service.FJCLOUD_V, Ago(days=1), OrderStatus.RECEIVED),),
        registered=Ago(days=12),
    ),
    Person(
        case="paid_20",
        situation="Paid決済・20日締め・銀行振込（請求書払）で、FJcloud-OとFJcloud-Vを利用中です。",
        login_id="daisuke.takahashi",
        password="Daisuke+Taka20",
        name="高橋 大輔",
        company="株式会社見本システムズ",
        representative="高橋 茂",
        email="takahashi@mihon-systems.example",
        phone="090-0000-0004",
        address="愛知県名古屋市中区見本3-7-1",
        terms=Terms(PaymentMethod.BANK_TRANSFER, Closing.DAY_20),
        paid=_APPROVED_20,
        story=(
            Use(Service.FJCLOUD_O, Ago(months=16, day=1), 42_300),
            Use(Service.FJCLOUD_V, Ago(months=13, day=18), 86_500),
        ),
    ),
    Person(
        case="paid_end",
        situation="Paid決済・末日締め・銀行振込（請求書払）で、FJcloud-Vとクラウドファイルサーバーを利用中です。",
        login_id="sakura.ito",
        password="Sakura&Ito2468",
        name="伊藤 さくら",
        company="見本メディカル株式会社",
        representative="伊藤 明",
        email="ito@mihon-medical.example",
        phone="090-0000-0005",
        address="福岡県福岡市博多区見本2-9",
        terms=Terms(PaymentMethod.BANK_TRANSFER, Closing.END_OF_MONTH),
        paid=_APPROVED_END,
        story=(
            Use(Service.FJCLOUD_V, Ago(months=15, day=4), 128_000),
            Use(Service.CLOUD_FILE_SERVER, Ago(months=6, day=20), 33_000),
        ),
    ),
    Person(
        case="card",
        situation="クレジットカード払いでFJcloud-Oを利用中です。認証コードはSMSで届きます。",
        login_id="shota.watanabe",
        password="Shota=Wata5577",
        name="渡辺 翔太",
        company="わたなべ見本工房",
        representative="渡辺 翔太",
        email="watanabe@kobo.example",
        phone="090-0000-0006",
        address="北海道札幌市中央区見本南5-6",
        code_channel=CodeChannel.SMS,
        terms=_CARD,
        story=(Use(Service.FJCLOUD_O, Ago(months=10, day=15), 9_800),),
    ),
    Person(
        case="in_use",
        situation="Paid決済・末日締め・口座振替で、Finplex eXcloserを利用中です。利用中のため退会はできません。",
        login_id="naoko.yamamoto",
        password="Naoko(Yama)314",
        name="山本 直子",
        company="見本信販株式会社",
        representative="山本 進",
        email="yamamoto@mihon-shinpan.example",
        phone="090-0000-0007",
        address="東京都港区見本台6-1",
        terms=Terms(PaymentMethod.DIRECT_DEBIT, Closing.END_OF_MONTH),
        paid=_APPROVED_END,
        story=(
            StartUp(Service.EXCLOSER_STARTUP, Ago(months=9, day=8), Ago(months=8, day=16), 165_000),
            Use(Service.EXCLOSER_BASIC, Ago(months=8, day=16), 110_000),
            Use(Service.EXCLOSER_OPTION, Ago(months=5, day=1), 14_300),
        ),
    ),
    Person(
        case="trial",
        situation="FJcloud-Oの無料トライアル中です。",
        login_id="takuya.nakamura",
        password="Takuya?Naka616",
        name="中村 拓也",
        company="株式会社見本企画",
        representative="中村 優",
        email="nakamura@mihon-kikaku.example",
        phone="090-0000-0008",
        address="京都府京都市下京区見本町77",
        code_channel=CodeChannel.SMS,
        story=(Trial(Service.FJCLOUD_O, Ago(days=8)),),
        registered=Ago(days=15),
    ),
    Person(
        case="marked_paid",
        situation="支払期日はこれからですが、請求ステータスが「入金済」になっています（末日締め・銀行振込）。",
        login_id="megumi.kobayashi",
        password="Megumi*Koba808",
        name="小林 恵",
        company="見本運輸株式会社",
        representative="小林 勇",
        email="kobayashi@mihon-unyu.example",
        phone="090-0000-0009",
        address="宮城県仙台市青葉区見本1-4-2",
        terms=Terms(PaymentMethod.BANK_TRANSFER, Closing.END_OF_MONTH),
        paid=_APPROVED_END,
        story=(Use(Service.FENCE_MOBILE, Ago(months=8, day=1), 27_500),),
    ),
    Person(
        case="withdrawn",
        situation="サービスを解約したあと退会しました。もうログインできません。",
        login_id="makoto.kato",
        password="Makoto$Kato123",
        name="加藤 誠",
        company="かとう見本事務所",
        representative="加藤 誠",
        email="kato@kato-jimusho.example",
        phone="090-0000-0010",
        address="広島県広島市中区見本8-8",
        terms=_CARD,
        story=(Use(Service.FJCLOUD_O, Ago(months=14, day=9), 7_700, ended=Ago(months=4, day=27)),),
        withdrawn=Ago(days=40),
    ),
    Person(
        case="paid_20",
        situation="Paid決済・20日締め・口座振替で、FENCEメール誤送信対策サービスを利用中です。",
        login_id="takashi.yamada",
        password="Takashi:Yama55",
        name="山田 隆",
        company="見本建材株式会社",
        representative="山田 実",
        email="yamada@mihon-kenzai.example",
        phone="090-0000-0011",
        address="静岡県静岡市葵区見本5-3",
        terms=Terms(PaymentMethod.DIRECT_DEBIT, Closing.DAY_20),
        paid=_APPROVED_20,
        story=(
            StartUp(Service.FENCE_MAIL_STARTUP, Ago(months=7, day=11), Ago(months=6, day=1), 55_000),
            Use(Service.FENCE_MAIL_BASIC, Ago(months=6, day=1), 22_000),
        ),
    ),
    Person(
        case="in_use",
        situation="FJcloud-Oを利用中で、追加で注文したクラウドファイルサーバーはお手続き中です（クレジットカード払い）。",
        login_id="yumi.matsumoto",
        password="Yumi~Matsu4321",
        name="松本 由美",
        company="見本学習塾",
        representative="松本 由美",
        email="matsumoto@mihon-juku.example",
        phone="090-0000-0012",
        address="埼玉県さいたま市大宮区見本2-2-6",
        terms=_CARD,
        story=(
            Use(Service.FJCLOUD_O, Ago(months=12, day=2), 12_600),
            Waiting(Service.CLOUD_FILE_SERVER, Ago(days=4), OrderStatus.PROCESSING),
        ),
    ),
    Person(
        case="card",
        situation="Paid決済の審査が通らなかったため、クレジットカード払いでFJcloud-Vを利用中です。",
        login_id="ai.yoshida",
        password="Ai[Yoshida]909",
        name="吉田 愛",
        company="よしだ見本デザイン",
        representative="吉田 愛",
        email="yoshida@yoshida-design.example",
        phone="090-0000-0013",
        address="兵庫県神戸市中央区見本通1-9",
        terms=_CARD,
        paid=Paid(PaidStatus.REJECTED, Closing.END_OF_MONTH, Ago(months=5, day=7)),
        story=(Use(Service.FJCLOUD_V, Ago(months=4, day=14), 24_800),),
    ),
)
