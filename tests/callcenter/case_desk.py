"""A console whose backend knows the shipped regulations, an operator in a call, a case worker at a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from backend.operators.accounts import Handover
from backend.operators.values import Role
from tests.backend.app_http import AppHttp
from tests.backend.cases.conftest import POLICY, RULES, WHOLE
from tests.backend.identification.call import bearer
from tests.backend.served import Served, serving
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, form_key, region_in

NUMBER = re.compile(r"[ОЖЗ]-26-\d{6}")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eמסר\u202c ' + "ё" * 9_000


@contextmanager
def region_with_rules(folder: Path) -> Iterator[Served]:
    """Served over TLS on SQLite."""
    region = region_in(folder)
    region.services = replace(region.services, case_rules=RULES, identification=POLICY)
    region.http = AppHttp(region.services)
    with serving(region, folder) as running:
        yield running


@dataclass
class Office:
    """Irina, a case worker."""

    console: ConsoleInTest
    account: Handover = field(init=False)

    def __post_init__(self) -> None:
        self.account = self.console.account("irina", Role.CASE_WORKER)

    def sends(self, path: str, body: dict[str, Any], operator: str = "colleague") -> dict[str, Any]:
        """What a colleague does meanwhile."""
        region = self.console.region
        headers = {**bearer(region, operator, "case_worker"), "Idempotency-Key": uuid4().hex}
        answer = region.http.request("POST", f"/v1/desk/{path}", json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    def opens(self, kind: str = "grievance", channel: str = "phone", **more: Any) -> dict[str, Any]:
        text = {**WHOLE, **more.pop("text", {})}
        return self.sends("cases", {"kind": kind, "channel": channel, "text": text, **more})

    def registers(self, case: dict[str, Any]) -> dict[str, Any]:
        signed = {"version": case["version"], "channel": "paper", "signed": True, "signed_on": "2026-11-20"}
        return self.sends(f"cases/{case['number']}/registration", signed)

    def state_of(self, number: str) -> dict[str, Any]:
        region = self.console.region
        headers = bearer(region, "colleague", "case_worker")
        return dict(region.http.request("GET", f"/v1/desk/cases/{number}", headers=headers).json())


def in_a_call(olga: Operator) -> tuple[str, str]:
    """Contact and person: somebody who is known by their data."""
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    olga.level(contact, "data")
    return contact, person


def send(desk: httpx.Client, to: str, page: httpx.Response, /, **fields: str) -> httpx.Response:
    return desk.post(to, data={"form_key": form_key(page), "once": uuid4().hex, **fields})


def version_on(page: httpx.Response) -> str:
    """Of the case, not of the notes beside it."""
    found = re.search(
        r'name="once" value="[^"]+">\s*<input type="hidden" name="version" value="(\d+)"', page.text
    )
    assert found, page.text
    return found[1]


def text_of(page: httpx.Response) -> str:
    """As it is read: entities resolved."""
    return unescape(page.text)
