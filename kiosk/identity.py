"""Who this kiosk is: its private key, made here and never leaving, and what the enrolment said."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, cast

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

KEY_FILE: Final = "kiosk-key.pem"
IDENTITY_FILE: Final = "kiosk.json"
CA_FILE: Final = "region-ca.pem"
OWNER_ONLY: Final = 0o600

Profile = Literal["insert", "lay", "tap"]


class NotEnrolledError(Exception):
    """This kiosk has no identity yet, or its files are damaged: `kiosk-not-enrolled`."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the enrolment said."""

    kiosk: str
    title: str
    reader_profile: Profile
    backend: str  # its URL


def key_of(folder: Path) -> EllipticCurvePrivateKey:
    """The kiosk's key; made at the first call, readable by its owner only."""
    path = folder / KEY_FILE
    if path.is_file():
        return read_key(folder)
    folder.mkdir(parents=True, exist_ok=True)
    key = generate_private_key(SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(path, pem)
    return key


def read_key(folder: Path) -> EllipticCurvePrivateKey:
    """The key that is there; raises NotEnrolledError."""
    try:
        key = load_pem_private_key((folder / KEY_FILE).read_bytes(), None)
    except (OSError, ValueError) as error:
        raise NotEnrolledError(f"{folder / KEY_FILE}: {type(error).__name__}") from None
    return cast(EllipticCurvePrivateKey, key)


def write_identity(folder: Path, identity: Identity, region_ca: bytes) -> None:
    """Keep what the enrolment said, and the CA that the backend's certificate must come from."""
    write_private(folder / CA_FILE, region_ca)
    write_private(folder / IDENTITY_FILE, json.dumps(asdict(identity), ensure_ascii=False).encode())


def read_identity(folder: Path) -> Identity:
    """What the enrolment said; raises NotEnrolledError."""
    path = folder / IDENTITY_FILE
    try:
        return Identity(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise NotEnrolledError(f"{path}: {type(error).__name__}") from None


def write_private(path: Path, content: bytes) -> None:
    """Write so that nobody else can read it, and so that half a file never stands under the name."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
