"""The kiosk's client files, corrects, withdraws and leaves answers, against a real server over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.client import ClientFailure, KioskClient, KioskIdentity
from backend.contract.handoffs import HandoffCode, HandoffIn, SlipIn
from backend.contract.kiosks import EnrolledKiosk, Heartbeat, HeartbeatAnswer
from backend.contract.people import PersonalFile
from backend.contract.requests import (
    Answer,
    ConsentGiven,
    CorrectionIn,
    Delivery,
    DeliveryAnswer,
    Envelope,
    Filing,
    OwnRequest,
    Wish,
    delivery_context,
)
from backend.contract.sealing import seal
from tests.backend.filing import CONSENT_WORDS, RECEIPT, raw_key
from tests.backend.kiosk_client import client_of, enrolled_at, opened, proof_of
from tests.backend.region import Region
from tests.backend.served import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]
WISHES = (Wish(measure="monthly-cash-payment", kind="guaranteed", verdict="entitled"),)
PACK = "ab" * 32


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    with serving(region, tmp_path / "data") as running:
        yield running


@pytest.fixture
def enrolled(served: Served) -> tuple[EnrolledKiosk, KioskIdentity]:
    return enrolled_at(served)


@pytest.fixture
def client(served: Served, enrolled: tuple[EnrolledKiosk, KioskIdentity]) -> Iterator[KioskClient]:
    with client_of(served, enrolled[1]) as made:
        yield made


def consent(at: datetime) -> ConsentGiven:
    return ConsentGiven(text=CONSENT_WORDS, given_at=at)


def test_from_the_card_to_a_number_and_back(
    served: Served, client: KioskClient, enrolled: tuple[EnrolledKiosk, KioskIdentity]
) -> None:
    kiosk, now = enrolled[0], served.region.clock.now
    person = served.region.person()
    card = served.region.card_of(person)
    session = opened(client, card).session
    client.prove_holder(session, proof_of(client, card, "9A"))

    filing = Filing(
        kiosk=kiosk.kiosk,
        filed_at=now,
        applicant=person,
        beneficiary=person,
        wishes=WISHES,
        consent=consent(now),
        pack_hash=PACK,
        on=now.date(),
    )
    envelope = Envelope(body=filing.model_dump_json(), session=session)
    sealed = seal(raw_key(kiosk.sealing_key), envelope.model_dump_json().encode(), delivery_context(RECEIPT))
    delivery = Delivery.model_construct(receipt_code=RECEIPT, sequence=1, sealed=sealed)
    told = client.deliver(delivery, "d" * 32)
    assert isinstance(told, DeliveryAnswer), told
    assert told.outcome == "accepted"
    assert client.deliver(delivery, "d" * 32) == told

    correction = CorrectionIn(wishes=WISHES * 2, consent=consent(now), pack_hash=PACK, on=now.date())
    corrected = client.correct_request(session, told.request_number, correction, "e" * 32)
    assert isinstance(corrected, OwnRequest), corrected
    assert (corrected.version, len(corrected.items)) == (2, 2)
    withdrawn = client.withdraw_request(session, told.request_number, "f" * 32)
    assert isinstance(withdrawn, OwnRequest), withdrawn
    assert client.withdraw_request(session, told.request_number, "f" * 32) == withdrawn

    file = client.personal_file(session, person)
    assert isinstance(file, PersonalFile)
    assert [each.state for each in file.requests] == ["withdrawn"]
    again = client.withdraw_request(session, told.request_number, "g" * 32)
    assert isinstance(again, ClientFailure)
    assert again.code == "request-closed"


def test_answers_are_left_behind_a_code(client: KioskClient, served: Served) -> None:
    answers = (Answer(fact="income-per-person", value="18500.00"),)
    on = served.region.clock.now.date()
    handoff = HandoffIn(goals="all", answers=answers, pack_hash=PACK, on=on)
    first = client.leave_handoff(handoff, "h" * 32)
    assert isinstance(first, HandoffCode), first
    assert client.leave_handoff(handoff, "h" * 32) == first
    slip = SlipIn(wishes=WISHES, answers=answers, pack_hash=PACK, on=on)
    assert isinstance(client.leave_slip(slip, "i" * 32), HandoffCode)


def test_enrolment_and_heartbeat_tell_the_same_key(
    served: Served, client: KioskClient, enrolled: tuple[EnrolledKiosk, KioskIdentity]
) -> None:
    beat = Heartbeat(
        sent_at=served.region.clock.now,
        reader="ready",
        printer="ready",
        voice="ready",
        pack_hash=PACK,
        version="1",
        uptime_seconds=1,
    )
    told = client.send_heartbeat(beat)
    assert isinstance(told, HeartbeatAnswer)
    assert told.sealing_key == enrolled[0].sealing_key == served.region.services.sealing_key.public_text
