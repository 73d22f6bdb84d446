"""The kiosk's key and identity on disk."""

from __future__ import annotations

import stat
from pathlib import Path

import certifi
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1

from backend.calling.failure import ClientFailure
from backend.calling.line import Line, Patience
from backend.client import Nothing
from backend.contract.addresses import PLAIN_HTTP, USE_TLS
from kiosk.device_key import KEY_FILE, read_key, read_or_make_key
from kiosk.enrolment import enrol_kiosk, request_key
from kiosk.identity import CA_FILE, IDENTITY_FILE, Identity, NotEnrolledError, read_identity, write_identity


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    key = read_or_make_key(folder)
    assert isinstance(key.curve, SECP256R1)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert read_or_make_key(folder).private_numbers() == key.private_numbers()


def test_identity_is_kept_whole(tmp_path: Path) -> None:
    identity = Identity("kiosk-1", "Мурманск, «Окно»", "lay", "https://127.0.0.1:8443")
    write_identity(tmp_path, identity, b"certificate")
    assert read_identity(tmp_path) == identity
    assert (tmp_path / CA_FILE).read_bytes() == b"certificate"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"{", b'{"kiosk": "1", "more": 2}', b"\xff"])
def test_a_damaged_identity_is_no_identity(tmp_path: Path, content: bytes) -> None:
    (tmp_path / IDENTITY_FILE).write_bytes(content)
    with pytest.raises(NotEnrolledError):
        read_identity(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_a_damaged_key_is_no_key_and_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(NotEnrolledError):
        read_or_make_key(tmp_path)
    assert (tmp_path / KEY_FILE).read_bytes() == content
    with pytest.raises(NotEnrolledError):
        read_key(tmp_path / "nowhere")


PLAIN = [
    "http://backend.example",
    "http://10.0.0.5:8000",
    "http://127.evil.example",
    "ftp://127.0.0.1",
    "",
    "//x",
]


@pytest.mark.parametrize("address", PLAIN)
def test_nothing_is_sent_in_the_clear_to_another_machine(tmp_path: Path, address: str) -> None:
    with pytest.raises(NotEnrolledError, match="backend-plain-http"):
        enrol_kiosk(tmp_path, "7F3K-92QM", address, tmp_path / "region-ca.pem")
    assert list(tmp_path.iterdir()) == [], "neither key nor request was made for it"
    write_identity(tmp_path, Identity("kiosk-1", "Окно", "lay", address), b"certificate")
    with pytest.raises(NotEnrolledError, match="backend-plain-http"):
        read_identity(tmp_path)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:8000"])
def test_within_one_machine_plain_http_is_no_secret_told(tmp_path: Path, address: str) -> None:
    identity = Identity("kiosk-1", "Окно", "lay", address)
    write_identity(tmp_path, identity, b"certificate")
    assert read_identity(tmp_path) == identity


def test_a_line_over_plain_http_sends_nothing() -> None:
    line = Line("http://203.0.113.1", Path(certifi.where()), Patience(connect=0.1))
    assert line.ask("GET", "/v1/health/live", Nothing) == ClientFailure(PLAIN_HTTP, USE_TLS)
    line.close()


def test_a_lost_answer_is_asked_again_under_the_same_key(tmp_path: Path) -> None:
    first = request_key(tmp_path, "7F3K-92QM")
    assert request_key(tmp_path, "7F3K-92QM") == first
    assert request_key(tmp_path, "7F3K-92QN") != first


def test_enrolment_without_a_certificate_or_a_backend_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(NotEnrolledError, match="No such file"):
        enrol_kiosk(tmp_path, "7F3K-92QM", "https://127.0.0.1:1", tmp_path / "missing.pem")
    damaged = tmp_path / "damaged.pem"
    damaged.write_text("no certificate")
    with pytest.raises(NotEnrolledError, match=r"damaged\.pem"):
        enrol_kiosk(tmp_path, "7F3K-92QM", "https://127.0.0.1:1", damaged)
