"""On from the answers that were told to an operator: eight digits, then the next question."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace

from kiosk.flow.asking import questions
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, switched
from kiosk.flow.wizard.effects import FindAnswers
from kiosk.flow.wizard.events import AnswersFound
from kiosk.flow.wizard.inquiry import Inquiry
from kiosk.flow.wizard.pages import AnswersCodePage
from kiosk.flow.world import World

DIGITS: Final = 8
TOO_SHORT: Final = "too-short"
NO_RULES: Final = "rules-not-ready"
SLOW: Final = "backend-slow"


def typed(walk: Walk, character: str) -> Walk:
    """A key of the pad; "" erases."""
    page = walk.page
    if not isinstance(page, AnswersCodePage) or page.since is not None:
        return walk
    if character and not character.isdigit():
        return walk
    digits = (page.digits + character)[:DIGITS] if character else page.digits[:-1]
    return switched(walk, AnswersCodePage(digits))


def entered(walk: Walk) -> Walk:
    """«Дальше»: a second press while they are looked for changes nothing."""
    page = walk.page
    if not isinstance(page, AnswersCodePage) or page.since is not None:
        return walk
    if len(page.digits) != DIGITS:
        return switched(walk, replace(page, unclear=TOO_SHORT))
    if walk.devices.backend:
        return switched(walk, replace(page, unclear=walk.devices.backend))
    walk = switched(walk, AnswersCodePage(page.digits, since=walk.now))
    return asked(walk, FindAnswers(walk.next_effect, page.digits))


def found(walk: Walk, event: AnswersFound, world: World) -> Walk:
    """The next question after what was told, in place of the digits."""
    walk = answered(walk, event.effect)
    if not isinstance(walk.page, AnswersCodePage) or not walk.today:
        return walk
    today = date.fromisoformat(walk.today)
    file = walk.session.file_of("") if walk.session else None
    interview = world.wizard.begin(event.goals, today, file)
    if interview is None:
        return switched(walk, AnswersCodePage(unclear=NO_RULES))
    walk = replace(walk, stack=questions.without_wizard(walk.stack[:-1]), preparation=None)
    inquiry = Inquiry(event.goals, today, interview.continued(event.answers))
    return questions.resumed(replace(walk, inquiry=inquiry))


def not_found(walk: Walk, effect: int, code: str) -> Walk:
    """The digits lead nowhere, or there is no line: they can be typed again."""
    walk = answered(walk, effect)
    return switched(walk, AnswersCodePage(unclear=code)) if isinstance(walk.page, AnswersCodePage) else walk


def waits_since(walk: Walk) -> float | None:
    return walk.page.since if isinstance(walk.page, AnswersCodePage) else None


def waited_too_long(walk: Walk) -> Walk:
    """What comes later changes nothing."""
    return switched(no_longer_awaiting(walk, FindAnswers), AnswersCodePage(unclear=SLOW))
