"""All tables of all features, in one MetaData: for migrations, checks and empty databases in tests."""

from __future__ import annotations

import backend.announcements.tables
import backend.audit.tables
import backend.bookings.tables
import backend.card_sessions.tables
import backend.cards.tables
import backend.cases.tables
import backend.contacts.tables
import backend.entitlements.tables
import backend.events.tables
import backend.feeds.tables
import backend.fhir.tables
import backend.handoffs.tables
import backend.idempotency.tables
import backend.identification.tables
import backend.kiosks.tables
import backend.matching.tables
import backend.messages.tables
import backend.nonces.tables
import backend.open311.tables
import backend.operators.tables
import backend.outbox.tables
import backend.payments.tables
import backend.people.tables
import backend.quality.tables
import backend.queues.tables
import backend.referrals.tables
import backend.registry.tables
import backend.requests.tables
import backend.signals.tables
import backend.stock.tables
import backend.telephony.tables
import backend.unmet.tables
import backend.urgent.tables
import backend.wrong_records.tables
from backend.database.metadata import metadata

REGISTERED = (
    backend.audit.tables,
    backend.bookings.tables,
    backend.events.tables,
    backend.payments.tables,
    backend.card_sessions.tables,
    backend.idempotency.tables,
    backend.identification.tables,
    backend.kiosks.tables,
    backend.nonces.tables,
    backend.cards.tables,
    backend.entitlements.tables,
    backend.feeds.tables,
    backend.fhir.tables,
    backend.operators.tables,
    backend.people.tables,
    backend.referrals.tables,
    backend.registry.tables,
    backend.matching.tables,
    backend.handoffs.tables,
    backend.requests.tables,
    backend.queues.tables,
    backend.stock.tables,
    backend.outbox.tables,
    backend.cases.tables,
    backend.messages.tables,
    backend.contacts.tables,
    backend.telephony.tables,
    backend.urgent.tables,
    backend.signals.tables,
    backend.announcements.tables,
    backend.unmet.tables,
    backend.wrong_records.tables,
    backend.open311.tables,
    backend.quality.tables,
)

__all__ = ["REGISTERED", "metadata"]
