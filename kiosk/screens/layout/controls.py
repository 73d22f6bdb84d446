"""Buttons: of the action row, of the header and the bar, and of the pager."""

from __future__ import annotations

from devices.values import Value
from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Press, Role
from kiosk.screens.layout.draft import Draft, glyph_centred, line_centred, lines
from kiosk.screens.theme import RADIUS_BUTTON, STRONG, TARGET, Colour, TypeStyle

ACTION_HEIGHT = 112
_PADDING = 28
_RAIL_ICON = 44
_KEY_ICON = 52
_RAIL_PADDING = 8


def action_width(button: Button, draft: Draft) -> float:
    icon = _icon_size(draft) + 12 if button.icon else 0
    return max(200, draft.measure(button.title, STRONG) + icon + 2 * _PADDING)


def action_height(button: Button, draft: Draft, width: float) -> float:
    return max(ACTION_HEIGHT, draft.theme.line(STRONG) * len(_action_lines(button, draft, width)) + 40)


def _icon_size(draft: Draft) -> int:
    return 72 if draft.theme.large else 48


def sign_button(button: Button, icon: str, draft: Draft, box: Box) -> Node:
    """A square button that shows only a sign; its words are still its name."""
    fill, ink, border = _action_colours(button, draft)
    flat = Box(0, 0, box.width, box.height)
    plate = Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON)
    return _button_node(button, box, [plate, glyph_centred(icon, ink, 72, flat)])


def _action_lines(button: Button, draft: Draft, width: float) -> tuple[str, ...]:
    icon = _icon_size(draft) + 12 if button.icon else 0
    return draft.wrap(button.title, width - icon - 2 * (_PADDING - 4), STRONG)


def action_button(button: Button, draft: Draft, box: Box) -> Node:
    """A button of the page: filled with the accent if it is the primary one."""
    fill, ink, border = _action_colours(button, draft)
    flat = Box(0, 0, box.width, box.height)
    broken = _action_lines(button, draft, box.width)
    widest = max(draft.measure(line, STRONG) for line in broken)
    size = _icon_size(draft)
    icon = size + 12 if button.icon else 0
    left = round((box.width - widest - icon) / 2)
    tall = draft.theme.line(STRONG) * len(broken)
    top = round((box.height - tall) / 2)
    marks: list[Mark] = [Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON)]
    if button.icon:
        marks.append(Glyph(Box(left, round((box.height - size) / 2), size, size), button.icon, ink))
    marks += lines(draft, "\n".join(broken), STRONG, ink, Box(left + icon, top, widest + 1, 0), 0.5)
    return _button_node(button, box, marks)


def _action_colours(button: Button, draft: Draft) -> tuple[Colour, Colour, Colour]:
    """Fill, ink and border by the state of a button of the page."""
    palette = draft.theme.palette
    if not button.enabled:
        return palette.ground, palette.disabled, palette.hairline
    if button.primary:
        return palette.accent, palette.on_accent, palette.accent
    return palette.surface, palette.accent, palette.border


def _button_node(button: Button, box: Box, marks: list[Mark], moves: bool = True) -> Node:
    return Node(
        Role.BUTTON,
        button.title,
        box,
        tuple(marks),
        button.press,
        _states(button),
        button.spoken or button.title,
        enabled=button.enabled,
        moves=moves,
    )


def _states(button: Button) -> tuple[str, ...]:
    states = ("selected",) if button.selected else ()
    return states if button.enabled else (*states, "disabled")


def rail_width(button: Button, draft: Draft, style: TypeStyle) -> float:
    """The least width of a button of header or bar: its words on one line."""
    return max(TARGET, draft.measure(button.title, style) + 2 * _RAIL_PADDING + 2)


