"""A region that has the shipped regulations, with a desk that takes cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.cases.rulebook import Rulebook, rulebook_of
from backend.contract.problems import Problem
from backend.identification_policy import policy_of
from content.cache import load_or_compile
from tests.backend.app_http import AppHttp
from tests.backend.region import Region

PACK = load_or_compile("ru")
RULES = rulebook_of(PACK)
POLICY = policy_of(PACK)
WHOLE = {
    "substance": "Почините свет в подъезде.",
    "addressee": "Министерство труда",
    "answer_address": "г. Мурманск, ул. Полярная, д. 1",
}


@dataclass
class Desk:
    """One operator at work."""

    region: Region
    operator: str = "op-1"
    role: str = "case_worker"

    @property
    def headers(self) -> dict[str, str]:
        issued = self.region.services.tokens.issue(self.operator, (self.role,), self.region.clock.now)
        return {"Authorization": f"Bearer {issued.access_token}"}

    def get(self, path: str) -> httpx.Response:
        return self.region.http.get(f"/v1/desk/{path}", headers=self.headers)

    def send(self, path: str, body: dict[str, Any], key: str = "") -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": key or uuid4().hex}
        return self.region.http.post(f"/v1/desk/{path}", headers=headers, json=body)

    def open(self, kind: str = "grievance", channel: str = "phone", **more: Any) -> dict[str, Any]:
        text = {**WHOLE, **more.pop("text", {})}
        made = self.send("cases", {"kind": kind, "channel": channel, "text": text, **more})
        assert made.status_code == 201, made.text
        return dict(made.json())

    def step(self, case: dict[str, Any], what: str, **body: Any) -> httpx.Response:
        return self.send(f"cases/{case['number']}/{what}", {"version": case["version"], **body})

    def must(self, case: dict[str, Any], what: str, **body: Any) -> dict[str, Any]:
        """The case after a step that has to be taken."""
        taken = self.step(case, what, **body)
        assert taken.status_code == 200, taken.text
        return dict(taken.json())

    def register(self, case: dict[str, Any], **more: Any) -> dict[str, Any]:
        today = self.region.clock.now.date().isoformat()
        signed = {"channel": "paper", "signed": True, "signed_on": today, **more}
        return self.must(case, "registration", **signed)

    def view(self, case: dict[str, Any]) -> dict[str, Any]:
        seen = self.get(f"cases/{case['number']}")
        assert seen.status_code == 200, seen.text
        return dict(seen.json())


@pytest.fixture
def rules() -> Rulebook:
    return RULES


@pytest.fixture
def region(region: Region, rules: Rulebook) -> Region:
    """With the pack's regulations."""
    return with_rules(region, rules)


def with_rules(region: Region, rules: Rulebook) -> Region:
    region.services = replace(region.services, case_rules=rules, identification=POLICY)
    region.http = AppHttp(region.services)
    return region


@pytest.fixture
def desk(region: Region) -> Desk:
    return Desk(region)


@pytest.fixture
def maria(region: Region) -> str:
    return region.person()


def refusal(answer: httpx.Response) -> Problem:
    return Problem.model_validate_json(answer.content)
