"""What is sent to members, in their words. Queued in the caller's unit of work, so it goes out only if that commits."""

from typing import Any

from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.members.models import CodeChannel, Member
from backend.notifications.models import CODE_PLACE, LINK_PLACE, Channel, OutgoingMessage

_CLOSING = "※このメールは送信専用です。ご返信いただいてもお答えできません。"
_CONTACT = (
    "お心当たりがない場合は、Webのお問い合わせフォーム、または富士通コンタクトライン（総合窓口）までお知らせください。"
)


def queue_mail(
    session: Session,
    member: Member,
    *,
    subject: str,
    body: str,
    clock: Clock,
    vault: Vault,
    code: str | None = None,
    link: str | None = None,
) -> OutgoingMessage:
    """Queue a mail to the registered address. `{code}` and `{link}` in `body` are filled in when it is sent."""
    channel, to = Channel.MAIL, member.email
    return _queued(
        session, clock, vault, code, link, channel=channel, to=to, member_id=member.id, subject=subject, body=body
    )


def queue_sms(
    session: Session, member: Member, *, body: str, clock: Clock, vault: Vault, code: str | None = None
) -> OutgoingMessage:
    """Queue an SMS to the registered phone."""
    channel, to = Channel.SMS, member.phone
    return _queued(
        session, clock, vault, code, None, channel=channel, to=to, member_id=member.id, subject="", body=body
    )


def queue_code(
    session: Session, member: Member, *, code: str, valid_minutes: int, clock: Clock, vault: Vault
) -> OutgoingMessage:
    """Send a one-time code the way the member has registered."""
    if member.code_channel == CodeChannel.SMS:
        body = f"認証コード：{CODE_PLACE}（{valid_minutes}分間有効）。このコードは誰にも伝えないでください。"
        return queue_sms(session, member, body=body, clock=clock, vault=vault, code=code)
    body = f"""{member.name} 様

チャットでのご本人確認に使う認証コードをお知らせします。

認証コード：{CODE_PLACE}

コードは{valid_minutes}分間、一度だけお使いいただけます。チャットに表示されている認証コードの入力欄へご入力ください。
担当者がコードをおたずねすることはありません。どなたにも伝えないでください。

{_CONTACT}
{_CLOSING}
"""
    return queue_mail(session, member, subject="認証コードのお知らせ", body=body, clock=clock, vault=vault, code=code)


def queue_reset_link(
    session: Session, member: Member, *, link: str, valid_minutes: int, clock: Clock, vault: Vault
) -> OutgoingMessage:
    """Send a link to set a new password."""
    body = f"""{member.name} 様

パスワード再設定のお申し込みを受け付けました。
次のページを開いて、新しいパスワードをご設定ください。

{LINK_PLACE}

ページは{valid_minutes}分間、一度だけお使いいただけます。
アカウントがロックされている場合、再設定してもロックは解除されません。

ご自身でお申し込みでない場合は、このメールを破棄してください。パスワードは変わりません。
{_CLOSING}
"""
    return queue_mail(
        session, member, subject="パスワード再設定のご案内", body=body, clock=clock, vault=vault, link=link
    )


def queue_password_changed(session: Session, member: Member, *, clock: Clock, vault: Vault) -> OutgoingMessage:
    """Tell the member that their password was changed, in case it was not them."""
    body = f"""{member.name} 様

パスワードが変更されました。次回から新しいパスワードでログインしてください。

{_CONTACT}
{_CLOSING}
"""
    return queue_mail(session, member, subject="パスワード変更のお知らせ", body=body, clock=clock, vault=vault)


def _queued(
    session: Session, clock: Clock, vault: Vault, code: str | None, link: str | None, **columns: Any
) -> OutgoingMessage:
    now = clock.now()
    message = OutgoingMessage(
        **columns,
        encrypted_code=None if code is None else vault.encrypt(code),
        encrypted_link=None if link is None else vault.encrypt(link),
        created_at=now,
        next_attempt_at=now,
        attempts=0,
    )
    session.add(message)
    return message
