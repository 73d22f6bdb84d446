"""The head and foot that every paper shares, and what a paper needs to know of the kiosk."""

from __future__ import annotations

from datetime import date

from content.formats import date_in_figures, phone
from content.i18n import Words
from devices.ports import Align, Element, Line, QrCode, Rule, Sheet, Space
from devices.values import Value

HASH_SHOWN = 8


class Letterhead(Value):
    """Where and when a paper is printed, by which content, and who helps by phone."""

    words: Words
    place: str
    region: str
    day: date | None
    clock: str
    call_centre: str
    pack: str
    pack_hash: str

    @property
    def language(self) -> str:
        return self.words.language


def sheet(
    head: Letterhead,
    title: str,
    body: tuple[Element, ...],
    qr: QrCode | None = None,
    owner: int = 0,
) -> Sheet:
    """A paper: head, body, QR, foot. `owner` is the session number, 0 for a public paper."""
    code: tuple[Element, ...] = (Space(), qr) if qr else ()
    return Sheet(title, (*_head(head), *body, *code, *_foot(head)), owner)


def _head(head: Letterhead) -> tuple[Element, ...]:
    day = date_in_figures(head.day) if head.day else ""
    moment = ", ".join(part for part in (day, head.clock) if part)
    lines: list[Element] = [
        Line(text, align=Align.CENTRE) for text in (head.region, head.place, moment) if text
    ]
    return (*lines, Rule())


def _foot(head: Letterhead) -> tuple[Element, ...]:
    words = head.words
    return (
        Rule(),
        Line(words("paper.help", phone=phone(head.call_centre)), bold=True, align=Align.CENTRE),
        Line(words("paper.pack", version=head.pack, hash=head.pack_hash[:HASH_SHOWN]), align=Align.CENTRE),
    )


def call_code(head: Letterhead) -> QrCode:
    """Dials the call centre when a telephone looks at it (RFC 3966)."""
    return QrCode(f"tel:{head.call_centre}", head.words("paper.qr.call"))


def position_code(head: Letterhead, latitude: float, longitude: float) -> QrCode:
    """Opens the map at a place (RFC 5870)."""
    return QrCode(f"geo:{latitude:.5f},{longitude:.5f}", head.words("paper.qr.map"))
