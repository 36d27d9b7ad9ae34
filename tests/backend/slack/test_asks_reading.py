"""What staff mean by what they type, however they type it."""

import string
from pathlib import Path

import jaconv
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backend.desk.ticket_listing import View
from backend.slack.asks import commands, reading
from backend.slack.asks.numbers import Kind, Number, find_numbers
from backend.slack.asks.reading import About, Help, Missing, Numbers, OfMember, Question, Queue, Search, Tickets, Wish
from backend.slack.asks.slack_text import typed

_TOPICS = Path(__file__).parents[3] / "data" / "topics.yml"

_ORDER = Number(Kind.ORDER, 1023)
_YEARLY = Number(Kind.ORDER, 1023, 2026)
_INVOICE = Number(Kind.INVOICE, 12, 2026)
_TICKET = Number(Kind.TICKET, 12)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", Help()),
        ("ヘルプ", Help()),
        ("ｈｅｌｐ", Help()),
        ("使い方を教えて", Help()),
        ("何ができる？", Help()),
        ("ORD-1023はどうなってる？", Numbers((_ORDER,))),
        ("ｏｒｄ-１０２３はどうなってる？", Numbers((_ORDER,))),
        ("ＯＲＤー２０２６ー００１０２３の状況を教えて", Numbers((_YEARLY,))),
        ("ord2026-1023 まだ？", Numbers((_YEARLY,))),
        ("ord 2026 001023", Numbers((_YEARLY,))),
        ("注文番号は１０２３です", Numbers((_ORDER,))),
        ("ちゅうもん1023どうなった", Numbers((_ORDER,))),
        ("ｵｰﾀﾞｰ1023は？", Numbers((_ORDER,))),
        ("inv－2026－12といつものCNT7", Numbers((_INVOICE, Number(Kind.CONTRACT, 7)))),
        ("INV-2026-000012の支払期日は？", Numbers((_INVOICE,), about_due=True)),
        ("ORD1023の会員はいつまでに払う？", Numbers((_ORDER,), about_due=True)),
        ("TKT12", Numbers((_TICKET,))),
        ("tkt‐000012の担当は誰", Numbers((_TICKET,))),
        ("チケット１２を見せて", Numbers((_TICKET,))),
        ("契約番号7", Numbers((Number(Kind.CONTRACT, 7),))),
        ("いま誰が待ってる？", Queue()),
        ("だれか待ってますか", Queue()),
        ("何人まってる", Queue()),
        ("待ち", Queue()),
        ("お客さん待ってる？", Queue()),
        ("順番待ちは？", Queue()),
        ("開いているチケットは？", Tickets(View.OPEN)),
        ("未対応", Tickets(View.OPEN)),
        ("未対応の問い合わせはある？", Tickets(View.OPEN)),
        ("ﾁｹｯﾄ一覧", Tickets(View.OPEN)),
        ("自分のチケット", Tickets(View.MINE)),
        ("期限切れ", Tickets(View.OVERDUE)),
        ("期限切れのチケットを見せて", Tickets(View.OVERDUE)),
        ("遅れている案件", Tickets(View.OVERDUE)),
        ("検索 請求書の宛名", Search("請求書の宛名")),
        ("「宛名」で検索して", Search("宛名")),
        ("バックアップコードをなくしたときは？", Question("バックアップコードをなくしたときは?")),
        ("有効期限が切れたリンクはどうする", Question("有効期限が切れたリンクはどうする")),
        ("審査の結果を待っているそうです", Question("審査の結果を待っているそうです")),
        ("注文を3件まとめたい", Question("注文を3件まとめたい")),
        ("サンキュー", Question("サンキュー")),
        ("FJcloud-Vのトライアルは何日？", Question("FJcloud-Vのトライアルは何日?")),
    ],
)
def test_what_is_wanted(text: str, wish: Wish) -> None:
    assert reading.read(text) == wish


@pytest.mark.parametrize(
    ("text", "login_id", "about"),
    [
        ("misaki.tanaka の支払期日は？", "misaki.tanaka", About.DUE),
        ("ｍｉｓａｋｉ．ｔａｎａｋａはいつまで？", "misaki.tanaka", About.DUE),
        ("会員ID：tanaka の期日", "tanaka", About.DUE),
        ("ログインID tanaka の期日", "tanaka", About.DUE),
        ("ログインID tanaka はロックされてる？", "tanaka", About.ALL),
        ("会員番号 3 の請求は？", "3", About.DUE),
        ("suzuki@mihon-foods.exampleの支払いはいつ", "suzuki@mihon-foods.example", About.DUE),
        ("misaki.tanaka due", "misaki.tanaka", About.DUE),
        ("tanaka01の注文は？", "tanaka01", About.ORDERS),
        ("tanaka01の契約一覧", "tanaka01", About.CONTRACTS),
    ],
)
def test_whose(text: str, login_id: str, about: About) -> None:
    wish = reading.read(text)
    assert isinstance(wish, OfMember)
    assert (wish.login_ids[0], wish.about, wish.is_named) == (login_id, about, True)


