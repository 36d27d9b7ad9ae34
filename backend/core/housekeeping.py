"""What has to be done now and then, whoever asks for what: a thread beside the web server."""

import logging
import threading
from collections.abc import Callable, Mapping

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 60 * 60.0


class Housekeeping:
    """Does every chore at the start and after each pause. Chores must bear being done often, and by several at once."""

    def __init__(self, chores: Mapping[str, Callable[[], None]], pause_seconds: float = PAUSE_SECONDS) -> None:
        self._chores = chores
        self._pause_seconds = pause_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 15.0) -> None:
        """Let the chore under way finish, for at most `timeout` seconds."""
        self._stopping.set()
        self._thread.join(timeout)

    def do_all(self) -> None:
        """One round. A chore that fails keeps none of the others from being done."""
        for name, chore in self._chores.items():
            if self._stopping.is_set():
                return
            try:
                chore()
            except Exception as error:
                # No details: they may hold content.
                logger.error("%s failed: %s", name, type(error).__name__)

    def _run(self) -> None:
        self.do_all()
        while not self._stopping.wait(self._pause_seconds):
            self.do_all()
