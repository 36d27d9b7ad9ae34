"""What nobody sends in good faith: injections, orders to the bot, other people's data, characters that break things."""

import json
from pathlib import Path

HOSTILE = [
    str(json.loads(line)["text"])
    for line in (Path(__file__).parent / "nlu" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
"""The texts of tests/nlu/hostile.jsonl; some hold lone surrogates, NUL, or thousands of characters."""
