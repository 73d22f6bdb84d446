"""The signs by name: glyphs of Material Design Icons as Debian packages them (1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.flow.views import Tone

GLYPHS: Final[Mapping[str, str]] = {
    # the header
    "language": "\uf5ca",
    "larger": "\uf27f",
    "contrast": "\uf196",
    "low_reach": "\uf046",
    "voice": "\uf57e",
    # the bar
    "back": "\uf04d",
    "section": "\uf279",
    "home": "\uf2dc",
    "finish": "\uf343",
    # the entries
    "important": "\uf09a",
    "news": "\uf09a",
    "places": "\uf34e",
    "help": "\uf2d7",
    "question": "\uf2d7",
    "measures": "\uf116",
    "money": "\uf116",
    "categories": "\uf00e",
    "people": "\uf00e",
    "person": "\uf004",
    "child": "\uf2e7",
    "card": "\uf19b",
    "services": "\uf570",
    "life_event": "\uf38f",
    "document": "\uf219",
    "article": "\uf5da",
    "law": "\uf5d1",
    "search": "\uf349",
    "print": "\uf42a",
    "phone": "\uf3f2",
    "calendar": "\uf0ed",
    "clock": "\uf150",
    "wheelchair": "\uf5a4",
    "lock": "\uf33e",
    "key": "\uf306",
    "ticket": "\uf516",
    "list": "\uf279",
    "settings": "\uf493",
    "network": "\uf5a9",
    "no_network": "\uf5aa",
    "touch": "\uf1b7",
    "reader": "\uf19b",
    "retry": "\uf4e6",
    # spheres and groups
    "family": "\uf00e",
    "health": "\uf5f6",
    "education": "\uf474",
    "culture_sport": "\uf50d",
    "culture": "\uf50d",
    "work_social_protection": "\uf0d6",
    "work": "\uf0d6",
    "social": "\uf070",
    "transport": "\uf0e7",
    "medicines": "\uf402",
    "payments": "\uf116",
    "housing": "\uf2de",
    "utilities": "\uf2de",
    "food": "\uf25a",
    "office": "\uf1d7",
    "clinic": "\uf2e0",
    "pharmacy": "\uf402",
    "library": "\uf331",
    "museum": "\uf070",
    "job_centre": "\uf0d6",
    # moving about
    "forward": "\uf142",
    "up": "\uf143",
    "down": "\uf140",
    "erase": "\uf06e",
    "done": "\uf12c",
    "close": "\uf156",
    "plus": "\uf415",
    # state
    "chosen": "\uf133",
    "not_chosen": "\uf130",
    "box": "\uf131",
    "box_checked": "\uf132",
    "neutral": "\uf2fc",
    "info": "\uf2fc",
    "good": "\uf5e0",
    "attention": "\uf026",
    "trouble": "\uf028",
}

TONE_ICON: Final[Mapping[Tone, str]] = {tone: tone.value for tone in Tone}


def glyph(name: str) -> str:
    """The character of the sign called `name`.

    An unknown name gets the neutral sign: a wrong picture must not stop a kiosk. A test finds it.
    """
    return GLYPHS.get(name, GLYPHS["neutral"])
