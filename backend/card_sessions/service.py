"""Card sessions: opened by a genuine card, raised by its PIN, every look in the journal.

A refusal is returned, not raised: its transaction is committed, so that the nonce stays burnt and
the journal keeps the attempt.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import waiting_list
from backend.card_proof.verify import ProvenCard
from backend.card_sessions import repository
from backend.card_sessions.file_by_level import HOLDER_LEVEL, allowed_part
from backend.card_sessions.holder_file import holder_file
from backend.card_sessions.values import LIFETIME, Proof, Session
from backend.cards import service as cards
from backend.cards.values import STATE_CODES, CardRecord, CardState
from backend.cases.service import looking as cases
from backend.contract.cards import CardSession, GroupCounts, HolderSession
from backend.contract.people import PersonalFile, Relation
from backend.disclosure import Disclosure
from backend.entitlements import service as entitlements
from backend.errors import Refusal
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.nonces import service as nonces
from backend.nonces.service import FreshNonces
from backend.people import service as people
from backend.secret_values import hash_of

KEPT_AFTER_EXPIRY = timedelta(days=1)
# A filing may wait in a kiosk until the line is back, and names the session it was made in.
HOLDERS_KEPT = timedelta(days=90)
CLOCK_TOLERANCE = timedelta(seconds=60)  # between a kiosk's count of our clock and our clock
NO_COUNTS = GroupCounts(payments=0, transport=0, medicines=0, services=0)


def give_nonces(connection: Connection, moment: Moment, fresh: FreshNonces) -> Refusal | None:
    """Store two nonces for a serving kiosk."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    nonces.give(connection, moment.kiosk, fresh)
    return None


def open_session(
    connection: Connection,
    moment: Moment,
    proof: Proof,
    session: str,
    fresh: FreshNonces,
    disclosure: Disclosure,
) -> CardSession | Refusal:
    """Level 1: burn the nonce, let the `cards` table decide, count by neutral group, keep the journal."""
    if not kiosks.serves(connection, moment.kiosk):
        return _refuse(connection, moment, "card_session.open", "kiosk-withdrawn")
    card = _proven_record(connection, moment, proof, "card_session.open")
    if isinstance(card, Refusal):
        return card
    expires_at = moment.now + LIFETIME
    repository.add_session(
        connection,
        {
            "session_hash": hash_of(session),
            "kiosk": moment.kiosk,
            "card": card.card,
            "person": card.person,
            "guid": card.guid,
            "level": 1,
            "opened_at": moment.now,
            "expires_at": expires_at,
            "ended_at": None,
        },
    )
    _journal(connection, moment, "card_session.open", card.person, card.card)
    nonces.give(connection, moment.kiosk, fresh)
    summary = people.summary(connection, card.person)
    return CardSession(
        session=session,
        expires_at=expires_at,
        first_name=summary.first_name if disclosure.shows(1, "first_name") else "",
        initial=summary.initial if disclosure.shows(1, "initial") else "",
        language=summary.language,
        counts=_counts(connection, card.person, moment.today, disclosure),
        offers=waiting_list.offers_for(connection, card.person, moment.now),
        pack_hash=disclosure.pack_hash,
        nonces=fresh.contract(),
    )


def raise_to_holder(
    connection: Connection,
    moment: Moment,
    proof: Proof,
    session: str,
    fresh: FreshNonces,
    disclosure: Disclosure,
) -> HolderSession | Refusal:
    """Level 2: a second signature, by 9A of the very card the session began with; answers with the file."""
    opened = _open(connection, moment, session)
    if isinstance(opened, Refusal):
        return opened
    card = _proven_record(connection, moment, proof, "card_session.raise")
    if isinstance(card, Refusal):
        return card
    if card.card != opened.card or card.guid != opened.guid:
        return _refuse(connection, moment, "card_session.raise", "card-changed", opened.person, opened.card)
    until = opened.until(moment.now)
    repository.keep_open(connection, opened.session_hash, 2, until)
    _journal(connection, moment, "personal_file.view", card.person, card.card)
    nonces.give(connection, moment.kiosk, fresh)
    acts_for = people.relations(connection, card.person, moment.today)
    return HolderSession(
        expires_at=until,
        file=holder_file(connection, card, moment.today, disclosure, acts_for),
        acts_for=_named(connection, moment, card, acts_for, disclosure),
        to_sign=cases.to_sign(connection, card.person) if disclosure.allows(HOLDER_LEVEL, "file") else 0,
        nonces=fresh.contract(),
    )


