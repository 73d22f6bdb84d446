"""All tables of all features, in one MetaData: for migrations, checks and empty databases in tests."""

from __future__ import annotations

import backend.audit.tables
import backend.card_sessions.tables
import backend.cards.tables
import backend.entitlements.tables
import backend.idempotency.tables
import backend.kiosks.tables
import backend.nonces.tables
import backend.operators.tables
import backend.people.tables
from backend.database.metadata import metadata

REGISTERED = (
    backend.audit.tables,
    backend.card_sessions.tables,
    backend.idempotency.tables,
    backend.kiosks.tables,
    backend.nonces.tables,
    backend.cards.tables,
    backend.entitlements.tables,
    backend.operators.tables,
    backend.people.tables,
)

__all__ = ["REGISTERED", "metadata"]
