"""Enrolling this kiosk: the key is made here, the backend takes its public half for a one-time code."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import uuid4

from backend.client import BackendAddress, ClientFailure, enrol
from backend.contract.addresses import PLAIN_HTTP, USE_TLS, keeps_secrets
from kiosk.device_key import read_or_make_key
from kiosk.identity import CA_FILE, Identity, NotEnrolledError, write_identity, write_private
from kiosk.sealing_key import keep_sealing_key

REQUEST_FILE: Final = "enrolment-request"


def enrol_kiosk(folder: Path, code: str, backend: str, region_ca: Path) -> Identity:
    """Enrol and keep the identity in `folder`; raises NotEnrolledError with the code and what to do.

    Asked again with the same code after a lost answer, it comes to the same end.
    """
    if not keeps_secrets(backend):  # before the one-time code is spent on the line
        raise NotEnrolledError(f"{PLAIN_HTTP}: {USE_TLS}")
    try:
        certificate = region_ca.read_bytes()
    except OSError as error:
        raise NotEnrolledError(f"{region_ca}: {error.strerror}") from None
    write_private(folder / CA_FILE, certificate)
    key = read_or_make_key(folder)
    try:
        address = BackendAddress(backend, folder / CA_FILE)
        answer = enrol(address, code, key, request_key(folder, code))
    except OSError as error:  # the CA file holds no certificate
        raise NotEnrolledError(f"{region_ca}: {error}") from None
    if isinstance(answer, ClientFailure):
        raise NotEnrolledError(f"{answer.code}: {answer.detail}")
    identity = Identity(answer.kiosk, answer.title, answer.reader_profile, backend)
    keep_sealing_key(folder, answer.sealing_key)
    write_identity(folder, identity, certificate)
    return identity


def request_key(folder: Path, code: str) -> str:
    """The request's idempotency key, on the disk before the first send, one for each code."""
    path = folder / REQUEST_FILE
    used_for, _, key = (path.read_text() if path.exists() else "").partition(" ")
    if used_for != code or not key:
        key = uuid4().hex
        write_private(path, f"{code} {key}".encode())
    return key
