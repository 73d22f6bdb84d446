"""What all scenes of a queue call a child, a year, a group, a place and a ground."""

from __future__ import annotations

from typing import Final

from content.formats import first_name_and_initial
from kiosk.flow.queues.choosing import KINDERGARTEN, SCHOOL
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.scenes.scene import Desk

ICONS: Final = {KINDERGARTEN: "place_kindergarten", SCHOOL: "place_school", "": "child"}
SEPTEMBER: Final = 9
IN_THREES: Final = 3  # how a number of nine digits is told


def when(desk: Desk, school_year: int) -> str:
    """«Как можно раньше» for the school year that runs, else its first day."""
    today = desk.today
    runs = today is not None and school_year == today.year - (today.month < SEPTEMBER)
    return desk.words("queue.year.now") if runs else desk.words("queue.year.from", year=school_year)


def group(desk: Desk, kind: str, age: int) -> str:
    return desk.words("queue.group.school" if kind == SCHOOL else f"queue.group.{age}")


def title_of(desk: Desk, place: str) -> str:
    known = desk.catalogue.places.get(place)
    return desk.text(known.title) if known else place


def ground_title(desk: Desk, ground: str) -> str:
    """As the pack names it; a ground the pack has no more keeps its id."""
    known = next((each for each in desk.world.pack.place_priorities if each.id == ground), None)
    return desk.text(known.title) if known else ground


def of_child(desk: Desk, draft: QueueDraft | None) -> str:
    """«Детский сад: Ева О.»"""
    if draft is None:
        return ""
    return ": ".join(filter(None, (desk.words(f"queue.{draft.kind}"), name_of(desk, draft.child))))


def name_of(desk: Desk, person: str) -> str:
    session = desk.walk.session
    relations = session.acts_for if session else ()
    found = next((relation for relation in relations if relation.person == person), None)
    return first_name_and_initial(found.first_name, found.initial) if found else ""
