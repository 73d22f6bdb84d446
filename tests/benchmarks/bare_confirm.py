"""The floor under a confirm: a bare Starlette handler that sends the statements the product was seen to send.

At its start one hold is confirmed through the product's own app, over the handler's own copy of the database,
and what went to the driver is written down. From then on the handler sends the same with another hold, key,
person and number in it, and signs the ticket: nobody could skip that. What the product adds is left out:
routing and checks, an SQL toolkit, refusals, the sealed answer's seal, logs, services one can read.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import randbelow
from typing import Any

import httpx
import typer
import uvicorn
from sqlalchemy import Engine, event, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.app import build_app
from backend.bookings.tables import bookings
from backend.contract.bookings import HOLD_HEADER
from backend.contract.tokens import IDEMPOTENCY_HEADER
from backend.region_ca import SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from backend.tickets.signing import TicketSigner, load_or_make_signer
from backend.wiring import wire
from config.backend import load_backend_settings
from tests.benchmarks.bare_server import answer, hashed
from tests.benchmarks.bare_store import Store, Transaction, open_store

NUMBER_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Script:
    """What one confirm came to, and the words in it that are another's each time."""

    statements: tuple[tuple[str, Any], ...]
    hold: str
    key: str
    person: str

    def numbers(self) -> set[str]:
        """The numbers that were drawn for it."""
        found = (value for _, values in self.statements for value in _values(values))
        return {value for value in found if _is_number(value)}


def recorded(data: Path, url: str, kiosk_token: str, hold: str, hold_token: str) -> Script:
    """Confirm a hold through the product and keep every statement."""
    statements: list[tuple[str, Any]] = []
    key, address = f"bench-{hold}", f"/v1/holds/{hold}/confirm"
    headers = {
        "Authorization": f"Bearer {kiosk_token}",
        HOLD_HEADER: hold_token,
        IDEMPOTENCY_HEADER: key,
    }
    settings = load_backend_settings(None, os.environ, {"data": data, "database_url": url})
    services = wire(settings)
    transport = httpx.ASGITransport(build_app(services))

    async def confirm() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="https://localhost") as client:
            return await client.post(address, headers=headers)

    whose = select(bookings.c.person).where(bookings.c.booking == hold)
    person = asyncio.run(services.database.read(lambda connection: connection.execute(whose).scalar_one()))
    with watched(statements):
        asyncio.run(confirm()).raise_for_status()
    services.database.close()
    return Script(tuple(statements), hold, key, person)


@contextmanager
def watched(statements: list[tuple[str, Any]]) -> Iterator[None]:
    """Keep what any engine sends to its driver within the block."""

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        statements.append((statement, values))

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


class BareConfirm:
    def __init__(self, store: Store, script: Script, signer: TicketSigner, token: str) -> None:
        self._store = store
        self._script = script
        self._signer = signer
        self._authorization = f"Bearer {token}"
        self._numbers = sorted(script.numbers())

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/health/ready", self.ready),
                Route("/v1/holds/{hold}/confirm", self.confirm, methods=["POST"]),
            ]
        )

    async def ready(self, _request: Request) -> Response:
        return answer({}, 200)

    async def confirm(self, request: Request) -> Response:
        assert request.headers["authorization"] == self._authorization
        hold = request.path_params["hold"]
        token, key = request.headers[HOLD_HEADER], request.headers[IDEMPOTENCY_HEADER]
        drawn = _drawn(len(self._numbers))
        new = {
            self._script.hold: hold,
            self._script.key: key,
            **dict(zip(self._numbers, drawn, strict=True)),
        }
        return answer(await self._store.run(partial(self._carry_out, new=new, token=token)), 200)

    def _carry_out(self, transaction: Transaction, new: dict[str, str], token: str) -> dict[str, Any]:
        """Each statement in its turn; whose hold it is, is read from the first row that says so."""
        ticket: dict[str, Any] = {}
        number = ""
        for statement, values in self._script.statements:
            mine = _with(values, new)
            touched, rows = transaction.as_written(statement, mine)
            if statement.startswith("UPDATE bookings"):
                assert touched == 1
                number = next(value for value in _values(mine) if _is_number(value))
            if statement.startswith("SELECT bookings.number"):
                self._step_over(new, {row["number"] for row in rows})
            for row in rows:
                if "hold_token_hash" in row:
                    assert row["hold_token_hash"] == hashed(token)
                    new[self._script.person] = row["person"]
                    ticket = row
        confirmed = {**ticket, "number": number, "booking_state": "confirmed"}
        return {"tickets": [{**confirmed, "qr": self._signer.qr_text(number)}]}

    def _step_over(self, new: dict[str, str], taken: set[str]) -> None:
        """The first number drawn that nobody has, in the place of one that somebody has."""
        if taken:
            free = next(new[number] for number in self._numbers if new[number] not in taken)
            new.update({number: free for number in self._numbers if new[number] in taken})


def _drawn(count: int) -> list[str]:
    """So many numbers in one go: each draw asks the system."""
    digits = count * NUMBER_LENGTH
    drawn = f"{randbelow(10**digits):0{digits}d}"
    return [drawn[start : start + NUMBER_LENGTH] for start in range(0, digits, NUMBER_LENGTH)]


def _with(values: Any, new: Mapping[str, str]) -> Any:
    """The same values, those of the sample replaced; a key made of the hold's id keeps its form."""
    if isinstance(values, Mapping):
        return {name: _replaced(value, new) for name, value in values.items()}
    return tuple(_replaced(value, new) for value in values)


def _replaced(value: Any, new: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    if value in new:
        return new[value]
    sample, mine = next(iter(new.items()))  # the hold
    return value.replace(sample, mine) if sample in value else value


def _values(values: Any) -> Iterator[Any]:
    yield from values.values() if isinstance(values, Mapping) else values


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and len(value) == NUMBER_LENGTH and value.isdigit()


def main(
    data: Path,
    url: str,
    port: int,
    kiosk_token: str,
    hold: str,
    hold_token: str,
    together: bool = False,
) -> None:
    """Serve with the TLS identity of the backend in DATA; HOLD is confirmed first."""
    script = recorded(data, url, kiosk_token, hold, hold_token)
    print(json.dumps([statement for statement, _ in script.statements], indent=1), flush=True)
    bare = BareConfirm(open_store(url, together), script, load_or_make_signer(data), kiosk_token)
    uvicorn.run(
        bare.app(),
        host="127.0.0.1",
        port=port,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_keep_alive=75,
        ssl_keyfile=data / SERVER_KEY_FILE,
        ssl_certfile=data / SERVER_CERTIFICATE_FILE,
    )


if __name__ == "__main__":
    typer.run(main)