def rail_button(button: Button, draft: Draft, box: Box, style: TypeStyle) -> Node:
    """A button of header or bar: the sign above the word. One that is on is filled."""
    fill, ink, sign, border = _rail_colours(button, draft)
    icon = _RAIL_ICON if _has_rail_icon(button, draft, style) else 0
    broken = draft.wrap(button.title, box.width - 2 * _RAIL_PADDING, style)
    tall = draft.theme.line(style) * len(broken)
    above = icon + 4 if icon else 0
    top = round((box.height - above - tall) / 2)
    marks: list[Mark] = [
        Plate(Box(0, 0, box.width, box.height), fill, border, draft.theme.stroke, RADIUS_BUTTON)
    ]
    if icon:
        marks.append(Glyph(Box(round((box.width - icon) / 2), top, icon, icon), button.icon, sign))
    room = Box(_RAIL_PADDING, top + above, box.width - 2 * _RAIL_PADDING + 1, 0)
    marks += lines(draft, "\n".join(broken), style, ink, room, 0.5)
    return _button_node(button, box, marks, moves=False)


def column_button(button: Button, draft: Draft, box: Box, style: TypeStyle) -> Node:
    """A button of a column of buttons: the sign before the words, all of them flush left."""
    if not _has_rail_icon(button, draft, style):
        return rail_button(button, draft, box, style)
    fill, ink, sign, border = _rail_colours(button, draft)
    left = 28 + _RAIL_ICON + 20
    broken = draft.wrap(button.title, box.width - left - _RAIL_PADDING, style)
    top = round((box.height - draft.theme.line(style) * len(broken)) / 2)
    marks: list[Mark] = [
        Plate(Box(0, 0, box.width, box.height), fill, border, draft.theme.stroke, RADIUS_BUTTON),
        Glyph(Box(28, round((box.height - _RAIL_ICON) / 2), _RAIL_ICON, _RAIL_ICON), button.icon, sign),
        *lines(draft, "\n".join(broken), style, ink, Box(left, top, box.width - left, 0)),
    ]
    return _button_node(button, box, marks, moves=False)


def _rail_colours(button: Button, draft: Draft) -> tuple[Colour, Colour, Colour, Colour]:
    """Fill, ink, sign and border by the state of a button of header or bar."""
    palette = draft.theme.palette
    if not button.enabled:
        return palette.surface, palette.disabled, palette.disabled, palette.hairline
    if button.selected:
        return palette.accent, palette.on_accent, palette.on_accent, palette.accent
    return palette.surface, palette.ink, palette.accent, palette.border


def _has_rail_icon(button: Button, draft: Draft, style: TypeStyle) -> bool:
    """Enlarged words of the bar stand alone: a sign would cost the page a line."""
    return bool(button.icon) and (style.fixed or not draft.theme.large)


def rail_height(button: Button, draft: Draft, width: float, style: TypeStyle) -> float:
    broken = draft.wrap(button.title, width - 2 * _RAIL_PADDING, style)
    words = draft.theme.line(style) * len(broken)
    return max(TARGET, words + 20 + (_RAIL_ICON + 4 if _has_rail_icon(button, draft, style) else 0))


class KeyLook(Value):
    """How a key looks: its type, a sign instead of words, its colours (fill, ink, border)."""

    style: TypeStyle
    icon: str = ""
    colours: tuple[Colour, Colour, Colour] | None = None
    enabled: bool = True


def plain_key(face: str, draft: Draft, box: Box, press: Press, look: KeyLook, name: str = "") -> Node:
    """A key with `face`, or the sign of its look, in its middle; `name` where it differs from the face."""
    palette = draft.theme.palette
    fill, ink, border = look.colours or (palette.surface, palette.ink, palette.border)
    if not look.enabled:
        fill, ink, border = palette.ground, palette.disabled, palette.hairline
    flat = Box(0, 0, box.width, box.height)
    marks: list[Mark] = [Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON)]
    if look.icon:
        marks.append(glyph_centred(look.icon, ink, _KEY_ICON, flat))
    else:
        marks += line_centred(draft, face, look.style, ink, flat)
    states = () if look.enabled else ("disabled",)
    words = name or face
    return Node(Role.KEY, words, box, tuple(marks), press, states, words, enabled=look.enabled)
