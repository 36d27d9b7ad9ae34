"""The stock peer's Rasa project, made of our own data: the same examples and answers, without any code of ours.

In the shape that Rasa's documentation gives an FAQ bot: one retrieval intent `faq`, a rule for each intent, a few
stories for TED.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Path(__file__).parent / "stock" / "config.yml"


def sources() -> list[Path]:
    """Every file that the stock project is made of."""
    return [
        CONFIG,
        Path(__file__),
        *sorted((ROOT / "data/nlu").rglob("*.yml")),
        *sorted((ROOT / "data/responses").rglob("*.yml")),
    ]


def fingerprint() -> str:
    """Changes when the stock project would."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def example_count(most: int | None = None) -> int:
    """How many examples the model learns from; of each intent at most so many."""
    return sum(text.count("\n") for text in _examples(most).values())


def write(folder: Path, epochs: int, most: int | None = None) -> None:
    """Write the whole project into this folder.

    The neural parts of its NLU are to be trained for so many epochs, on at most so many examples of each intent.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    examples, answers = _examples(most), _answers()
    plain = sorted(intent for intent in examples if not intent.startswith("faq/"))
    files: dict[str, Any] = {
        "domain.yml": {
            "intents": [*plain, "faq", "nlu_fallback"],
            "responses": _responses(examples, answers),
            "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": False},
        },
        "data/nlu.yml": {"nlu": [{"intent": intent, "examples": text} for intent, text in sorted(examples.items())]},
        "data/rules.yml": {"rules": _rules(plain)},
        "data/stories.yml": {"stories": _stories()},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        versioned = {"version": "3.1", **content} if name.startswith(("domain", "data")) else content
        path.write_text(yaml.safe_dump(versioned, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _read(kind: str, key: str) -> list[Any]:
    files = sorted((ROOT / "data" / kind).rglob("*.yml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")).get(key) or [] for path in files]


def _examples(most: int | None) -> dict[str, str]:
    """Examples by intent, a line each; `faq_x` becomes `faq/x`, a response of the one retrieval intent."""
    found: dict[str, list[str]] = {}
    for entries in _read("nlu", "nlu"):
        for entry in entries:
            if "intent" in entry:
                lines = [line for line in entry["examples"].splitlines() if line.strip()]
                found.setdefault(entry["intent"].replace("faq_", "faq/", 1), []).extend(lines)
    return {intent: "\n".join(lines[:most]) + "\n" for intent, lines in found.items()}


def _answers() -> dict[str, str]:
    """The usual words of every response, without its variation in plain Japanese."""
    return {
        name: next((text["text"] for text in texts if "text" in text and "condition" not in text), name)
        for responses in _read("responses", "responses")
        for name, texts in dict(responses).items()
    }


def _responses(examples: dict[str, str], answers: dict[str, str]) -> dict[str, Any]:
    names = {intent: f"utter_{intent}" for intent in [*examples, "please_rephrase"]}
    responses = {name: [{"text": answers.get(name.replace("/", "_"), name)}] for name in names.values()}
    return {name: responses[name] for name in sorted(responses)}


def _rules(plain: list[str]) -> list[Any]:
    rules = [_rule(intent, f"utter_{intent}") for intent in plain]
    return [*rules, _rule("faq", "utter_faq"), _rule("nlu_fallback", "utter_please_rephrase")]


def _rule(intent: str, action: str) -> dict[str, Any]:
    return {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}


def _stories() -> list[Any]:
    """A few talks of three turns, so that TED has something to learn."""
    return [
        {"story": " ".join(talk), "steps": [step for intent in talk for step in _turn(intent)]}
        for talk in (
            ("conversation_greet", "faq", "conversation_thanks"),
            ("faq", "account_unlock", "conversation_goodbye"),
            ("account_order_status", "faq", "conversation_handoff"),
        )
    ]


def _turn(intent: str) -> list[dict[str, str]]:
    return [{"intent": intent}, {"action": f"utter_{intent}"}]
