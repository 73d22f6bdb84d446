"""Requests made before the clock runs: cards issued, nonces given, challenges signed."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from sqlalchemy import Connection, insert, text

from backend.card_sessions.tables import card_sessions
from backend.cards import service as cards
from backend.cards.issuing import last_day_of
from backend.cards.making import make_virtual, new_order
from backend.cards.service import Hand
from backend.cards.virtual import VirtualCard
from backend.database.doors import Database
from backend.nonces.tables import nonces
from backend.region_ca import RegionCa
from backend.secret_values import hash_of, new_secret
from tests.benchmarks.bare_card import digest_of

CARDS = 400
ISSUER = "51"
GOOD_FOR = timedelta(hours=1)
WITHOUT_CARD = text(
    "SELECT people.person FROM people WHERE NOT EXISTS"
    " (SELECT 1 FROM cards WHERE cards.person = people.person AND cards.state = 'active')"
    " AND EXISTS (SELECT 1 FROM entitlements WHERE entitlements.person = people.person)"
    " ORDER BY people.person LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A card of the load, the person who holds it, and a session it has opened."""

    card: VirtualCard
    person: str
    session: str


def issue(database: Database, authority: RegionCa, kiosk: str) -> list[Holder]:
    """Cards for people who have entitlements and no card, each with an open session at the kiosk."""
    now = datetime.now(UTC)
    with database.maintenance() as connection:
        people = connection.execute(WITHOUT_CARD, {"most": CARDS}).scalars().all()
        return [_holder(connection, authority, kiosk, person, now) for person in people]


def _holder(connection: Connection, authority: RegionCa, kiosk: str, person: str, now: datetime) -> Holder:
    order = new_order(person, ISSUER, now, last_day_of(now.date()))
    made = make_virtual(authority, order, "Нагрузка")
    cards.issue(connection, made.certified.new, Hand("benchmark", now))
    holder = Holder(made.virtual, person, new_secret())
    session = {
        "session_hash": hash_of(holder.session),
        "kiosk": kiosk,
        "card": order.card,
        "person": person,
        "guid": order.identity.guid,
        "level": 1,
        "opened_at": now,
        "expires_at": now + GOOD_FOR,
    }
    connection.execute(insert(card_sessions), session)
    return holder


def write_session_requests(
    database: Database, holders: Sequence[Holder], kiosk: str, path: Path, count: int
) -> None:
    """So many first requests of a card session, a line each as lua/proofs.lua reads them."""
    _write(path, (f"\t{body}" for _, body in _proofs(database, holders, kiosk, "9E", count)))


def write_holder_requests(
    database: Database, holders: Sequence[Holder], kiosk: str, path: Path, count: int
) -> None:
    """So many second signatures, each inside its card's open session."""
    _write(path, (f"{one.session}\t{body}" for one, body in _proofs(database, holders, kiosk, "9A", count)))


def _write(path: Path, lines: Iterator[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


def _proofs(
    database: Database, holders: Sequence[Holder], kiosk: str, key: str, count: int
) -> Iterator[tuple[Holder, str]]:
    values = [new_secret() for _ in range(count)]
    until = datetime.now(UTC) + GOOD_FOR
    rows = [{"nonce_hash": hash_of(value), "kiosk": kiosk, "expires_at": until} for value in values]
    with database.maintenance() as connection:
        connection.execute(insert(nonces), rows)
    for holder, nonce in zip(islice(cycle(holders), count), values, strict=True):
        yield holder, _proof(holder.card, kiosk, nonce, key)


def _proof(card: VirtualCard, kiosk: str, nonce: str, key: str) -> str:
    pair = card.key_9e if key == "9E" else card.key_9a
    signature = pair.private_key.sign(digest_of(kiosk, nonce, key), ec.ECDSA(Prehashed(hashes.SHA256())))
    body = {
        "certificate": b64encode(pair.certificate).decode(),
        "guid": card.guid,
        "nonce": nonce,
        "signature": b64encode(signature).decode(),
    }
    return json.dumps(body)
