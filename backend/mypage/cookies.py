"""The cookies of My Page. Where the pages are served over https they are Secure and bound to the host (RFC 6265bis)."""

from typing import Final

from backend.core.cookie_jar import CookieJar

JAR: Final = CookieJar(path="/", same_site="lax", prefix="__Host-")
SESSION: Final = "madoguchi_session"
# A sign-in whose second factor is still missing.
ATTEMPT: Final = "madoguchi_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_notice"

read = JAR.read
write = JAR.write
forget = JAR.forget
