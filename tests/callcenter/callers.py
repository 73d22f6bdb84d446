"""An operator with somebody on the line, for tests of the pages about callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.contacts.tables import contacts
from backend.operators.accounts import Handover
from backend.operators.tables import operators
from backend.operators.values import Role
from tests.backend.identification.call import PHONE, bearer, enter
from tests.callcenter.consoles import ConsoleInTest

BORN = date(1951, 4, 7)


@dataclass
class Operator:
    """Olga, with what rings at her place."""

    console: ConsoleInTest
    roles: tuple[Role, ...] = (Role.OPERATOR,)
    login: str = "olga"
    account: Handover = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        self.account = self.console.account(self.login, *self.roles)
        with self.console.region.database.maintenance() as connection:
            found = select(operators.c.operator).where(operators.c.login == self.login)
            self.id = connection.execute(found).scalar_one()

    def enter(self, last_name: str = "Соколова", **changed: Any) -> str:
        return enter(self.console.region, last_name, **changed)

    def rings(self, number: str = PHONE) -> str:
        """A call that was taken; its contact."""
        body = {"call": uuid4().hex, "channel": "phone", "number": number}
        return str(self.sends("POST", "/v1/desk/contacts", body)["contact"])

    def chooses(self, contact: str, person: str, **more: Any) -> None:
        body = {"person": person, "speaker": person, **more}
        self.sends("PUT", f"/v1/desk/contacts/{contact}/person", body)

    def level(self, contact: str, level: str) -> None:
        """As sure as that, without asking."""
        with self.console.region.database.maintenance() as connection:
            connection.execute(contacts.update().where(contacts.c.contact == contact).values(level=level))

    def sets_word(self, person: str, word: str) -> None:
        region = self.console.region
        headers = bearer(region, "cw-1", "case_worker")
        path = f"/v1/desk/people/{person}/code-word"
        assert region.http.request("PUT", path, json={"word": word}, headers=headers).status_code == 204

    def journal(self, person: str) -> list[tuple[str, str]]:
        """What was done about a person, and for what."""
        with self.console.region.database.maintenance() as connection:
            events = audit_events.c
            rows = connection.execute(
                select(events.action, events.purpose).where(events.person == person).order_by(events.event)
            )
            return [(row.action, row.purpose) for row in rows]

    def sends(self, method: str, path: str, body: object) -> dict[str, Any]:
        region = self.console.region
        headers = {**bearer(region, self.id, "operator"), "Idempotency-Key": uuid4().hex}
        answer = region.http.request(method, path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())
