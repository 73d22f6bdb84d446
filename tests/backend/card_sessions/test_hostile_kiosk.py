"""An enrolled kiosk that lies: whatever it tries, it learns nothing about people."""

from __future__ import annotations

import pytest

from backend.kiosks import service as kiosks
from tests.backend.app_http import code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


@pytest.fixture
def maria(region: Region) -> str:
    return region.person()


def test_it_says_the_pin_was_right_but_has_only_the_card(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]

    with_9e = card.proof(kiosk.id, kiosk.nonce(), "9E", purpose="holder")
    assert code_of(kiosk.send_holder_proof(session, with_9e)) == "card-certificate-invalid"

    mixed = {**card.proof(kiosk.id, kiosk.nonce(), "9A"), "signature": with_9e["signature"]}
    assert code_of(kiosk.send_holder_proof(session, mixed)) == "card-signature-invalid"
    assert code_of(kiosk.file_of(session, maria)) == "session-level"


def test_it_uses_the_tap_signature_as_the_holders(region: Region, kiosk: KioskInTest, maria: str) -> None:
    """The same key and nonce, another purpose: the digest differs."""
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    proof = card.proof(kiosk.id, kiosk.nonce(), "9A", purpose="session")
    assert code_of(kiosk.send_holder_proof(session, proof)) == "card-signature-invalid"


def test_it_raises_one_persons_session_by_another_card(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    own = region.card_of(region.person("Петров", "Олег"))
    session = kiosk.tap(region.card_of(maria)).json()["session"]
    answer = kiosk.enter_pin(session, own)
    assert code_of(answer) == "card-changed"
    assert "Олег" not in answer.text
    assert code_of(kiosk.file_of(session, maria)) == "session-level"


def test_it_shows_card_bs_number_with_card_as_key(region: Region, kiosk: KioskInTest, maria: str) -> None:
    a, b = region.card_of(region.person("Петров", "Олег")), region.card_of(maria)
    assert code_of(kiosk.tap(a.with_chuid_of(b))) == "card-guid-mismatch"
    certificate_of_b = {**a.proof(kiosk.id, kiosk.nonce()), "certificate": b.proof("", "")["certificate"]}
    certificate_of_b["guid"] = b.identity.guid
    assert code_of(kiosk.send_proof(certificate_of_b)) == "card-signature-invalid"


def test_it_collects_signatures_in_advance(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    collected = card.proof(kiosk.id, kiosk.nonce())
    region.clock.forward(seconds=121)
    assert code_of(kiosk.send_proof(collected)) == "nonce-expired"
    region.clock.forward(minutes=9)
    kiosk.sign_in()
    made_up = card.proof(kiosk.id, "0" * 43)
    assert code_of(kiosk.send_proof(made_up)) == "nonce-unknown"


def test_it_uses_another_kiosks_nonce_or_signature(region: Region, kiosk: KioskInTest, maria: str) -> None:
    other, card = region.kiosk(), region.card_of(maria)
    assert code_of(kiosk.send_proof(card.proof(kiosk.id, other.nonce()))) == "nonce-unknown"
    signed_for_other = card.proof(other.id, kiosk.nonce())
    assert code_of(kiosk.send_proof(signed_for_other)) == "card-signature-invalid"


def test_it_replays(region: Region, kiosk: KioskInTest, maria: str) -> None:
    proof = region.card_of(maria).proof(kiosk.id, kiosk.nonce())
    assert kiosk.send_proof(proof).status_code == 201
    assert code_of(kiosk.send_proof(proof)) == "nonce-burnt"


def test_a_failed_attempt_burns_the_nonce(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card, other = region.card_of(maria), region.card_of(region.person("Петров", "Олег"))
    nonce = kiosk.nonce()
    assert (
        code_of(kiosk.send_proof(card.with_keys_of(other).proof(kiosk.id, nonce))) == "card-signature-invalid"
    )
    assert code_of(kiosk.send_proof(card.proof(kiosk.id, nonce))) == "nonce-burnt"


def test_it_uses_another_kiosks_session(region: Region, kiosk: KioskInTest, maria: str) -> None:
    other, card = region.kiosk(), region.card_of(maria)
    session = other.tap(card).json()["session"]
    assert other.enter_pin(session, card).status_code == 201
    assert code_of(kiosk.file_of(session, maria)) == "session-expired"
    assert code_of(kiosk.enter_pin(session, card)) == "session-expired"
    assert kiosk.end(session).status_code == 204
    assert other.file_of(session, maria).status_code == 200  # a stranger cannot end it either


def test_it_asks_without_a_card(region: Region, kiosk: KioskInTest, maria: str) -> None:
    assert code_of(kiosk.file_of("", maria)) == "session-missing"
    assert code_of(kiosk.file_of("A" * 43, maria)) == "session-expired"
    assert code_of(kiosk.file_of("A" * 9999, maria)) == "session-expired"


def test_it_asks_without_being_a_kiosk(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    proof, session = card.proof(kiosk.id, kiosk.nonce()), kiosk.tap(card).json()["session"]
    kiosk.token = region.services.tokens.issue("somebody", ("operator",), region.clock.now).access_token
    assert code_of(kiosk.send_proof(proof)) == "role-missing"
    assert code_of(kiosk.file_of(session, maria)) == "role-missing"
    kiosk.token = kiosk.token[:-4] + "AAAA"
    assert code_of(kiosk.send_proof(proof)) == "token-invalid"


def test_withdrawn_in_the_middle_it_gets_nothing_more(region: Region, kiosk: KioskInTest, maria: str) -> None:
    """Its token is good for some minutes yet; nonces and proofs are refused at once."""
    card = region.card_of(maria)
    nonce, session = kiosk.nonce(), kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)
    with region.database.maintenance() as connection:
        assert kiosks.withdraw(connection, kiosk.id, region.clock.now, "tests")

    assert code_of(region.http.post("/v1/nonces", headers=kiosk.headers)) == "kiosk-withdrawn"
    assert code_of(kiosk.send_proof(card.proof(kiosk.id, nonce))) == "kiosk-withdrawn"
    assert code_of(kiosk.file_of(session, maria)) == "kiosk-withdrawn"
    assert code_of(kiosk.ask_token(kiosk.assertion())) == "kiosk-withdrawn"
