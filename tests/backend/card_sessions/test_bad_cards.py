"""Each wrong card gets its own code, and no name with it."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

import pytest

from backend.audit import service as audit
from backend.cards import service as cards
from backend.region_ca import make_region_ca
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import HAND, START, Region


@pytest.fixture
def maria(region: Region) -> str:
    return region.person()


def refused(kiosk: KioskInTest, card: CardInHand) -> str:
    answer = kiosk.tap(card)
    assert "Мария" not in answer.text
    return code_of(answer)


@pytest.mark.parametrize(
    ("change", "code"), [(cards.block, "card-blocked"), (cards.report_lost, "card-lost")]
)
def test_the_cards_table_decides(
    region: Region, kiosk: KioskInTest, maria: str, change: object, code: str
) -> None:
    card = region.card_of(maria)
    assert kiosk.tap(card).status_code == 201
    with region.database.maintenance() as connection:
        change(connection, card.card, HAND)  # type: ignore[operator]
    assert refused(kiosk, card) == code


def test_a_card_blocked_in_the_middle_shows_nothing_more(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    assert kiosk.enter_pin(session, card).status_code == 201
    with region.database.maintenance() as connection:
        cards.block(connection, card.card, HAND)
    assert code_of(kiosk.file_of(session, maria)) == "card-blocked"
    assert code_of(kiosk.enter_pin(session, card)) == "card-blocked"


def test_a_card_past_its_certificate_is_expired(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    region.clock.forward(days=365 * 5 + 3)
    kiosk.sign_in()
    assert refused(kiosk, card) == "card-expired"


def test_a_certificate_from_the_future_is_not_good(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria, valid_from=START + timedelta(days=2))
    assert refused(kiosk, card) == "card-certificate-invalid"


def test_another_regions_card_is_foreign(region: Region, kiosk: KioskInTest, maria: str) -> None:
    elsewhere = make_region_ca(START, "Another region")
    assert refused(kiosk, region.card_of(maria, elsewhere)) == "card-foreign-issuer"


def test_a_forged_authority_of_our_name_is_not_believed(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    forged = make_region_ca(START, "Test region CA")
    assert refused(kiosk, region.card_of(maria, forged)) == "card-certificate-invalid"


def test_a_forged_certificate_cannot_call_itself_expired(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    forged = make_region_ca(START, "Test region CA")
    card = region.card_of(maria, forged)
    region.clock.forward(days=365 * 5 + 3)
    kiosk.sign_in()
    assert refused(kiosk, card) == "card-certificate-invalid"


def test_a_clone_with_another_key_is_caught(region: Region, kiosk: KioskInTest, maria: str) -> None:
    stolen_from, own = region.card_of(maria), region.card_of(region.person("Петров", "Олег"))
    assert refused(kiosk, stolen_from.with_keys_of(own)) == "card-signature-invalid"


def test_another_cards_number_is_caught(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card, other = region.card_of(maria), region.card_of(region.person("Петров", "Олег"))
    assert refused(kiosk, card.with_chuid_of(other)) == "card-guid-mismatch"


def test_a_genuine_card_that_is_not_in_the_table_is_unknown(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    class Undone(Exception):
        pass

    held: list[CardInHand] = []
    with pytest.raises(Undone), region.database.maintenance() as connection:
        held.append(region.issue(connection, maria, region.authority, START))
        raise Undone
    assert refused(kiosk, held[0]) == "card-unknown"


def test_the_holders_key_opens_no_session(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    proof = card.proof(kiosk.id, kiosk.nonce(), "9A", purpose="session")
    assert code_of(kiosk.send_proof(proof)) == "card-certificate-invalid"


@pytest.mark.parametrize("certificate", [b"", b"\x00", b"\x30\x82\xff\xff" + b"\x00" * 64, b"x" * 6000])
def test_rubbish_for_a_certificate(
    region: Region, kiosk: KioskInTest, maria: str, certificate: bytes
) -> None:
    proof = region.card_of(maria).proof(kiosk.id, kiosk.nonce())
    proof["certificate"] = b64encode(certificate).decode()
    assert code_of(kiosk.send_proof(proof)) == "card-certificate-invalid"


def test_a_refused_card_is_in_the_journal(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    with region.database.maintenance() as connection:
        cards.report_lost(connection, card.card, HAND)
    kiosk.tap(card)
    from_journal = journal(region, maria)
    assert from_journal == [("card_session.open", "card-lost")]


def journal(region: Region, person: str) -> list[tuple[str, str]]:
    with region.database.maintenance() as connection:
        return [(event.action, event.outcome) for event in audit.of_person(connection, person)]
