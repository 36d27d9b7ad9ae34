"""The composition root: here, and only here, the parts are made and put together."""

from backend.composition.build import build_container

__all__ = ["build_container"]
