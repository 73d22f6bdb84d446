"""Small views for tests of one thing at a time."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.blocks import (
    Block,
    PinPad,
    Row,
    Rows,
    Title,
)
from kiosk.flow.events import Event
from kiosk.flow.views import (
    Button,
    Comfort,
    Header,
    View,
)


class Said(Event):
    """An event of the tests, told apart by a word."""

    word: str


HEADER = Header(
    "Мурманск, ул. Софьи Перовской, 17",
    "Мурманская область",
    "12:05",
    "",
    Comfort(),
    (Button("English", Said("english"), icon="language"), Button("Крупнее", Said("larger"), icon="larger")),
    clock_held=Said("held"),
)
BAR = (Button("Назад", Said("back"), icon="back"), Button("На главную", Said("home"), icon="home"))


def view(*blocks: Block, name: str = "page", depth: int = 0, **more: object) -> View:
    plain = View(name, HEADER, blocks, (), BAR, depth=depth)
    return replace(plain, **more)


def rows(count: int) -> Rows:
    return Rows(tuple(Row(f"Строка {n}", Said(f"row {n}"), help="Пояснение") for n in range(1, count + 1)))


def pin_page(count: int = 0) -> View:
    return view(Title("Введите ПИН-код"), PinPad(count, 4, "", enabled=True), name="pin")
