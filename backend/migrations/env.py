"""Alembic's entry: the models of every feature, and the database it is told."""

from alembic import context

import backend.models  # noqa: F401 - registers every model
from backend.core.database import Base, Database

database = Database(context.config.attributes["database_url"])
with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=database.is_sqlite,
        user_module_prefix=None,
    )
    with context.begin_transaction():
        context.run_migrations()
database.dispose()
