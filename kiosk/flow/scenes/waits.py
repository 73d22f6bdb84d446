"""A wait for somebody else's answer: in words at once, with a way out after five seconds."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import Emblem, Progress, Title, Tone
from kiosk.flow.events import WentBack
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button

WAY_OUT_AFTER: Final = 5.0


def waiting(
    desk: Desk,
    name: str,
    text: str,
    since: float | None,
    title: Title | None = None,
    icon: str = "waited",
    *,
    personal: bool = True,
) -> Scene:
    """The wait under «Подождите» or a title of its own; since now where the walk does not say."""
    began = desk.walk.now if since is None else since
    blocks = (
        Emblem(icon, Tone.INFO, since=began),
        title or Title(desk.words("booking.wait")),
        Progress(text, began),
    )
    out = (Button(desk.words("reading.cancel"), WentBack(), icon="cancel"),)
    return Scene(name, blocks, out if is_long(desk, began) else (), personal=personal)


def is_long(desk: Desk, since: float) -> bool:
    """Whether whoever waits is offered a way out."""
    return desk.walk.now - since >= WAY_OUT_AFTER
