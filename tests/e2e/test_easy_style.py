"""やさしい日本語 through the whole product: from the greeting on, and changed from one reply to the next."""

import pytest

from tests.e2e.conftest import Member, Product, login_id_of

pytestmark = pytest.mark.e2e


def test_an_easy_conversation_is_easy_from_the_greeting_on(product: Product) -> None:
    member = Member(product, style="easy")
    assert "窓口（まどぐち）" in member.greeting["text"]
    assert "パスワードを忘（わす）れた" in [choice["title"] for choice in member.greeting["choices"]]
    (reply,) = member.says("choice:faq/order_status")
    assert reply["topic"] == "faq/order_status"
    assert "「注文一覧」（ちゅうもんいちらん）" in reply["text"]
    assert reply["choices"][0]["title"] == "注文（ちゅうもん）が今（いま）どうなっているか調（しら）べる"


def test_a_change_holds_from_the_next_reply_on(member: Member) -> None:
    assert "（ちゅうもん）" not in member.hears("choice:faq/cancel_order")
    member.wants("easy")
    assert "注文（ちゅうもん）はキャンセルできません" in member.hears("choice:faq/cancel_order")
    member.wants("standard")
    assert "（ちゅうもん）" not in member.hears("choice:faq/cancel_order")


def test_a_calculation_and_an_own_record_are_easy_too(product: Product) -> None:
    member = Member(product, style="easy")
    due = member.hears("FJcloud-Vの2026年4月利用分、Paid末日締め、銀行振込の支払期日は？")
    for part in (
        "2026年（ねん）6月（ろくがつ）13日（じゅうさんにち）頃（ごろ）",
        "7月（しちがつ）31日（さんじゅういちにち）",
    ):
        assert part in due
    (asked,) = member.says("choice:account/order_status")
    assert asked["card"]["type"] == "sign_in"
    (told,) = member.identify(login_id_of(product, "in_use"))
    assert told["card"] is None
    assert "注文（ちゅうもん）は" in told["text"]