def view_file(
    connection: Connection, moment: Moment, session: str, person: str, disclosure: Disclosure
) -> PersonalFile | Refusal:
    """The holder's own file again, or that of somebody they act for; each look is in the journal."""
    opened = _open(connection, moment, session)
    if isinstance(opened, Refusal):
        return opened
    card = cards.get(connection, opened.card)
    if card.state is not CardState.ACTIVE:
        return _refuse(connection, moment, "personal_file.view", STATE_CODES[card.state], person, card.card)
    if opened.level < HOLDER_LEVEL:
        return _refuse(connection, moment, "personal_file.view", "session-level", person, opened.card)
    own = person == opened.person
    represented = disclosure.shows(2, "represented") and people.may_act_for(
        connection, opened.person, person, moment.today
    )
    if not own and not represented:
        return _refuse(connection, moment, "personal_file.view", "person-not-yours", person, opened.card)
    repository.keep_open(connection, opened.session_hash, 2, opened.until(moment.now))
    _journal(
        connection, moment, "personal_file.view", person, opened.card, holder=None if own else opened.person
    )
    if own:
        acts_for = people.relations(connection, person, moment.today)
        return holder_file(connection, card, moment.today, disclosure, acts_for)
    return allowed_part(people.personal_file(connection, person, "", moment.today), disclosure)


def holder_of(connection: Connection, moment: Moment, session: str) -> Session | Refusal:
    """The open level-2 session of a good card; keeps it open."""
    opened = bearer_of(connection, moment, session)
    if isinstance(opened, Session) and opened.level < HOLDER_LEVEL:
        return Refusal("session-level")
    return opened


def bearer_of(connection: Connection, moment: Moment, session: str) -> Session | Refusal:
    """The open session of a good card, of either level; keeps it open."""
    opened = bearer_seen(connection, moment, session)
    if isinstance(opened, Session):
        repository.keep_open(connection, opened.session_hash, opened.level, opened.until(moment.now))
    return opened


def bearer_seen(connection: Connection, moment: Moment, session: str) -> Session | Refusal:
    """The same for a read: the session stays as it is."""
    opened = _open(connection, moment, session)
    if isinstance(opened, Refusal):
        return opened
    card = cards.get(connection, opened.card)
    return opened if card.state is CardState.ACTIVE else Refusal(STATE_CODES[card.state])


def holder_at(connection: Connection, session: str, kiosk: str, at: datetime) -> Session | None:
    """The level-2 session that was open at this kiosk then, over or not by now."""
    session_hash = hash_of(session)
    row = repository.any_session(connection, session_hash, kiosk)
    if row is None or row["level"] < HOLDER_LEVEL:
        return None
    ended = min(row["expires_at"], row["ended_at"] or row["expires_at"])
    was_open = row["opened_at"] - CLOCK_TOLERANCE <= at <= ended + CLOCK_TOLERANCE
    return _session(session_hash, row) if was_open else None


def signed_by_holder(
    connection: Connection, moment: Moment, session: str, proof: Proof, action: str
) -> Session | Refusal:
    """The open level-2 session whose own card made this signature with 9A; the nonce is burnt."""
    opened = holder_of(connection, moment, session)
    if isinstance(opened, Refusal):
        return opened
    card = _proven_record(connection, moment, proof, action)
    if isinstance(card, Refusal):
        return card
    if card.card != opened.card or card.guid != opened.guid:
        return _refuse(connection, moment, action, "card-changed", opened.person, opened.card)
    return opened


