"""The kiosk's private key: EC P-256, made on the device, readable by its owner only, never leaving."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kiosk.identity import NotEnrolledError, write_private

KEY_FILE: Final = "kiosk-key.pem"


def read_key(folder: Path) -> EllipticCurvePrivateKey:
    """The key that is there; raises NotEnrolledError."""
    path = folder / KEY_FILE
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise NotEnrolledError(f"{path}: {type(error).__name__}; enrol the kiosk again") from None
    if not isinstance(key, EllipticCurvePrivateKey):
        raise NotEnrolledError(f"{path}: no elliptic-curve key; enrol the kiosk again")
    return key


def read_or_make_key(folder: Path) -> EllipticCurvePrivateKey:
    """The key of this device; made where there is none."""
    path = folder / KEY_FILE
    if not path.exists():
        key = generate_private_key(SECP256R1())
        write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return read_key(folder)
