"""conversation/handoff: a ticket for a person to answer, and where else to ask."""

from rasa_sdk import Tracker

from actions.backend import backend
from actions.base import Outcome, WishAction
from actions.message import text_of
from actions.reply import Choice, Reply
from actions.tickets import opened_card
from actions.wording import Wording
from bot.text.contact_points import asks_for_contact_points

TOPIC = "conversation/handoff"
CONTACT_POINTS = "・Webのお問い合わせフォーム\n・富士通コンタクトライン（総合窓口）"
EASY_CONTACT_POINTS = (
    "・「Webのお問い合わせフォーム」（ウェブの おといあわせフォーム）\n"
    "・「富士通コンタクトライン（総合窓口）」（ふじつうコンタクトライン そうごうまどぐち）"
)
_POINTS = Wording(
    f"お問い合わせの窓口は、次のとおりです。\n{CONTACT_POINTS}\n\n"
    "申し訳ありませんが、電話番号、URL、受付時間などは、このチャットではわかりません。\n"
    "このチャットから担当者にご相談になる場合は、下のボタンを押してください。",
    f"問（と）い合（あ）わせは、次（つぎ）のどちらかでできます。\n{EASY_CONTACT_POINTS}\n\n"
    "すみません。電話番号（でんわばんごう）、URL、時間（じかん）は、このチャットではわかりません。\n"
    "ここで人（ひと）に相談（そうだん）したいときは、下（した）のボタンを押（お）してください。",
)
_PERSON = Choice("担当者に相談する", TOPIC)


class ActionHandoff(WishAction):
    """I would like to talk to a person, or to know where to ask."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_handoff"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Open the ticket, or name the one that is open already; promise no time.

        Who only asks where to ask gets no ticket.
        """
        if asks_for_contact_points(text_of(tracker)):
            return Outcome(Reply(TOPIC, _POINTS.for_member(tracker), (_PERSON,)))
        opened = await backend().hand_off(tracker.sender_id)
        number = opened["ticket"]
        text = Wording(
            f"お問い合わせの窓口は、次のとおりです。\n{CONTACT_POINTS}\n\n"
            f"このチャットからも、担当者へのご相談として受け付けました。受付番号は {number} です。\n"
            "お返事の時期はお約束できませんが、担当者が内容を確認します。",
            f"問（と）い合（あ）わせは、次（つぎ）のどちらかでできます。\n{EASY_CONTACT_POINTS}\n\n"
            "このチャットからも、担当者（たんとうしゃ）への相談（そうだん）を受（う）け付（つ）けました。\n"
            "担当者（たんとうしゃ）は、相談（そうだん）を受（う）ける人（ひと）です。\n"
            f"受付番号（うけつけばんごう）は {number} です。\n"
            "返事（へんじ）がいつになるかは、約束（やくそく）できません。担当者（たんとうしゃ）が内容（ないよう）を確認（かくにん）します。",
        )
        choices = (Choice("依頼の状況を調べる", "account/ticket_status", {"ticket_number": number}),)
        return Outcome(Reply(TOPIC, text, choices, opened_card(opened)))
