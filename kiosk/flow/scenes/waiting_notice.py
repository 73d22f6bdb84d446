"""What the greeting says of the waiting list: that something is kept, never what."""

from __future__ import annotations

from kiosk.flow.blocks import Notice, Tone
from kiosk.flow.scenes.scene import Desk


def offer_notice(desk: Desk) -> tuple[Notice, ...]:
    """At level 1: that something is kept, not what."""
    session = desk.walk.session
    if session is None or not session.offers:
        return ()
    words = desk.words
    return (Notice(Tone.GOOD, words("line.welcome"), words("line.welcome.text"), icon="calendar"),)
