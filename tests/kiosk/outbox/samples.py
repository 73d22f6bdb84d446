"""Requests to file, and a desk to file them at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.flow.application import Application, Consent, ContactDetails, GivenAnswer, Wish
from kiosk.outbox.desk import FilingDesk
from kiosk.outbox.outbox import Outbox

KIOSK = "kiosk-0123456789ab"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SEALING_KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = SEALING_KEY.public_key().public_bytes_raw()
SESSION = "session-secret-CANARY-61ab"
CANARIES = (
    "Ёлкина-КАНАРЕЙКА",
    "+79210000042",
    "canary@example.org",
    SESSION,
    "regional-child-allowance",
    "person-7",
)


def application(number: int = 0) -> Application:
    """A request with everything personal in it that one can hold."""
    return Application(
        applicant="person-7",
        beneficiary="person-7",
        wishes=(Wish("regional-child-allowance", "guaranteed", "entitled"),),
        contact=ContactDetails("+79210000042", "canary@example.org", "phone"),
        consent=Consent("Согласна: Ёлкина-КАНАРЕЙКА", "ru", 5.0),
        answers=(GivenAnswer("income-per-person", "12345.67"), GivenAnswer("children", number)),
        pack_hash="ab" * 32,
        on="2026-11-22",
    )


def desk(
    outbox: Outbox, random: Random, kiosk: str = KIOSK, stored: Callable[[], None] = lambda: None
) -> FilingDesk:
    """A desk whose codes and keys come from `random`."""
    return FilingDesk(
        outbox, kiosk, lambda: PUBLIC_KEY, random.randrange, lambda: f"{random.getrandbits(128):032x}", stored
    )


def file_one(at: FilingDesk, number: int = 0) -> str:
    """File a request and give its receipt code."""
    draft = at.draft(application(number), NOW, 10.0)
    at.store(draft, SESSION, None)
    return draft.receipt_code
