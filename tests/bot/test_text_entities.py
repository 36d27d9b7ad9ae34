"""Months, terms and login ids in a message, as tables; and that odd text finds nothing wrong and breaks nothing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.entities import find_entities, rest_of
from bot.text.normalise import normalise
from bot.text.span import Span, without_overlaps
from tests.bot.finding import found


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("4月分", "--04"),
        ("４月利用分", "--04"),
        ("四月に使った分", "--04"),
        ("十二月分", "--12"),
        ("2026年4月", "2026-04"),
        ("2026年 04月分", "2026-04"),
        ("令和8年4月", "2026-04"),
        ("令和元年12月", "2019-12"),
        ("R8.4", "2026-04"),
        ("26年4月", "2026-04"),
        ("2026/04", "2026-04"),
        ("2026-4", "2026-04"),
        ("202604分", "2026-04"),
        ("先月", "P-1M"),
        ("先々月", "P-2M"),
        ("今月分", "P0M"),
        ("こんげつ", "P0M"),
        ("来月", "P1M"),
        ("再来月", "P2M"),
        ("2か月前", "P-2M"),
        ("去年の12月", "P-1Y-12"),
        ("今年4月", "P0Y-04"),
        ("来年の1月分", "P1Y-01"),
        ("4月1日〜4月30日利用", "--04"),
        ("4月1日から30日まで", "--04"),
        ("4月20日締め", "--04"),
        ("1999年1月分", "1999-01"),
        ("2100年1月分", "2100-01"),
        ("1999/01", "1999-01"),
        ("平成30年4月分", "2018-04"),
        ("平成元年二月", "1989-02"),
        ("昭和60年4月分", "1985-04"),
        ("大正10年4月", "1921-04"),
        ("H30.4", "2018-04"),
        ("s60/4", "1985-04"),
        ("平成26年4月", "2014-04"),
        ("4/1〜4/30利用分", "--04"),
        ("4/1～30のご利用", "--04"),
    ],
)
def test_months(text: str, month: str) -> None:
    assert [value for entity, value in found(text) if entity == "usage_month"] == [month]


@pytest.mark.parametrize(
    "text",
    [
        "5月20日に届きました",
        "2026/04/20",
        "3か月使っています",
        "1月間",
        "月曜",
        "毎月",
        "翌月20日払い",
        "2026年",
        "ORD-2026-000123",
        "月末",
        "12.5",
        "3時",
        "4/1に申し込みました",
        "1/1〜12/31",
    ],
)
def test_not_a_month(text: str) -> None:
    assert "usage_month" not in dict(found(text))


@pytest.mark.parametrize("text", ["13月", "0月", "2026年13月", "十三月", "00月"])
def test_month_that_is_none(text: str) -> None:
    assert found(text) == [("invalid_month", text)]


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("20日締め", "20"),
        ("２０日〆", "20"),
        ("二十日締め", "20"),
        ("20日締め翌月20日払い", "20"),
        ("締め日は20日です", "20"),
        ("末締め", "end"),
        ("月末締め", "end"),
        ("末日締めだと", "end"),
        ("末日じめ", "end"),
        ("締め日が月末", "end"),
        ("20日", "20"),
        ("末日です", "end"),
        ("月末のほうで", "end"),
    ],
)
def test_closings(text: str, closing: str) -> None:
    assert found(text) == [("closing", closing)]


@pytest.mark.parametrize(
    "text",
    [
        "5月20日",
        "20日に届きました",
        "月末に退会したい",
        "20日前に注文しました",
        "4月末に払う",
        "締め切りは過ぎましたか",
    ],
)
def test_not_a_closing(text: str) -> None:
    assert "closing" not in dict(found(text))


@pytest.mark.parametrize(
    ("text", "value"), [("15日締め", "15日締め"), ("十日締めは", "10日締め"), ("30日締めだと", "30日締め")]
)
def test_closing_that_is_not_offered(text: str, value: str) -> None:
    assert found(text) == [("invalid_closing", value)]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("クレジットカード", "card"),
        ("クレカ", "card"),
        ("カード払い", "card"),
        ("クレカの引き落とし日", "card"),
        ("銀行振込", "bank_transfer"),
        ("お振り込みで", "bank_transfer"),
        ("請求書払いだと", "bank_transfer"),
        ("口座振替", "direct_debit"),
        ("引き落とし", "direct_debit"),
        ("口座引落", "direct_debit"),
    ],
)
def test_payment_methods(text: str, method: str) -> None:
    assert [value for entity, value in found(text) if entity == "payment_method"] == [method]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("銀行振込じゃなくて口座振替", [("payment_method", "direct_debit")]),
        ("FJcloud-OではなくFJcloud-V", [("service", "fjcloud_v")]),
        ("4月じゃなく、5月", [("usage_month", "--05")]),
        ("銀行振込か口座振替", [("payment_method", "bank_transfer"), ("payment_method", "direct_debit")]),
    ],
)
def test_correction_means_the_second(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["SDカード", "カード会社", "請求書が届かない", "振替休日"])
def test_not_a_payment_method(text: str) -> None:
    assert "payment_method" not in dict(found(text))


@pytest.mark.parametrize(
    ("text", "login_id"),
    [
        ("tanaka@example.com のパスワードを再設定して", "tanaka@example.com"),
        ("ID tanaka01 のロックを解除", "tanaka01"),
        ("IDはyamadaです", "yamada"),
        ("ログインID：yamada", "yamada"),
        ("アイディー yamada_taro", "yamada_taro"),
        ("tanaka.taro", "tanaka.taro"),
        ("ｔａｎａｋａ０１", "tanaka01"),
        ("suzukiもお願いします", "suzuki"),
    ],
)
def test_login_ids(text: str, login_id: str) -> None:
    assert [value for entity, value in found(text) if entity == "login_id"] == [login_id]


@pytest.mark.parametrize(
    "text",
    [
        "2FAの手順",
        "ISO27001を取得していますか",
        "FJcloud-V",
        "IDとパスワードを忘れた",
        "PDFが開けない",
        "SMSが届かない",
        "パスワードはAbc123です",
        "認証コードは A1B2C3",
        "123456",
        "090-1234-5678",
        "T1020001071491",
        "www.example.com",
        "https://example.com/a1",
        "manual2.pdf",
        "Wi-Fi",
        "hello",
        "TKT-000123",
        "IDがPaidと違う",
        "/session_start",
        "1e999",
    ],
)
def test_not_a_login_id(text: str) -> None:
    assert "login_id" not in dict(found(text))


def test_everything_at_once() -> None:
    assert found("FJcloud-Vの2026年4月利用分、Paid末日締め、銀行振込の支払期日は？") == [
        ("service", "fjcloud_v"),
        ("usage_month", "2026-04"),
        ("closing", "end"),
        ("payment_method", "bank_transfer"),
    ]


def test_overlaps_go_to_the_first_named() -> None:
    spans = [Span(2, 6, "a", "1"), Span(0, 3, "b", "2"), Span(6, 7, "c", "3")]
    assert without_overlaps(spans) == [spans[0], spans[2]]


PIECES = st.sampled_from(
    [
        "FJcloud",
        "-",
        "O",
        "V",
        "の",
        "20",
        "日",
        "締め",
        "月",
        "4",
        "末",
        "年",
        "令和",
        "2026",
        "/",
        "ORD",
        "eXcloser",
        "基本",
        "FENCE",
        "ID",
        "a1",
        "@",
        ".",
        "カード",
        "引き落とし",
        "先",
        "々",
        "チケット",
        " ",
        "だと",
        "、",
        "先月",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    text = normalise(text)
    spans = find_entities(text)
    assert all(0 <= span.start < span.end <= len(text) and span.value for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert len(rest_of(text, spans)) == len(text) - sum(span.end - span.start - 1 for span in spans)


@settings(deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 12))
def test_any_month_with_its_year(year: int, month: int) -> None:
    for text in (f"{year}年{month}月分", f"{year}/{month:02}", f"{year}-{month}の利用分"):
        assert found(text) == [("usage_month", f"{year}-{month:02}")]


@settings(deadline=None)
@given(st.integers(2000, 2099), st.integers(0, 999_999), st.sampled_from(["ORD", "INV"]))
def test_any_number_however_written(year: int, serial: int, prefix: str) -> None:
    full = f"{prefix}-{year}-{serial:06}"
    for text in (full, full.lower(), full.replace("-", ""), f"{prefix}-{year}-{serial}", f"{prefix} {year} {serial}"):
        assert [value for _, value in found(text)] == [full]
