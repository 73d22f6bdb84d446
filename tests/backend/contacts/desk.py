"""Operators at their desks and the telephones before them, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import Connection, insert

from backend.contract.notice_seal import seal
from backend.contract.telephony import EVENTS_PATH, SEAL_HEADER
from backend.operators.tables import operator_roles, operators
from backend.telephony import service as telephony
from tests.backend.region import TEST_VAULT, Region

KEY = "k" * 43
CALLER = "8 (921) 123-45-67"
E164 = "+79211234567"


@dataclass
class Operator:
    """One operator who has signed in."""

    region: Region
    id: str = "op-1"
    role: str = "operator"

    @property
    def headers(self) -> dict[str, str]:
        token = self.region.services.tokens.issue(self.id, (self.role,), self.region.clock.now).access_token
        return {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> httpx.Response:
        return self.region.http.get(f"/v1/desk/{path}", headers=self.headers)

    def put(self, path: str, **body: object) -> httpx.Response:
        return self.region.http.request("PUT", f"/v1/desk/{path}", json=body, headers=self.headers)

    def post(self, path: str, once: str = "", **body: object) -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": once or uuid4().hex}
        return self.region.http.post(f"/v1/desk/{path}", json=body, headers=headers)

    def sit(self, line: str) -> httpx.Response:
        return self.put("line", line=line)

    def in_hand(self) -> list[dict[str, Any]]:
        answer = self.get("call")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["contacts"])

    def only(self) -> dict[str, Any]:
        """The one contact in hand."""
        (contact,) = self.in_hand()
        return contact

    def visit(self, call: str = "page-1", **more: object) -> dict[str, Any]:
        """A contact without a telephone."""
        body: dict[str, Any] = {"channel": "visit", **more}
        answer = self.post("contacts", call=call, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@dataclass
class Phone:
    """An exchange that tells of one line's calls."""

    region: Region
    line: str = "desk-1"
    key: str = KEY

    def tells(self, event: str, call: str = "a@pbx", number: str = CALLER, **more: str) -> httpx.Response:
        body = {"line": self.line, "call": call, "event": event, "number": number}
        body |= {"at": self.region.clock.now.isoformat(), **more}
        content = self.region.http.open().build_request("POST", "/", json=body).content
        return self.send(content, seal(self.key, content, self.region.clock.now))

    def send(self, content: bytes, header: str) -> httpx.Response:
        headers = {"Content-Type": "application/json", SEAL_HEADER: header}
        return self.region.http.post(EVENTS_PATH, content=content, headers=headers)


def add_line(region: Region, line: str, key: str = KEY) -> Phone:
    def work(connection: Connection) -> None:
        telephony.add_line(connection, TEST_VAULT, line, key, bytes(12), region.clock.now)

    with region.database.maintenance() as connection:
        work(connection)
    return Phone(region, line, key)


def add_operator(region: Region, operator: str, role: str = "operator") -> Operator:
    with region.database.maintenance() as connection:
        row = {
            "operator": operator,
            "login": operator,
            "display_name": "Смирнова О. Н.",
            "password_hash": "-",
            "totp_sealed": b"",
            "created_at": region.clock.now,
        }
        connection.execute(insert(operators), row)
        connection.execute(insert(operator_roles), {"operator": operator, "role": role})
    return Operator(region, operator, role)
