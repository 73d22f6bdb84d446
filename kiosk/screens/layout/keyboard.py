"""The on-screen keyboard: ЙЦУКЕН in three rows of eleven, QWERTY, digits; the text stands above it.

Thirty-three letters in three rows of eleven leave 84 px a key on a portrait panel, so Ъ and Ё have
moved to the third row; every other letter is where a typewriter has it.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.entry_blocks import Keyboard, Layout
from kiosk.flow.events import LayoutChosen, TextDone, TextErased, TextTyped
from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Glyph, Line, Mark, Node, Plate, Press, Role
from kiosk.screens.layout.controls import KeyLook, action_button, action_width, plain_key, sign_button
from kiosk.screens.layout.draft import Draft, Piece
from kiosk.screens.theme import BODY, KEY, RADIUS_BUTTON, SMALL, STRONG, TARGET, TypeStyle

KEY_WIDTH: Final = 84
KEY_HEIGHT: Final = TARGET
_COLUMNS: Final = 11
_ADDRESS_COLUMNS: Final = 10
"""Neither layout of an address has longer rows: they fit the column."""
_WIDEST_KEY: Final = 112
_ROW_GAP: Final = 16
_FIELD_HEIGHT: Final = 112
_CONTROL_KEY: Final = 132
_WIDEST_BESIDE: Final = 0.4
"""A button that would take more of the row of the text shows only its sign."""

_ROWS: Final = {
    Layout.RUSSIAN: ("йцукенгшщзх", "фывапролджэ", "ячсмитьъбюё"),
    Layout.ENGLISH: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    Layout.DIGITS: ("1234567890", "-+/.,:;№%", "()«»\"'?!&"),
    Layout.EMAIL: ("qwertyuiop", "asdfghjkl", "zxcvbnm._-"),
}
_AT: Final = "@"
"""In place of the space, which no address has."""


def keyboard_piece(keyboard: Keyboard, draft: Draft, margin: float, beside: tuple[Button, ...] = ()) -> Piece:
    """The keyboard may reach `margin` pixels beyond the column on either side.

    The page's own buttons stand `beside` the text, where the eyes are.
    """
    columns = _ADDRESS_COLUMNS if keyboard.address else _COLUMNS
    most = draft.width + (0 if keyboard.address else 2 * margin)
    wide = min(most, columns * _WIDEST_KEY + (columns - 1) * 16)
    gap = min(16, (wide - columns * KEY_WIDTH) / (columns - 1))
    key = (wide - gap * (columns - 1)) / columns
    left = (draft.width - wide) / 2
    buttons = _beside(beside, draft)
    taken = draft.width - buttons[0].box.x + 16 if buttons else 0
    nodes = [_field(keyboard, draft.narrowed(draft.width - taken)), *buttons]
    y = float(_FIELD_HEIGHT + _ROW_GAP)
    for letters in _ROWS[keyboard.layout]:
        x = left + (wide - len(letters) * (key + gap) + gap) / 2
        for letter in letters:
            nodes.append(_letter(letter, draft, Box(round(x), y, round(key), KEY_HEIGHT)))
            x += key + gap
        y += KEY_HEIGHT + _ROW_GAP
    nodes += _controls(keyboard, draft, left, y, wide, max(gap, 13))
    return Piece(tuple(nodes), y + KEY_HEIGHT, gap=24)


def _beside(buttons: tuple[Button, ...], draft: Draft) -> list[Node]:
    nodes: list[Node] = []
    x = draft.width
    for button in reversed(buttons):
        width = action_width(button, draft)
        if width <= draft.width * _WIDEST_BESIDE:
            x -= width
            nodes.insert(0, action_button(button, draft, Box(round(x), 0, width, _FIELD_HEIGHT)))
        else:
            x -= _FIELD_HEIGHT
            box = Box(round(x), 0, _FIELD_HEIGHT, _FIELD_HEIGHT)
            nodes.insert(0, sign_button(button, "cancel", draft, box))
        x -= 16
    return nodes


def _letter(letter: str, draft: Draft, box: Box) -> Node:
    return plain_key(letter.upper(), draft, box, TextTyped(letter), KeyLook(KEY))


def _field(keyboard: Keyboard, draft: Draft) -> Node:
    """What is written so far, its end always in sight, with a caret after it."""
    palette = draft.theme.palette
    plate = Plate(Box(0, 0, draft.width, _FIELD_HEIGHT), palette.surface, palette.accent, 4, RADIUS_BUTTON)
    icon = Glyph(Box(24, 32, 48, 48), keyboard.icon, palette.secondary)
    room = draft.width - 92 - 40
    style, colour, text = (
        (STRONG, palette.ink, keyboard.text)
        if keyboard.text
        else (BODY, palette.secondary, keyboard.placeholder)
    )
    if draft.measure(text, style) > room and not keyboard.text:
        style = SMALL
    shown = _fitting(text, style, draft, room, from_end=bool(keyboard.text))
    width, line = draft.measure(shown, style), draft.theme.line(style)
    top = round((_FIELD_HEIGHT - line) / 2)
    marks: list[Mark] = [plate, icon]
    caret = 92 + (width if keyboard.text else 0)
    marks.append(Plate(Box(round(caret) + 2, top + 4, 4, line - 8), palette.accent))
    if shown:
        offset = 0 if keyboard.text else 16
        marks.append(Line(Box(92 + offset, top, width, line), shown, style, colour, draft.theme.size(style)))
    name = keyboard.text or keyboard.placeholder
    return Node(
        Role.FIELD, name, Box(0, 0, draft.width, _FIELD_HEIGHT), tuple(marks), spoken=keyboard.spoken or name
    )


def _fitting(text: str, style: TypeStyle, draft: Draft, room: float, *, from_end: bool) -> str:
    while len(text) > 1 and draft.measure(text, style) > room:
        text = text[1:] if from_end else text[:-1]
    return text


def _controls(keyboard: Keyboard, draft: Draft, left: float, y: float, wide: float, gap: float) -> list[Node]:
    """Layouts, a big space, erase, «Готово»: the same order always."""
    palette, words = draft.theme.palette, draft.words
    quiet = KeyLook(KEY, colours=(palette.tint, palette.on_tint, palette.border))
    erase = replace(quiet, icon="erase", enabled=bool(keyboard.text))
    primary = KeyLook(KEY, colours=(palette.accent, palette.on_accent, palette.accent))
    done = max(200, draft.measure(words("screen.key.done"), KEY) + 48)
    space = wide - 3 * _CONTROL_KEY - done - 4 * gap
    keys: list[tuple[str, Press, KeyLook, float, str]] = []
    for layout in _other_layouts(keyboard):
        face, name = words(f"screen.key.{layout.value}"), words(f"screen.key.{layout.value}.name")
        keys.append((face, LayoutChosen(layout.value), quiet, _CONTROL_KEY, f"{face}: {name}"))
    if keyboard.address:
        keys.append((_AT, TextTyped(_AT), KeyLook(KEY), space + _CONTROL_KEY + gap, ""))
    else:
        keys.append((words("screen.key.space"), TextTyped(" "), KeyLook(KEY), space, ""))
    keys += [
        ("", TextErased(), erase, _CONTROL_KEY, words("screen.key.erase")),
        (words("screen.key.done"), TextDone(), primary, done, ""),
    ]
    nodes = []
    x = left
    for face, press, look, width, name in keys:
        box = Box(round(x), y, round(width), KEY_HEIGHT)
        nodes.append(plain_key(face, draft, box, press, look, name))
        x += width + gap
    return nodes


def _other_layouts(keyboard: Keyboard) -> tuple[Layout, ...]:
    """The layouts one may go over to; an address needs no Russian letters."""
    if keyboard.address:
        return (Layout.DIGITS if keyboard.layout is Layout.EMAIL else Layout.EMAIL,)
    return tuple(layout for layout in Layout if layout not in (keyboard.layout, Layout.EMAIL))
