"""What a virtual card is made of, read from the JSON file that `python -m backend card issue` writes."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from devices.card_protocol.piv import GUID_BYTES


class CardFileError(ValueError):
    """The file is no virtual card; the message says where and why, never what is secret."""


@dataclass(frozen=True, slots=True)
class KeyProfile:
    private: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)  # DER


@dataclass(frozen=True, slots=True)
class CardProfile:
    """`chuid_guid` is what the card says of itself; a faulty card may say another's."""

    chuid_guid: bytes
    pin: str = field(repr=False)
    puk: str = field(repr=False)
    expires_on: date
    keys: tuple[tuple[int, KeyProfile], ...] = field(repr=False)

    def key(self, reference: int) -> KeyProfile | None:
        return dict(self.keys).get(reference)


@dataclass(frozen=True, slots=True)
class CardFaults:
    """What is wrong with a virtual card: slow answers, or silence from the n-th command on."""

    delay_seconds: float = 0.0
    mute_after: int | None = None


@dataclass(frozen=True, slots=True)
class CardFile:
    """A virtual card as stored: `kind` is "piv" or one of the foreign kinds, which have no profile."""

    name: str
    title: str
    kind: str
    profile: CardProfile | None
    faults: CardFaults


def read_card_file(path: Path) -> CardFile:
    """Read one card; raises CardFileError when the file is missing or is no card."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CardFileError(f"{path}: {type(error).__name__}") from error
    return parse_card(content, path.stem)


def parse_card(content: object, name: str) -> CardFile:
    """Build a card from decoded JSON; raises CardFileError."""
    if not isinstance(content, dict):
        raise CardFileError(f"{name}: a card is an object")
    profile = content.get("profile")
    faults = content.get("faults", {})
    try:
        return CardFile(
            name=str(content.get("card", name)),
            title=str(content.get("title", name)),
            kind=str(content.get("kind", "piv")),
            profile=None if profile is None else _profile(profile),
            faults=CardFaults(float(faults.get("delay_seconds", 0.0)), faults.get("mute_after")),
        )
    except KeyError as error:
        raise CardFileError(f"{name}: {error.args[0]} is missing") from error
    except (AttributeError, TypeError, ValueError, Base64Error) as error:
        raise CardFileError(f"{name}: {type(error).__name__} in the card's profile") from error


def _profile(content: dict[str, object]) -> CardProfile:
    guid = bytes.fromhex(str(content["guid"]))
    keys = content["keys"]
    if len(guid) != GUID_BYTES or not isinstance(keys, dict):
        raise ValueError("guid or keys")
    return CardProfile(
        chuid_guid=guid,
        pin=str(content["pin"]),
        puk=str(content["puk"]),
        expires_on=date.fromisoformat(str(content["expires_on"])),
        keys=tuple((int(reference, 16), _key(key)) for reference, key in keys.items()),
    )


def _key(content: dict[str, str]) -> KeyProfile:
    private = load_pem_private_key(content["private_pem"].encode(), None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError("a virtual card's key is P-256")
    return KeyProfile(private, b64decode(content["certificate"], validate=True))
