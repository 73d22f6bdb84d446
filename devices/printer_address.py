"""Where a printer is connected, as it is written in the settings.

`tcp://192.168.1.50:9100`, `serial:///dev/ttyUSB0?baud=19200`, `usb://04b8:0e15`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

RAW_PRINTING_PORT = 9100  # registered with IANA as pdl-datastream
DEFAULT_BAUD = 19200


class PrinterAddressError(ValueError):
    """The address is none of the three kinds."""


@dataclass(frozen=True, slots=True)
class TcpAddress:
    host: str
    port: int = RAW_PRINTING_PORT


@dataclass(frozen=True, slots=True)
class SerialAddress:
    device: str
    baud: int = DEFAULT_BAUD


@dataclass(frozen=True, slots=True)
class UsbAddress:
    vendor: int
    product: int


PrinterAddress = TcpAddress | SerialAddress | UsbAddress


def parse_address(text: str) -> PrinterAddress:
    """Read an address; raises PrinterAddressError saying what would be right."""
    try:
        return _parse(text)
    except ValueError as error:
        raise PrinterAddressError(
            f"printer address {text!r} is none of tcp://HOST[:PORT], serial:///dev/NAME[?baud=N], "
            "usb://VENDOR:PRODUCT (hexadecimal)"
        ) from error


def _parse(text: str) -> PrinterAddress:
    parts = urlsplit(text)
    match parts.scheme:
        case "tcp" if parts.hostname:
            return TcpAddress(parts.hostname, parts.port or RAW_PRINTING_PORT)
        case "serial" if parts.path:
            baud = parse_qs(parts.query).get("baud", [str(DEFAULT_BAUD)])[0]
            return SerialAddress(parts.path, int(baud))
        case "usb":
            vendor, product = parts.netloc.split(":")
            return UsbAddress(int(vendor, 16), int(product, 16))
    raise ValueError(text)
