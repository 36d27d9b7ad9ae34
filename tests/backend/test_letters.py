"""Every letter as it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from jinja2 import UndefinedError
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import backend.models  # noqa: F401
from backend.core.clock import JST, FixedClock
from backend.core.crypto import Vault
from backend.core.database import Base
from backend.members.models import CodeChannel, Member
from backend.notifications import rendering
from backend.notifications.delivery import filled_in
from backend.notifications.letters import Letters
from backend.notifications.models import Channel, OutgoingMessage

NOW = datetime(2026, 7, 15, 10, 0, tzinfo=JST)
VAULT = Vault("secret-key-for-tests-0123456789abcdef")
LETTERS = Letters(FixedClock(NOW), VAULT, "https://shop.example")
TEMPLATES = Path(rendering.__file__).parent / "templates"

CODE, LINK = "246810", "https://shop.example/password-reset/" + "x" * 43
ADDRESS = "ito@mihon-medical.example"
CODE_ONCE = {"code": CODE, "valid_minutes": 10}
LINK_ONCE = {"link": LINK, "valid_minutes": 30}
CONTRACT = {"number": "CNT-000123", "service_label": "FJcloud-V"}
TICKET = {"number": "TKT-000123", "kind_label": "お問い合わせ"}

ANSWER = "お調べしました。\r\n\r\nマイページの「契約一覧」をご覧ください。"
SAID = [("2026年7月15日 9:58 お客様", "解約できますか？"), ("2026年7月15日 9:59 自動応答", "長" * 40)]

COLUMNS = 76
SMS_CHARACTERS = 70  # of a single SMS in UCS-2


def member(**more: object) -> Member:
    columns = {"login_id": "sakura.ito", "name": "伊藤 さくら", "company": "見本医療株式会社"}
    columns |= {"email": ADDRESS, "phone": "090-0000-0001", "address": "東京都", "password_hash": "x"}
    return Member(**columns | {"registered_at": NOW, "code_channel": CodeChannel.MAIL} | more)


@dataclass(frozen=True)
class Case:
    """One letter. `is_worrying`: somebody who did not cause it must be told what to do; `is_for_staff`: a colleague."""

    write: Callable[[Session, Member], None]
    subject: str
    holds: tuple[str, ...] = ()
    is_worrying: bool = True
    secrets: tuple[str, ...] = ()
    is_for_staff: bool = False


COLLEAGUE = {"to": ADDRESS, "name": "伊藤 さくら"}
CASES = {
    "chat_code": Case(
        lambda s, m: LETTERS.chat_code(s, m, **CODE_ONCE),
        "認証コードのお知らせ",
        (f"認証コード：{CODE}", "10分間", "チャット", "どなたにも伝えないで"),
        secrets=(CODE,),
    ),
    "sign_in_code": Case(
        lambda s, m: LETTERS.sign_in_code(s, m, **CODE_ONCE),
        "ログイン用の認証コードのお知らせ",
        (f"認証コード：{CODE}", "10分間", "どなたにも伝えないで", "パスワードを変更して"),
        secrets=(CODE,),
    ),
    "reset_link": Case(
        lambda s, m: LETTERS.reset_link(s, m, **LINK_ONCE),
        "パスワード再設定のご案内",
        (LINK, "30分間", "ロックは解除されません"),
        secrets=(LINK,),
    ),
    "password_changed": Case(LETTERS.password_changed, "パスワード変更のお知らせ", ("新しいパスワード",)),
    "account_locked": Case(
        LETTERS.account_locked,
        "アカウントロックのお知らせ",
        ("ロックしました", "再設定しても、ロックは解除されません", "ご本人であることを確認"),
    ),
    "account_unlocked": Case(
        LETTERS.account_unlocked, "アカウントロック解除のお知らせ", ("解除しました", "「パスワードをお忘れの方」")
    ),
    "backup_code_used": Case(
        lambda s, m: LETTERS.backup_code_used(s, m, left=3), "バックアップコード使用のお知らせ", ("あと3個",)
    ),
    "backup_codes_renewed": Case(
        LETTERS.backup_codes_renewed, "バックアップコード再作成のお知らせ", ("「二要素認証の設定はこちら」",)
    ),
    "code_channel_changed": Case(
        LETTERS.code_channel_changed, "認証コードの送り先変更のお知らせ", ("認証コードはメールで",)
    ),
    "profile_changed": Case(
        lambda s, m: LETTERS.profile_changed(s, m, fields=["会社名", "電話番号"]),
        "会員情報変更のお知らせ",
        ("・会社名\n・電話番号\n\n", "Paidの登録情報には", "「Paid決済情報」"),
    ),
    "email_check": Case(
        lambda s, m: LETTERS.email_check(s, member=m, to="new@mihon-medical.example", **LINK_ONCE),
        "メールアドレスのご確認",
        (LINK, "30分間"),
        secrets=(LINK,),
    ),
    "email_changed": Case(
        lambda s, m: LETTERS.email_changed(s, m, old="old@mihon-medical.example"),
        "メールアドレス変更のお知らせ",
        ("変更前と変更後の両方",),
    ),
    "email_taken": Case(
        LETTERS.email_taken,
        "メールアドレス変更のお申し込みについて",
        ("すでにお客様にご登録いただいています", "何も変更していません"),
    ),
    "signed_out_everywhere": Case(
        LETTERS.signed_out_everywhere, "すべての端末からのログアウトのお知らせ", ("あらためてログイン",)
    ),
    "registration_link": Case(
        lambda s, m: LETTERS.registration_link(s, to=ADDRESS, name="伊藤 さくら", **LINK_ONCE),
        "会員登録のご案内",
        (LINK, "30分間", "パスワードを設定"),
        secrets=(LINK,),
    ),
    "already_registered": Case(
        LETTERS.already_registered,
        "会員登録のお申し込みについて",
        ("すでにご登録いただいています", "「パスワードをお忘れの方」"),
    ),
    "registered": Case(LETTERS.registered, "会員登録完了のお知らせ", ("ログインIDは、ご登録のメールアドレス",)),
    "order_received": Case(
        lambda s, m: LETTERS.order_received(s, m, number="ORD-2026-000123", service_label="FJcloud-V"),
        "ご注文受付のお知らせ（ORD-2026-000123）",
        ("注文番号：ORD-2026-000123", "サービス：FJcloud-V", "「注文一覧」", "キャンセルは承って", "無料期間中に解約"),
        is_worrying=False,
    ),
    "trial_received": Case(
        lambda s, m: LETTERS.trial_received(s, m, number="ORD-2026-000123", service_label="FJcloud-V"),
        "無料トライアルのお申し込み受付のお知らせ（ORD-2026-000123）",
        ("注文番号：ORD-2026-000123", "サービス：FJcloud-V", "無料トライアルのお申し込みを", "「契約一覧」"),
        is_worrying=False,
    ),
    "trial_terminated": Case(
        lambda s, m: LETTERS.trial_terminated(s, m, **CONTRACT, ended_on=date(2026, 7, 15)),
        "無料トライアルの解約手続き完了のお知らせ（CNT-000123）",
        ("契約番号：CNT-000123", "サービス：FJcloud-V", "解約日：2026年7月15日", "料金はかかりません"),
    ),
    "contract_terminated": Case(
        lambda s, m: LETTERS.contract_terminated(s, m, **CONTRACT, ended_on=date(2026, 7, 15)),
        "解約手続き完了のお知らせ（CNT-000123）",
        ("契約番号：CNT-000123", "サービス：FJcloud-V", "解約日：2026年7月15日", "「請求一覧」"),
    ),
    "contract_change_received": Case(
        lambda s, m: LETTERS.contract_change_received(s, m, **CONTRACT, ticket="TKT-000123"),
        "ご契約内容の変更受付のお知らせ（TKT-000123）",
        ("受付番号：TKT-000123", "契約番号：CNT-000123", "サービス：FJcloud-V"),
    ),
    "paid_applied": Case(
        lambda s, m: LETTERS.paid_applied(s, m, expected_by=date(2026, 7, 21)),
        "Paidお申し込み受付のお知らせ",
        ("2026年7月21日頃", "審査", "「Paid決済情報」"),
        is_worrying=False,
    ),
    "paid_decided": Case(
        lambda s, m: LETTERS.paid_decided(s, m, approved=True),
        "Paid審査結果のお知らせ",
        ("ご利用いただけるように", "銀行振込または口座振替"),
        is_worrying=False,
    ),
    "ticket_opened": Case(
        lambda s, m: LETTERS.ticket_opened(s, to=ADDRESS, name="伊藤 さくら", body=None, **TICKET),
        "受付のお知らせ（TKT-000123）",
        ("受付番号：TKT-000123", "種類：お問い合わせ"),
    ),
    "ticket_answer": Case(
        lambda s, m: LETTERS.ticket_answer(s, to=ADDRESS, name=m.name, number="TKT-000123", text=ANSWER),
        "担当者からの回答（TKT-000123）",
        (
            "受付番号TKT-000123の件",
            "\n\nお調べしました。\n\nマイページの「契約一覧」をご覧ください。\n\n",
            "破棄してください",
        ),
        is_worrying=False,
    ),
    "account_closed": Case(
        LETTERS.account_closed, "退会手続き完了のお知らせ", ("完了しました", "ログインいただけなく")
    ),
    "transcript": Case(
        lambda s, m: LETTERS.transcript(s, m, said=SAID),
        "チャットの記録",
        (
            "【2026年7月15日 9:58 お客様】\n解約できますか？\n\n【2026年7月15日 9:59 自動応答】\n"
            + "長" * 38
            + "\n長長\n\nお",
        ),
    ),
    "staff_invitation": Case(
        lambda s, m: LETTERS.staff_invitation(s, **COLLEAGUE, **LINK_ONCE),
        "担当者コンソールへの招待",
        (LINK, "30分間", "二要素認証"),
        secrets=(LINK,),
        is_for_staff=True,
    ),
    "staff_locked": Case(
        lambda s, m: LETTERS.staff_locked(s, **COLLEAGUE),
        "担当者アカウントのロックのお知らせ",
        ("ロックしました", "解除は管理者が行います"),
        is_for_staff=True,
    ),
    "staff_backup_code_used": Case(
        lambda s, m: LETTERS.staff_backup_code_used(s, **COLLEAGUE, left=2),
        "担当者のバックアップコード使用のお知らせ",
        ("あと2個", "作り直してください"),
        is_for_staff=True,
    ),
    "staff_second_factor_reset": Case(
        lambda s, m: LETTERS.staff_second_factor_reset(s, **COLLEAGUE),
        "担当者の二要素認証の解除のお知らせ",
        ("次のログインのときに",),
        is_for_staff=True,
    ),
    "staff_slack_linked": Case(
        lambda s, m: LETTERS.staff_slack_linked(s, **COLLEAGUE),
        "担当者アカウントとSlackの連携のお知らせ",
        ("Slackでも担当者として操作できます", "いつでも解除できます"),
        is_for_staff=True,
    ),
    "staff_slack_unlinked": Case(
        lambda s, m: LETTERS.staff_slack_unlinked(s, **COLLEAGUE),
        "担当者アカウントとSlackの連携解除のお知らせ",
        ("操作ができなくなりました",),
        is_for_staff=True,
    ),
}


@contextmanager
def empty_outbox() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as made:
        yield made
    engine.dispose()


@pytest.fixture
def session() -> Iterator[Session]:
    with empty_outbox() as made:
        yield made


def written(session: Session) -> list[OutgoingMessage]:
    return [added for added in session.new if isinstance(added, OutgoingMessage)]


def read(message: OutgoingMessage) -> str:
    return filled_in(message, VAULT)


def the_mail(session: Session, case: Case, to: Member | None = None) -> OutgoingMessage:
    case.write(session, to or member())
    return written(session)[0]


def columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "FWA" else 1 for char in line)


def test_every_letter_is_tried_here() -> None:
    methods = {name for name in vars(Letters) if not name.startswith("_")} - {"clock", "vault", "base_url"}
    assert methods == set(CASES) | {"phone_check_code"}
    assert {path.stem for path in (TEMPLATES / "mail").glob("[a-z]*.txt")} == set(CASES)
    assert {path.stem for path in (TEMPLATES / "sms").glob("*.txt")} == {
        "chat_code",
        "sign_in_code",
        "phone_check_code",
    }


@pytest.mark.parametrize("name", CASES)
def test_a_letter_says_what_it_must(session: Session, name: str) -> None:
    case = CASES[name]
    message = the_mail(session, case)
    body = read(message)

    assert (message.channel, message.subject) == (Channel.MAIL, case.subject)
    assert body.startswith("伊藤 さくら 様\n\n")
    assert [part for part in case.holds if part not in body] == []
    assert body.endswith("\n\nFujitsu Cloud Direct\n※このメールは送信専用です。ご返信いただいてもお答えできません。\n")


@pytest.mark.parametrize("name", CASES)
def test_a_letter_is_well_set(session: Session, name: str) -> None:
    message = the_mail(session, CASES[name])
    body = read(message)

    assert not set("{}") & set(message.subject + body)
    assert "None" not in body
    assert "\n\n\n" not in body
    assert [line for line in body.splitlines() if columns(line) > COLUMNS and line != LINK] == []
    assert [line for line in body.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.is_worrying and not case.is_for_staff])
def test_who_did_not_cause_it_learns_where_to_turn_and_gets_no_link_to_follow(session: Session, name: str) -> None:
    body = read(the_mail(session, CASES[name]))

    assert "覚え" in body or "お心当たり" in body
    assert "Webのお問い合わせフォーム、または\n富士通コンタクトライン（総合窓口）" in body
    assert body.count("://") == body.count(LINK) == CASES[name].secrets.count(LINK)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.is_for_staff])
def test_colleagues_turn_to_an_admin(session: Session, name: str) -> None:
    body = read(the_mail(session, CASES[name]))

    assert "お心当たりがない場合は、すぐに管理者へお知らせください。" in body
    assert body.count("://") == CASES[name].secrets.count(LINK)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.is_worrying])
def test_other_letters_tell_where_to_ask(session: Session, name: str) -> None:
    assert "\nhttps://shop.example/contact\n" in read(the_mail(session, CASES[name]))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.secrets])
def test_secrets_are_kept_apart_and_lapse(session: Session, name: str) -> None:
    case = CASES[name]
    message = the_mail(session, case)

    [secret] = case.secrets
    stored = f"{message.subject}{message.body}{message.encrypted_code}{message.encrypted_link}"
    assert secret not in stored
    assert read(message).count(secret) == 1
    assert message.good_until == NOW + timedelta(minutes=10 if secret == CODE else 30)


def test_other_letters_do_not_lapse(session: Session) -> None:
    assert the_mail(session, CASES["password_changed"]).good_until is None


@pytest.mark.parametrize("name", ["chat_code", "sign_in_code", "phone_check_code"])
def test_codes_go_by_sms_to_who_wants_that(session: Session, name: str) -> None:
    getattr(LETTERS, name)(session, member(code_channel=CodeChannel.SMS), code="87654321", valid_minutes=60)

    [message] = written(session)
    assert (message.channel, message.to, message.subject) == (Channel.SMS, "090-0000-0001", "")
    text = read(message)
    assert "認証コード：87654321（60分間有効）" in text
    assert "誰にも伝えないで" in text
    assert "\n" not in text
    assert len(text) <= SMS_CHARACTERS
    assert message.good_until == NOW + timedelta(hours=1)


def test_a_phone_is_checked_by_sms_while_codes_still_go_by_mail(session: Session) -> None:
    LETTERS.phone_check_code(session, member(), **CODE_ONCE)
    assert [message.channel for message in written(session)] == [Channel.SMS]


def test_a_new_address_is_told_to_both(session: Session) -> None:
    CASES["email_changed"].write(session, member())
    assert [message.to for message in written(session)] == [ADDRESS, "old@mihon-medical.example"]


def test_a_check_goes_to_the_new_address_only(session: Session) -> None:
    CASES["email_check"].write(session, member())
    assert [message.to for message in written(session)] == ["new@mihon-medical.example"]


def test_the_last_backup_code_is_told(session: Session) -> None:
    LETTERS.backup_code_used(session, member(), left=0)
    body = read(written(session)[0])
    assert "もうありません" in body
    assert "あと0個" not in body


def test_the_new_channel_is_named(session: Session) -> None:
    LETTERS.code_channel_changed(session, member(code_channel=CodeChannel.SMS))
    [message] = written(session)
    assert "認証コードはSMSで" in read(message)
    assert message.channel == Channel.MAIL


def test_a_refusal_of_paid_names_what_is_left(session: Session) -> None:
    LETTERS.paid_decided(session, member(), approved=False)
    body = read(written(session)[0])
    assert "ご利用いただけませんでした" in body
    assert "クレジットカード" in body


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendering.mail("order_received", addressee="伊藤 様", base_url="https://shop.example", number="ORD-2026-000123")
