"""The demo's canned replies. They promise no time, and say nothing that an agent could not know."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.desk.models import CannedReply

# Shortcut, title, text.
REPLIES: tuple[tuple[str, str, str], ...] = (
    (
        "aisatsu",
        "はじめのごあいさつ",
        "お待たせいたしました。担当の{担当者名}です。ここまでの会話は拝見しておりますので、続きからご案内いたします。",
    ),
    (
        "kaiin",
        "はじめのごあいさつ（会員の方）",
        "{会員名}様、お待たせいたしました。担当の{担当者名}です。ここまでの会話は拝見しておりますので、続きからご案内いたします。",
    ),
    (
        "kuwashiku",
        "くわしい状況をうかがう",
        "恐れ入りますが、もう少しくわしく教えていただけますか。\n・どの画面で、どのような操作をされたか\n・表示されたメッセージ（ありましたら、そのままの文章で）",
    ),
    (
        "shirabe",
        "お調べしています",
        "ただいまお調べしております。恐れ入りますが、このままお待ちください。",
    ),
    (
        "himitsu",
        "入力をお控えいただくもの",
        "パスワードや認証コード、カードの番号は、このチャットには入力しないでください。こちらからおたずねすることもありません。",
    ),
    (
        "hikitsugi",
        "ほかの担当者に引き継ぐ",
        "この件は、くわしい担当者に引き継ぎます。ここまでの会話は引き継ぎ先でも確認できますので、はじめからご説明いただく必要はありません。",
    ),
    (
        "uketsuke",
        "受付番号のご案内",
        "ご用件を受付番号 {受付番号} で承りました。確認のうえ、メールでお返事いたします。",
    ),
    (
        "owari",
        "終わりのごあいさつ",
        "ほかにお困りのことはありませんか。よろしければ、この会話を終わらせていただきます。お問い合わせいただき、ありがとうございました。",
    ),
)


def fill_if_empty(session: Session, now: datetime) -> bool:
    """Add them unless there is any already; whether it did."""
    if session.scalar(select(CannedReply.id).limit(1)) is not None:
        return False
    session.add_all(
        CannedReply(shortcut=shortcut, title=title, text=text, updated_at=now) for shortcut, title, text in REPLIES
    )
    return True
