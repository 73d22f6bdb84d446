"""All tables of all features, in one MetaData: for migrations, checks and empty databases in tests."""

from __future__ import annotations

import backend.cards.tables
import backend.entitlements.tables
import backend.operators.tables
import backend.people.tables
from backend.database.metadata import metadata

REGISTERED = (
    backend.cards.tables,
    backend.entitlements.tables,
    backend.operators.tables,
    backend.people.tables,
)

__all__ = ["REGISTERED", "metadata"]
