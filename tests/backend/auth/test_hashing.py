"""A flood of sign-ins is turned away instead of queued without end."""

from __future__ import annotations

import asyncio

import pytest

from backend.auth.hashing import HashingLimits, PasswordDesk
from backend.auth.passwords import hash_password
from backend.errors import Refused
from tests.backend.region import Region

pytestmark = pytest.mark.slow

PASSWORD = "a long enough word"
LIMITS = HashingLimits()


def test_beyond_the_queue_nobody_is_compared() -> None:
    encoded = hash_password(PASSWORD)

    async def flood() -> tuple[list[object], bool]:
        desk = PasswordDesk(HashingLimits(at_once=1, waiting=2))
        answers: list[object] = list(
            await asyncio.gather(*(desk.fits(encoded, PASSWORD) for _ in range(5)), return_exceptions=True)
        )
        return answers, await desk.fits(encoded, PASSWORD)

    answers, afterwards = asyncio.run(flood())
    assert answers[:3] == [True] * 3
    assert [(type(answer), str(answer)) for answer in answers[3:]] == [(Refused, "sign-in-busy")] * 2
    assert afterwards


def test_a_flood_over_http_is_told_to_wait(region: Region) -> None:
    body = {"login": "nobody", "password": PASSWORD, "code": "123456"}
    served = LIMITS.at_once + LIMITS.waiting

    async def flood() -> list[int]:
        async with region.http.open() as client:
            asked = (client.post("/v1/operators/token", json=body) for _ in range(served + 6))
            answers = await asyncio.gather(*asked)
        assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 503)
        return [answer.status_code for answer in answers]

    assert 503 in asyncio.run(flood())
