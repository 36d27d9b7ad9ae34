"""One kind of people's way in: which cookies their browsers carry, and what a request's state holds of them."""

from dataclasses import dataclass

from backend.core.cookie_jar import CookieJar


@dataclass(frozen=True)
class Door:
    """`session`, `visitor` and `notice` are cookies' names.

    Under `signed_in` the state of a request holds who has a living session, or None; under `new_visitor` the value of a
    cookie that is to be set. `purpose` goes before the purposes of what is signed and hashed for this door, so that
    nothing of it is taken at another.
    """

    jar: CookieJar
    session: str
    visitor: str
    notice: str
    signed_in: str
    new_visitor: str
    purpose: str
