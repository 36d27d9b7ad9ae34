"""Tickets, a member's card, feedback, accounts and the audit log: invented, in every state that the screens show."""

from typing import Any

from tests.web.console.desk_samples import STAFF, Json, ago, ahead, hidden, summary, text

_KINDS = {
    "unlock": "アカウントロックの解除",
    "contact": "お問い合わせ",
    "withdrawal": "退会のお申し出",
    "contract_change": "契約内容の変更",
    "reset_help": "パスワード再設定のお手伝い",
}
_STATUSES = {"open": "受付済み", "in_progress": "対応中", "closed": "完了"}
_MAIL = hidden("mail", "メール", "ticket_contact", "TKT-000102")


def ticket(number: int, kind: str, subject: str, **rest: Any) -> Json:
    found = {
        "number": f"TKT-{number:06}",
        "kind": kind,
        "kind_label": _KINDS[kind],
        "status": "open",
        "subject": subject,
        "assignee": None,
        "created_at": ago(hours=5),
        "due_at": ahead(hours=4),
        "is_overdue": False,
        "closed_at": None,
        "awaits_approval": False,
        "unlock_needs_approval": False,
        "approval": None,
        "conversation_id": None,
        "member": None,
        "about": text("お手数ですが、よろしくお願いいたします。"),
        "body": text("お手数ですが、よろしくお願いいたします。"),
        "contact": None,
        "requested": None,
        "contract": None,
        "answer_goes_to": "登録のメールアドレス",
        "answer_addressee": "田中 太郎様",
        "opened_by": None,
        "leaving": None,
        "history": [{"at": ago(hours=5), "staff_name": None, "text": "受け付けました", "parts": []}],
        "checklist": [],
        "steps": ["answer"],
    } | rest
    return found | {"status_label": _STATUSES[found["status"]]}


CHECKLIST = [
    {"key": "name", "label": "お名前", "question": "ご登録のお名前を教えてください。", "kind": "register"},
    {"key": "company", "label": "会社名", "question": "ご登録の会社名を教えてください。", "kind": "register"},
    {"key": "phone", "label": "電話番号", "question": "ご登録の電話番号を教えてください。", "kind": "register"},
    {
        "key": "account",
        "label": "ご注文・ご契約",
        "question": "ご契約中のサービスを教えてください。",
        "kind": "account",
    },
]


def tickets() -> list[Json]:
    return [
        ticket(
            101,
            "unlock",
            "アカウントロックの解除",
            is_overdue=True,
            due_at=ago(hours=1),
            conversation_id="c-tanaka",
            requested={
                "login_id": text("tanaka01"),
                "member": {"id": 11, "name": "田中 太郎"},
                "is_locked": True,
                "is_proven": False,
            },
            checklist=CHECKLIST,
            steps=["unlock", "answer"],
            body=text("ロックを解除してほしいとのご依頼です。"),
        ),
        ticket(
            102,
            "contact",
            "請求書の宛名について",
            assignee={"id": 1, "name": "木村 彩"},
            status="in_progress",
            contact={"name": "高橋 美咲", "email": text(_MAIL)},
            body=text("請求書の宛名を変更したいのですが、どうすればよいでしょうか。\nよろしくお願いいたします。"),
            history=[
                {"at": ago(hours=5), "staff_name": None, "text": "受け付けました", "parts": []},
                {"at": ago(hours=3), "staff_name": "木村 彩", "text": "担当：木村 彩", "parts": []},
                {
                    "at": ago(hours=2),
                    "staff_name": "木村 彩",
                    "text": "メモ",
                    "parts": text("宛名の規則を経理に確認中。"),
                },
            ],
        ),
        ticket(
            103,
            "withdrawal",
            "退会のお申し出",
            member={"id": 12, "name": "佐藤 花子"},
            leaving={"id": 12, "name": "佐藤 花子", "login_id": "sato-hanako"},
            steps=["close-account", "answer"],
        ),
        ticket(
            104,
            "reset_help",
            "パスワード再設定のお手伝い",
            requested={
                "login_id": text("sato-hanako"),
                "member": {"id": 12, "name": "佐藤 花子"},
                "is_locked": False,
                "is_proven": False,
            },
            steps=["reset-link", "answer"],
        ),
        ticket(
            105, "contract_change", "ご契約のプラン変更", status="closed", closed_at=ago(days=1), due_at=None, steps=[]
        ),
    ]


def _field(label: str, field: str, kind: str, hint: str | None = None) -> list[Json]:
    return text(hidden(kind, label, "member", "11", hint=hint, field=field))


