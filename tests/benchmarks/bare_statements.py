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
    "INSERT INTO audit_events (at, actor, action, outcome, person, holder, card)"
    " VALUES (:now, :actor, :action, 'done', :person, :holder, :card)"
)
ADD_NONCES = (
    "INSERT INTO nonces (nonce_hash, kiosk, expires_at)"
    " VALUES (:first, :kiosk, :until), (:second, :kiosk, :until)"
)
SUMMARY = "SELECT first_name, last_name, language FROM people WHERE person = :person"
COUNTS = (
    "SELECT measure, count(*) FROM entitlements WHERE person = :person AND state = 'active'"
    ' AND since <= :today AND ("until" IS NULL OR "until" >= :today) GROUP BY measure'
)
OFFERS = (
    "SELECT * FROM waiting WHERE person = :person AND state IN ('waiting', 'offered') ORDER BY since, entry"
)
OPEN_SESSION = (
    "SELECT card, person, guid, level, opened_at FROM card_sessions WHERE session_hash = :session"
    " AND kiosk = :kiosk AND ended_at IS NULL AND expires_at > :now"
    " AND EXISTS (SELECT * FROM kiosks WHERE kiosk = :kiosk AND withdrawn_at IS NULL)"
)
KEEP_OPEN = "UPDATE card_sessions SET level = 2, expires_at = :until WHERE session_hash = :session"
PERSON = (
    "SELECT last_name, first_name, middle_name, sex, birth_date, birth_place, town, address, snils, clinic"
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
REQUESTS = "SELECT * FROM requests WHERE applicant = :person ORDER BY filed_at DESC, number DESC LIMIT 50"
PREPARED = (
    "SELECT * FROM prepared_requests WHERE applicant = :person AND state = 'waiting'"
    " ORDER BY prepared_at DESC, number DESC LIMIT 50"
)
TO_SIGN = (
    "SELECT count(*) AS count FROM cases WHERE author = :person"
    " AND state IN ('prepared', 'awaiting_signature')"
)
MATCHES = (
    'SELECT matches.measure, match_runs."on", match_runs.pack_hash FROM matches'
    " JOIN match_runs ON match_runs.run = matches.run WHERE matches.person = :person ORDER BY matches.measure"
)
FAMILY = (
    "SELECT people.person, people.sex, people.birth_date, family_ties.tie"
    " FROM people JOIN family_ties ON family_ties.relative = people.person"
    " WHERE family_ties.person = :person UNION ALL"
    " SELECT people.person, people.sex, people.birth_date, 'child'"
    " FROM people JOIN family_ties ON family_ties.person = people.person"
    " WHERE family_ties.relative = :person AND family_ties.tie != 'spouse' UNION ALL"
    " SELECT people.person, people.sex, people.birth_date, 'ward'"
    " FROM people JOIN representatives ON representatives.person = people.person"
    " WHERE representatives.representative = :person AND representatives.relation != 'parent'"
    ' AND representatives.since <= :today AND (representatives."until" IS NULL'
    ' OR representatives."until" >= :today)'
)
RECORDS = "SELECT key, value, source, as_of FROM registry_records WHERE person = :person ORDER BY key"


def categories_of(persons: int) -> str:
    """For so many people, named p0, p1, …"""
    names = ", ".join(f":p{number}" for number in range(persons))
    return f'SELECT person, category, since, "until" FROM person_categories WHERE person IN ({names})'


_PARAMETER = re.compile(r":([a-z_][a-z0-9_]*)")


def for_postgresql(statement: str) -> str:
    """The same statement with psycopg's way of naming parameters."""
    return _PARAMETER.sub(r"%(\1)s", statement)
