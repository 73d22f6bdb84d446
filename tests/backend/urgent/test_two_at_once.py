"""Two people on one application: nothing of either is lost; a race has one winner."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from backend.database.ledger import Ledger
from backend.urgent.service import acting, keeping
from backend.urgent.service.keeping import Office
from backend.urgent.values import Urgent
from tests.backend.identification.call import Call, bearer
from tests.backend.urgent.desk import Worker, form


def test_the_second_sees_both_versions(call: Call, worker: Worker) -> None:
    applied = form(call, person=call.person)
    worker.step(applied, "provider", provider="Первый центр")
    late = worker.refused(applied, "provider", provider="Второй центр")
    assert (late.code, late.status) == ("urgent-changed", 409)
    told = late.model_extra or {}
    assert told["current"]["provider"] == "Первый центр"
    assert told["yours"]["provider"] == "Второй центр"
    current = told["current"]
    again = worker.step(current, "provider", provider="Второй центр")
    assert (again["version"], again["provider"]) == (3, "Второй центр")


def rush(worker: Worker, number: str, provider: list[str]) -> list[int]:
    """Everybody at once, each by the first version."""

    async def all_at_once() -> list[int]:
        async with worker.region.http.open() as client:
            answers = await asyncio.gather(
                *(
                    client.post(
                        f"/v1/desk/urgent/{number}/provider",
                        headers={
                            **bearer(worker.region, f"cw-{index}", "case_worker"),
                            "Idempotency-Key": uuid4().hex,
                        },
                        json={"version": 1, "provider": each},
                    )
                    for index, each in enumerate(provider)
                )
            )
        return sorted(answer.status_code for answer in answers)

    return asyncio.run(all_at_once())


def test_of_eight_at_once_one_wins(call: Call, worker: Worker) -> None:
    number = form(call, person=call.person)["number"]
    assert rush(worker, number, [f"Центр {index}" for index in range(8)]) == [200] + [409] * 7
    history = worker.get(f"urgent/{number}").json()["history"]
    assert [step["version"] for step in history] == [1, 2]


def test_without_the_version_two_would_win(
    call: Call, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the version that keeps them apart."""
    number = form(call, person=call.person)["number"]
    worker.must(f"urgent/{number}/provider", {"version": 1, "provider": "Первый"})

    def as_it_was(connection: Connection, office: Office, number: str) -> Urgent:
        return replace(keeping.load(connection, office, number), version=1)

    def whatever_stands(ledger: Ledger, connection: Connection, version: int, row: Any, step: Any) -> bool:
        return True

    monkeypatch.setattr(acting, "load", as_it_was)
    monkeypatch.setattr(Ledger, "change", whatever_stands)
    second = worker.send(f"urgent/{number}/provider", {"version": 1, "provider": "Второй"})
    assert second.status_code == 200
