"""Runs the courier beside the web server."""

import logging
import threading
from time import monotonic

from backend.notifications.delivery import Courier

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
TIDY_SECONDS = 3600.0


class DeliveryWorker:
    """A thread that looks into the outbox again and again. Any number may run, in any number of processes."""

    def __init__(self, courier: Courier, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._courier = courier
        self._pause_seconds = pause_seconds
        self._tidy_at = monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 15.0) -> None:
        """Let the letter under way finish, for at most `timeout` seconds; the rest stays in the outbox."""
        self._stopping.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopping.wait(self._pause_seconds):
            try:
                while not self._stopping.is_set() and self._courier.deliver_next():
                    pass
                self._tidy()
            except Exception as error:
                # The database may be away for a while; the thread must outlive that. No details: they may hold content.
                logger.error("the outbox could not be worked on: %s", type(error).__name__)

    def _tidy(self) -> None:
        if monotonic() >= self._tidy_at:
            self._tidy_at = monotonic() + TIDY_SECONDS
            self._courier.forget_old()
