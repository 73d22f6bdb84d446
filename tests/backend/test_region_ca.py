"""The region CA and the server's certificate: made once, kept, renewed when needed."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from backend.region_ca import (
    CA_CERTIFICATE_FILE,
    CA_KEY_FILE,
    RegionCa,
    RegionCaIncomplete,
    RegionCaMissing,
    ServerCertificateUnusable,
    end_of,
    ensure_server_identity,
    load_server_identity,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = ("localhost", "127.0.0.1")


def test_it_is_made_once(tmp_path: Path) -> None:
    with pytest.raises(RegionCaMissing):
        RegionCa.load(tmp_path)
    made = RegionCa.load_or_make(tmp_path, NOW)
    assert RegionCa.load_or_make(tmp_path, NOW).certificate == made.certificate
    assert RegionCa.load(tmp_path).certificate == made.certificate
    assert stat.S_IMODE((tmp_path / CA_KEY_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("lost", [CA_KEY_FILE, CA_CERTIFICATE_FILE])
def test_half_of_it_is_never_made_anew(tmp_path: Path, lost: str) -> None:
    """Another key would be no authority for the cards that are out already."""
    RegionCa.load_or_make(tmp_path, NOW)
    (tmp_path / lost).unlink()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    for make in (RegionCa.load, lambda folder: RegionCa.load_or_make(folder, NOW)):
        with pytest.raises(RegionCaIncomplete) as refused:
            make(tmp_path)
        assert refused.value.code == "region-ca-incomplete"
        assert lost in str(refused.value)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_its_key_is_in_no_repr(tmp_path: Path) -> None:
    made = RegionCa.load_or_make(tmp_path, NOW)
    assert "PrivateKey" not in repr(made)


def server_certificate(tmp_path: Path, names: tuple[str, ...], now: datetime) -> x509.Certificate:
    authority = RegionCa.load_or_make(tmp_path, NOW)
    identity = ensure_server_identity(authority, tmp_path, names, now)
    certificate = x509.load_pem_x509_certificate(identity.certificate.read_bytes())
    certificate.verify_directly_issued_by(authority.certificate)
    return certificate


def test_the_servers_certificate_is_kept_and_renewed_in_time(tmp_path: Path) -> None:
    first = server_certificate(tmp_path, NAMES, NOW)
    assert server_certificate(tmp_path, NAMES, NOW + timedelta(days=300)) == first
    assert server_certificate(tmp_path, NAMES, NOW + timedelta(days=380)) != first


def test_a_server_takes_no_certificate_past_its_end(tmp_path: Path) -> None:
    server_certificate(tmp_path, NAMES, NOW)
    authority = RegionCa.load_certificate(tmp_path)
    end = end_of(load_server_identity(authority, tmp_path, NAMES, NOW + timedelta(days=380)))
    for names, now in ((NAMES, end + timedelta(seconds=1)), (("elsewhere",), NOW)):
        with pytest.raises(ServerCertificateUnusable):
            load_server_identity(authority, tmp_path, names, now)


def test_new_names_need_a_new_certificate(tmp_path: Path) -> None:
    first = server_certificate(tmp_path, NAMES, NOW)
    other = server_certificate(tmp_path, (*NAMES, "okno.example"), NOW)
    assert other != first
    named = other.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["localhost", "okno.example"]


def test_a_damaged_certificate_is_made_anew(tmp_path: Path) -> None:
    first = server_certificate(tmp_path, NAMES, NOW)
    (tmp_path / "server.pem").write_bytes(b"damaged")
    assert server_certificate(tmp_path, NAMES, NOW) != first


def test_an_authority_may_sign_no_further_authority(tmp_path: Path) -> None:
    certificate = RegionCa.load_or_make(tmp_path, NOW).certificate
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
