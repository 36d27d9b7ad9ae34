"""What can be ordered by itself, and what can be tried for free.

The FAQ says that members order services and apply for trials, and not which: that is the shop's own choice, made here.
A service that is not in `OFFERS` is for people to arrange and is not on the order page.
"""

from dataclasses import dataclass
from typing import Final

from backend.catalogue.services import Service


@dataclass(frozen=True)
class Offer:
    """A service that is on the order page."""

    service: Service
    has_trial: bool = False


OFFERS: Final = (
    Offer(Service.FJCLOUD_O, has_trial=True),
    Offer(Service.FJCLOUD_V, has_trial=True),
    Offer(Service.EXCLOSER_STARTUP),
    Offer(Service.EXCLOSER_BASIC),
    Offer(Service.EXCLOSER_OPTION),
    Offer(Service.FENCE_MOBILE, has_trial=True),
    Offer(Service.FENCE_MAIL_STARTUP),
    Offer(Service.FENCE_MAIL_BASIC),
    Offer(Service.CLOUD_FILE_SERVER, has_trial=True),
)


def offer_of(service: Service) -> Offer | None:
    """None if it cannot be ordered."""
    return next((offer for offer in OFFERS if offer.service is service), None)
