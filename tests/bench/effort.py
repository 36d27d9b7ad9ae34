"""How much is asked and learnt in a run."""

from __future__ import annotations

from dataclasses import dataclass

# Rasa's documentation proposes 100 epochs; the data that the project began with had so many examples.
FULL_EPOCHS = 100
STARTER_EXAMPLES = 1661


@dataclass(frozen=True)
class Effort:
    """The size of a run. `examples_per_intent` and `lines_per_set` cut the data down; None takes all of it."""

    warm_up_turns: int = 30
    blocks: int = 5
    turns_per_block: int = 60
    members: int = 8
    turns_per_member: int = 20
    examples_per_intent: int | None = None
    lines_per_set: int | None = None


FULL = Effort()
# Goes through everything in minutes; its figures mean nothing.
REHEARSAL = Effort(
    warm_up_turns=2,
    blocks=1,
    turns_per_block=5,
    members=2,
    turns_per_member=2,
    examples_per_intent=3,
    lines_per_set=5,
)


@dataclass(frozen=True)
class Epochs:
    """How long the stock model learns, and what that number stands for."""

    number: int
    meaning: str


def epochs_of(asked: str, examples: int) -> Epochs:
    """What `--epochs` asks for: a number, or `equal` for as many gradient updates as 100 epochs of the starter data.

    Updates are epochs times examples by the batch size, which grows over the epochs in the same way however many
    they are. Raises ValueError for anything else.
    """
    if asked == "equal":
        number = max(1, round(FULL_EPOCHS * STARTER_EXAMPLES / examples))
        return Epochs(
            number,
            f"{number} epochs on {examples:,} examples: as many gradient updates as Rasa's proposed {FULL_EPOCHS} "
            f"epochs on the {STARTER_EXAMPLES:,} examples that the data began with",
        )
    number = int(asked)
    if number < 1:
        raise ValueError("epochs must be 1 or more")
    if number == FULL_EPOCHS:
        return Epochs(number, f"{number} epochs on {examples:,} examples, as Rasa's documentation proposes")
    short = "cut short: its accuracy and training time mean nothing" if number < FULL_EPOCHS else "more than proposed"
    return Epochs(
        number, f"{number} epochs on {examples:,} examples; Rasa's documentation proposes {FULL_EPOCHS} ({short})"
    )
