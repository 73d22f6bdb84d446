"""The floor under the API: a bare Starlette handler that sends the same SQL over the same TLS.

It also does the cryptography, since nobody could skip it: the CA's signature on the certificate, the
card's on the challenge. It leaves out what the product adds: a web framework's routing and checks,
an SQL toolkit, refusals with their reasons, logs, services one can read.
"""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import typer
import uvicorn
from cryptography import x509
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.disclosure import disclosure_of
from backend.region_ca import CA_CERTIFICATE_FILE, SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from config.web_server import listening_sockets
from content.cache import load_or_compile
from content.model import NeutralGroup
from tests.benchmarks import bare_statements as sql
from tests.benchmarks.bare_card import BareCard, digest_of, judged
from tests.benchmarks.bare_store import Store, Transaction, open_store

PACK = "ru-mur"
SESSION = timedelta(minutes=5)
NONCE = timedelta(seconds=120)
ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read and judged."""

    card: BareCard
    nonce: str
    session: str
    fresh: tuple[str, str]
    now: datetime
    today: date


class BareBackend:
    def __init__(self, store: Store, region_ca: x509.Certificate, kiosk: str, token: str) -> None:
        self._store = store
        self._region_ca = region_ca
        self._kiosk = kiosk
        self._authorization = f"Bearer {token}"
        self._groups = disclosure_of(load_or_compile(PACK)).groups

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/health/ready", self.ready),
                Route("/v1/nonces", self.nonces, methods=["POST"]),
                Route("/v1/card-sessions", self.open_session, methods=["POST"]),
                Route("/v1/card-sessions/current/holder", self.prove_holder, methods=["POST"]),
            ]
        )

    async def ready(self, _request: Request) -> Response:
        return answer({}, 200)

    async def nonces(self, _request: Request) -> Response:
        fresh, now = drawn(), datetime.now(UTC)
        await self._store.run(lambda transaction: self._give(transaction, fresh, now))
        return answer(given(fresh, now))

    async def open_session(self, request: Request) -> Response:
        asked = await self._asked(request, "9E")
        return answer(await self._store.run(partial(self._open, asked=asked)))

    async def prove_holder(self, request: Request) -> Response:
        asked = await self._asked(request, "9A")
        return answer(await self._store.run(partial(self._raise, asked=asked)))

    async def _asked(self, request: Request, key: str) -> Asked:
        assert request.headers["authorization"] == self._authorization
        body = json.loads(await request.body())
        now = datetime.now(UTC)
        der, signature = b64decode(body["certificate"]), b64decode(body["signature"])
        card = judged(self._region_ca, der, signature, digest_of(self._kiosk, body["nonce"], key), now)
        session = request.headers.get("okno-session") or token_urlsafe(32)
        return Asked(card, body["nonce"], session, drawn(), now, now.date())

    def _open(self, transaction: Transaction, asked: Asked) -> dict[str, Any]:
        [_] = transaction.rows(sql.KIOSK_SERVES, {"kiosk": self._kiosk})
        card = self._good_card(transaction, asked, "fingerprint_9e")
        until = asked.now + SESSION
        mine = {
            "session": hashed(asked.session),
            "kiosk": self._kiosk,
            "card": card["card"],
            "person": card["person"],
            "guid": card["guid"],
            "now": asked.now,
            "until": until,
        }
        transaction.change(sql.ADD_SESSION, mine)
        self._note(transaction, asked, card["card"], "card_session.open", (card["person"], None))
        self._give(transaction, asked.fresh, asked.now)
        [person] = transaction.rows(sql.SUMMARY, {"person": card["person"]})
        counted = transaction.rows(sql.COUNTS, {"person": card["person"], "today": asked.today})
        return {
            "session": asked.session,
            "level": 1,
            "expires_at": until.isoformat(),
            "first_name": person["first_name"],
            "initial": f"{person['last_name'][0]}.",
            "language": person["language"],
            "counts": self._counts(counted),
            "offers": transaction.rows(sql.OFFERS, {"person": card["person"]}),
            "nonces": given(asked.fresh, asked.now),
        }

    def _raise(self, transaction: Transaction, asked: Asked) -> dict[str, Any]:
        session = {"session": hashed(asked.session), "kiosk": self._kiosk, "now": asked.now}
        [opened] = transaction.rows(sql.OPEN_SESSION, session)
        card = self._good_card(transaction, asked, "fingerprint_9a")
        assert card["card"] == opened["card"]
        until = asked.now + SESSION
        transaction.change(sql.KEEP_OPEN, {"session": session["session"], "until": until})
        self._note(transaction, asked, card["card"], "personal_file.view", (card["person"], None))
        self._give(transaction, asked.fresh, asked.now)
        of_person = {"person": card["person"]}
        [person] = transaction.rows(sql.PERSON, of_person)
        grown_up = asked.today.replace(year=asked.today.year - ADULT_AT, day=min(asked.today.day, 28))
        on_day = {"person": card["person"], "today": asked.today}
        acts_for = transaction.rows(sql.RELATIONS, {**on_day, "adults_born_by": grown_up})
        looks = ((each["person"], card["person"]) for each in acts_for)
        self._note(transaction, asked, card["card"], "relation.view", *looks)
        wards = {f"p{number}": each["person"] for number, each in enumerate(acts_for)}
        return {
            "level": 2,
            "expires_at": until.isoformat(),
            "file": {
                **person,
                "documents": transaction.rows(sql.DOCUMENTS, of_person),
                "categories": transaction.rows(sql.CATEGORIES, of_person),
                "entitlements": transaction.rows(sql.ENTITLEMENTS, of_person),
                "requests": transaction.rows(sql.REQUESTS, of_person),
                "prepared": transaction.rows(sql.PREPARED, of_person),
                "possible": transaction.rows(sql.MATCHES, of_person),
                "household": transaction.rows(sql.FAMILY, on_day),
                "their_categories": transaction.rows(sql.categories_of(len(wards)), wards) if wards else [],
                "records": transaction.rows(sql.RECORDS, of_person),
            },
            "acts_for": acts_for,
            "to_sign": transaction.rows(sql.TO_SIGN, of_person)[0]["count"],
            "nonces": given(asked.fresh, asked.now),
        }

    def _good_card(self, transaction: Transaction, asked: Asked, fingerprint: str) -> dict[str, Any]:
        nonce = {"nonce": hashed(asked.nonce), "kiosk": self._kiosk, "now": asked.now}
        assert transaction.change(sql.BURN_NONCE, nonce) == 1
        identity = {"issuer": asked.card.issuer, "serial": asked.card.serial}
        [card] = transaction.rows(sql.CARD_BY_IDENTITY, identity)
        assert card["state"] == "active" and card[fingerprint] == asked.card.fingerprint
        return card

    def _note(
        self, transaction: Transaction, asked: Asked, card: str, action: str, *looks: tuple[str, str | None]
    ) -> None:
        """A line for each look: at whom, and by whose card where it was somebody else's."""
        said = {"now": asked.now, "actor": f"kiosk:{self._kiosk}", "action": action, "card": card}
        events = [{**said, "person": person, "holder": holder} for person, holder in looks]
        if events:
            transaction.change(sql.ADD_AUDIT_EVENT, *events)

    def _give(self, transaction: Transaction, fresh: tuple[str, str], now: datetime) -> None:
        first, second = map(hashed, fresh)
        nonces = {"first": first, "second": second, "kiosk": self._kiosk, "until": now + NONCE}
        transaction.change(sql.ADD_NONCES, nonces)

    def _counts(self, counted: list[dict[str, Any]]) -> dict[str, int]:
        sums = dict.fromkeys(NeutralGroup, 0)
        for row in counted:
            measure, count = row.values()
            sums[self._groups[measure]] += count
        return {group.value: count for group, count in sums.items()}


def drawn() -> tuple[str, str]:
    return token_urlsafe(32), token_urlsafe(32)


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def given(fresh: tuple[str, str], now: datetime) -> dict[str, Any]:
    until = (now + NONCE).isoformat()
    return {"nonces": [{"value": value, "expires_at": until} for value in fresh]}


def answer(content: dict[str, Any], status: int = 201) -> Response:
    return Response(
        json.dumps(content, ensure_ascii=False, default=str), status, media_type="application/json"
    )


def main(data: Path, url: str, port: int, kiosk: str, token: str, together: bool = False) -> None:
    """Serve with the TLS identity of the backend in DATA."""
    region_ca = x509.load_pem_x509_certificate((data / CA_CERTIFICATE_FILE).read_bytes())
    backend = BareBackend(open_store(url, together), region_ca, kiosk, token)
    config = uvicorn.Config(
        backend.app(),
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_keep_alive=75,
        ssl_keyfile=data / SERVER_KEY_FILE,
        ssl_certfile=data / SERVER_CERTIFICATE_FILE,
    )
    with listening_sockets("127.0.0.1", port, shared=True) as sockets:
        uvicorn.Server(config).run(sockets)


if __name__ == "__main__":
    typer.run(main)