@pytest.mark.parametrize("text", ["FJcloud-Vの支払期日は？", "2FAの状況は？", "windows-11について"])
def test_a_product_is_nobody_for_sure(text: str) -> None:
    wish = reading.read(text)
    assert isinstance(wish, OfMember)
    assert not wish.is_named
    assert isinstance(reading.without_member(wish.text), Question)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", Help()),
        ("ヘルプ", Help()),
        ("search 宛名", Search("宛名")),
        ("検索　請求書の宛名", Search("請求書の宛名")),
        ("ticket", Tickets(View.OPEN)),
        ("チケット 自分", Tickets(View.MINE)),
        ("ticket overdue", Tickets(View.OVERDUE)),
        ("チケット 期限切れ", Tickets(View.OVERDUE)),
        ("ticket １２", Numbers((_TICKET,))),
        ("Ticket TKT-000012", Numbers((_TICKET,))),
        ("order 2026-1023", Numbers((_YEARLY,))),
        ("注文 1023、ORD-2026-1023", Numbers((_YEARLY,))),
        ("due tanaka", OfMember(("tanaka",), About.DUE, True, "tanaka")),
        ("期日 suzuki@mihon.example", OfMember(("suzuki@mihon.example",), About.DUE, True, "suzuki@mihon.example")),
        ("支払い INV-2026-12", Numbers((_INVOICE,), about_due=True)),
        ("注文 はどこからできますか", Question("注文 はどこからできますか")),
        ("期日 はいつですか", Question("期日 はいつですか")),
        ("支払期日はどう決まりますか", Question("支払期日はどう決まりますか")),
    ],
)
def test_what_the_command_is_told(text: str, wish: Wish) -> None:
    assert commands.read(text) == wish


@pytest.mark.parametrize("text", ["search", "order", "order abc", "due", "支払い", "due who is it"])
def test_what_the_command_lacks(text: str) -> None:
    wish = commands.read(text)
    assert isinstance(wish, Missing)
    assert "/madoguchi" in wish.what


def test_what_members_ask_is_a_question() -> None:
    """Their full questions; single words such as 「チケット」 ask staff's side for a list."""
    topics = yaml.safe_load(_TOPICS.read_text("utf-8"))["topics"]
    questions = [topic["question"] for name, topic in topics.items() if name.startswith("faq/")]
    assert len(questions) > 20
    assert [each for each in questions if not isinstance(reading.read(each), Question)] == []


_PLACES = st.integers(min_value=1, max_value=999_999)


@given(
    kind=st.sampled_from(Kind),
    serial=_PLACES,
    year=st.none() | st.integers(2020, 2039),
    gap=st.sampled_from(["-", "", " ", "_", "ー", "－", "‐"]),
    wide=st.booleans(),
    small=st.booleans(),
    before=st.sampled_from(["", "すみません、", "「", "今朝の "]),
    after=st.sampled_from(["", "はどうなってる？", "の件", "」です", " は？"]),
)
def test_a_number_is_read_in_any_look(
    kind: Kind, serial: int, year: int | None, gap: str, wide: bool, small: bool, before: str, after: str
) -> None:
    is_yearly = kind in (Kind.ORDER, Kind.INVOICE) and year is not None
    middle = f"{year}{gap or '-'}" if is_yearly else ""
    written = f"{kind}{gap}{middle}{serial:06d}"
    written = written.lower() if small else written
    written = jaconv.h2z(written, kana=False, digit=True, ascii=True) if wide else written
    assert find_numbers(f"{before}{written}{after}") == [Number(kind, serial, year if is_yearly else None)]


@given(st.text(alphabet=string.ascii_letters + string.digits + "注文期日誰が待って検索 -@.<>&|:ー", max_size=200))
def test_anything_can_be_read(text: str) -> None:
    assert reading.read(typed(text)) is not None
    assert commands.read(typed(text)) is not None


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("<@U0BOT> 期日は？", "期日は？"),
        ("<mailto:a@b.example|a@b.example>の期日", "a@b.exampleの期日"),
        ("<https://x.example/a?b=1&amp;c|x>と<#C1|desk>", "xとdesk"),
        ("1 &lt; 2 &amp;&amp; 3", "1 < 2 && 3"),
        ("二\n行", "二 行"),
        ("<!here> ORD-1", "ORD-1"),
    ],
)
def test_what_slack_sends_is_read_as_it_was_typed(sent: str, shown: str) -> None:
    assert typed(sent) == shown
