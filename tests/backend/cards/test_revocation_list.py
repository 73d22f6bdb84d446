"""The list of revoked cards: what is on it, whom it convinces, and openssl as a judge of its own."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Connection

from backend.card_proof.revocation import Standing, standing
from backend.cards import service
from backend.cards.issuing import CertifiedCard
from backend.cards.making import make_certified, new_key, new_order
from backend.cards.revocation_list import GOOD_FOR, make_revocation_list
from backend.cards.values import CardState, RevokedCard
from backend.database.doors import Database
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa, make_region_ca
from tests.backend.region import HAND, START, TEST_CA, Region
from tests.backend.site import Site

SECOND = timedelta(seconds=1)
OTHER_CA = make_region_ca(START, "Test region CA")  # of the same name


def made_card(person: str, authority: RegionCa = TEST_CA, now: datetime = START) -> CertifiedCard:
    order = new_order(person, "51", now, now.date() + timedelta(days=365))
    return make_certified(authority, order, (new_key().public_key(), new_key().public_key()))


def certificates(card: CertifiedCard) -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(der) for der in (card.certificate_9e, card.certificate_9a)]


CARD = made_card("p1")
CERTIFICATE = certificates(CARD)[0]
OTHER = certificates(made_card("p2"))[0]
LOST = RevokedCard((CERTIFICATE.serial_number,), CardState.LOST, START)
LIST = make_revocation_list(TEST_CA, [LOST], START).public_bytes(Encoding.DER)


def judged(content: bytes, certificate: x509.Certificate = OTHER, now: datetime = START) -> Standing:
    return standing(content, certificate, TEST_CA.certificate, now)


def test_a_revoked_certificate_is_found_and_another_is_good() -> None:
    assert judged(LIST, CERTIFICATE) == "revoked"
    assert judged(LIST) == "good"
    pem = make_revocation_list(TEST_CA, [LOST], START).public_bytes(Encoding.PEM)
    assert (judged(pem, CERTIFICATE), judged(pem)) == ("revoked", "good")


def test_after_a_week_the_list_clears_nobody() -> None:
    assert judged(LIST, now=START + GOOD_FOR - SECOND) == "good"
    assert judged(LIST, now=START + GOOD_FOR) == "crl-stale"
    # Who was revoked stays so, however old the list.
    assert judged(LIST, CERTIFICATE, START + GOOD_FOR) == "revoked"


def test_a_list_of_the_future_is_not_believed() -> None:
    assert judged(LIST, now=START - timedelta(minutes=4)) == "good"
    assert judged(LIST, now=START - timedelta(minutes=6)) == "crl-invalid"


def changed(position: int) -> bytes:
    return LIST[:position] + bytes([LIST[position] ^ 1]) + LIST[position + 1 :]


def with_delta_mark() -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(TEST_CA.certificate.subject)
        .last_update(START)
        .next_update(START + GOOD_FOR)
        .add_extension(x509.DeltaCRLIndicator(1), critical=True)
    )
    return builder.sign(TEST_CA.key, hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    "content",
    [b"", b"no list", LIST[:-1], changed(-1), changed(60), with_delta_mark(),
     make_revocation_list(OTHER_CA, [], START).public_bytes(Encoding.DER)],
    ids=["empty", "text", "cut off", "other signature", "other content", "a part only", "another authority"],
)  # fmt: skip
def test_what_is_no_list_of_the_region_is_refused(content: bytes) -> None:
    assert judged(content) == "crl-invalid"
    assert judged(content, CERTIFICATE) == "crl-invalid"


def test_a_certificate_of_another_authority_is_not_the_lists_business() -> None:
    foreign = certificates(made_card("p3", make_region_ca(START, "Elsewhere")))[0]
    assert judged(LIST, foreign) == "crl-invalid"


def one_card_in_each_state(connection: Connection, people: list[str]) -> dict[CardState, CertifiedCard]:
    ends = {
        CardState.ACTIVE: None,
        CardState.BLOCKED: service.block,
        CardState.LOST: service.report_lost,
        CardState.EXPIRED: service.expire,
    }
    cards = {}
    for state, end in ends.items():
        cards[state] = made_card(people.pop())
        service.issue(connection, cards[state].new, HAND)
        if end is not None:
            end(connection, cards[state].new.card, HAND)
    old = made_card(people.pop())
    service.issue(connection, old.new, HAND)
    service.replace(connection, old.new.card, made_card(old.new.person).new, HAND)
    return cards | {CardState.REPLACED: old}


def test_the_table_says_who_is_on_the_list(region: Region, database: Database) -> None:
    people = [region.person() for _ in range(5)]
    with database.maintenance() as connection:
        cards = one_card_in_each_state(connection, people)
        revoked = service.revoked(connection, START.date())
        later = service.revoked(connection, START.date() + timedelta(days=366))
    made = make_revocation_list(TEST_CA, revoked, START)
    reasons = {
        entry.serial_number: entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.value
        for entry in made
    }
    expected = {
        certificate.serial_number: reason
        for state, reason in (
            (CardState.BLOCKED, "certificateHold"),
            (CardState.LOST, "keyCompromise"),
            (CardState.REPLACED, "superseded"),
        )
        for certificate in certificates(cards[state])
    }
    assert reasons == expected
    assert {card.at for card in revoked} == {HAND.at}
    assert later == ()  # their certificates have run out by themselves


def openssl(*arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.slow
def test_openssl_agrees_with_the_list_of_the_command(
    region: Region, database: Database, database_url: str, tmp_path: Path
) -> None:
    """`card crl` on the command line; `openssl crl` and `openssl verify -crl_check` as judges."""
    now = datetime.now(UTC)
    authority = RegionCa.load_or_make(tmp_path / "data", now)
    clerk = Site(tmp_path / "data", database_url)
    ca = str(tmp_path / "data" / CA_CERTIFICATE_FILE)
    cards = {"good": region.person(), "lost": region.person()}
    made = {name: made_card(person, authority, now) for name, person in cards.items()}
    with database.maintenance() as connection:
        for card in made.values():
            service.issue(connection, card.new, HAND)
    clerk.must("card", "lost", made["lost"].new.card)

    pem, der = tmp_path / "region.pem", tmp_path / "region.crl"
    assert clerk.must("card", "crl", "--out", str(pem)).strip().endswith(": 1")
    clerk.must("card", "crl", "--out", str(der))
    assert der.stat().st_mode & 0o777 == 0o644
    assert "verify OK" in openssl("crl", "-in", str(pem), "-CAfile", ca, "-noout")
    assert "Key Compromise" in openssl("crl", "-in", str(der), "-inform", "DER", "-noout", "-text")
    for name, verdict in (("good", "OK"), ("lost", "certificate revoked")):
        for kind, certificate in zip(("9e", "9a"), certificates(made[name]), strict=True):
            file = tmp_path / f"{name}-{kind}.pem"
            file.write_bytes(certificate.public_bytes(Encoding.PEM))
            told = openssl("verify", "-crl_check", "-CAfile", ca, "-CRLfile", str(pem), str(file))
            assert verdict in told, told
            ours = standing(der.read_bytes(), certificate, authority.certificate, now + SECOND)
            assert ours == ("good" if name == "good" else "revoked")
    # Long after, both say that the list is too old.
    late = now + timedelta(days=30)
    told = openssl(
        "verify", "-crl_check", "-attime", str(int(late.timestamp())), "-CAfile", ca,
        "-CRLfile", str(pem), str(tmp_path / "good-9e.pem"),
    )  # fmt: skip
    assert "CRL has expired" in told
    assert (
        standing(der.read_bytes(), certificates(made["good"])[0], authority.certificate, late) == "crl-stale"
    )
