"""yubico-piv-tool judges our card: a second reader of PIV cards, written by others again."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest

from devices.simulators.private_pcscd import PrivatePcscd
from tests.devices.card_maker import GUID, PIN, CardMaker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("yubico-piv-tool") is None, reason="yubico-piv-tool is not installed"),
]


class Yubico:
    def __init__(self, pcscd: PrivatePcscd) -> None:
        self._environment = {**os.environ, **pcscd.environment}

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["yubico-piv-tool", "--reader", "Okno", *arguments],
            env=self._environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def certificate(self, slot: str) -> str:
        read = self.run("-a", "read-certificate", "-s", slot)
        assert read.returncode == 0, read.stderr
        return read.stdout


@pytest.fixture
def yubico(virtual_reader: PrivatePcscd) -> Yubico:
    virtual_reader.start()
    virtual_reader.insert(CardMaker().content())
    time.sleep(0.6)
    return Yubico(virtual_reader)


def test_status_reads_chuid_and_certificates(yubico: Yubico) -> None:
    status = yubico.run("-a", "status").stdout
    assert GUID.hex in status
    assert status.count("ECCP256") == 2
    assert "PIN tries left:\t3" in status


@pytest.mark.parametrize("slot", ["9a", "9e"])
def test_its_signature_fits_its_certificate(yubico: Yubico, slot: str) -> None:
    verified = yubico.run(
        *("-a", "verify-pin", "-P", PIN, "-a", "test-signature", "-s", slot, "-A", "ECCP256"),
        given=yubico.certificate(slot),
    )
    assert verified.returncode == 0, verified.stderr
    assert "Successful ECDSA verification" in verified.stdout + verified.stderr


def test_the_holders_key_does_not_sign_without_the_pin(yubico: Yubico) -> None:
    refused = yubico.run("-a", "test-signature", "-s", "9a", "-A", "ECCP256", given=yubico.certificate("9a"))
    assert "Successful ECDSA verification" not in refused.stdout + refused.stderr


def test_wrong_pin_change_and_unblock(yubico: Yubico) -> None:
    assert "2 tries left" in yubico.run("-a", "verify-pin", "-P", "999999").stderr
    for _ in range(2):
        yubico.run("-a", "verify-pin", "-P", "999999")
    assert "blocked" in yubico.run("-a", "verify-pin", "-P", PIN).stderr
    unblocked = yubico.run("-a", "unblock-pin", "-P", "12345678", "-N", "654321")
    assert unblocked.returncode == 0, unblocked.stderr
    changed = yubico.run("-a", "change-pin", "-P", "654321", "-N", "123456")
    assert changed.returncode == 0, changed.stderr
    assert yubico.run("-a", "verify-pin", "-P", "123456").returncode == 0
