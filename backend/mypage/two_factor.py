"""二要素認証の設定: where codes go, and the backup codes."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from backend.container import Container, Services
from backend.core import peers
from backend.members import service as members
from backend.members.models import CodeChannel
from backend.mypage import pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm
from backend.sign_in.sessions import SignedIn

ADDRESS = "/mypage/two-factor"
_TOO_OFTEN = (
    "認証コードの送信が続いたため、新しいコードはお送りしていません。しばらくしてから、もう一度お試しください。"
)
_CODE_REFUSED = (
    "認証コードが正しくないか、有効期限が切れています。最後に届いたコードをご確認いただくか、"
    "「やめて戻る」で戻り、SMSをもう一度お選びください。"
)
_NO_SMS_THERE = (
    "登録されている電話番号には、SMSをお送りできません。会員情報の電話番号を変更するか、メールをお選びください。"
)
_NO_CHANNEL = "認証コードの送り先を選んでください。"

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.get("")
def settings(request: Request, services: Services, me: Member) -> Response:
    """The first visit makes the backup codes."""
    return _page(request, services, me)


@router.post("", dependencies=[CheckedForm])
def choose_channel(
    request: Request, services: Services, me: Member, channel: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    """By mail at once; by SMS once a code that was sent to the phone has been entered."""
    if channel == CodeChannel.MAIL:
        with services.database.unit_of_work() as session:
            services.phone_checks.use_mail(session, me.member_id, address=peers.address(request))
        return pages.go_to(services, ADDRESS, notice="認証コードの送り先は、メールです。")
    if channel != CodeChannel.SMS:
        return _page(request, services, me, {"channel": _NO_CHANNEL}, status=422)
    with services.database.reading() as session:
        can_reach = services.phone_checks.can_reach(session, me.member_id)
    if not can_reach:
        return _page(request, services, me, {"channel": _NO_SMS_THERE}, status=422)
    with services.database.unit_of_work() as session:
        sent = services.phone_checks.start(session, me.member_id)
    return (
        pages.go_to(services, f"{ADDRESS}/phone")
        if sent
        else _page(request, services, me, {"channel": _TOO_OFTEN}, status=429)
    )


@router.get("/phone")
def phone_page(request: Request, services: Services, me: Member) -> Response:
    with services.database.reading() as session:
        if services.phone_checks.outstanding(session, me.member_id) is None:
            return pages.go_to(services, ADDRESS)
    return _phone_page(request, services, me)


@router.post("/phone", dependencies=[CheckedForm])
def confirm_phone(
    request: Request, services: Services, me: Member, code: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    checks = services.phone_checks
    with services.database.unit_of_work() as session:
        check_id = checks.count_try(session, me.member_id)
    if check_id is None:
        return pages.go_to(services, ADDRESS, notice="認証コードの確認をはじめからやり直してください。")
    with services.database.unit_of_work() as session:
        confirmed = checks.confirm(session, check_id, code, address=peers.address(request))
    if not confirmed:
        return _phone_page(request, services, me, {"code": _CODE_REFUSED}, status=422)
    return pages.go_to(services, ADDRESS, notice="認証コードの送り先を、SMSに変更しました。")


@router.get("/backup-codes/renew")
def renew_page(request: Request, services: Services, _me: Member) -> Response:
    return pages.page(request, services, "sign_in/renew_backup_codes.html", current="profile_edit")


@router.post("/backup-codes/renew", dependencies=[CheckedForm])
def renew(request: Request, services: Services, me: Member) -> Response:
    with services.database.unit_of_work() as session:
        services.backup_codes.renew(session, me.member_id, peers.address(request))
    return pages.go_to(services, ADDRESS, notice="バックアップコードを作り直しました。前のコードは使えません。")


def _page(
    request: Request,
    services: Container,
    me: SignedIn,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    with services.database.unit_of_work() as session:
        services.backup_codes.ensure(session, me.member_id)
        codes = services.backup_codes.shown(session, me.member_id)
        channel = members.get(session, me.member_id).code_channel
    return pages.page(
        request,
        services,
        "sign_in/two_factor.html",
        status=status,
        current="profile_edit",
        errors=errors or {},
        codes=[(shown.code, shown.used_at is not None) for shown in codes],
        left=sum(shown.used_at is None for shown in codes),
        channel=channel,
    )


def _phone_page(
    request: Request, services: Container, me: SignedIn, errors: Mapping[str, str] | None = None, *, status: int = 200
) -> Response:
    with services.database.reading() as session:
        phone = members.get(session, me.member_id).phone
    minutes = services.settings.code_valid_seconds // 60
    return pages.page(
        request,
        services,
        "sign_in/phone.html",
        status=status,
        current="profile_edit",
        errors=errors or {},
        phone=phone,
        valid_minutes=minutes,
    )
