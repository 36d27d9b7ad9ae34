"""What Slack has sent already."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class SlackRequest(Base):
    """An event or an interaction that was taken in: Slack, or who has got hold of one, may send it again."""

    __tablename__ = "slack_requests"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(Timestamp, index=True)
