"""A desk in the middle of its day: invented people, conversations in every state, tickets, feedback."""

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]


def ago(**distance: float) -> str:
    return (datetime.now(UTC) - timedelta(**distance)).isoformat()


def ahead(**distance: float) -> str:
    return (datetime.now(UTC) + timedelta(**distance)).isoformat()


def text(*pieces: str | Json) -> list[Json]:
    return [{"text": piece} if isinstance(piece, str) else {"hidden": piece} for piece in pieces]


def hidden(
    kind: str, label: str, source: str, place: str, index: int = 0, hint: str | None = None, field: str | None = None
) -> Json:
    of = {"source": source, "id": place, "field": field}
    return {"kind": kind, "label": label, "index": index, "hint": hint, "of": of}


def person(number: int, name: str, role: str = "agent", **rest: Any) -> Json:
    labels = {"agent": "担当者", "admin": "管理者"}
    return {
        "id": number,
        "name": name,
        "display_name": name.split(" ", maxsplit=1)[0],
        "role": role,
        "role_label": labels[role],
        "is_available": True,
        "is_online": True,
        **rest,
    }


STAFF = [
    person(1, "木村 彩"),
    person(2, "石井 健"),
    person(3, "中野 恵", "admin"),
    person(4, "原 真一", is_online=False),
    person(5, "森 由美", is_available=False),
]


def summary(conversation: str, title: str, **rest: Any) -> Json:
    return {
        "id": conversation,
        "title": title,
        "member": None,
        "identified": False,
        "owner": "bot",
        "agent": None,
        "waiting_since": None,
        "reason_label": None,
        "last": None,
        "unanswered": 0,
        "is_present": True,
        "ended_at": None,
        "created_at": ago(minutes=20),
        "style": "standard",
        **rest,
    }


def message(serial: int, author: str, words: str | list[Json], **rest: Any) -> Json:
    return {
        "kind": "message",
        "id": f"m{serial}",
        "at": ago(minutes=18 - serial * 0.5),
        "author": author,
        "staff_name": None,
        "parts": text(words) if isinstance(words, str) else words,
        "topic": None,
        "topic_title": None,
        "confidence": None,
        "choices": [],
        "card_type": None,
        "receipt": None,
        "rejected": False,
        "feedback": None,
        **rest,
    }


def note(serial: int, name: str, words: str) -> Json:
    return {
        "kind": "note",
        "id": serial,
        "at": ago(minutes=18 - serial * 0.5),
        "staff_name": name,
        "parts": text(words),
    }


def event(serial: int, words: str) -> Json:
    return {"kind": "event", "id": serial, "at": ago(minutes=18 - serial * 0.5), "text": words}


PHONE = hidden("phone", "電話番号", "message", "m5", hint="末尾 01")


def talk() -> list[Json]:
    return [
        message(
            1,
            "bot",
            "こんにちは。サポート窓口です。ご用件をお選びください。",
            choices=["支払期日を調べる", "パスワードを忘れた"],
        ),
        message(2, "member", "先月の請求がまだ確定していないようなのですが、いつ払えばいいですか？"),
        message(
            3,
            "bot",
            "ご利用月の翌月13日頃に請求が確定し、その月の末日がお支払い期日です。\nお支払い方法により異なります。",
            topic="faq/payment_due",
            topic_title="支払期日",
            confidence=0.91,
            rejected=True,
            feedback={"helpful": False, "reason_label": "質問と合っていない", "comment": ""},
        ),
        message(4, "member", "そうではなくて、銀行振込の場合の話です。"),
        message(5, "member", text("折り返しの電話は ", PHONE, " にお願いできますか。")),
        message(
            6,
            "bot",
            "ご契約を確認しました。",
            topic="account/contracts",
            topic_title="ご契約の状況",
            confidence=0.78,
            card_type="contracts",
            receipt="契約 2件（認証コードで確認）",
        ),
        event(7, "会員が担当者を希望しました"),
        message(8, "system", "担当者におつなぎします。少しお待ちください。"),
        note(9, "石井 健", "先週も同じお問い合わせあり。請求書の再発行は済み。"),
    ]


