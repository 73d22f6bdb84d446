"""The least that a tap could cost: the same APDUs raw, one HTTPS call, one Kivy frame with as many labels."""

from __future__ import annotations

import ssl
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.uix.label import Label
from kivy.uix.widget import Widget
from smartcard import scard

from devices.card_protocol.piv import (
    ObjectTag,
    build_authentication_request,
    parse_authentication_answer,
    parse_certificate,
)
from kiosk.screens.drawing import Box, Drawing, Line
from kiosk.screens.fonts import font_files
from tests.benchmarks.bare_card import digest_of
from tests.benchmarks.moments import FRAME, Moments

SELECT = bytes.fromhex("00A4040009A0000003080000100000")
VERIFY = bytes.fromhex("0020008008") + b"1234".ljust(8, b"\xff")
FORGET_PIN = bytes.fromhex("0020FF80")
FLOOR_VIEW = "floor"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of each part, one after another."""

    card: float
    line: float
    frame: float

    @property
    def whole(self) -> float:
        return self.card + self.line + self.frame


class RawCard:
    """The card over scard alone."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        _, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)

    def prove(self, key: str, digest: bytes, with_pin: bool) -> tuple[bytes, bytes]:
        """Certificate and signature, by the commands that the product sends."""
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        _, handle, _ = scard.SCardConnect(self._context, self._reader, scard.SCARD_SHARE_SHARED, protocols)
        try:
            tell(handle, SELECT)
            tell(handle, get_data(ObjectTag.CHUID))
            tag = ObjectTag.CERTIFICATE_9E if key == "9E" else ObjectTag.CERTIFICATE_9A
            certificate = parse_certificate(tell(handle, get_data(tag)))
            if with_pin:
                tell(handle, VERIFY)
            request = build_authentication_request(digest)
            sign = bytes([0, 0x87, 0x11, int(key, 16), len(request)]) + request + b"\0"
            signature = parse_authentication_answer(tell(handle, sign))
            if with_pin:
                tell(handle, FORGET_PIN)
            return certificate, signature
        finally:
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)


def tell(handle: int, command: bytes) -> bytes:
    code, answer = scard.SCardTransmit(handle, scard.SCARD_PCI_T1, list(command))
    assert code == 0 and answer[-2:] == [0x90, 0x00], (code, answer)
    return bytes(answer[:-2])


def get_data(tag: int) -> bytes:
    """GET DATA with an extended length, as the product asks."""
    return bytes.fromhex("00CB3FFF0000055C03") + tag.to_bytes(3, "big") + b"\0\0"


class BareLine:
    """The bare handler over one kept-alive connection."""

    def __init__(self, address: str, token: str, region_ca: Path, guid: str) -> None:
        trust = ssl.create_default_context(cafile=str(region_ca))
        kept_alive = httpx.Limits(keepalive_expiry=60)  # seconds; a round lasts longer than the usual 5
        self._http = httpx.Client(base_url=address, verify=trust, trust_env=False, limits=kept_alive)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._guid = guid
        self._session = ""
        self._nonces: list[str] = []
        self._keep(self._http.post("/v1/nonces", headers=self._headers).json())

    def nonce(self) -> str:
        return self._nonces.pop(0)

    def send(self, path: str, nonce: str, proof: tuple[bytes, bytes]) -> None:
        certificate, signature = (b64encode(part).decode() for part in proof)
        body = {"certificate": certificate, "guid": self._guid, "nonce": nonce, "signature": signature}
        headers = {**self._headers, "Okno-Session": self._session} if "holder" in path else self._headers
        answer = self._http.post(path, json=body, headers=headers).raise_for_status().json()
        self._keep(answer["nonces"])
        self._session = answer.get("session", self._session)

    def _keep(self, given: dict[str, Any]) -> None:
        self._nonces = [nonce["value"] for nonce in given["nonces"]]


class BareFrame:
    """A frame of the same window with as many labels, of the same texts and sizes, as a drawing has."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments
        self._fonts = font_files()
        self._page: Widget | None = None

    @property
    def stands(self) -> bool:
        return self._page is not None

    def draw(self, drawing: Drawing) -> float:
        """Seconds from the wish to the frame on the glass."""
        began = perf_counter()
        Clock.schedule_once(lambda _: self._put(drawing))
        return self._moments.wait(FRAME, FLOOR_VIEW, began) - began

    def clear(self, kiosk_root: Widget) -> None:
        """Take the kiosk's own screen off the window, and have the empty frame drawn."""
        EventLoop.window.remove_widget(kiosk_root)
        self._page = Widget()
        EventLoop.window.add_widget(self._page)

    def give_back(self, kiosk_root: Widget) -> None:
        EventLoop.window.remove_widget(self._page)
        self._page = None
        EventLoop.window.add_widget(kiosk_root)

    def _put(self, drawing: Drawing) -> None:
        page = Widget()
        for node in drawing.nodes:
            for mark in node.marks:
                if isinstance(mark, Line):
                    page.add_widget(self._label(mark, mark.box.moved(node.box.x, node.box.y)))
        EventLoop.window.remove_widget(self._page)
        self._page = page
        EventLoop.window.add_widget(page)

    def _label(self, line: Line, box: Box) -> Label:
        return Label(
            text=line.text,
            font_name=self._fonts[line.style.face],
            font_size=line.size,
            color=line.colour,
            size=(box.width, box.height),
            pos=(box.x, EventLoop.window.height - box.bottom),
        )


class Floor:
    def __init__(self, card: RawCard, line: BareLine, frame: BareFrame, kiosk: str) -> None:
        self._card, self._line, self.frame, self._kiosk = card, line, frame, kiosk

    def tap(self, drawing: Drawing) -> Took:
        return self._measured("9E", "/v1/card-sessions", drawing)

    def pin(self, drawing: Drawing) -> Took:
        return self._measured("9A", "/v1/card-sessions/current/holder", drawing)

    def _measured(self, key: str, path: str, drawing: Drawing) -> Took:
        nonce = self._line.nonce()
        began = perf_counter()
        proof = self._card.prove(key, digest_of(self._kiosk, nonce, key), with_pin=key == "9A")
        signed = perf_counter()
        self._line.send(path, nonce, proof)
        answered = perf_counter()
        return Took(signed - began, answered - signed, self.frame.draw(drawing))
