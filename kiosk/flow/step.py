"""`step`: the walk after an event. Pure: what the world must do stands in `walk.effects`."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import (
    events,
    identification,
    personal_file,
    pin_pad,
    printing,
    refusal,
    service_menu,
    technician_events,
)
from kiosk.flow.announcements import AnnouncementsReported
from kiosk.flow.asking import going_on
from kiosk.flow.asking.learning import learned
from kiosk.flow.asking.questions import prepared
from kiosk.flow.asking.step import handoff_answered, wizard_touched
from kiosk.flow.booking.effects import BookingAsking
from kiosk.flow.booking.events import BookingAnswered, BookingTouch, OwnBookingsAsked
from kiosk.flow.booking.holding import proven, tidied, waits_for_proof
from kiosk.flow.booking.step import booking_answered, booking_refused, booking_touched
from kiosk.flow.browsing import moved
from kiosk.flow.cases import signing as case_signing
from kiosk.flow.cases.effects import CaseAsking
from kiosk.flow.cases.events import CaseAnswered, CaseTouch
from kiosk.flow.cases.step import case_answered, case_refused, case_touched
from kiosk.flow.code_word import choosing as code_word
from kiosk.flow.code_word.effects import SetCodeWord
from kiosk.flow.code_word.events import CodeWordKept, CodeWordTouch
from kiosk.flow.comfort import headset_reported, switched_comfort
from kiosk.flow.effects import EndSession, FetchFile, FileRequest, RenewFile, StopSpeech
from kiosk.flow.ending import session_ended
from kiosk.flow.events import Answered, Event, Touched
from kiosk.flow.filing.events import FilingTouch, SlipLeft
from kiosk.flow.goods import own as own_goods
from kiosk.flow.goods import reserving as goods
from kiosk.flow.goods.effects import GoodsAsking
from kiosk.flow.goods.events import GoodsAnswered, GoodsTouch
from kiosk.flow.goods.step import goods_answered, goods_refused, goods_touched
from kiosk.flow.in_hand.effects import InHandAsking
from kiosk.flow.in_hand.events import InHandAnswered, InHandTouch
from kiosk.flow.in_hand.looking import tidied as in_hand_tidied
from kiosk.flow.in_hand.step import in_hand_answered, in_hand_refused, in_hand_touched
from kiosk.flow.pages import FailurePage, Home, OutOfServicePage, PinPage
from kiosk.flow.playbill.effects import PlaybillAsking
from kiosk.flow.playbill.events import PlaybillAnswered, PlaybillTouch
from kiosk.flow.playbill.step import playbill_answered, playbill_refused, playbill_touched
from kiosk.flow.queues import choosing as queues
from kiosk.flow.queues.effects import QueueAsking
from kiosk.flow.queues.events import QueueAnswered, QueueTouch
from kiosk.flow.queues.step import queue_answered, queue_refused, queue_tidied, queue_touched
from kiosk.flow.requesting import filing
from kiosk.flow.requesting.receipt import printed_receipt
from kiosk.flow.requesting.step import filing_answered, filing_reported, filing_touched
from kiosk.flow.speech import read_aloud
from kiosk.flow.technician_pages import ServiceCodePage
from kiosk.flow.timeouts import ticked
from kiosk.flow.walk import Walk, answered, awaited_effect, ordered
from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff, LeaveSlip
from kiosk.flow.wizard.events import AnswersFound, CodeLeft, WizardTouch
from kiosk.flow.world import World
from kiosk.flow.writing import wrote


def step(walk: Walk, event: Event, world: World) -> Walk:
    """The walk after `event`; `effects` holds only what this step asks of the world."""
    walk = replace(walk, effects=())
    match event:
        case Touched():
            walk = _touched(_put_off(walk), event, world)
        case Answered():
            walk = _answered(walk, event, world)
        case _:
            walk = _reported(walk, event, world)
    return read_aloud(in_hand_tidied(queue_tidied(goods.tidied(tidied(walk)))), world)


def _put_off(walk: Walk) -> Walk:
    """Any touch puts the time-out off and stops speech."""
    walk = replace(walk, touched_at=walk.now, warned_at=None)
    return ordered(walk, StopSpeech()) if walk.comfort.voice else walk


def _touched(walk: Walk, event: Touched, world: World) -> Walk:  # noqa: PLR0912  a table, one line an event
    match event:
        case events.Finished():
            return session_ended(walk)
        case events.PinOffered():
            return pin_pad.pin_offered(walk, world.profile)
        case events.PinChanged(count) if isinstance(walk.page, ServiceCodePage):
            return service_menu.code_changed(walk, count)
        case events.PinChanged(count):
            return pin_pad.pin_changed(walk, count)
        case events.PinConfirmed() if isinstance(walk.page, ServiceCodePage):
            return service_menu.code_confirmed(walk)
        case events.PinConfirmed() if isinstance(walk.page, PinPage) and walk.page.signing:
            return filing.signed_with_pin(walk, world)
        case events.PinConfirmed() if isinstance(walk.page, PinPage) and walk.page.case:
            return case_signing.confirmed(walk, world)
        case events.PinConfirmed():
            return pin_pad.pin_confirmed(walk)
        case events.CardRetried():
            return identification.reading(walk)
        case events.PersonChosen(person):
            return personal_file.person_chosen(walk, person)
        case events.PrintAsked(paper):
            return printing.print_asked(walk, paper, world)
        case events.PrintCancelled():
            return printing.print_cancelled(walk)
        case technician_events.ClockHeld():
            return service_menu.clock_held(walk)
        case technician_events.DeviceTestAsked():
            return service_menu.device_test_asked(walk)
        case technician_events.NetworkTestAsked():
            return service_menu.network_test_asked(walk)
        case technician_events.FieldTouched(field):
            return service_menu.field_touched(walk, field)
        case events.TextTyped() | events.TextErased() | events.LayoutChosen() | events.TextDone():
            return wrote(walk, event)
        case WizardTouch():
            return wizard_touched(walk, event, world)
        case FilingTouch():
            return filing_touched(walk, event, world)
        case GoodsTouch():
            return goods_touched(walk, event, world)
        case QueueTouch():
            return queue_touched(walk, event, world)
        case CodeWordTouch():
            return code_word.offered(walk, world)
        case CaseTouch():
            return case_touched(walk, event, world)
        case InHandTouch():
            return in_hand_touched(walk, event, world)
        case BookingTouch():
            walk = booking_touched(walk, event, world)
            return own_goods.tab_asked(walk, world) if isinstance(event, OwnBookingsAsked) else walk
        case PlaybillTouch():
            return playbill_touched(walk, event, world)
        case _:
            return switched_comfort(moved(walk, event), event)


def _reported(walk: Walk, event: Event, world: World) -> Walk:
    match event:
        case events.Ticked():
            return prepared(ticked(walk, event), world)
        case events.ReaderReported():
            return identification.reader_reported(walk, event, world.profile)
        case events.PrinterReported(state):
            return replace(walk, devices=replace(walk.devices, printer=state))
        case events.HeadsetReported():
            return headset_reported(walk, event)
        case events.Broke(code):
            return replace(session_ended(walk), stack=(OutOfServicePage(code),))
        case events.Mended(code) if walk.stack[0] == OutOfServicePage(code):
            return _back_in_service(walk)
        case events.BackendPackReported(pack_hash):
            return replace(walk, devices=replace(walk.devices, backend_pack=pack_hash))
        case events.OutboxReported():
            return replace(walk, devices=replace(walk.devices, outbox=event))
        case AnnouncementsReported(announcements):
            return replace(walk, announcements=announcements)
        case events.RequestAccepted() | events.RequestRefused():
            return filing_reported(walk, event)
        case events.BackendReported(code):
            return replace(walk, devices=replace(walk.devices, backend=code))
        case _:
            return walk


def _back_in_service(walk: Walk) -> Walk:
    """Home lies under what a technician has open; a card that has been waiting is read."""
    walk = replace(walk, stack=(Home(), *walk.stack[1:]))
    return identification.reading(walk) if walk.card is not None and len(walk.stack) == 1 else walk


def _answered(walk: Walk, event: Answered, world: World) -> Walk:  # noqa: PLR0912  a table, one line an event
    """An answer to a question that still stands; late ones change nothing, except obligations."""
    match event:
        case events.PaperPrinted():
            return printing.paper_printed(walk, event)
        case events.PaperRefused():
            return printing.paper_refused(walk, event)
        case events.Filed():
            return printed_receipt(filing.filed(walk, event), world)
        case InHandAnswered():
            return in_hand_answered(walk, event)
        case BookingAnswered():
            return booking_answered(walk, event, world)
        case GoodsAnswered():
            return goods_answered(walk, event, world)
        case QueueAnswered():
            return queue_answered(walk, event, world)
        case CodeWordKept():
            return code_word.kept(walk, event)
        case CaseAnswered():
            return case_answered(walk, event, world)
        case PlaybillAnswered():
            return playbill_answered(walk, event)
    asking = awaited_effect(walk, event.effect)
    if asking is None:
        if isinstance(event, events.SessionOpened):
            return ordered(walk, EndSession(event.session))  # opened for somebody who has left
        return filing.late_answered(walk, event.effect)
    match event:
        case events.CardProved():
            return identification.card_proved(walk, event, asking)
        case events.ServiceCardProved():
            return identification.service_card_proved(walk, event)
        case CodeLeft():
            return handoff_answered(walk, event)
        case AnswersFound():
            return going_on.found(walk, event, world)
        case events.BackendRefused(effect, code) if isinstance(asking, FindAnswers):
            return going_on.not_found(walk, effect, code)
        case events.BackendRefused() if isinstance(asking, RenewFile):
            return answered(walk, event.effect)
        case events.BackendRefused(effect, code) if isinstance(asking, GoodsAsking):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            return goods_refused(walk, effect, code, asking)
        case events.BackendRefused(effect, code) if isinstance(asking, QueueAsking):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            return queue_refused(walk, effect, code, asking)
        case events.BackendRefused(effect, code) if isinstance(asking, SetCodeWord):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            return code_word.refused(walk, effect, code)
        case events.BackendRefused(effect, code) if isinstance(asking, CaseAsking):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            return case_refused(walk, effect, code, asking)
        case events.CardRefused() if isinstance(asking, CaseAsking):
            return _not_signed(walk, event)
        case events.BackendRefused(effect, code) if isinstance(asking, InHandAsking):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            return in_hand_refused(walk, effect, code, asking)
        case events.BackendRefused(effect, code) if isinstance(asking, BookingAsking):
            if walk.session is not None and code in refusal.SESSION_OVER:
                return refusal.backend_refused(walk, event, asking)
            if isinstance(asking, PlaybillAsking):
                return playbill_refused(walk, effect, code, asking)
            return booking_refused(walk, effect, code, asking)
        case events.BackendRefused() if isinstance(asking, LeaveHandoff):
            return handoff_answered(walk, event)
        case SlipLeft() | events.FilingNeedsPin() | events.FilingRefused():
            return filing_answered(walk, event, asking)
        case events.CardRefused() | events.BackendRefused() if isinstance(asking, FileRequest | LeaveSlip):
            return filing_answered(walk, event, asking)
        case events.CardRefused():
            return refusal.card_refused(walk, event, asking)
        case events.PinTriesCounted():
            return pin_pad.pin_tries_counted(walk, event)
        case events.SessionOpened():
            return _going_on(identification.session_opened(walk, event, asking, world.profile), world)
        case events.HolderConfirmed():
            return _going_on(learned(identification.holder_confirmed(walk, event), world), world)
        case events.FileFetched():
            return personal_file.file_fetched(walk, event)
        case events.BackendRefused():
            walk = personal_file.file_refused(walk) if isinstance(asking, FetchFile) else walk
            return refusal.backend_refused(walk, event, asking)
        case technician_events.ServiceCodeChecked():
            return service_menu.code_checked(walk, event)
        case technician_events.CheckFinished():
            return service_menu.test_finished(walk, event)
        case _:
            return walk


def _not_signed(walk: Walk, event: events.CardRefused) -> Walk:
    """A petition that the card did not sign: the PIN once more, or what is wrong with the card."""
    walk, failure = case_signing.not_signed(walk, event.effect), event.failure
    code = "card-pin-blocked" if failure.tries_left == 0 else failure.code
    return case_signing.pin_again(walk, failure) or refusal.failed(walk, FailurePage(code))


def _going_on(walk: Walk, world: World) -> Walk:
    """A booking or a reservation that waited for the card or the PIN goes on."""
    if walk.goods is not None:
        return goods.proven(walk, world)
    if queues.waits_for_parent(walk):
        return queues.proven(walk)
    return proven(walk, world) if waits_for_proof(walk) else walk
