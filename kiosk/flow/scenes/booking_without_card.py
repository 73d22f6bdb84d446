"""The two numbers that stand in for a card: policy or SNILS, and the birth date."""

from __future__ import annotations

from kiosk.flow.blocks import Block, Notice, Paragraph, Title, Tone
from kiosk.flow.booking.events import NumberEntered
from kiosk.flow.booking.pages import BirthDatePage, InsurancePage
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button

GROUP = 4


def insurance(desk: Desk, page: InsurancePage) -> Scene:
    number = desk.walk.booking.number if desk.walk.booking else ""
    return _typed(desk, "booking-number", "booking.number_of", in_groups(number))


def birth_date(desk: Desk, page: BirthDatePage) -> Scene:
    born = desk.walk.booking.born if desk.walk.booking else ""
    return _typed(desk, "booking-born", "booking.born", date_so_far(born))


def _typed(desk: Desk, name: str, key: str, text: str) -> Scene:
    words, draft = desk.words, desk.walk.booking
    unclear = draft is not None and draft.unclear
    told: Block = Paragraph(words(f"{key}.help"))
    if unclear:
        told = Notice(Tone.ATTENTION, words(f"{key}.unclear"), words(f"{key}.help"))
    pad = NumberPad((Field(words(f"{key}.field"), text),))
    done = Button(words("wizard.next"), NumberEntered(), icon="continue", primary=True)
    return Scene(name, (Title(words(key)), told, pad), (done,), personal=True)


def in_groups(number: str) -> str:
    """Digits in fours, as they are typed."""
    return "\u00a0".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))


def date_so_far(digits: str) -> str:
    """«08.03.19» while it is being typed."""
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:])))
