"""Waits until every part of the product answers, then prints the addresses to open."""

import os
import time
import urllib.request

origin = f"http://{os.environ['MADOGUCHI_HOST']}:{os.environ['MADOGUCHI_PORT']}"


def healthy() -> bool:
    try:
        with urllib.request.urlopen(f"{origin}/api/health", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


while not healthy():
    time.sleep(0.5)
tools = f"demo members: {origin}/demo/members, demo mailbox: {origin}/demo/mailbox"
print(f"Madoguchi is up: {origin}/  ({tools})", flush=True)
