"""A region with the shipped kinds of urgent help; operators in calls, case workers at desks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx

from backend.contract.problems import Problem
from backend.urgent_rules import UrgentRules, urgent_rules_of
from content.cache import load_or_compile
from tests.backend.app_http import AppHttp
from tests.backend.identification.call import Call, bearer
from tests.backend.region import Region

RULES = urgent_rules_of(load_or_compile("ru"))
FOOD = {"kinds": ["hot-food"], "text": {"trouble": "Нет еды второй день."}}
TODAY = "2026-11-20"  # of the region at START


def with_kinds(region: Region, rules: UrgentRules = RULES) -> Region:
    region.services = replace(region.services, urgent=rules)
    region.http = AppHttp(region.services)
    return region


@dataclass
class Worker:
    """A case worker at a desk, no call in hand."""

    region: Region
    operator: str = "cw-1"
    roles: tuple[str, ...] = ("case_worker",)

    def get(self, path: str) -> httpx.Response:
        return self.region.http.get(
            f"/v1/desk/{path}", headers=bearer(self.region, self.operator, *self.roles)
        )

    def send(self, path: str, body: dict[str, Any], key: str = "") -> httpx.Response:
        headers = {
            **bearer(self.region, self.operator, *self.roles),
            "Idempotency-Key": key or uuid4().hex,
        }
        return self.region.http.post(f"/v1/desk/{path}", headers=headers, json=body)

    def must(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        done = self.send(path, body)
        assert done.status_code in {200, 201}, done.text
        return dict(done.json())

    def step(self, standing: dict[str, Any], what: str, **body: Any) -> dict[str, Any]:
        """The record after a step that has to be taken."""
        return self.must(f"urgent/{standing['number']}/{what}", {"version": standing["version"], **body})

    def refused(self, standing: dict[str, Any], what: str, **body: Any) -> Problem:
        answer = self.send(f"urgent/{standing['number']}/{what}", {"version": standing["version"], **body})
        assert answer.status_code >= 400, answer.text
        return refusal(answer)


def form(call: Call, **changed: Any) -> dict[str, Any]:
    """An application that has to be taken."""
    formed = call.send("POST", "/v1/desk/urgent", {**FOOD, **changed})
    assert formed.status_code == 201, formed.text
    return dict(formed.json())


def named(name: str = "Пётр Без-Паспорта", **more: str) -> dict[str, str]:
    return {"trouble": "Нет еды второй день.", "recipient_name": name, **more}


def refusal(answer: httpx.Response) -> Problem:
    return Problem.model_validate_json(answer.content)
