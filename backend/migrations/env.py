"""Alembic's entry: the models of every feature, and the database it is told."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import event
from sqlalchemy.types import TypeDecorator

import backend.models  # noqa: F401 - registers every model
from backend.core.database import Base, Database


def render_plain_type(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """A migration names the column type underneath: it must not change when our own types do."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


database = Database(context.config.attributes["database_url"])
if database.is_sqlite:
    # To change a table, SQLite makes it anew and drops the old one: what points to it would be in the way.
    @event.listens_for(database.engine, "connect")
    def _tables_are_replaced(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")


with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=database.is_sqlite,
        render_item=render_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()
database.dispose()
