"""Certificates name the card and nothing of its holder; wrong identities and keys are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from backend.cards.certificates import (
    ID_PIV_CARD_AUTH,
    CardKeyUnsuitable,
    fingerprint,
    issue_card_certificate,
)
from backend.cards.identity import CardIdentity, CardIdentityInvalid, identity_of
from backend.cards.issuing import CardOrder, certify, last_day_of
from backend.cards.making import new_key, read_public_key
from tests.backend.region import START, TEST_CA

IDENTITY = CardIdentity("51", "0000004821", "0123456789abcdef0123456789abcdef")
ORDER = CardOrder("card-1", "person-1", IDENTITY, START, date(2031, 11, 20))


@pytest.fixture(scope="module")
def pair() -> tuple[x509.Certificate, x509.Certificate]:
    keys = (new_key().public_key(), new_key().public_key())
    made = certify(TEST_CA, ORDER, keys, (1, 2))
    assert made.new.fingerprint_9e == fingerprint(made.certificate_9e)
    return (
        x509.load_der_x509_certificate(made.certificate_9e),
        x509.load_der_x509_certificate(made.certificate_9a),
    )


def test_both_certificates_carry_the_same_identity(pair: tuple[x509.Certificate, x509.Certificate]) -> None:
    assert identity_of(pair[0]) == identity_of(pair[1]) == IDENTITY


def test_the_region_ca_signed_them(pair: tuple[x509.Certificate, x509.Certificate]) -> None:
    for certificate in pair:
        certificate.verify_directly_issued_by(TEST_CA.certificate)


def test_the_card_key_says_so_critically_and_the_holder_key_may_sign_in(
    pair: tuple[x509.Certificate, x509.Certificate],
) -> None:
    of_card, of_holder = (
        certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage) for certificate in pair
    )
    assert of_card.critical
    assert list(of_card.value) == [ID_PIV_CARD_AUTH]
    assert set(of_holder.value) == {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SMARTCARD_LOGON}


def test_a_card_is_good_through_its_whole_last_day(pair: tuple[x509.Certificate, x509.Certificate]) -> None:
    assert pair[0].not_valid_after_utc == datetime(2031, 11, 21, tzinfo=UTC)
    assert pair[0].not_valid_before_utc < START


def test_nothing_of_the_holder_is_in_a_certificate(pair: tuple[x509.Certificate, x509.Certificate]) -> None:
    for certificate in pair:
        names = {attribute.oid for attribute in certificate.subject}
        assert names == {
            NameOID.ORGANIZATION_NAME,
            NameOID.ORGANIZATIONAL_UNIT_NAME,
            NameOID.COMMON_NAME,
        }
        assert b"person-1" not in certificate.public_bytes(Encoding.DER)


def test_a_key_on_another_curve_is_refused() -> None:
    with pytest.raises(CardKeyUnsuitable):
        issue_card_certificate(
            ca_key=TEST_CA.key,
            ca_certificate=TEST_CA.certificate,
            public_key=ec.generate_private_key(ec.SECP384R1()).public_key(),
            kind="9E",
            identity=IDENTITY,
            validity=ORDER.validity(),
            certificate_serial=1,
        )


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_public_key_is_refused_by_name(pem: bytes) -> None:
    with pytest.raises(CardKeyUnsuitable):
        read_public_key(pem)


@pytest.mark.parametrize(
    ("issuer", "serial", "guid"),
    [
        ("5", "000001", "a" * 32),
        ("51:", "000001", "a" * 32),
        ("51", "00 001", "a" * 32),
        ("51", "000001", "A" * 32),
        ("51", "000001", "a" * 31),
        ("51", "٠٠٠٠٠١", "a" * 32),
    ],
)
def test_an_ambiguous_identity_cannot_be_made(issuer: str, serial: str, guid: str) -> None:
    with pytest.raises(CardIdentityInvalid):
        CardIdentity(issuer, serial, guid)


@given(
    st.lists(
        st.sampled_from(
            [*IDENTITY.uris(), "urn:okno:card:51:777777", "urn:uuid:00000000-0000-0000-0000-000000000000"]
        ),
        max_size=4,
    )
)
def test_only_exactly_one_card_and_one_guid_make_an_identity(uris: list[str]) -> None:
    certificate = certificate_with(uris)
    cards = [uri for uri in uris if uri.startswith("urn:okno:card:")]
    guids = [uri for uri in uris if uri.startswith("urn:uuid:")]
    if len(cards) == 1 and len(guids) == 1:
        assert set(identity_of(certificate).uris()) == set(uris)
        return
    with pytest.raises(CardIdentityInvalid):
        identity_of(certificate)


def test_29_february_and_five_years_is_28_february() -> None:
    assert last_day_of(date(2028, 2, 29)) == date(2033, 2, 28)


def certificate_with(uris: list[str]) -> x509.Certificate:
    key = TEST_CA.key
    builder = (
        x509.CertificateBuilder()
        .subject_name(TEST_CA.certificate.subject)
        .issuer_name(TEST_CA.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
    )
    if uris:
        names = [x509.UniformResourceIdentifier(uri) for uri in uris]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(key, hashes.SHA256())
