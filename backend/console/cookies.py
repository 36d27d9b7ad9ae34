"""The cookies of the console: only sent below `/console`, and never by another site, not even along a link."""

from typing import Final

from backend.core.cookie_jar import CookieJar

PATH: Final = "/console"
# `__Host-` would need the path `/`.
JAR: Final = CookieJar(path=PATH, same_site="strict", prefix="__Secure-")
SESSION: Final = "madoguchi_staff"
# A sign-in whose second factor is still missing. It opens the next page of the sign-in and nothing else.
PENDING: Final = "madoguchi_staff_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_staff_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_staff_notice"
# The link from Slack that somebody follows (slack_link.py), and where it goes on, signing in or not.
SLACK_LINK: Final = "madoguchi_staff_slack_link"
AFTER_SLACK: Final = "/console/slack/confirm"

read = JAR.read
write = JAR.write
forget = JAR.forget
full_name = JAR.full_name
