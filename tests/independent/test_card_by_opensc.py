"""OpenSC judges our card: so that card and driver do not share one mistake."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from devices.simulators.private_pcscd import PrivatePcscd
from tests.devices.card_maker import GUID, PIN, CardMaker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("piv-tool") is None, reason="opensc is not installed"),
]

DIGEST = bytes(range(32))
HOLDER, CARD = "01", "04"  # OpenSC's numbers of the PIV keys 9A and 9E


class OpenSc:
    """OpenSC's tools against the card in the virtual reader."""

    def __init__(self, pcscd: PrivatePcscd, folder: Path) -> None:
        self._environment = {**os.environ, **pcscd.environment, "HOME": str(folder)}
        self.folder = folder

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env=self._environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def certificate(self, number: str) -> x509.Certificate:
        self.run(*("pkcs11-tool", "--read-object", "--type", "cert", "--id", number, "-o", "read.der"))
        return x509.load_der_x509_certificate((self.folder / "read.der").read_bytes())

    def signature(self, number: str) -> bytes:
        (self.folder / "digest").write_bytes(DIGEST)
        self.run(
            *("pkcs11-tool", "--login", "--pin", PIN, "--sign", "--mechanism", "ECDSA", "--id", number),
            *("--signature-format", "openssl", "-i", "digest", "-o", "signature"),
        )
        return (self.folder / "signature").read_bytes()


@pytest.fixture
def opensc(virtual_reader: PrivatePcscd, tmp_path: Path) -> OpenSc:
    virtual_reader.start()
    virtual_reader.insert(CardMaker().content())
    time.sleep(0.6)
    return OpenSc(virtual_reader, tmp_path)


def test_it_is_a_piv_card(opensc: OpenSc) -> None:
    assert "Personal Identity Verification Card" in opensc.run("opensc-tool", "--name")
    assert "Personal Identity Verification Card" in opensc.run("piv-tool", "--name")


def test_its_guid_keys_and_certificates_are_read(opensc: OpenSc) -> None:
    listing = opensc.run("pkcs15-tool", "--dump")
    assert GUID.hex in listing
    assert "PIV AUTH key" in listing
    assert "Certificate for Card Authentication" in listing
    names = opensc.certificate(CARD).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert f"urn:uuid:{GUID}" in names.value.get_values_for_type(x509.UniformResourceIdentifier)


@pytest.mark.parametrize("number", [HOLDER, CARD])
def test_its_signature_fits_its_certificate(opensc: OpenSc, number: str) -> None:
    key = opensc.certificate(number).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(opensc.signature(number), DIGEST, ec.ECDSA(Prehashed(SHA256())))
