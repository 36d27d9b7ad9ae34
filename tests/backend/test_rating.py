"""Five faces: once, after a conversation with a person has ended."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.feedback.models import ConversationRating
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.desk import OTHER_AGENT, Desk


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def step_in(container: Container, desk: Desk, visitor: Visitor) -> None:
    with container.database.unit_of_work() as session:
        container.handoffs.step_in(session, visitor.id, desk.staff_id)


def end(container: Container, desk: Desk, visitor: Visitor) -> None:
    with container.database.unit_of_work() as session:
        container.handoffs.end(session, visitor.id, desk.staff_id)


@pytest.fixture
def served(container: Container, desk: Desk, visitor: Visitor) -> Visitor:
    """Somebody whose conversation a person had and ended."""
    step_in(container, desk, visitor)
    end(container, desk, visitor)
    return visitor


def kept(container: Container) -> list[ConversationRating]:
    with container.database.reading() as session:
        return list(session.scalars(select(ConversationRating)))


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_face_is_kept_with_whose_conversation_it_was(container: Container, desk: Desk, served: Visitor) -> None:
    given = served.post("/rating", score=5, comment=" 助かりました。パスワードはhunter2secret!です ")

    assert (given.status_code, given.json()) == (201, {"accepted": True})
    [rating] = kept(container)
    assert (rating.score, rating.agent_id, rating.conversation_id) == (5, desk.staff_id, served.id)
    assert rating.comment.startswith("助かりました。")
    assert "hunter2" not in rating.comment


def test_once_is_enough(container: Container, served: Visitor) -> None:
    answers = at_once(5, lambda: served.post("/rating", score=4))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert refusal(served.post("/rating", score=1)) == (409, "already_rated")
    assert [rating.score for rating in kept(container)] == [4]


def test_not_before_the_end(container: Container, desk: Desk, visitor: Visitor) -> None:
    step_in(container, desk, visitor)

    assert refusal(visitor.post("/rating", score=5)) == (409, "not_ended")


def test_the_bot_alone_gets_no_faces(container: Container, visitor: Visitor) -> None:
    visitor.says("バックアップコードとは？")
    visitor.patch(ended=True)

    assert refusal(visitor.post("/rating", score=5)) == (409, "no_person")
    assert kept(container) == []


def test_who_only_waited_met_nobody(container: Container, desk: Desk, visitor: Visitor) -> None:
    with container.database.unit_of_work() as session:
        conversation = container.conversations.hold(session, visitor.id)
        container.handoffs.ask(session, conversation, "asked")
    visitor.patch(ended=True)

    assert refusal(visitor.post("/rating", score=5)) == (409, "no_person")


def test_it_goes_to_who_had_it_last_also_if_the_bot_had_it_again(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    colleague = Desk(client, container).sign_in(OTHER_AGENT)
    for each in (desk, colleague):
        step_in(container, each, visitor)
        with container.database.unit_of_work() as session:
            container.handoffs.hand_back(session, visitor.id, each.staff_id)
    visitor.patch(ended=True)

    assert visitor.post("/rating", score=3).status_code == 201
    assert kept(container)[0].agent_id == colleague.staff_id


@pytest.mark.parametrize("body", [{}, {"score": 0}, {"score": 6}, {"score": 3, "comment": "x" * 1001}, {"score": "x"}])
def test_other_faces_are_refused(served: Visitor, body: dict[str, Any]) -> None:
    assert served.post("/rating", **body).status_code == 422


def test_nobody_rates_for_another(client: TestClient, container: Container, served: Visitor) -> None:
    other = Visitor(client)

    answer = client.post(f"/api/conversations/{served.id}/rating", json={"score": 1}, headers=other.headers)

    assert answer.status_code == 401
    assert kept(container) == []


def test_staff_see_faces_and_their_average(client: TestClient, container: Container, desk: Desk) -> None:
    for score in (5, 2):
        visitor = Visitor(client)
        step_in(container, desk, visitor)
        end(container, desk, visitor)
        visitor.post("/rating", score=score, comment="03-1234-5678へ")

    found = desk.get("/feedback").json()

    assert [(each["score"], each["agent_name"]) for each in found["ratings"]] == [
        (2, desk.person().name),
        (5, desk.person().name),
    ]
    assert (found["summary"]["ratings"], found["summary"]["average_score"]) == (2, 3.5)
    assert "1234" not in str(found)
