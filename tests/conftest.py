"""For all tests, on both sides."""

from hypothesis import settings

# How long one example takes tells how busy the machine is, and nothing about the code.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")