def member() -> Json:
    return {
        "id": 11,
        "name": "田中 太郎",
        "login_id": "tanaka01",
        "company": "みなも商事株式会社",
        "email": _field("メール", "email", "mail"),
        "phone": _field("電話番号", "phone", "phone", "末尾 01"),
        "address": _field("住所", "address", "account"),
        "registered_on": "2024-04-01",
        "is_locked": True,
        "locked_on": "2026-11-20",
        "is_withdrawn": False,
        "paid": {"status_label": "審査中"},
        "orders": [
            {
                "number": "ORD-2026-000123",
                "service": "fjcloud_v",
                "service_label": "FJcloud-V",
                "status": "active",
                "status_label": "ご利用中",
                "ordered_on": "2026-05-10",
                "is_trial": False,
            }
        ],
        "contracts": [
            {
                "number": "CNT-000123",
                "service": "fjcloud_v",
                "service_label": "FJcloud-V",
                "status": "active",
                "status_label": "ご利用中",
                "started_on": "2026-05-12",
                "ended_on": None,
                "is_trial": False,
            }
        ],
        "invoices": [
            {
                "number": "INV-2026-000123",
                "service": "fjcloud_v",
                "service_label": "FJcloud-V",
                "usage_month": "2026-10",
                "usage_period_label": "2026年10月",
                "amount": 12345,
                "status": "confirmed",
                "status_label": "確定",
                "confirmed_label": "2026年11月13日頃",
                "due_on": "2026-12-31",
                "due_label": "2026年12月31日",
            }
        ],
        "tickets": tickets()[:1],
        "conversations": [summary("c-old", "田中 太郎", ended_at=ago(days=1), created_at=ago(days=1, hours=1))],
    }


def feedback() -> Json:
    return {
        "answers": [
            {
                "id": 1,
                "helpful": False,
                "reason_label": "質問と合っていない",
                "comment": text("銀行振込のことが知りたかったです。"),
                "topic": "faq/payment_due",
                "topic_title": "支払期日",
                "question": text("先月の請求はいつ払えばいいですか？"),
                "answer": "ご利用月の翌月13日頃に請求が確定します。",
                "at": ago(hours=2),
                "conversation_id": "c-tanaka",
                "reviewed": False,
            },
            {
                "id": 2,
                "helpful": True,
                "reason_label": None,
                "comment": [],
                "topic": "faq/backup_codes",
                "topic_title": "バックアップコード",
                "question": text("バックアップコードはどこで見られますか？"),
                "answer": "マイページの「セキュリティ」で確認できます。",
                "at": ago(hours=6),
                "conversation_id": "c-guest2",
                "reviewed": False,
            },
        ],
        "ratings": [
            {
                "id": 1,
                "score": 5,
                "comment": text("とても親切でした。"),
                "at": ago(days=1),
                "conversation_id": "c-old",
                "agent_name": "木村 彩",
            }
        ],
        "summary": {"helpful": 1, "unhelpful": 1, "unreviewed": 2, "ratings": 1, "average_score": 5.0},
        "next": None,
    }


def accounts() -> list[Json]:
    return [
        {
            **each,
            "login_id": f"staff{each['id']}",
            "email": f"staff{each['id']}@desk.example",
            "has_password": each["id"] != 4,
            "is_enrolled": each["id"] != 4,
            "is_locked": each["id"] == 5,
            "is_disabled": False,
            "is_linked_to_slack": each["id"] == 2,
            "created_at": ago(days=90),
            "seen_at": None if each["id"] == 4 else ago(minutes=each["id"]),
        }
        for each in STAFF
    ]


_ME = {"id": 1, "name": "木村 彩"}
_TANAKA = {"id": 11, "name": "田中 太郎"}


def audit() -> list[Json]:
    return [
        {
            "id": number,
            "at": ago(minutes=7 * number),
            "action": action,
            "label": label,
            "actor_label": "担当者",
            "staff": _ME,
            "about_staff": None,
            "member": member,
            "address": "127.0.0.1",
            "notes": notes,
        }
        for number, (action, label, member, notes) in enumerate(
            [
                ("conversation_claimed", "会話の対応を始めた", None, ["0b8f6f5e-3c1d-4a8e-9d55-1f2e3a4b5c6d"]),
                ("ticket_changed", "チケットを変更した", None, ["状態の変更", "TKT-000102"]),
                ("revealed", "伏せられた情報を表示した", _TANAKA, ["message:m5", "identity"]),
                ("staff_signed_in", "担当者がログインした", None, ["2段階認証"]),
            ],
            1,
        )
    ]
