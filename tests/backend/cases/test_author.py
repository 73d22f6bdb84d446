"""At a kiosk the author reads the text and signs it by card, and from that day on the law counts."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from sqlalchemy import select

from backend.cases.tables import case_signatures
from backend.contract.case_signing import CASE_PURPOSE, signing_nonce
from backend.contract.challenge import challenge
from tests.backend.cases.conftest import Desk, refusal
from tests.backend.cases.signing import own, shown_hash, sign, signature
from tests.backend.filing import level_two
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


def test_what_was_prepared_by_phone_is_signed_at_the_kiosk(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case = desk.must(desk.open(author=maria), "handing-over")
    card = region.card_of(maria)
    session = level_two(kiosk, card)
    (waiting,) = own(kiosk, session).json()["cases"]
    assert (waiting["number"], waiting["state"]) == (case["number"], "awaiting_signature")
    signed = sign(kiosk, session, waiting, card)
    assert signed.status_code == 200, signed.text
    told = signed.json()
    assert (told["state"], told["channel"], told["due"]["on"]) == ("registered", "kiosk", "2026-12-18")
    assert told["text"]["signed_on"] == "2026-11-20"
    assert (told["signed"]["kiosk"], told["signed"]["version"]) == (kiosk.id, 2)
    assert told["signed"]["text_hash"] == shown_hash(waiting)
    assert refusal(sign(kiosk, session, told, card)).code == "case-state"


def test_the_signature_that_is_kept_can_be_verified_by_anybody(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    assert sign(kiosk, level_two(kiosk, card), case, card).status_code == 200
    with region.database.maintenance() as connection:
        (kept,) = connection.execute(select(case_signatures)).mappings().all()
    bound = signing_nonce(kept["nonce"], kept["number"], kept["version"], kept["text_hash"])
    digest = challenge(kept["kiosk"], bound, "9A", CASE_PURPOSE)
    key = x509.load_der_x509_certificate(kept["certificate"]).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(kept["signature"], digest, ec.ECDSA(Prehashed(hashes.SHA256())))
    assert kept["text_hash"] == shown_hash(case)


def test_a_person_is_told_how_many_texts_wait(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    desk.open(author=maria)
    desk.must(desk.open(author=maria), "handing-over")
    desk.register(desk.open(author=maria))
    card = region.card_of(maria)
    session = str(kiosk.tap(card).json()["session"])
    assert kiosk.enter_pin(session, card).json()["to_sign"] == 2


def test_a_text_that_was_changed_meanwhile_is_not_registered(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    session = level_two(kiosk, card)
    (shown,) = own(kiosk, session).json()["cases"]
    desk.must(case, "text", text={**case["text"], "substance": "Другое"}, author=maria)
    late = sign(kiosk, session, shown, card)
    assert refusal(late).code == "case-changed"
    assert desk.view(case)["state"] == "prepared"


def test_a_kiosk_that_shows_another_text_registers_nothing(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    session = level_two(kiosk, card)
    other = {**case, "text": {**case["text"], "substance": "Отдайте квартиру"}}
    lie = sign(kiosk, session, other, card)
    assert refusal(lie).code == "case-text-differs"
    told_right = sign(kiosk, session, other, card, told_hash=shown_hash(case))
    assert refusal(told_right).code == "card-signature-invalid"
    assert desk.view(case)["state"] == "prepared"
    # The control: the same card and session, and the text that stands here.
    assert sign(kiosk, session, case, card).status_code == 200


@pytest.mark.parametrize("purpose", ["holder", "session", "filing"])
def test_a_signature_for_something_else_signs_no_petition(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str, purpose: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    refused = sign(kiosk, level_two(kiosk, card), case, card, purpose=purpose)
    assert refusal(refused).code == "card-signature-invalid"
    assert desk.view(case)["state"] == "prepared"


def test_a_signature_is_used_once(region: Region, kiosk: KioskInTest, desk: Desk, maria: str) -> None:
    first, second = desk.open(author=maria), desk.open(author=maria)
    card = region.card_of(maria)
    session, nonce = level_two(kiosk, card), kiosk.nonce()
    body = signature(kiosk, card, first, nonce)
    assert sign(kiosk, session, first, card, body=body).status_code == 200
    assert refusal(sign(kiosk, session, first, card, body=body)).code == "nonce-burnt"
    assert refusal(sign(kiosk, session, second, card, nonce=nonce)).code == "nonce-burnt"
    assert desk.view(second)["state"] == "prepared"


def test_another_card_of_nobody_here_signs_nothing(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    stranger = region.card_of(region.person("Орлова"))
    session = level_two(kiosk, card)
    assert refusal(sign(kiosk, session, case, stranger)).code == "card-changed"
    assert refusal(sign(kiosk, session, case, card.with_keys_of(stranger))).code == "card-signature-invalid"
    assert desk.view(case)["state"] == "prepared"


def test_nobody_signs_for_somebody_else(region: Region, kiosk: KioskInTest, desk: Desk, maria: str) -> None:
    case = desk.open(author=maria)
    other = region.card_of(region.person("Орлова"))
    session = level_two(kiosk, other)
    assert refusal(sign(kiosk, session, case, other)).code == "case-unknown"
    assert own(kiosk, session).json()["cases"] == []


def test_the_card_alone_signs_nothing(region: Region, kiosk: KioskInTest, desk: Desk, maria: str) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    assert refusal(sign(kiosk, session, case, card)).code == "session-level"
    assert desk.view(case)["state"] == "prepared"


def test_what_lacks_is_named_at_the_kiosk_too(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria, text={"addressee": ""}), region.card_of(maria)
    refused = sign(kiosk, level_two(kiosk, card), case, card)
    assert (refusal(refused).code, refused.json()["missing"]) == ("case-incomplete", ["addressee"])
