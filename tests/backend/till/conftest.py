"""The box office, and somebody before it."""

from __future__ import annotations

from tests.backend.events.conftest import maria, office

__all__ = ["maria", "office"]
