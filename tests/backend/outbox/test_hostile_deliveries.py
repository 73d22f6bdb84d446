"""Deliveries of a kiosk that lies: refused for good, named for operators, never a request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from backend.cards import service as cards
from backend.cards.service import Hand
from backend.contract.requests import delivery_context
from backend.contract.sealing import seal
from backend.outbox.tables import refused_deliveries
from backend.requests.tables import requests
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import Parcel, filing_of, level_two, public_key_of, refusal_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


@pytest.fixture
def session(kiosk: KioskInTest, card: CardInHand) -> str:
    return level_two(kiosk, card)


@pytest.fixture(autouse=True)
def nothing_was_made(region: Region) -> object:
    yield
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(requests)).scalar_one() == 0


def test_a_forged_receipt(kiosk: KioskInTest, maria: str, session: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    assert refusal_of(parcel.send(parcel.sealed(context="AAAA-BBBB-CCCC"))) == "seal-broken"


def test_a_changed_seal(kiosk: KioskInTest, maria: str, session: str) -> None:
    for place in (9, 45, -1):  # ephemeral key, ciphertext, tag
        parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
        changed = bytearray(parcel.once_sealed())
        changed[place] ^= 1
        assert refusal_of(parcel.send(bytes(changed))) == "seal-broken"


def test_no_seal_at_all(kiosk: KioskInTest, maria: str, session: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    assert refusal_of(parcel.send(b"\x01plain")) == "seal-broken"


def test_sealed_to_another_key_it_waits_for_that_key(kiosk: KioskInTest, maria: str, session: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    changed = bytearray(parcel.once_sealed())
    changed[1] ^= 1
    assert code_of(parcel.send(bytes(changed))) == "sealing-key-unknown"


@pytest.mark.parametrize("content", [b"{}", b"null", b"\xff", b'{"body": "{}"}'])
def test_no_filing_in_the_seal(kiosk: KioskInTest, maria: str, session: str, content: bytes) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), session)
    sealed = seal(public_key_of(kiosk), content, delivery_context(parcel.receipt_code))
    assert refusal_of(parcel.send(sealed)) == "filing-unreadable"


def test_another_kiosks_session(region: Region, kiosk: KioskInTest, maria: str, session: str) -> None:
    other = region.kiosk()
    as_own = Parcel(other, filing_of(other, maria), session)
    assert refusal_of(as_own.send()) == "filing-unproven"
    as_the_others = Parcel(other, filing_of(kiosk, maria), session)
    assert refusal_of(as_the_others.send()) == "filing-kiosk-other"


def test_somebody_elses_session(region: Region, kiosk: KioskInTest, session: str) -> None:
    neighbour = region.person("Соседова", "Анна")
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, neighbour), session).send()) == "filing-person-other"


def test_for_somebody_the_holder_does_not_act_for(
    region: Region, kiosk: KioskInTest, maria: str, session: str
) -> None:
    neighbour = region.person("Соседова", "Анна")
    parcel = Parcel(kiosk, filing_of(kiosk, maria, beneficiary=neighbour), session)
    assert refusal_of(parcel.send()) == "person-not-yours"


def test_a_session_of_level_one(kiosk: KioskInTest, maria: str, card: CardInHand) -> None:
    tapped = kiosk.tap(card).json()["session"]
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), tapped).send()) == "filing-unproven"


def test_filed_after_the_session(region: Region, kiosk: KioskInTest, maria: str, session: str) -> None:
    region.clock.forward(minutes=8)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), session).send()) == "filing-unproven"


def test_filed_before_the_session(region: Region, kiosk: KioskInTest, maria: str, session: str) -> None:
    early = region.clock.now - timedelta(minutes=5)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria, early), session).send()) == "filing-unproven"


@pytest.mark.parametrize("days", [1, -91])
def test_filed_at_an_impossible_time(region: Region, kiosk: KioskInTest, maria: str, session: str,
                                     days: int) -> None:  # fmt: skip
    at = region.clock.now + timedelta(days=days)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria, at), session).send()) == "filing-date-wrong"


def test_without_consent(kiosk: KioskInTest, maria: str, session: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria, consent=None), session)
    assert refusal_of(parcel.send()) == "filing-incomplete"


def test_signed_for_another_receipt_purpose_or_by_another_card(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    for receipt, purpose in (("AAAA-BBBB-CCCC", "filing"), ("", "holder"), ("", "session")):
        parcel = Parcel(kiosk, filing_of(kiosk, maria), card=card)
        forged = parcel.sealed(signature=parcel.signature(purpose, receipt))
        assert refusal_of(parcel.send(forged)) == "card-signature-invalid"
    own = region.card_of(region.person("Петров", "Олег"))
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), card=own).send()) == "filing-person-other"
    clone = card.with_keys_of(own)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), card=clone).send()) == "card-signature-invalid"


def test_a_changed_body_under_a_good_signature(kiosk: KioskInTest, maria: str, card: CardInHand) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria), card=card)
    signature = parcel.signature()
    parcel.filing = parcel.filing.model_copy(update={"note": "и ещё квартиру"})
    assert refusal_of(parcel.send(parcel.sealed(signature=signature))) == "card-signature-invalid"


def test_a_card_blocked_when_it_signed(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    region.clock.forward(minutes=2)
    with region.database.maintenance() as connection:
        cards.block(connection, card.card, Hand("tests", region.clock.now))
    region.clock.forward(minutes=1)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), card=card).send()) == "card-blocked"


def test_a_card_blocked_while_its_session_was_open(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand, session: str
) -> None:
    """Reported lost by telephone: a kiosk that keeps the session open files nothing more."""
    region.clock.forward(minutes=2)
    with region.database.maintenance() as connection:
        cards.block(connection, card.card, Hand("tests", region.clock.now))
    region.clock.forward(minutes=1)
    assert refusal_of(Parcel(kiosk, filing_of(kiosk, maria), session).send()) == "card-blocked"


def test_each_stands_once_in_the_operators_list(
    region: Region, kiosk: KioskInTest, maria: str, session: str
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria, consent=None), session)
    for _ in range(3):
        parcel.send()
    token = region.services.tokens.issue("op-1", ("operator",), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {token}"}
    (listed,) = region.http.get("/v1/outbox/refused", headers=headers).json()["deliveries"]
    assert (listed["receipt_code"], listed["code"]) == (parcel.receipt_code, "filing-incomplete")

    settled = f"/v1/outbox/refused/{parcel.receipt_code}/settlement?kiosk={kiosk.id}"
    assert code_of(region.http.post(settled, headers=kiosk.headers)) == "role-missing"
    assert region.http.post(settled, headers=headers).status_code == 204
    assert code_of(region.http.post(settled, headers=headers)) == "delivery-unknown"
    with region.database.maintenance() as connection:
        kept = connection.execute(select(refused_deliveries.c.sealed)).scalar_one()
    assert kept == parcel.once_sealed()


def test_settling_one_leaves_what_another_kiosk_brought_under_the_same_receipt(
    region: Region, kiosk: KioskInTest, maria: str, session: str
) -> None:
    """Else a kiosk could make operators clear away another kiosk's lost filing."""
    other = region.kiosk()
    lost = Parcel(kiosk, filing_of(kiosk, maria, consent=None), session)
    bait = Parcel(other, filing_of(other, maria, consent=None), session)
    lost.send()
    bait.send()
    token = region.services.tokens.issue("op-1", ("operator",), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {token}"}
    settled = f"/v1/outbox/refused/{bait.receipt_code}/settlement"
    assert region.http.post(f"{settled}?kiosk={other.id}", headers=headers).status_code == 204
    (left,) = region.http.get("/v1/outbox/refused", headers=headers).json()["deliveries"]
    assert left["kiosk"] == kiosk.id


def test_the_same_key_with_another_body(kiosk: KioskInTest, maria: str, session: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria, consent=None), session)
    parcel.send()
    assert code_of(parcel.send(parcel.sealed())) == "idempotency-key-reused"
