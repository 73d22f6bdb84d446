"""The kiosk's settings, read once at its front door: a TOML file, then `OKNO_KIOSK_<NAME>` over it.

Checked by msgspec against these tables: a first frame must not wait for a larger library.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

ENVIRONMENT_PREFIX: Final = "OKNO_KIOSK_"


class SettingsError(ValueError):
    """A settings file that cannot be used; the message names the file, the place and what is wrong."""


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file; a field that is not known is an error, not a surprise."""


class ReaderSettings(Table, frozen=True):
    """How a card meets the reader. `profile` "" takes what the enrolment said."""

    profile: Literal["", "insert", "lay", "tap"] = ""
    name: str = "*"  # words of the PC/SC reader's name, any case, or a pattern with * and ?
    contact_name: str = ""  # with "tap": the same for the slot where a PIN can be entered


class PrinterSettings(Table, frozen=True):
    """Where the printer is and its profile: tcp://HOST:PORT, serial:///dev/NAME or usb://VENDOR:PRODUCT."""

    address: str = "tcp://127.0.0.1:9100"
    profile: str = "generic-80"


class ScreenSettings(Table, frozen=True):
    """The panel: pixels, pixels a millimetre, and whether the window fills it."""

    width: int = 1080
    height: int = 1920
    density: float = 4.03
    fullscreen: bool = True
    show_cursor: bool = False


class PlaceSettings(Table, frozen=True):
    """Where the kiosk stands; `title` "" takes what the enrolment said."""

    title: str = ""
    town: str = "Мурманск"
    latitude: float = 68.9707
    longitude: float = 33.0749
    time_zone: str = "Europe/Moscow"  # IANA


class TerminalSettings(Table, frozen=True):
    """The payment terminal beside the kiosk: tcp://HOST:PORT, "" where there is none."""

    address: str = ""


class ServiceSettings(Table, frozen=True):
    """The technician's keys: `code` as `python -m kiosk service-code` prints it, cards by fingerprint."""

    code: str = ""
    cards: tuple[str, ...] = ()
    phone: str = ""


class KioskSettings(Table, frozen=True):
    """Everything a kiosk is told."""

    data: Path = Path("data/kiosk")  # its key, its enrolment, its outbox: about people only what is sealed
    pack: str = "ru-mur"  # an id of a shipped pack (development), or a path to a published pack
    pack_key: Path | None = None  # the Ed25519 public key (PEM) that published packs are signed with
    headset: Path | None = None  # /dev/input/by-path/… of the headset switch
    scanner: Path | None = None  # /dev/input/by-id/…-event-kbd of a code scanner that types
    reader: ReaderSettings = msgspec.field(default_factory=ReaderSettings)
    printer: PrinterSettings = msgspec.field(default_factory=PrinterSettings)
    terminal: TerminalSettings = msgspec.field(default_factory=TerminalSettings)
    screen: ScreenSettings = msgspec.field(default_factory=ScreenSettings)
    place: PlaceSettings = msgspec.field(default_factory=PlaceSettings)
    service: ServiceSettings = msgspec.field(default_factory=ServiceSettings)


def load_kiosk_settings(path: Path | None, environment: Mapping[str, str]) -> KioskSettings:
    """Read `path` (none means all defaults) and the environment; raises SettingsError.

    `OKNO_KIOSK_PACK=ru` sets a plain value, `OKNO_KIOSK_PRINTER__ADDRESS=…` one inside a table.
    """
    given = _read(path) if path is not None else {}
    for name, value in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            _put(given, name.removeprefix(ENVIRONMENT_PREFIX).casefold().split("__"), value)
    try:
        # Values of the environment are text, so numbers and truth values may be written as text.
        return msgspec.convert(given, KioskSettings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path or 'environment'}: {error}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None


def _put(into: dict[str, Any], names: list[str], value: str) -> None:
    for name in names[:-1]:
        into = into.setdefault(name, {})
    into[names[-1]] = value


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(kind)  # the error msgspec asks for where a hook knows no such type
