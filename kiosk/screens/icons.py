"""The signs by name: glyphs of Material Design Icons as Debian packages them (1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.flow.blocks import Tone

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
    # the entries of the home page
    "help": "\uf2d7",
    "measures": "\uf116",
    "places": "\uf34e",
    "services": "\uf570",
    "categories": "\uf00e",
    "important": "\uf09a",
    "card": "\uf19b",
    "search": "\uf349",
    "booking": "\uf0ef",
    "scanner": "\uf433",
    "calendar": "\uf0f0",
    "ticket": "\uf518",
    "playbill": "\uf50d",
    "pool": "\uf606",
    # things
    "article": "\uf5da",
    "child": "\uf2e7",
    "document": "\uf219",
    "email": "\uf1ee",
    "law": "\uf5d1",
    "life_event": "\uf38f",
    "paper": "\uf39e",
    "people": "\uf00e",
    "person": "\uf004",
    "person_with": "\uf014",
    "phone": "\uf3f2",
    "sphere": "\uf12b",
    "town": "\uf146",
    # groups of measures
    "payments": "\uf116",
    "transport": "\uf0e7",
    "medicines": "\uf402",
    # spheres of services
    "sphere_family": "\uf00e",
    "sphere_health": "\uf5f6",
    "sphere_education": "\uf474",
    "sphere_culture_sport": "\uf50d",
    "sphere_work_social_protection": "\uf0d6",
    # kinds of places
    "place_social_protection": "\uf2d1",
    "place_social_fund": "\uf070",
    "place_mfc": "\uf1d7",
    "place_social_services": "\uf64c",
    "place_job_centre": "\uf0d6",
    "place_clinic": "\uf2e1",
    "place_pharmacy": "\uf3f1",
    "place_library": "\uf331",
    "place_museum": "\uf11a",
    "place_theatre": "\uf50d",
    "place_sport": "\uf4e3",
    "place_education": "\uf474",
    "place_legal_aid": "\uf5d1",
    "place_kindergarten": "\uf06c",
    "place_school": "\uf474",
    # what happened
    "card_other": "\uf5e4",
    "clock": "\uf5ce",
    "no_connection": "\uf319",
    "reader": "\uf19d",
    "repair": "\uf5b7",
    "waited": "\uf51f",
    # doing
    "cancel": "\uf156",
    "continue": "\uf054",
    "done": "\uf12c",
    "erase": "\uf06e",
    "keyboard": "\uf30c",
    "pin": "\uf33e",
    "less": "\uf374",
    "more": "\uf415",
    "list": "\uf27b",
    "seat": "\uf482",
    "wheelchair": "\uf5a4",
    "taken": "\uf156",
    "terminal": "\uf19b",
    "print": "\uf42a",
    "retry": "\uf4e6",
    "why": "\uf2d7",
    # for the technician
    "devices": "\uf379",
    "network": "\uf5a9",
    "touch": "\uf1b7",
    "settings": "\uf493",
    # moving about
    "forward": "\uf142",
    "up": "\uf143",
    "down": "\uf140",
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
