"""`python -m backend.setup_database`: brings the database to the newest shape, and fills an empty demo."""

from datetime import timedelta

from alembic import command
from alembic.config import Config

from backend.core.clock import SystemClock, today
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.core.settings import PROJECT_ROOT, Settings
from backend.demo import canned_replies, seed, staff
from backend.members.passwords import Passwords


def migrate(database_url: str) -> None:
    """Run the migrations that are still missing."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "backend" / "migrations"))
    config.attributes["database_url"] = database_url
    command.upgrade(config, "head")


def main() -> None:
    settings = Settings()
    database = Database(settings.database_url)
    migrate(settings.database_url)
    if settings.is_demo:
        clock, passwords = SystemClock(), Passwords()
        with database.unit_of_work() as session:
            handed_over_after = timedelta(days=settings.invoice_handover_days)
            seed.fill_if_empty(session, today(clock), passwords, handed_over_after)
            vault = Vault(settings.secret_key.get_secret_value())
            staff.fill_if_empty(session, clock.now(), passwords, vault)
            canned_replies.fill_if_empty(session, clock.now())
    database.dispose()


if __name__ == "__main__":
    main()
