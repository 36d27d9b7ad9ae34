"""For all tests, on both sides."""

import gc

from hypothesis import settings

# How long one example takes tells how busy the machine is, and nothing about the code.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: looking for garbage among them took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
