"""Numbers and services in a message, as tables."""

import pytest

from bot.text.normalise import normalise
from bot.text.numbers import read_number
from bot.text.services import narrow, without_names
from tests.bot.finding import found


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("ORD-2026-000123", "order_number", "ORD-2026-000123"),
        ("ｏｒｄ２０２６-123", "order_number", "ORD-2026-000123"),
        ("ord2026000123の件", "order_number", "ORD-2026-000123"),
        ("注文番号 2026-123 はどうなりましたか", "order_number", "ORD-2026-000123"),
        ("CNT123", "contract_number", "CNT-000123"),
        ("ＣＮＴ－１２３です", "contract_number", "CNT-000123"),
        ("契約番号123の状態", "contract_number", "CNT-000123"),
        ("inv 2026 000123", "invoice_number", "INV-2026-000123"),
        ("請求番号2026-7", "invoice_number", "INV-2026-000007"),
        ("TKT123", "ticket_number", "TKT-000123"),
        ("チケット 123", "ticket_number", "TKT-000123"),
        ("チケット番号は123です", "ticket_number", "TKT-000123"),
        ("受付番号20231の状況を教えて", "ticket_number", "TKT-020231"),
    ],
)
def test_numbers(text: str, entity: str, value: str) -> None:
    assert (entity, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "契約 3件あります",
        "チケット2枚",
        "注文は3回しました",
        "TKT-1234567",
        "ABCNT-123",
        "12345",
        "契約が2年続いています",
        "CNT-12-34",
    ],
)
def test_not_a_number_of_ours(text: str) -> None:
    assert not [entity for entity, _ in found(text) if entity.endswith("_number")]


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("123", "ticket_number", "TKT-000123"),
        ("１２３です", "contract_number", "CNT-000123"),
        ("2026-123", "order_number", "ORD-2026-000123"),
        ("2026000123", "invoice_number", "INV-2026-000123"),
        ("ORD-2026-5", "order_number", "ORD-2026-000005"),
    ],
)
def test_bare_digits_answer_a_question(text: str, entity: str, value: str) -> None:
    assert read_number(normalise(text), entity) == value


@pytest.mark.parametrize(
    ("text", "entity"), [("わかりません", "ticket_number"), ("123", "order_number"), ("123", "other")]
)
def test_no_number_in_the_answer(text: str, entity: str) -> None:
    assert read_number(text, entity) is None


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("FJcloud-O", ["fjcloud_o"]),
        ("ＦＪクラウドＯの料金", ["fjcloud_o"]),
        ("fjcloud o", ["fjcloud_o"]),
        ("FJ-Oは", ["fjcloud_o"]),
        ("FJcloudV", ["fjcloud_v"]),
        ("エフジェイクラウドのブイ", ["fjcloud_v"]),
        ("Oのほう", ["fjcloud_o"]),
        ("oの方だと", ["fjcloud_o"]),
        ("Vは？", ["fjcloud_v"]),
        ("V", ["fjcloud_v"]),
        ("FJcloud-OとVの4月分", ["fjcloud_o", "fjcloud_v"]),
        ("FJcloud-OとFJcloud-V", ["fjcloud_o", "fjcloud_v"]),
        ("OとV、両方", ["fjcloud_o", "fjcloud_v"]),
        ("FJcloud", ["fjcloud"]),
        ("Finplex eXcloser スタートアップ", ["excloser_startup"]),
        ("eXcloserの基本利用サービス", ["excloser_basic"]),
        ("エクスクローザー（基本）", ["excloser_basic"]),
        ("エクスクローザのオプション(従量)", ["excloser_option"]),
        ("スタートアップのeXcloser", ["excloser_startup"]),
        ("excloser", ["excloser"]),
        ("Finplex", ["excloser"]),
        ("FENCE-Mobile RemoteManager", ["fence_mobile"]),
        ("リモートマネージャー", ["fence_mobile"]),
        ("フェンスモバイル", ["fence_mobile"]),
        ("FENCEメール誤送信対策サービス", ["fence_mail"]),
        ("メール誤送信のスタートアップ", ["fence_mail_startup"]),
        ("FENCEメール誤送信対策サービス（基本利用サービス）", ["fence_mail_basic"]),
        ("FENCE", ["fence"]),
        ("フェンス", ["fence"]),
        ("クラウドファイルサーバー", ["cloud_file_server"]),
        ("ﾌｧｲﾙｻｰﾊﾞ", ["cloud_file_server"]),
        ("CFSの請求", ["cloud_file_server"]),
    ],
)
def test_services(text: str, services: list[str]) -> None:
    assert [value for entity, value in found(text) if entity == "service"] == services


@pytest.mark.parametrize(
    "text",
    [
        "ニフクラ",
        "VPN接続",
        "IPv6",
        "O157",
        "TVを見る",
        "メールを誤送信した",
        "(V)",
        "\\(^o^)/",
        "オープン",
        "VIP",
        "OK",
        "ID",
    ],
)
def test_not_a_service(text: str) -> None:
    assert "service" not in dict(found(text))


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("FJcloud-Oを解約したい", "サービスを解約したい"),
        ("FENCE-Mobile RemoteManagerの契約", "サービスの契約"),
        ("FJcloud-OとVの4月分", "サービスとサービスの4月分"),
        ("基本利用のほう", "基本利用のほう"),
        ("", ""),
    ],
)
def test_names_give_way_to_one_word(text: str, without: str) -> None:
    assert without_names(text) == without


def test_kind_without_its_service() -> None:
    assert found("スタートアップのほう") == [("service_kind", "startup")]
    assert found("基本利用サービスで") == [("service_kind", "basic")]
    assert narrow("excloser", "option") == "excloser_option"
    assert narrow("fence_mail", "option") is None
