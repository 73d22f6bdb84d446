"""The warning before a time-out: how long is left, and one button that puts it off."""

from __future__ import annotations

from kiosk.flow.blocks import Block, Countdown, Title
from kiosk.flow.events import Extended, Finished
from kiosk.flow.scenes.scene import Desk
from kiosk.flow.timeouts import patience_of
from kiosk.flow.views import Button


def time_out_dialog(desk: Desk) -> tuple[tuple[Block, ...], tuple[Button, ...]]:
    """The dialog over the page while a warning stands, otherwise nothing."""
    walk, words = desk.walk, desk.words
    if walk.warned_at is None:
        return (), ()
    total = patience_of(walk).countdown
    left = max(0, round(total - (walk.now - walk.warned_at)))
    key = "time_out.session" if walk.session else "time_out.public"
    return (
        (
            Title(words("time_out.title")),
            Countdown(words.plural(key, left), left, round(total), spoken=words("time_out.spoken")),
        ),
        (
            Button(words("bar.finish"), Finished(), icon="finish"),
            Button(words("time_out.extend"), Extended(), icon="continue", primary=True),
        ),
    )
