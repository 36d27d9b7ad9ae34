"""Reading single messages: refusals, login ids, whose invoice, labels."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk import Tracker

from actions.due_words import read_message, wants_calculation
from actions.form_turn import refuses
from actions.labels import date_label, month_after, month_label, yen
from actions.login_id import LONGEST, login_id_in, whole_answer
from actions.lookup import Wish
from actions.message import entities_of, entity_of

REFUSALS = """
やめます やめる やっぱりやめます やっぱりいいです いいです もういいです もういいや 結構です
いえ、結構です いえ結構です。 大丈夫です キャンセルします キャンセルで キャンセル
中止してください 入力をやめます 手続きをやめたいです また今度にします またあとで あとでします
不要です 今はいいです 今回はやめておきます すみません、やっぱりやめます 取り消します
取消してください ストップ 必要ありません
いいえ いや、いいえ no いらない やっぱなし 送らないで 送らないでください 依頼しないで 解除しなくていいです
送ってほしくない 「やめます」 やめて 依頼をやめて 嫌です まだいいです やめて下さい 結構
"""
OTHER_WORDS = """
yamada_01 いいですか 末日締めでいいです 注文をキャンセルしたい 契約をやめたい 解約します
やめるにはどうすれば 大丈夫ですか？ ログインIDは何ですか 4月分 退会をやめたいです
キャンセルできますか IDはkekkou 銀行振込でいいです ログインできないで困っています 届かないで
20日締めじゃないです いいえ、yamada_01です なし はい
"""


def tracker(text: str = "", *entities: tuple[str, Any], intent: str = "inform_due") -> Tracker:
    """A conversation with one message in it."""
    message = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities],
    }
    return Tracker("reference", {}, message, [], False, None, {}, "action_listen")


@pytest.mark.parametrize("text", REFUSALS.split())
def test_refusals_are_heard(text: str) -> None:
    assert refuses(tracker(text))


@pytest.mark.parametrize("text", OTHER_WORDS.split())
def test_other_words_are_no_refusal(text: str) -> None:
    assert not refuses(tracker(text))


@pytest.mark.parametrize(
    ("text", "login_id"),
    [
        ("yamada_01", "yamada_01"),
        ("IDは yamada_01 です", "yamada_01"),
        ("ログインIDはsuzukiです", "suzuki"),
        ("taro.yamada@example.jp でお願いします", "taro.yamada@example.jp"),
        ("suzuki", "suzuki"),
        ("「山田太郎」です", "山田太郎"),
        ("IDは山田太郎です", "山田太郎"),
        ("ログインIDはさくらでお願いします", "さくら"),
        ("IDは不明です", None),
        ("IDはわかりません", None),
        ("ログインIDは何ですか", None),
        ("IDはpassword", None),
        ("ok", None),
        ("password", None),
        ("yamada_01とsuzuki_02です", None),
        ("PDFが開けないのですが", None),
        ("わかりません", None),
        ("FJcloud-Vの支払期日", None),
        ("", None),
    ],
)
def test_a_login_id_in_a_sentence(text: str, login_id: str | None) -> None:
    assert login_id_in(text) == login_id


@pytest.mark.parametrize(
    ("text", "login_id"),
    [
        ("山田太郎", None),
        ("社長", None),
        ("はい", None),
        ("え", None),
        ("えーと", None),
        ("OK", None),
        ("Password", None),
        ("...", None),
        (" x ", "x"),
        ("12345", "12345"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * (LONGEST + 1), None),
        ("わかりません", None),
        ("どこですか", None),
        ("山田 太郎", None),
        ("なに?", None),
        ("  ", None),
    ],
)
def test_a_whole_answer(text: str, login_id: str | None) -> None:
    assert whole_answer(text) == login_id


@given(st.text(max_size=100))
def test_any_text_can_be_read(text: str) -> None:
    assert login_id_in(text) is None or login_id_in(text) in text
    assert whole_answer(text) in {None, text.strip()}
    assert refuses(tracker(text)) in {True, False}


@pytest.mark.parametrize(
    ("text", "entities", "calculates"),
    [
        ("私の支払期日は？", [], False),
        ("支払期日は？", [], False),
        ("今月の請求いくら", [("usage_month", "P0M")], False),
        ("うちの4月分の期日", [("usage_month", "--04")], False),
        ("4月分の支払期日", [("usage_month", "--04")], True),
        ("このうち4月分の支払期日", [("usage_month", "--04")], True),
        ("FJcloud-Vの4月分、うちはいつ払う？", [("service", "fjcloud_v"), ("usage_month", "--04")], True),
        ("FJcloud-Vの4月分の金額", [("service", "fjcloud_v"), ("usage_month", "--04")], False),
        ("20日締めならいつ", [("closing", "20")], True),
        ("支払期日を計算したい", [], True),
        ("私の支払期日を計算して", [], True),
        ("FJcloud-Vの料金", [("service", "fjcloud_v")], False),
        ("FJcloud-Vの料金はいつ払う?", [("service", "fjcloud_v")], True),
        ("13月分は？", [("invalid_month", "13月")], True),
        ("INV-2026-000123の期日", [("invoice_number", "INV-2026-000123"), ("usage_month", "--04")], False),
        ("", [("mode", "calculate")], True),
        ("", [("mode", "own"), ("service", "fjcloud_v")], False),
    ],
)
def test_whose_dates_are_meant(text: str, entities: list[tuple[str, str]], calculates: bool) -> None:
    assert wants_calculation(read_message(tracker(text, *entities))) is calculates


def test_values_come_once_each_in_the_order_said() -> None:
    said = tracker("", ("service", "b"), ("service", ["a", "b"]), ("closing", "20"), ("service", None))

    assert entities_of(said, "service") == ("b", "a")
    assert entity_of(said, "service") == "a"
    assert entity_of(said, "usage_month") is None


def test_a_message_without_anything_can_be_read() -> None:
    bare = Tracker("reference", {}, None, [], False, None, {}, None)

    assert entities_of(bare, "service") == ()
    assert not refuses(bare)


@given(
    st.builds(
        Wish,
        st.sampled_from(["account/order_status", "account/payment_due"]),
        st.lists(st.text()).map(tuple),
        st.none() | st.text(),
    )
)
def test_a_wish_survives_its_slot(wish: Wish) -> None:
    assert Wish.from_slot(wish.to_slot()) == wish


def test_labels_are_written_as_people_write_them() -> None:
    assert date_label("2026-07-31") == "2026年7月31日"
    assert month_label("2026-04") == "2026年4月"
    assert yen(1234567) == "1,234,567円"


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-30, 30))
def test_months_go_there_and_back(year: int, month: int, months: int) -> None:
    iso = f"{year}-{month:02d}"

    assert month_after(month_after(iso, months), -months) == iso
