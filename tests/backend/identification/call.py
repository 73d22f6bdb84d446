"""An operator on the telephone, in a region whose pack says what may be said and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import httpx

from backend.contacts.service import keeping
from backend.contacts.tables import contacts
from backend.contract.identification import CONTACT_HEADER
from backend.identification_policy import Policy
from backend.people import service as people
from backend.people.values import NewPerson
from tests.backend.region import START, TEST_POLICY, TEST_VAULT, Region

POLICY: Policy = TEST_POLICY
PHONE = "+78152550142"
OPERATOR = "op-1"
PURPOSE = "general"


def enter(region: Region, last_name: str = "Соколова", **changed: Any) -> str:
    """An invented person with everything a caller can be asked about."""
    told: dict[str, Any] = {
        "person": str(uuid4()),
        "last_name": last_name,
        "first_name": "Анна",
        "middle_name": "Викторовна",
        "sex": "f",
        "birth_date": date(1951, 4, 7),
        "birth_place": "г. Мурманск",
        "town": "Мурманск",
        "address": "г. Мурманск, ул. Полярная, д. 12, кв. 34",
        "snils": "",
        "phone": PHONE,
        "language": "ru",
        "registered_at": START,
        "email": "",
        **changed,
    }
    new = NewPerson(**{name: value for name, value in told.items() if name in NewPerson.__slots__})
    with region.database.maintenance() as connection:
        people.register(connection, new)
    return new.person


@dataclass
class Call:
    """A contact of the operator's, as the telephone has opened it."""

    region: Region
    person: str | None
    level: str = "none"
    operator: str = OPERATOR
    roles: tuple[str, ...] = ("operator",)
    speaker: str | None = None
    direction: str = "in"
    number: str = PHONE
    state: str = "talking"
    contact: str = ""
    training: bool = False

    def __post_init__(self) -> None:
        self.contact = str(uuid4())
        now = self.region.clock.now
        row = {
            "contact": self.contact,
            "channel": "phone",
            "direction": self.direction,
            "operator": self.operator,
            "state": self.state,
            "started_at": now,
            "answered_at": now,
            "hang_up_lost": False,
            "number_hash": keeping.number_hash(TEST_VAULT, self.number),
            "person": self.person,
            "speaker": self.speaker or self.person,
            "relation": "self" if self.speaker is None else "parent",
            "level": self.level,
            "notes_version": 0,
            "training": self.training,
            "anonymous": False,
        }
        with self.region.database.maintenance() as connection:
            connection.execute(contacts.insert(), row)

    @property
    def headers(self) -> dict[str, str]:
        return {**bearer(self.region, self.operator, *self.roles), CONTACT_HEADER: self.contact}

    def send(self, method: str, path: str, body: object = None) -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": uuid4().hex}
        more = {} if body is None else {"json": body}
        return self.region.http.request(method, path, headers=headers, **more)

    def identify(self, way: str, **told: object) -> httpx.Response:
        path = f"/v1/desk/contacts/{self.contact}/identification/{way}"
        return self.send("POST", path, {"purpose": PURPOSE, **told})

    def look_at(self, person: str) -> httpx.Response:
        return self.send("GET", f"/v1/desk/people/{person}?purpose={PURPOSE}")


def bearer(region: Region, operator: str, *roles: str) -> dict[str, str]:
    token = region.services.tokens.issue(operator, roles, region.clock.now).access_token
    return {"Authorization": f"Bearer {token}"}
