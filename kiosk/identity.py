"""Who this kiosk is: what its enrolment left in the data folder, read lightly before the first frame."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from msgspec.structs import asdict

from backend.contract.addresses import PLAIN_HTTP, USE_TLS, keeps_secrets
from devices.values import Value

IDENTITY_FILE: Final = "kiosk.json"
CA_FILE: Final = "region-ca.pem"
OWNER_ONLY: Final = 0o600
FOLDER_OWNER_ONLY: Final = 0o700


class NotEnrolledError(Exception):
    """This kiosk has no identity yet, or its files are damaged: `kiosk-not-enrolled`."""


class Identity(Value):
    """What the enrolment said, and where the backend is."""

    kiosk: str
    title: str
    reader_profile: str  # "insert", "lay", "tap"
    backend: str  # its URL


def read_identity(folder: Path) -> Identity:
    """What the enrolment left; raises NotEnrolledError."""
    path = folder / IDENTITY_FILE
    try:
        identity = Identity(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise NotEnrolledError(f"{path}: {type(error).__name__}; enrol the kiosk again") from None
    if not keeps_secrets(identity.backend):
        raise NotEnrolledError(f"{path}: {PLAIN_HTTP}: {USE_TLS}")
    return identity


def write_identity(folder: Path, identity: Identity, region_ca: bytes) -> None:
    """Keep who the kiosk is and the CA that the backend's certificate must come from."""
    write_private(folder / CA_FILE, region_ca)
    write_private(folder / IDENTITY_FILE, json.dumps(asdict(identity), ensure_ascii=False).encode())


def write_private(path: Path, content: bytes) -> None:
    """Write so that nobody else can read it, and so that half a file never stands under the name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_OWNER_ONLY)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
