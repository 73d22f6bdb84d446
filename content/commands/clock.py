"""The day on which an editor works."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The day of the machine's clock."""
    return date.today()  # noqa: DTZ011 - the editor's own day
