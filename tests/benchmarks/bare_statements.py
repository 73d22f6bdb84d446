"""The SQL of a card session as the product's repositories send it, without the product around it."""

from __future__ import annotations

import re

KIOSK_SERVES = "SELECT kiosk FROM kiosks WHERE kiosk = :kiosk AND withdrawn_at IS NULL"
BURN_NONCE = (
    "UPDATE nonces SET burnt_at = :now WHERE nonce_hash = :nonce AND kiosk = :kiosk"
    " AND burnt_at IS NULL AND expires_at > :now"
)
CARD_BY_IDENTITY = "SELECT * FROM cards WHERE issuer = :issuer AND serial = :serial"
ADD_SESSION = (
    "INSERT INTO card_sessions (session_hash, kiosk, card, person, guid, level, opened_at, expires_at)"
    " VALUES (:session, :kiosk, :card, :person, :guid, 1, :now, :until)"
)
ADD_AUDIT_EVENT = (
    "INSERT INTO audit_events (at, actor, action, outcome, person, card)"
    " VALUES (:now, :actor, :action, 'done', :person, :card)"
)
ADD_NONCE = "INSERT INTO nonces (nonce_hash, kiosk, expires_at) VALUES (:nonce, :kiosk, :until)"
SUMMARY = "SELECT first_name, last_name, language FROM people WHERE person = :person"
COUNTS = (
    "SELECT measure, count(*) FROM entitlements WHERE person = :person AND state = 'active'"
    ' AND since <= :today AND ("until" IS NULL OR "until" >= :today) GROUP BY measure'
)
OPEN_SESSION = (
    "SELECT card, person, guid, level, opened_at FROM card_sessions WHERE session_hash = :session"
    " AND kiosk = :kiosk AND ended_at IS NULL AND expires_at > :now"
)
KEEP_OPEN = "UPDATE card_sessions SET level = 2, expires_at = :until WHERE session_hash = :session"
PERSON = (
    "SELECT last_name, first_name, middle_name, birth_date, birth_place, address, snils, clinic"
    " FROM people WHERE person = :person"
)
DOCUMENTS = (
    "SELECT kind, series, number, issued_by, issued_on FROM identity_documents"
    " WHERE person = :person ORDER BY issued_on DESC, kind"
)
CATEGORIES = (
    'SELECT category, since, "until", evidence FROM person_categories'
    " WHERE person = :person ORDER BY since DESC, category"
)
ENTITLEMENTS = "SELECT * FROM entitlements WHERE person = :person ORDER BY since DESC, entitlement LIMIT 200"
RELATIONS = (
    "SELECT people.person, people.first_name, people.last_name, representatives.relation"
    " FROM representatives JOIN people ON people.person = representatives.person"
    " WHERE representatives.representative = :person AND representatives.since <= :today"
    ' AND (representatives."until" IS NULL OR representatives."until" >= :today)'
    " AND (representatives.relation != 'parent' OR people.birth_date > :adults_born_by)"
    " ORDER BY people.birth_date, people.person"
)

_PARAMETER = re.compile(r":([a-z_]+)")


def for_postgresql(statement: str) -> str:
    """The same statement with psycopg's way of naming parameters."""
    return _PARAMETER.sub(r"%(\1)s", statement)
