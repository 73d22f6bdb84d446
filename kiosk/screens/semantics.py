"""The screen without pixels: role, name, state, place and spoken text of everything that counts."""

from __future__ import annotations

from devices.values import Value
from kiosk.screens.drawing import Box, Drawing, Role


class Meaning(Value):
    """A node as somebody who does not see it would meet it."""

    role: Role
    name: str
    state: tuple[str, ...]
    box: Box
    spoken: str
    target: bool


def semantics(drawing: Drawing) -> tuple[Meaning, ...]:
    """In the order of reading; while a dialog stands over the page, only the dialog."""
    return tuple(
        Meaning(node.role, node.name, node.states, node.box, node.spoken or node.name, node.focusable)
        for node in drawing.active
        if node.name
    )
