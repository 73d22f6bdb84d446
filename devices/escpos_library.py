"""python-escpos, and nothing else of the project knows it: composes bytes and opens connections.

What the printer answers is read by `printer_talk`, because the library takes silence for good news.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from typing import Any

import segno
from escpos.constants import QR_ECLEVEL_M
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy, Network, Serial, Usb
from PIL import Image
from segno.encoder import DataOverflowError

from devices.layout import CutLine, PaperLine, TextLine, wrap
from devices.paper_text import encode, printable
from devices.printer_address import PrinterAddress, SerialAddress, TcpAddress, UsbAddress
from devices.printer_profile import PrinterProfile
from devices.printer_talk import Limits, Link, LinkClosedError

CHINESE_MODE_OFF = b"\x1c\x2e"  # FS . : cheap printers wake up in GBK and eat Cyrillic
SELECT_CODE_PAGE = b"\x1b\x74"  # ESC t n
RASTER = b"\x1d\x76\x30\x00"  # GS v 0, one to one
CODE_MARGIN = 4  # modules of quiet zone, ISO/IEC 18004
MODULE_SIZES = range(8, 2, -1)  # dots: the largest that fits is read best, under 3 none is read
REAL_TIME_PREFIXES = (b"\x10\x04", b"\x10\x05", b"\x10\x14")  # never inside a picture: obeyed at once
FEED_BEFORE_TEAR = 4  # lines, where there is no cutter
SEND_SECONDS = 5.0  # a printer whose buffer stays full so long takes no more
RECEIVE_BYTES = 64


def compose_start(profile: PrinterProfile) -> bytes:
    composer = Dummy()
    composer.hw("INIT")
    return bytes(composer.output) + CHINESE_MODE_OFF + SELECT_CODE_PAGE + bytes([profile.code_page])


def compose_end(profile: PrinterProfile) -> bytes:
    composer = Dummy()
    if profile.cuts:
        composer.cut()
    else:
        composer.print_and_feed(FEED_BEFORE_TEAR)
    return bytes(composer.output)


def compose_line(line: PaperLine, profile: PrinterProfile) -> bytes:
    """Return the bytes of one line; a new composer each time, since the library remembers code pages."""
    if isinstance(line, TextLine):
        return _text(line)
    if isinstance(line, CutLine):
        return compose_end(profile)
    code = _code_matrix(line.data)
    module = _module_size(code, profile.dots)
    if code is None or module is None:  # too much for this paper: the words are better than nothing
        return b"".join(_text(TextLine(part)) for part in wrap(printable(line.data), profile.columns))
    composer = Dummy()
    composer.set(align="center")
    if profile.native_qr:
        composer.qr(line.data, ec=QR_ECLEVEL_M, size=module, native=True)
    else:
        composer._raw(_raster(_harmless_picture(code, module)))
    composer.set(align="left")
    return bytes(composer.output)


def _text(line: TextLine) -> bytes:
    composer = Dummy()
    size = 2 if line.large else 1
    align = "center" if line.centred else "left"
    composer.set(align=align, bold=line.bold, custom_size=True, width=size, height=size)
    return bytes(composer.output) + encode(line.text) + b"\n"


Matrix = tuple[bytearray, ...]


def _code_matrix(data: str) -> Matrix | None:
    try:
        code = segno.make(data, error="m", micro=False, boost_error=False, mode="byte", encoding="utf-8")
    except DataOverflowError:
        return None
    matrix: Matrix = code.matrix
    return matrix


def _module_size(code: Matrix | None, dots: int) -> int | None:
    if code is None:
        return None
    across = len(code) + 2 * CODE_MARGIN
    return next((size for size in MODULE_SIZES if across * size <= dots), None)


def _harmless_picture(code: Matrix, module: int) -> Image.Image:
    """Draw the code, moved dot by dot until no bytes of the picture would be obeyed as a command.

    The quiet zone is at its sides; above and below it the layout leaves a line.
    """
    margin = CODE_MARGIN * module
    drawn = Image.new("1", (len(code), len(code)), 0)
    for y, row in enumerate(code):
        for x, dark in enumerate(row):
            drawn.putpixel((x, y), 1 if dark else 0)
    drawn = drawn.resize((len(code) * module,) * 2, Image.Resampling.NEAREST)
    width = (drawn.width + 2 * margin + 7) // 8 * 8
    for shift in range(margin):
        picture = Image.new("1", (width, drawn.height), 0)
        picture.paste(drawn, (margin - shift, 0))
        if is_harmless(picture.tobytes()):
            break
    return picture


def is_harmless(data: bytes) -> bool:
    """Whether the bytes hold no real-time command, which a printer would obey wherever it stands."""
    return not any(prefix in data for prefix in REAL_TIME_PREFIXES)


def _raster(picture: Image.Image) -> bytes:
    """GS v 0: one bit a dot, 1 is black (the library's own way converts and warns)."""
    size = (picture.width // 8).to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    return RASTER + size + picture.tobytes()


def open_link(address: PrinterAddress, limits: Limits) -> Link:
    """Connect to a printer; LinkClosedError when there is none."""
    match address:
        case TcpAddress():
            return _opened(Network(address.host, address.port, timeout=limits.connect), _TcpLink)
        case SerialAddress():
            port = Serial(address.device, baudrate=address.baud, timeout=limits.connect, dsrdtr=False)
            return _opened(port, _SerialLink)
        case UsbAddress():
            return _opened(Usb(address.vendor, address.product), _UsbLink)


def _opened(printer: Any, link: Callable[[Any], Link]) -> Link:
    try:
        printer.open()
        return link(printer)  # the other end may have gone again before its first option is set
    except (EscposError, OSError, ValueError) as error:  # ValueError: pyusb without libusb
        raise LinkClosedError from error


class _TcpLink:
    def __init__(self, printer: Network) -> None:
        self._printer = printer
        self._socket: socket.socket = printer.device
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> None:
        try:
            self._socket.settimeout(SEND_SECONDS)
            self._printer._raw(data)
        except OSError as error:
            raise LinkClosedError from error

    def receive(self, seconds: float) -> bytes:
        try:
            self._socket.settimeout(seconds)
            data = self._socket.recv(RECEIVE_BYTES)
        except TimeoutError:
            return b""
        except OSError as error:
            raise LinkClosedError from error
        if not data:
            raise LinkClosedError
        return data

    def close(self) -> None:
        self._printer.close()


class _SerialLink:
    def __init__(self, printer: Serial) -> None:
        self._printer = printer
        self._port: Any = printer.device
        self._port.write_timeout = SEND_SECONDS

    def send(self, data: bytes) -> None:
        try:
            self._printer._raw(data)
        except OSError as error:
            raise LinkClosedError from error

    def receive(self, seconds: float) -> bytes:
        try:
            self._port.timeout = seconds
            first: bytes = self._port.read(1)  # more would wait for all of it
            return first + self._port.read(self._port.in_waiting) if first else b""
        except OSError as error:
            raise LinkClosedError from error

    def close(self) -> None:
        """Without the library's flush, which waits for a printer that takes nothing."""
        try:
            self._port.reset_output_buffer()
            self._port.close()
        except OSError:
            return


class _UsbLink:
    def __init__(self, printer: Usb) -> None:
        self._printer = printer

    def send(self, data: bytes) -> None:
        try:
            self._printer.device.write(self._printer.out_ep, data, int(SEND_SECONDS * 1000))
        except OSError as error:
            raise LinkClosedError from error

    def receive(self, seconds: float) -> bytes:
        try:
            data = self._printer.device.read(self._printer.in_ep, RECEIVE_BYTES, max(1, int(seconds * 1000)))
        except OSError as error:
            if error.errno == errno.ETIMEDOUT:
                return b""
            raise LinkClosedError from error
        return bytes(data)

    def close(self) -> None:
        self._printer.close()
