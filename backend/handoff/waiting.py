"""How long people wait, from how long others did. Pure."""

import math
import statistics
from collections.abc import Sequence
from datetime import timedelta

from backend.handoff.states import Estimate

# The estimate is made from so many of the last pick-ups, none older than this, and from no fewer than these.
LAST_PICK_UPS = 20
NO_OLDER_THAN = timedelta(days=7)
_FEWEST = 3
_MINUTE = 60


def estimate(waits: Sequence[timedelta]) -> Estimate | None:
    """The middle half of these waits, in whole minutes around it; None if they are too few to tell anything."""
    if len(waits) < _FEWEST:
        return None
    low, _median, high = statistics.quantiles((wait.total_seconds() for wait in waits), n=4, method="inclusive")
    low_minutes = math.floor(low / _MINUTE)
    return Estimate(low_minutes=low_minutes, high_minutes=max(math.ceil(high / _MINUTE), low_minutes, 1))
