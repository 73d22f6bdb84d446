"""Programs, a kiosk and a desk at the same moment on the last seats: each seat is had once.

The control, with the guard off, stands beside the engine's own races.
"""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx

from tests.backend.bookings.house import House
from tests.backend.fhir.clinic import BASE, ClinicProgram, parameters_of, patient_by_policy
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region

SEATS, RIVALS = 3, 12


def test_each_seat_is_had_once(
    house: House, clinic: ClinicProgram, region: Region, kiosk: KioskInTest
) -> None:
    slot = house.slot(seats=SEATS)
    citizens = [Citizen.with_card(region, kiosk, f"Семёнова-{number}") for number in range(RIVALS)]
    others = [region.person(f"Петрова-{number}") for number in range(RIVALS)]
    operator = region.services.tokens.issue("op-1", ("case_worker",), region.clock.now).access_token

    async def over_fhir(client: httpx.AsyncClient, number: int) -> int:
        told: list[dict[str, Any]] = [
            {"name": "appt-id", "valueUri": f"p.{slot}"},
            {"name": "patient-resource", "resource": patient_by_policy(f"{5100000000000100 + number}")},
        ]
        sent = {**clinic.headers, "Content-Type": "application/fhir+json"}
        answer = await client.post(f"{BASE}/Appointment/$hold", json=parameters_of(told), headers=sent)
        return answer.status_code

    async def at_kiosk(client: httpx.AsyncClient, citizen: Citizen) -> int:
        headers = {**citizen.headers, "Idempotency-Key": uuid4().hex}
        return (await client.post("/v1/holds", json={"slot": slot}, headers=headers)).status_code

    async def at_desk(client: httpx.AsyncClient, person: str) -> int:
        headers = {"Authorization": f"Bearer {operator}", "Idempotency-Key": uuid4().hex}
        body = {"slot": slot, "person": person}
        return (await client.post("/v1/desk/holds", json=body, headers=headers)).status_code

    async def all_at_once() -> list[int]:
        async with region.http.open() as client:
            return await asyncio.gather(
                *(over_fhir(client, number) for number in range(RIVALS)),
                *(at_kiosk(client, citizen) for citizen in citizens),
                *(at_desk(client, person) for person in others),
            )

    answers = asyncio.run(all_at_once())
    assert sum(status in (200, 201) for status in answers) == SEATS
    assert set(answers) <= {200, 201, 409}, sorted(answers)
    assert house.states() == {"held": SEATS}
