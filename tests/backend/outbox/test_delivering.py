"""A filing's way from a kiosk's outbox to a request with a number, once in effect."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import date

from sqlalchemy import func, select, text

from backend.audit import service as audit
from backend.idempotency import service as idempotency
from backend.requests.tables import consents, request_items, requests
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import RECEIPT, Parcel, filing_of, level_two, number_of, refusal_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


def how_many(region: Region) -> int:
    with region.database.maintenance() as connection:
        return int(connection.execute(select(func.count()).select_from(requests)).scalar_one())


def test_a_filing_becomes_a_request_of_its_holder(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    session = level_two(kiosk, card)
    number = number_of(Parcel(kiosk, filing_of(kiosk, maria), session).send())

    assert number == "26-000001"
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert (own["number"], own["state"], own["receipt_code"]) == (number, "received", RECEIPT)
    assert [(item["measure"], item["kind"]) for item in own["items"]] == [
        ("monthly-cash-payment", "guaranteed"),
        ("free-medicines", "desired"),
    ]
    assert own["decide_by"] == "2026-11-27"  # the earlier of two: five working days
    assert [item["deadline_text"] for item in own["items"]] == ["10 дней", "5 рабочих дней"]
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(consents)).scalar_one() == 1
        actions = [event.action for event in audit.of_person(connection, maria)]
    assert "request.file" in actions


def test_sent_twice_it_is_one_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    assert number_of(parcel.send()) == number_of(parcel.send())
    assert how_many(region) == 1


def test_without_its_key_it_would_be_two(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """The control: key and receipt are what makes it one."""
    filing, session = filing_of(kiosk, maria), level_two(kiosk, card)
    Parcel(kiosk, filing, session).send()
    Parcel(kiosk, filing, session, receipt_code="AAAA-BBBB-CCCC").send()
    assert how_many(region) == 2


def test_twins_at_the_same_moment_are_one_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    body = {"receipt_code": RECEIPT, "sequence": 1, "sealed": b64encode(parcel.once_sealed()).decode()}
    headers = {**kiosk.headers, "Idempotency-Key": parcel.key}

    async def send_all() -> list[str]:
        async with region.http.open() as client:
            sent = (client.post("/v1/outbox/deliveries", json=body, headers=headers) for _ in range(8))
            return [answer.text for answer in await asyncio.gather(*sent)]

    answers = asyncio.run(send_all())
    assert len(set(answers)) == 1
    assert how_many(region) == 1


def test_replayed_three_days_later_it_is_one_request(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    number = number_of(parcel.send())
    region.clock.forward(days=3)
    kiosk.sign_in()
    assert number_of(parcel.send()) == number


def test_replayed_when_even_its_answer_is_forgotten(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    number = number_of(parcel.send())
    region.clock.forward(days=91)
    with region.database.maintenance() as connection:
        assert idempotency.purge(connection, region.clock.now) > 0
    kiosk.sign_in()
    assert number_of(parcel.send()) == number
    assert how_many(region) == 1


def test_it_waits_three_days_for_the_line(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """The session is long over when the filing arrives; it was open when it was filed."""
    session = level_two(kiosk, card)
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    parcel.once_sealed()
    kiosk.end(session)
    region.clock.forward(days=3)
    kiosk.sign_in()
    number_of(parcel.send())


def test_filed_while_the_backends_clock_was_ahead_it_waits_until_then(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """The clock is set right before the line is back: the filing is not at fault, and is not lost."""
    region.clock.forward(hours=2)
    kiosk.sign_in()
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    parcel.once_sealed()
    region.clock.forward(hours=-2)
    kiosk.sign_in()
    early = parcel.send()
    assert code_of(early) == "filing-early"
    assert int(early.headers["retry-after"]) > 0
    assert how_many(region) == 0

    region.clock.forward(hours=2)
    kiosk.sign_in()
    number_of(parcel.send())


def test_a_reenrolled_kiosk_delivers_what_it_filed_before(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    parcel.once_sealed()
    again = KioskInTest(region, kiosk.key)
    again.id = again.enrol(region.invitation()).json()["kiosk"]
    again.sign_in()

    number = number_of(parcel.send(by=again))
    assert number_of(parcel.send(by=kiosk)) == number
    assert how_many(region) == 1


def test_the_card_vouches_where_no_session_can(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    region.clock.forward(hours=1)
    kiosk.sign_in()
    unsigned = Parcel(kiosk, filing_of(kiosk, maria))
    assert refusal_of(unsigned.send()) == "filing-unproven"
    number_of(Parcel(kiosk, filing_of(kiosk, maria), card=card).send())


def test_a_signed_filing_may_come_from_another_device(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    other = region.kiosk()
    number_of(Parcel(kiosk, filing_of(kiosk, maria), card=card).send(by=other))


def test_a_parent_files_for_a_child(region: Region, kiosk: KioskInTest, maria: str, card: CardInHand) -> None:
    child = region.person("Иванов", "Пётр", date(2018, 5, 5))
    region.represents(maria, child)
    session = level_two(kiosk, card)
    number_of(Parcel(kiosk, filing_of(kiosk, maria, beneficiary=child), session).send())
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert (own["beneficiary"], own["beneficiary_name"]) == (child, "Пётр И.")


def test_a_withdrawn_kiosk_keeps_its_filing_for_later(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """Not refused for good: a technician enrols it again."""
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    with region.database.maintenance() as connection:
        connection.execute(text("UPDATE kiosks SET withdrawn_at = enrolled_at"))
    assert code_of(parcel.send()) == "kiosk-withdrawn"
    with region.database.maintenance() as connection:
        connection.execute(text("UPDATE kiosks SET withdrawn_at = NULL"))
    number_of(parcel.send())


def test_correct_and_withdraw_by_the_outbox(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    session = level_two(kiosk, card)
    number = number_of(Parcel(kiosk, filing_of(kiosk, maria), session).send())
    fewer = filing_of(kiosk, maria, action="correct", number=number)
    fewer = fewer.model_copy(update={"wishes": fewer.wishes[:1]})
    assert number_of(Parcel(kiosk, fewer, session, receipt_code="AAAA-BBBB-CCCC").send()) == number
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert (own["version"], len(own["items"]), len(own["history"])) == (2, 1, 2)

    gone = filing_of(kiosk, maria, action="withdraw", number=number)
    assert number_of(Parcel(kiosk, gone, session, receipt_code="AAAA-BBBB-EEEE").send()) == number
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert (own["state"], own["may_change"]) == ("withdrawn", False)
    late = Parcel(kiosk, gone, session, receipt_code="AAAA-BBBB-HHHH")
    assert refusal_of(late.send()) == "request-closed"
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(request_items)).scalar_one() == 3


def test_the_server_has_no_answer_of_a_failed_commit(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """No journal, no request: the whole transaction is undone, and the kiosk tries again."""
    session = level_two(kiosk, card)
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    with region.database.maintenance() as connection:
        connection.execute(text("ALTER TABLE audit_events RENAME TO audit_events_lost"))
    assert parcel.send().status_code == 500
    with region.database.maintenance() as connection:
        connection.execute(text("ALTER TABLE audit_events_lost RENAME TO audit_events"))
    number_of(parcel.send())
    assert how_many(region) == 1


def test_the_same_row_written_as_other_json_is_the_same_delivery(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    """A kiosk may have been updated between two sendings: only what is meant decides."""
    parcel = Parcel(kiosk, filing_of(kiosk, maria), level_two(kiosk, card))
    number = number_of(parcel.send())
    again = {
        "sealed": b64encode(parcel.once_sealed()).decode(),
        "sequence": 7,
        "receipt_code": parcel.receipt_code,
    }
    headers = {**kiosk.headers, "Idempotency-Key": parcel.key}
    assert number_of(region.http.post("/v1/outbox/deliveries", json=again, headers=headers)) == number
    assert how_many(region) == 1
