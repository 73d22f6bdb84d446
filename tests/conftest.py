"""What every room's tests may use; and a collector that looks only through what tests leave."""

from __future__ import annotations

import gc

from tests.virtual_reader import virtual_reader

__all__ = ["virtual_reader"]


def pytest_collection() -> None:
    """Nothing of what is imported and collected now is ever garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """It stays to the end: each full collection would go through half a million objects of it."""
    gc.collect()
    gc.freeze()
    gc.enable()
