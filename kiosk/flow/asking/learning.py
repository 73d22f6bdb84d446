"""What registers know joins the answers that were given before the card: nothing is asked twice."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.walk import Walk
from kiosk.flow.wizard.port import Interview
from kiosk.flow.world import World

ANSWER = "answer"


def learned(walk: Walk, world: World) -> Walk:
    """The questions with the holder's registers; an answer that says otherwise than a register stays."""
    inquiry, session = walk.inquiry, walk.session
    file = session.file_of(inquiry.person) if session and inquiry else None
    if inquiry is None or file is None:
        return walk
    fresh = world.wizard.begin(inquiry.goals, inquiry.on, file, represented=bool(inquiry.person))
    if fresh is None:
        return walk
    return replace(walk, inquiry=replace(inquiry, interview=_repeated(inquiry.interview, fresh), code=""))


def _repeated(before: Interview, fresh: Interview) -> Interview:
    registered = {one.fact: one.value for one in fresh.known()}
    for one in before.known():
        if one.source != ANSWER:
            continue
        if one.value is None:
            fresh = fresh if one.fact in registered else fresh.declined(one.fact)
        elif registered.get(one.fact) != one.value:
            fresh = fresh.answered(one.fact, one.value)
    return fresh
