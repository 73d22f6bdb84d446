"""Putting an earlier request right: asked and chosen anew, filed under the same number."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.application import Wish
from kiosk.flow.asking import questions
from kiosk.flow.filing.pages import ContactPage, RequestPage
from kiosk.flow.filing.preparation import Preparation
from kiosk.flow.walk import Walk, opened
from kiosk.flow.wizard.port import ALL
from kiosk.flow.world import World


def begun(walk: Walk, number: str, world: World) -> Walk:
    """The wishes of the request as they stand; contact details and consent are given anew."""
    page, session = walk.page, walk.session
    file = session.file if session else None
    request = next((one for one in file.requests if one.number == number), None) if file else None
    if request is None or not request.may_change or not isinstance(page, RequestPage):
        return walk
    walk = questions.ready(walk, ALL, page.person, world)
    wishes = tuple(Wish(item.measure, item.kind, item.verdict) for item in request.items)
    return opened(replace(walk, preparation=Preparation(wishes, corrects=number)), ContactPage())
