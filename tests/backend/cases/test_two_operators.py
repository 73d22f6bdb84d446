"""Two operators on one case: the second is shown both versions, and nothing of the first is lost."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from backend.audit import service as audit
from backend.cases.repository import LEDGER
from backend.cases.service import acting
from backend.contract.cases import CaseAction, CaseEditIn
from tests.backend.cases.conftest import WHOLE, Desk, refusal
from tests.backend.region import Region


def edit_by(substance: str, version: int) -> dict[str, Any]:
    return {"version": version, "text": {**WHOLE, "substance": substance}}


def test_the_second_is_shown_both(region: Region, desk: Desk, maria: str) -> None:
    case = desk.open(author=maria)
    other = Desk(region, "op-2")
    desk.must(case, "text", text={**WHOLE, "substance": "Первый"}, author=maria)
    late = other.send(f"cases/{case['number']}/text", {**edit_by("Второй", 1), "author": maria})
    assert (late.status_code, refusal(late).code) == (409, "case-changed")
    problem = late.json()
    assert problem["current"]["text"]["substance"] == "Первый"
    assert problem["current"]["version"] == 2
    assert problem["yours"]["text"]["substance"] == "Второй"
    with region.database.maintenance() as connection:
        looks = {(event.action, event.actor) for event in audit.of_person(connection, maria)}
    assert ("case.conflict", "operator:op-2") in looks  # what was shown is in the journal
    again = other.send(f"cases/{case['number']}/text", {**edit_by("Второй", 2), "author": maria})
    assert again.json()["text"]["substance"] == "Второй"


def both_at_once(region: Region, number: str) -> list[int]:
    """Two edits of one version, sent together; their statuses, sorted."""

    async def race() -> list[int]:
        async with region.http.open() as client:
            sends = [
                client.post(
                    f"/v1/desk/cases/{number}/text",
                    headers={**Desk(region, f"op-{who}").headers, "Idempotency-Key": uuid4().hex},
                    json=edit_by(f"Текст {who}", 1),
                )
                for who in range(2)
            ]
            return sorted(answer.status_code for answer in await asyncio.gather(*sends))

    return asyncio.run(race())


def test_of_two_at_once_one_wins(region: Region, desk: Desk) -> None:
    case = desk.open()
    assert both_at_once(region, case["number"]) == [200, 409]
    assert len(desk.view(case)["history"]) == 2


def test_control_without_the_version_both_would_win(
    region: Region, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard off: whoever writes last is believed, and the other never hears of it."""
    honest = acting.take_up

    def believing(
        connection: Any, asking: Any, office: Any, number: str, asked: CaseEditIn, action: CaseAction
    ) -> Any:
        row = LEDGER.by_number(connection, number)
        assert row is not None
        newest = asked.model_copy(update={"version": row["version"]})
        return honest(connection, asking, office, number, newest, action)

    monkeypatch.setattr(acting, "take_up", believing)
    case = desk.open()
    assert both_at_once(region, case["number"]) == [200, 200]
