"""What every room's tests may use."""

from tests.virtual_reader import virtual_reader

__all__ = ["virtual_reader"]