def end_session(connection: Connection, moment: Moment, session: str) -> None:
    """End it; ending what has ended changes nothing."""
    repository.end(connection, hash_of(session), moment.kiosk, moment.now)


def purge(connection: Connection, now: datetime) -> None:
    """Forget sessions that are long over; those of holders, once no filing can name them any more."""
    repository.purge(connection, now - KEPT_AFTER_EXPIRY, now - HOLDERS_KEPT)


def _proven_record(connection: Connection, moment: Moment, proof: Proof, action: str) -> CardRecord | Refusal:
    """The good card behind a proof of a serving kiosk, or a refusal in the journal; the nonce is burnt."""
    burnt = nonces.burn(connection, moment.kiosk, proof.nonce, moment.now)
    if burnt is not None:
        return _refuse(connection, moment, action, burnt.code)
    proven = proof.card
    if isinstance(proven, Refusal):
        return _refuse(connection, moment, action, proven.code)
    record = cards.find_by_identity(connection, proven.issuer, proven.serial)
    if record is None:
        return _refuse(connection, moment, action, "card-unknown")
    wrong = _what_is_wrong(record, proven, moment.today)
    return record if wrong is None else _refuse(connection, moment, action, wrong, record.person, record.card)


def _what_is_wrong(record: CardRecord, proven: ProvenCard, today: date) -> str | None:
    if record.guid != proven.guid:
        return "card-guid-mismatch"
    if record.state is not CardState.ACTIVE:
        return STATE_CODES[record.state]
    if record.expires_on < today:
        return "card-expired"
    known = record.fingerprint_9e if proven.key == "9E" else record.fingerprint_9a
    return None if proven.fingerprint == known else "card-certificate-invalid"


def _named(
    connection: Connection,
    moment: Moment,
    card: CardRecord,
    acts_for: tuple[Relation, ...],
    disclosure: Disclosure,
) -> tuple[Relation, ...]:
    """Whom the holder acts for; their names are shown, so each of them has a line in the journal."""
    if not disclosure.shows(HOLDER_LEVEL, "represented"):
        return ()
    looks = (
        AuditEvent(moment.now, moment.actor, "relation.view", audit.DONE, each.person, card.person, card.card)
        for each in acts_for
    )
    audit.record(connection, *looks)
    return acts_for


def _open(connection: Connection, moment: Moment, session: str) -> Session | Refusal:
    session_hash = hash_of(session)
    row = repository.open_session(connection, session_hash, moment.kiosk, moment.now)
    if row is not None:
        return _session(session_hash, row)
    return Refusal("session-expired" if kiosks.serves(connection, moment.kiosk) else "kiosk-withdrawn")


def _session(session_hash: str, row: RowMapping) -> Session:
    return Session(session_hash, row["card"], row["person"], row["guid"], row["level"], row["opened_at"])


def _counts(connection: Connection, person: str, today: date, disclosure: Disclosure) -> GroupCounts:
    if not disclosure.shows(1, "group_counts"):
        return NO_COUNTS
    return entitlements.counts(connection, person, today, disclosure.groups)


def _journal(
    connection: Connection,
    moment: Moment,
    action: str,
    person: str | None,
    card: str | None,
    *,
    holder: str | None = None,
    outcome: str = audit.DONE,
) -> None:
    audit.record(connection, AuditEvent(moment.now, moment.actor, action, outcome, person, holder, card))


def _refuse(
    connection: Connection,
    moment: Moment,
    action: str,
    code: str,
    person: str | None = None,
    card: str | None = None,
) -> Refusal:
    _journal(connection, moment, action, person, card, outcome=code)
    return Refusal(code)