def summaries() -> list[Json]:
    return [
        summary(
            "c-tanaka",
            "田中 太郎",
            owner="queue",
            waiting_since=ago(minutes=4, seconds=12),
            reason_label="担当者を希望",
            member={"id": 11, "name": "田中 太郎", "login_id": "tanaka01"},
            identified=True,
            unanswered=2,
            last={
                "author": "member",
                "parts": text("折り返しの電話は ", PHONE, " にお願いできますか。"),
                "at": ago(minutes=3),
            },
        ),
        summary(
            "c-guest1",
            "ゲスト0412",
            owner="queue",
            waiting_since=ago(seconds=50),
            reason_label="続けて「違います」",
            unanswered=1,
            style="easy",
            is_present=False,
            last={"author": "member", "parts": text("それもちがいます。人と話したいです。"), "at": ago(minutes=1)},
        ),
        summary(
            "c-sato",
            "佐藤 花子",
            owner="agent",
            agent={"id": 1, "name": "木村 彩"},
            reason_label="担当者を希望",
            unanswered=1,
            member={"id": 12, "name": "佐藤 花子", "login_id": "sato-hanako"},
            identified=True,
            last={"author": "member", "parts": text("ありがとうございます。試してみます。"), "at": ago(minutes=2)},
        ),
        summary(
            "c-suzuki",
            "鈴木 一郎",
            owner="agent",
            agent={"id": 2, "name": "石井 健"},
            reason_label="担当者から参加",
            last={"author": "agent", "parts": text("確認いたしますので、少々お待ちください。"), "at": ago(minutes=9)},
        ),
        summary(
            "c-guest2",
            "ゲスト7730",
            last={
                "author": "bot",
                "parts": text("バックアップコードは「マイページ」で確認できます。"),
                "at": ago(hours=1),
            },
        ),
        summary(
            "c-old",
            "ゲスト1188",
            ended_at=ago(days=1),
            created_at=ago(days=1, hours=1),
            is_present=False,
            last={"author": "member", "parts": text("助かりました。"), "at": ago(days=1)},
        ),
    ]


SUGGESTIONS = [
    {
        "topic": "faq/payment_due",
        "title": "支払期日",
        "confidence": 0.88,
        "text": "銀行振込の場合は、請求が確定した月の末日がお支払い期日です。",
    },
    {
        "topic": "faq/invoice",
        "title": "請求書の送付",
        "confidence": 0.52,
        "text": "請求書は、請求が確定した翌月の初めにお送りしています。",
    },
    {
        "topic": "faq/payment_method",
        "title": "お支払い方法",
        "confidence": 0.31,
        "text": "お支払い方法は、マイページでご確認いただけます。",
    },
]


def packet() -> Json:
    return {
        "reason_label": "担当者を希望",
        "asked": [
            text("先月の請求がまだ確定していないようなのですが、いつ払えばいいですか？"),
            text("そうではなくて、銀行振込の場合の話です。"),
        ],
        "answers": [
            {
                "topic": "faq/payment_due",
                "title": "支払期日",
                "confidence": 0.91,
                "rejected": True,
                "at": ago(minutes=16),
            },
            {
                "topic": "account/contracts",
                "title": "ご契約の状況",
                "confidence": 0.78,
                "rejected": False,
                "at": ago(minutes=15),
            },
        ],
        "identification": {"proof_label": "認証コード", "at": ago(minutes=15), "until": ahead(minutes=40)},
        "looked_up": ["契約 2件（認証コードで確認）"],
        "slots": [{"label": "サービス", "parts": text("FJcloud-V")}, {"label": "利用月", "parts": text("2026年10月")}],
        "replies": [{key: each[key] for key in ("topic", "title", "text")} for each in SUGGESTIONS],
    }


CANNED = [
    {
        "id": 1,
        "shortcut": "aisatsu",
        "title": "はじめのご挨拶",
        "text": "{会員名}様、お待たせしました。担当の{担当者名}です。",
        "filled": "田中 太郎様、お待たせしました。担当の木村です。",
    },
    {
        "id": 2,
        "shortcut": "kakunin",
        "title": "確認します",
        "text": "ただいま確認いたします。そのままお待ちください。",
        "filled": "ただいま確認いたします。そのままお待ちください。",
    },
    {
        "id": 3,
        "shortcut": "orei",
        "title": "お礼と終わりの挨拶",
        "text": "お問い合わせいただき、ありがとうございました。",
        "filled": "お問い合わせいただき、ありがとうございました。",
    },
]
