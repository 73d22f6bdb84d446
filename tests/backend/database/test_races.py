"""Races with a control: with its guard taken away, each must go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from joserfc.jwk import ECKey
from sqlalchemy import Connection, func, select, update

from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.kiosks.tables import burnt_assertions, kiosks
from backend.nonces import service as nonces
from backend.nonces.service import FreshNonces, draw_nonces
from backend.nonces.tables import nonces as nonce_table
from backend.secret_values import hash_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import START, Region

RUNNERS = 16
KEY = ECKey.generate_key("P-256")


async def spend_at_once(spend: Callable[[], Awaitable[bool]]) -> int:
    """How many of many concurrent spenders got the nonce."""
    return sum(await asyncio.gather(*(spend() for _ in range(RUNNERS))))


def given_nonce(region: Region) -> str:
    fresh: FreshNonces = draw_nonces(START)
    with region.database.maintenance() as connection:
        nonces.give(connection, "kiosk-x", fresh)
    return fresh.values[0]


def test_a_nonce_is_spent_once(region: Region) -> None:
    nonce = given_nonce(region)

    async def guarded() -> bool:
        work = partial(nonces.burn, kiosk="kiosk-x", nonce=nonce, now=START)
        return await region.database.write(work) is None

    assert asyncio.run(spend_at_once(guarded)) == 1


def test_without_the_guard_it_is_spent_twice(region: Region) -> None:
    """The control: the UPDATE without its condition."""
    nonce = given_nonce(region)

    def unguarded(connection: Connection) -> bool:
        spent = update(nonce_table).where(nonce_table.c.nonce_hash == hash_of(nonce)).values(burnt_at=START)
        return connection.execute(spent).rowcount == 1

    async def spend() -> bool:
        return await region.database.write(unguarded)

    assert asyncio.run(spend_at_once(spend)) > 1


def test_with_the_check_in_a_read_before_it_is_spent_twice(region: Region) -> None:
    """The control for one writer, which is itself a guard: the check is moved out of the write."""
    nonce = given_nonce(region)
    unburnt = select(nonce_table.c.burnt_at).where(nonce_table.c.nonce_hash == hash_of(nonce))

    def is_unburnt(connection: Connection) -> bool:
        return connection.execute(unburnt).scalar_one() is None

    def burn(connection: Connection) -> None:
        connection.execute(
            update(nonce_table).where(nonce_table.c.nonce_hash == hash_of(nonce)).values(burnt_at=START)
        )

    async def race() -> int:
        all_have_looked = asyncio.Barrier(RUNNERS)  # the worst moment, made certain

        async def spend() -> bool:
            free = await region.database.read(is_unburnt)
            await all_have_looked.wait()
            if free:
                await region.database.write(burn)
            return free

        return await spend_at_once(spend)

    assert asyncio.run(race()) > 1


def test_concurrent_twins_enrol_one_kiosk(region: Region) -> None:
    code, newcomer = region.invitation(), KioskInTest(region, KEY)
    answers = asyncio.run(send_twins(region, newcomer, code))
    assert {status for status, _ in answers} == {201}
    assert len({kiosk for _, kiosk in answers}) == 1
    with region.database.maintenance() as connection:
        assert connection.scalar(select(func.count()).select_from(kiosks)) == 1


def test_one_code_with_many_keys_enrols_one_kiosk(region: Region) -> None:
    code, newcomer = region.invitation(), KioskInTest(region, KEY)
    answers = asyncio.run(send_twins(region, newcomer, code, same_key=False))
    assert sorted(status for status, _ in answers) == [201] + [403] * (len(answers) - 1)


def test_an_assertion_is_spent_once(region: Region) -> None:
    kiosk = region.kiosk()
    assertion = kiosk.assertion()
    form = {
        "grant_type": GRANT_TYPE,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }

    async def all_at_once() -> list[int]:
        async with region.http.open() as client:
            answers = await asyncio.gather(*(client.post("/v1/token", data=form) for _ in range(8)))
        return [answer.status_code for answer in answers]

    assert sorted(asyncio.run(all_at_once())) == [200] + [401] * 7
    with region.database.maintenance() as connection:
        assert connection.scalar(select(func.count()).select_from(burnt_assertions)) == 2


async def send_twins(
    region: Region, newcomer: KioskInTest, code: str, *, same_key: bool = True
) -> list[tuple[int, str]]:
    body = {"code": code, "public_key": newcomer.key.as_dict(private=False)}
    async with region.http.open() as client:
        answers = await asyncio.gather(
            *(
                client.post(
                    "/v1/kiosks/enrol",
                    json=body,
                    headers={"Idempotency-Key": f"twin-twin-twin-twin-{0 if same_key else number}"},
                )
                for number in range(8)
            )
        )
    return [(answer.status_code, answer.json().get("kiosk", "")) for answer in answers]
