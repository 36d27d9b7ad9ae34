"""What staff read of a handoff's steps, and of what the bot has understood."""

from datetime import date

import pytest

from backend.core.settings import PROJECT_ROOT
from backend.desk.event_words import told
from backend.desk.overview import guest_name
from backend.desk.understood import understood
from backend.handoff.models import HandoffEvent, HandoffStep, Reason
from backend.topics.catalogue import TopicCatalogue

NAMES = {1: "木村", 2: "石井"}
TOPICS = TopicCatalogue.load(PROJECT_ROOT / "data" / "topics.yml")


@pytest.mark.parametrize("step", HandoffStep)
@pytest.mark.parametrize(("by", "to"), [(None, None), (1, None), (1, 2)])
def test_every_step_has_its_words(step: HandoffStep, by: int | None, to: int | None) -> None:
    words = told(HandoffEvent(step=step, staff_id=by, to_staff_id=to), Reason.ASKED, NAMES)
    assert words.endswith("。")
    assert "{" not in words
    assert "None" not in words


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.STEPPED_IN])
def test_every_reason_to_call_a_person_has_its_words(reason: Reason) -> None:
    assert told(HandoffEvent(step=HandoffStep.ASKED), reason, NAMES).endswith("。")


def test_a_transfer_names_both() -> None:
    event = HandoffEvent(step=HandoffStep.TRANSFERRED, staff_id=1, to_staff_id=2)
    assert told(event, Reason.ASKED, NAMES) == "木村が石井に引き継ぎました。"


@pytest.mark.parametrize(
    ("slots", "value"),
    [
        ({"form": "account/unlock"}, TOPICS.title("account/unlock")),
        ({"form": "no/such_topic"}, "no/such_topic"),
        ({"services": ["fjcloud_o", "excloser", "what"]}, "FJcloud-O、Finplex eXcloser、what"),
        ({"usage_month": "--04"}, "2026年4月"),
        ({"usage_month": "P-1Y-04"}, "2025年4月"),
        ({"usage_month": "いつか"}, "いつか"),
        ({"payment_method": "card"}, "クレジットカード"),
        ({"payment_method": "cash"}, "cash"),
        ({"closing": "both"}, "20日締め・末日締めのどちらか"),
        ({"closing": "end"}, "末日締め"),
        ({"closing": "15"}, "15"),
        ({"numbers": ["ORD-2026-000001"]}, "ORD-2026-000001"),
        ({"numbers": "ORD-2026-000001"}, "ORD-2026-000001"),
        ({"login_id": "tanaka"}, "tanaka"),
    ],
)
def test_slots_are_told_in_words(slots: dict[str, object], value: str) -> None:
    ((_label, written),) = understood(slots, TOPICS, date(2026, 7, 15))
    assert written == value


def test_what_is_not_known_and_what_nobody_understands_is_left_out() -> None:
    assert understood({"form": None, "services": [], "requested_slot": "x"}, TOPICS, date(2026, 7, 15)) == []


def test_a_guest_keeps_their_number() -> None:
    assert guest_name("69ed6ea8-a636-4178-99d4-76afa32c5340") == "ゲスト1104"
    assert guest_name("") == "ゲスト0000"
