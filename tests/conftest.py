"""What every room's tests may use; and a collector that looks only through what tests leave."""

from __future__ import annotations

import gc

from hypothesis import settings

from tests.virtual_reader import virtual_reader

__all__ = ["virtual_reader"]

NEW_OBJECTS_BEFORE_A_LOOK = 50_000
"""The interpreter's own 700 spend a third of the time of a test of pages."""


# A time-out for one example is a timed test: the machine is shared.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


def pytest_collection() -> None:
    """Nothing of what is imported and collected now is ever garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """It stays to the end: each full collection would go through half a million objects of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BEFORE_A_LOOK)
    gc.enable()
