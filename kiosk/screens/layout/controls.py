"""Buttons: of the action row, of the header and the bar, and of the pager."""

from __future__ import annotations

from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Press, Role
from kiosk.screens.layout.draft import Draft, line_centred, lines
from kiosk.screens.theme import RADIUS_BUTTON, STRONG, TARGET, Colour, TypeStyle

ACTION_HEIGHT = 112
_ICON = 48
_PADDING = 36
_RAIL_ICON = 44
_RAIL_PADDING = 8


def action_width(button: Button, draft: Draft) -> float:
    icon = _ICON + 16 if button.icon else 0
    return max(240, draft.measure(button.title, STRONG) + icon + 2 * _PADDING)


def action_height(button: Button, draft: Draft, width: float) -> float:
    return max(ACTION_HEIGHT, draft.theme.line(STRONG) * len(_action_lines(button, draft, width)) + 40)


def _action_lines(button: Button, draft: Draft, width: float) -> tuple[str, ...]:
    icon = _ICON + 16 if button.icon else 0
    return draft.wrap(button.title, width - icon - 2 * (_PADDING - 8), STRONG)


def action_button(button: Button, draft: Draft, box: Box) -> Node:
    """A button of the page: filled with the accent if it is the primary one."""
    palette = draft.theme.palette
    if not button.enabled:
        fill, ink, border = palette.ground, palette.disabled, palette.hairline
    elif button.primary:
        fill, ink, border = palette.accent, palette.on_accent, palette.accent
    else:
        fill, ink, border = palette.surface, palette.accent, palette.border
    flat = Box(0, 0, box.width, box.height)
    broken = _action_lines(button, draft, box.width)
    widest = max(draft.measure(line, STRONG) for line in broken)
    icon = _ICON + 16 if button.icon else 0
    left = round((box.width - widest - icon) / 2)
    tall = draft.theme.line(STRONG) * len(broken)
    top = round((box.height - tall) / 2)
    marks: list[Mark] = [Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON)]
    if button.icon:
        marks.append(Glyph(Box(left, round((box.height - _ICON) / 2), _ICON, _ICON), button.icon, ink))
    marks += lines(draft, "\n".join(broken), STRONG, ink, Box(left + icon, top, widest + 1, 0), 0.5)
    return _button_node(button, box, marks)


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
    palette = draft.theme.palette
    if not button.enabled:
        fill, ink, sign, border = palette.surface, palette.disabled, palette.disabled, palette.hairline
    elif button.selected:
        fill, ink, sign, border = palette.accent, palette.on_accent, palette.on_accent, palette.accent
    else:
        fill, ink, sign, border = palette.surface, palette.ink, palette.accent, palette.border
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


def _has_rail_icon(button: Button, draft: Draft, style: TypeStyle) -> bool:
    """Enlarged words of the bar stand alone: a sign would cost the page a line."""
    return bool(button.icon) and (style.fixed or not draft.theme.large)


def rail_height(button: Button, draft: Draft, width: float, style: TypeStyle) -> float:
    broken = draft.wrap(button.title, width - 2 * _RAIL_PADDING, style)
    words = draft.theme.line(style) * len(broken)
    return max(TARGET, words + 20 + (_RAIL_ICON + 4 if _has_rail_icon(button, draft, style) else 0))


def plain_key(
    role: Role,
    face: str,
    draft: Draft,
    box: Box,
    press: Press,
    *,
    style: TypeStyle,
    name: str = "",
    icon: str = "",
    colours: tuple[Colour, Colour, Colour] | None = None,
    enabled: bool = True,
) -> Node:
    """A key with `face` or `icon` in its middle; `colours` are fill, ink and border."""
    palette = draft.theme.palette
    fill, ink, border = colours or (palette.surface, palette.ink, palette.border)
    if not enabled:
        fill, ink, border = palette.ground, palette.disabled, palette.hairline
    flat = Box(0, 0, box.width, box.height)
    marks: list[Mark] = [Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON)]
    if icon:
        size = 52
        middle = Box(round((box.width - size) / 2), round((box.height - size) / 2), size, size)
        marks.append(Glyph(middle, icon, ink))
    else:
        marks += line_centred(draft, face, style, ink, flat)
    states = () if enabled else ("disabled",)
    return Node(role, name or face, box, tuple(marks), press, states, name or face, enabled=enabled)
