"""A new pack tried out before it is let in. Its libraries are heavy: imported when there is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from content.public_key import read_public_key
from content.published import opened
from kiosk.content_of_kiosk import words_of_all_languages
from kiosk.flow.render import render
from kiosk.flow.walk import Walk
from kiosk.interviewing import Interviewer
from kiosk.search_index import SearchInLanguages
from kiosk.world_of_kiosk import identity_of, world_of

if TYPE_CHECKING:
    from config.kiosk import KioskSettings


def try_out(sealed: bytes, public_key: Path, settings: KioskSettings, today: date) -> None:
    """Everything that a start makes of a pack: rules, search, the first screen.

    Raises PackError for a file that is not signed by this key or not sound, and whatever else goes wrong.
    """
    _, pack = opened(sealed, read_public_key(public_key))
    Interviewer(pack, today)
    words = words_of_all_languages()
    search = SearchInLanguages(pack, words)
    render(Walk(), world_of(settings, identity_of(settings.data), pack, words, search))
