"""Where a key of the keyboard or of the pad goes: to the page in front."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.asking import going_on, questions
from kiosk.flow.booking import without_card
from kiosk.flow.booking.pages import BirthDatePage, InsurancePage
from kiosk.flow.code_word import choosing as code_word
from kiosk.flow.code_word.pages import CodeWordPage
from kiosk.flow.events import Event, LayoutChosen, TextDone, TextErased, TextTyped
from kiosk.flow.filing.pages import EmailPage, PhonePage
from kiosk.flow.goods import searching as goods
from kiosk.flow.goods.pages import GoodsSearchPage
from kiosk.flow.in_hand import looking, sending
from kiosk.flow.in_hand.pages import TicketCodePage, TicketNumberPage, TicketPhonePage
from kiosk.flow.pages import SearchPage
from kiosk.flow.queues import by_paper
from kiosk.flow.queues.pages import QueueCodePage, QueueNumberPage
from kiosk.flow.requesting import preparing
from kiosk.flow.walk import Walk, switched
from kiosk.flow.wizard.pages import AnswersCodePage

LONGEST_QUERY = 60


def wrote(walk: Walk, event: Event) -> Walk:
    """The walk after a key; one that has no place to go changes nothing."""
    if isinstance(walk.page, PhonePage | EmailPage):
        return _contact_written(walk, event)
    if isinstance(walk.page, InsurancePage | BirthDatePage):
        return _number_written(walk, event)
    if isinstance(walk.page, TicketNumberPage | TicketCodePage | TicketPhonePage):
        return _ticket_written(walk, event)
    if isinstance(walk.page, AnswersCodePage):
        return _digits_written(walk, event)
    if isinstance(walk.page, QueueNumberPage | QueueCodePage):
        return by_paper.wrote(walk, event)
    if isinstance(walk.page, CodeWordPage):
        return code_word.wrote(walk, event)
    if isinstance(walk.page, GoodsSearchPage):
        return goods.wrote(walk, event)
    if questions.figure_on(walk) is not None:
        return _figure_written(walk, event)
    return _searched(walk, event)


def _contact_written(walk: Walk, event: Event) -> Walk:
    match event:
        case TextTyped(character):
            return preparing.typed(walk, character)
        case TextErased(all=True):
            return preparing.emptied(walk)
        case TextErased():
            return preparing.typed(walk, "")
        case TextDone():
            return preparing.entry_done(walk)
        case LayoutChosen(layout) if isinstance(walk.page, EmailPage):
            return switched(walk, EmailPage(layout))
        case _:
            return walk


def _number_written(walk: Walk, event: Event) -> Walk:
    match event:
        case TextTyped(character):
            return without_card.typed(walk, character)
        case TextErased():
            return without_card.typed(walk, "")
        case _:
            return walk


def _digits_written(walk: Walk, event: Event) -> Walk:
    match event:
        case TextTyped(character):
            return going_on.typed(walk, character)
        case TextErased():
            return going_on.typed(walk, "")
        case _:
            return walk


def _ticket_written(walk: Walk, event: Event) -> Walk:
    typed = sending.typed if isinstance(walk.page, TicketPhonePage) else looking.typed
    match event:
        case TextTyped(character):
            return typed(walk, character)
        case TextErased():
            return typed(walk, "")
        case _:
            return walk


def _figure_written(walk: Walk, event: Event) -> Walk:
    match event:
        case TextTyped(character):
            return questions.figure_typed(walk, character)
        case TextErased():
            return questions.figure_typed(walk, "")
        case _:
            return walk


def _searched(walk: Walk, event: Event) -> Walk:
    page = walk.page
    if not isinstance(page, SearchPage) or page.done:
        return walk
    match event:
        case TextTyped(character) if len(page.text) < LONGEST_QUERY:
            return switched(walk, replace(page, text=page.text + character))
        case TextErased(all=everything):
            return switched(walk, replace(page, text="" if everything else page.text[:-1]))
        case LayoutChosen(layout):
            return switched(walk, replace(page, layout=layout))
        case TextDone() if page.text.strip():
            return switched(walk, replace(page, done=True))
        case _:
            return walk
