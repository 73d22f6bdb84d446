"""Number and code of the paper, typed by the pad: where the child stands, without a card."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.events import Event, TextErased, TextTyped
from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.queues.effects import LookAtQueue
from kiosk.flow.queues.pages import QueueCodePage, QueueFoundPage, QueueNumberPage, QueueRefusedPage
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched

NUMBER_DIGITS: Final = 9
CODE_DIGITS: Final = 4


def look_asked(walk: Walk) -> Walk:
    """«Узнать место по номеру»."""
    return opened(replace(walk, queue=QueueDraft()), QueueNumberPage())


def wrote(walk: Walk, event: Event) -> Walk:
    """A key of the pad."""
    draft = walk.queue
    if draft is None:
        return walk
    match event:
        case TextTyped(character) if character.isdigit():
            added = character
        case TextErased():
            added = ""
        case _:
            return walk
    if isinstance(walk.page, QueueCodePage):
        code = (draft.code + added)[:CODE_DIGITS] if added else draft.code[:-1]
        return replace(walk, queue=replace(draft, code=code, unclear=False))
    number = (draft.number + added)[:NUMBER_DIGITS] if added else draft.number[:-1]
    return replace(walk, queue=replace(draft, number=number, unclear=False))


def number_done(walk: Walk) -> Walk:
    """From the number to the code, and from there to the answer."""
    draft = walk.queue
    if draft is None or not isinstance(walk.page, QueueNumberPage | QueueCodePage):
        return walk
    on_number = isinstance(walk.page, QueueNumberPage)
    whole = len(draft.number) == NUMBER_DIGITS if on_number else len(draft.code) == CODE_DIGITS
    if not whole:
        return replace(walk, queue=replace(draft, unclear=True))
    if on_number:
        return opened(replace(walk, queue=replace(draft, code="", unclear=False)), QueueCodePage())
    walk = no_longer_awaiting(opened(walk, QueueFoundPage(walk.now)), LookAtQueue)
    return asked(walk, LookAtQueue(walk.next_effect, draft.number, draft.code))


def shown(walk: Walk, event: wishes.QueueShown) -> Walk:
    """The code is forgotten: who goes back types it again."""
    walk = answered(walk, event.effect)
    if walk.queue is None or not isinstance(walk.page, QueueFoundPage):
        return walk
    stack = tuple(page for page in walk.stack[:-1] if not isinstance(page, QueueCodePage))
    walk = replace(walk, queue=replace(walk.queue, found=event.look, code=""), stack=stack)
    return opened(walk, QueueFoundPage())


def refused(walk: Walk, code: str) -> Walk:
    walk = no_longer_awaiting(walk, LookAtQueue)
    page = QueueRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, QueueFoundPage) else opened(walk, page)
