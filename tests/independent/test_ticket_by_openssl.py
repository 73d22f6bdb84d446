"""OpenSSL takes our ticket's signature for good by the public key alone; so does the docs' program."""

from __future__ import annotations

import re
import subprocess
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest

from backend.tickets.signing import TicketSigner, load_or_make_signer

PAGE = Path(__file__).parents[2] / "docs" / "interoperability.md"


@pytest.fixture
def signer(tmp_path: Path) -> TicketSigner:
    return load_or_make_signer(tmp_path)


def openssl_says(qr: str, signer: TicketSigner, folder: Path) -> str:
    """What `openssl dgst` answers for the ticket's text."""
    said, _, signature = qr.rpartition(":")
    raw = urlsafe_b64decode(signature + "==")
    numbers = f"asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x{raw[:32].hex()}\ns=INTEGER:0x{raw[32:].hex()}\n"
    (folder / "numbers.cnf").write_text(numbers)
    (folder / "key.pem").write_text(signer.public_pem())
    (folder / "said").write_text(said)
    form = ["openssl", "asn1parse", "-genconf", "numbers.cnf", "-noout", "-out", "signature.der"]
    subprocess.run(form, cwd=folder, check=True, capture_output=True)
    check = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.der", "said"]
    return subprocess.run(check, cwd=folder, check=False, capture_output=True, text=True).stdout.strip()


def test_openssl_agrees(signer: TicketSigner, tmp_path: Path) -> None:
    qr = signer.qr_text("12345678")
    assert openssl_says(qr, signer, tmp_path) == "Verified OK"
    assert openssl_says(qr.replace("12345678", "12345679"), signer, tmp_path) == "Verification failure"


def test_the_program_in_the_docs_does_what_they_say(signer: TicketSigner) -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(program, str(PAGE), "exec"), names)
    pem, qr = signer.public_pem().encode(), signer.qr_text("12345678")
    assert names["number_on"](qr, pem) == "12345678"
    assert names["number_on"](qr.replace("12345678", "12345679"), pem) is None
    assert names["number_on"](qr[:-4] + "AAAA", pem) is None
