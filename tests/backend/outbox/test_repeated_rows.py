"""A row sent again under another key, or under another row's receipt: one effect, or none."""

from __future__ import annotations

import asyncio
from base64 import b64encode

from sqlalchemy import delete, func, select

from backend.contract.requests import ContactDetails
from backend.outbox.tables import taken_receipts
from backend.requests.tables import requests
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import Parcel, filing_of, level_two, number_of, refusal_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


def how_many(region: Region) -> int:
    with region.database.maintenance() as connection:
        return int(connection.execute(select(func.count()).select_from(requests)).scalar_one())


def again(parcel: Parcel, key: str) -> Parcel:
    """The same sealed row under another key, as somebody sends it who has a copy of the outbox."""
    parcel.once_sealed()
    parcel.key = key
    return parcel


def test_under_another_key_it_is_the_same_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    number = number_of(parcel.send())
    assert number_of(again(parcel, "f" * 32).send()) == number
    assert how_many(region) == 1


def test_a_signed_row_brought_by_another_kiosk_is_the_same_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    other = region.kiosk()
    parcel = Parcel(kiosk, filing_of(kiosk, maria), card=card)
    number = number_of(parcel.send())
    assert number_of(again(parcel, "f" * 32).send(by=other)) == number
    assert how_many(region) == 1


def test_without_the_receipts_it_would_be_two(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """The control: under another key only the receipt makes it one."""
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    parcel.send()
    with region.database.maintenance() as connection:
        connection.execute(delete(taken_receipts))
    again(parcel, "f" * 32).send()
    assert how_many(region) == 2


def test_twins_under_different_keys_are_one_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    body = {
        "receipt_code": parcel.receipt_code,
        "sequence": 1,
        "sealed": b64encode(parcel.once_sealed()).decode(),
    }

    async def send_all() -> list[str]:
        async with region.http.open() as client:
            sent = (
                client.post(
                    "/v1/outbox/deliveries",
                    json=body,
                    headers={**kiosk.headers, "Idempotency-Key": f"{number:032d}"},
                )
                for number in range(8)
            )
            return [answer.text for answer in await asyncio.gather(*sent)]

    assert len(set(asyncio.run(send_all()))) == 1
    assert how_many(region) == 1


def test_an_old_correction_does_not_undo_a_newer_one(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    session = level_two(kiosk, card)
    number = number_of(Parcel(kiosk, filing_of(kiosk, maria), session).send())
    corrections = [
        Parcel(
            kiosk,
            filing_of(kiosk, maria, action="correct", number=number, contact=ContactDetails(phone=phone)),
            session,
            receipt_code=receipt,
        )
        for phone, receipt in (("+78152000001", "AAAA-BBBB-CCCC"), ("+78152000002", "AAAA-BBBB-EEEE"))
    ]
    for correction in corrections:
        number_of(correction.send())
    number_of(again(corrections[0], "f" * 32).send())
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert (own["version"], len(own["history"])) == (3, 3)


def test_the_receipt_of_somebody_else_is_not_taken_twice(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    number_of(Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card)).send())
    oleg = region.person("Петров", "Олег")
    session = level_two(kiosk, region.card_of(oleg))
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, oleg), session).send()) == "filing-receipt-taken"
    assert how_many(region) == 1


def test_a_refused_row_takes_no_receipt(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    session = level_two(kiosk, card)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria, consent=None), session).send())
    number_of(Parcel(kiosk, filing_of(kiosk, maria), session).send())
