"""What nearly every part stands on."""

from dataclasses import dataclass
from datetime import timedelta

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.core.fan_out import FanOut, InProcessFanOut
from backend.core.limits import Limiter
from backend.core.settings import Settings
from backend.notifications.letters import Letters


@dataclass(frozen=True)
class Ground:
    settings: Settings
    clock: Clock
    database: Database
    vault: Vault
    limiter: Limiter
    letters: Letters
    fan_out: FanOut

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> "Ground":
        vault = Vault(settings.secret_key.get_secret_value())
        return cls(
            settings=settings,
            clock=clock,
            database=Database(settings.database_url),
            vault=vault,
            limiter=Limiter(settings.limits_storage_url),
            letters=Letters(clock, vault, settings.base_url),
            fan_out=InProcessFanOut(),
        )


def seconds(number: float) -> timedelta:
    """A setting as a time."""
    return timedelta(seconds=number)
