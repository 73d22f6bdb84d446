"""The hands of the walk: each effect carried out on a worker thread, its answer an event."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from devices.ports import CardFailure, CardKey, CardProof, NotPrinted, Printed
from kiosk.filing import Given
from kiosk.flow import effects, events, technician_events
from kiosk.flow.booking.effects import BookingAsking, ReleaseHold
from kiosk.flow.cases.effects import FetchCases, SignCase
from kiosk.flow.code_word.effects import SetCodeWord
from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.flow.filing.events import SlipLeft
from kiosk.flow.goods.effects import GoodsAsking
from kiosk.flow.in_hand.effects import InHandAsking
from kiosk.flow.playbill.effects import PlaybillAsking
from kiosk.flow.queues.effects import QueueAsking
from kiosk.flow.technician_pages import CheckLine, CheckState
from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff, LeaveSlip
from kiosk.flow.wizard.events import AnswersFound, CodeLeft
from kiosk.hands.booking import carry_out_booking
from kiosk.hands.case import Signing, carry_out_case, sign_case
from kiosk.hands.code_word import carry_out_code_word
from kiosk.hands.goods import carry_out_goods
from kiosk.hands.outside import Parts
from kiosk.hands.paper import carry_out_in_hand
from kiosk.hands.playbill import carry_out_playbill
from kiosk.hands.queue import carry_out_queue
from kiosk.pin import PinBuffer, wipe
from kiosk.ports.backend import Refused
from kiosk.service_card import is_service_card, own_challenge
from kiosk.service_code import code_is_right
from kiosk.session_keys import SessionKeys

Job = Callable[[], Event | None]
NOT_ENROLLED = "kiosk-not-enrolled"
SESSION, HOLDER = "session", "holder"  # the purposes of a signature


class Hands:
    """Carries effects out: what cannot wait by `order`, the rest by jobs that block.

    `job` and `order` are called by the walk's thread alone, jobs by the thread that fits the effect.
    """

    def __init__(self, parts: Parts, pin: PinBuffer, keys: SessionKeys) -> None:
        self._parts = parts
        self._pin = pin
        self._keys = keys
        self._prints = 0  # grows with each cancel: a sheet asked before is nobody's any more
        self._people = 0  # grows with each wipe: a PIN typed before is nobody's any more

    def job(self, effect: Effect) -> Job:
        """The work on `effect`, for a thread that may wait; what belongs to this moment is taken now.

        A job may have to queue behind somebody else's: by then another PIN may stand in the buffer.
        """
        match effect:
            case effects.PrintSheet():
                return partial(self._print, effect, self._prints)
            case effects.VerifyPinAndProve():
                return partial(self._prove_holder, effect, self._pin.take(), self._people)
            case effects.FileRequest(_, session):
                return partial(self._file, effect, self._keys.of(session), self._pin.take(), self._people)
            case SignCase():
                given = Signing(self._keys.of(effect.session), self._pin.take(), self._still_here())
                return partial(sign_case, effect, self._parts.cases, self._parts.reader, given)
            case effects.CheckServiceCode(number):
                return partial(self._check_service_code, number, self._pin.take())
            case effects.EndSession(session):
                return partial(self._end_sessions, self._keys.forget(session))
            case effects.Wipe():
                return partial(self._end_sessions, *self._keys.forget_all())
            case _:
                return partial(self._carry_out, effect)

    def _carry_out(self, effect: Effect) -> Event | None:  # noqa: PLR0912  a table
        match effect:
            case effects.ProveCard():
                return self._prove_card(effect)
            case effects.CountPinTries():
                return self._count_tries(effect)
            case effects.OpenSession():
                return self._open_session(effect)
            case effects.RaiseLevel():
                return self._raise_level(effect)
            case effects.FetchFile() | effects.RenewFile():
                return self._fetch_file(effect)
            case InHandAsking():
                return carry_out_in_hand(effect, self._parts.papers, self._keys)
            case PlaybillAsking():
                return carry_out_playbill(effect, self._parts.till, self._keys)
            case QueueAsking():
                return carry_out_queue(effect, self._parts.queues, self._keys)
            case SetCodeWord():
                return carry_out_code_word(effect, self._parts.code_words, self._keys)
            case FetchCases():
                return carry_out_case(effect, self._parts.cases, self._keys)
            case GoodsAsking():
                return carry_out_goods(effect, self._parts.goods, self._keys)
            case BookingAsking() | ReleaseHold():
                return carry_out_booking(effect, self._parts.bookings, self._keys)
            case LeaveHandoff():
                return self._leave_handoff(effect)
            case FindAnswers():
                return self._find_answers(effect)
            case LeaveSlip():
                return self._leave_slip(effect)
            case effects.CheckDevices(number):
                return technician_events.CheckFinished(number, self._parts.test_devices())
            case effects.CheckNetwork(number):
                return technician_events.CheckFinished(number, self._network_lines())
        return None

    def order(self, effect: Effect) -> None:
        """Do at once what must not wait behind anything: silence, cancelling, wiping. Returns at once."""
        match effect:
            case effects.Speak(text, language, personal):
                if not personal or self._parts.voice.headset():
                    self._parts.voice.say(text, language)
            case effects.StopSpeech():
                self._parts.voice.stop()
            case effects.CancelPrint():
                self._prints += 1
                self._parts.printer.cancel()
            case effects.ClearPin():
                self._pin.clear()
            case effects.Wipe():
                self._people += 1
                self._pin.clear()
                self._parts.voice.reset_volume()

    def _print(self, effect: effects.PrintSheet, asked_at: int) -> Event:
        """Cancelled before its turn, a sheet never reaches the printer; nor in the moment between."""

        def cancelled() -> bool:
            return self._cancelled_since(asked_at)

        printer = self._parts.printer
        answer = NotPrinted("printer-cancelled") if cancelled() else printer.print(effect.sheet, cancelled)
        if isinstance(answer, Printed):
            return events.PaperPrinted(effect.id)
        return events.PaperRefused(effect.id, answer)

    def _cancelled_since(self, prints: int) -> bool:
        return prints != self._prints

    def _prove_card(self, effect: effects.ProveCard) -> Event:
        backend = self._parts.backend
        nonce = backend.take_nonce()
        if isinstance(nonce, Refused):
            return self._prove_service_card(effect, nonce)
        digest = backend.digest(nonce, CardKey.CARD.value, SESSION)
        proof = self._parts.reader.prove(effect.sequence, CardKey.CARD, digest, None)
        if isinstance(proof, CardProof) and is_service_card(proof, digest, self._parts.service_cards):
            return events.ServiceCardProved(effect.id)
        return _proved(effect.id, proof, nonce)

    def _prove_service_card(self, effect: effects.ProveCard, refusal: Refused) -> Event:
        """Without the backend only a technician's card opens anything: it signs a challenge of our own."""
        if self._parts.service_cards:
            challenge = own_challenge()
            proof = self._parts.reader.prove(effect.sequence, CardKey.CARD, challenge, None)
            if isinstance(proof, CardProof) and is_service_card(proof, challenge, self._parts.service_cards):
                return events.ServiceCardProved(effect.id)
        return events.BackendRefused(effect.id, refusal.code)

    def _prove_holder(self, effect: effects.VerifyPinAndProve, pin: bytearray, people: int) -> Event:
        try:
            if people != self._people:
                return events.CardRefused(effect.id, CardFailure("card-removed"))
            backend = self._parts.backend
            nonce = backend.take_nonce()
            if isinstance(nonce, Refused):
                return events.BackendRefused(effect.id, nonce.code)
            digest = backend.digest(nonce, CardKey.HOLDER.value, HOLDER)
            return _proved(
                effect.id, self._parts.reader.prove(effect.sequence, CardKey.HOLDER, digest, pin), nonce
            )
        finally:
            wipe(pin)

    def _count_tries(self, effect: effects.CountPinTries) -> Event:
        tries = self._parts.reader.pin_tries_left(effect.sequence)
        if isinstance(tries, CardFailure):
            return events.CardRefused(effect.id, tries)
        return events.PinTriesCounted(effect.id, tries)

    def _open_session(self, effect: effects.OpenSession) -> Event:
        answer = self._parts.backend.open_session(effect.proof, effect.nonce)
        if isinstance(answer, Refused):
            return events.BackendRefused(effect.id, answer.code)
        self._keys.keep(effect.session, answer.session)
        return events.SessionOpened(
            effect.id, effect.session, answer.first_name, answer.initial, answer.counts, answer.offers
        )

    def _raise_level(self, effect: effects.RaiseLevel) -> Event:
        token = self._keys.of(effect.session)
        if token is None:
            return events.BackendRefused(effect.id, "session-expired")
        answer = self._parts.backend.raise_level(token, effect.proof, effect.nonce)
        if isinstance(answer, Refused):
            return events.BackendRefused(effect.id, answer.code)
        return events.HolderConfirmed(effect.id, answer.file, answer.acts_for, answer.to_sign)

    def _fetch_file(self, effect: effects.FetchFile | effects.RenewFile) -> Event:
        token = self._keys.of(effect.session)
        if token is None:
            return events.BackendRefused(effect.id, "session-expired")
        answer = self._parts.backend.fetch_file(token, effect.person)
        if isinstance(answer, Refused):
            return events.BackendRefused(effect.id, answer.code)
        return events.FileFetched(effect.id, answer)

    def _still_here(self) -> Callable[[], bool]:
        """Whether nobody's time at the kiosk has ended since now."""
        people = self._people
        return lambda: people == self._people

    def _file(self, effect: effects.FileRequest, session: str | None, pin: bytearray, people: int) -> Event:
        try:
            if self._parts.filing is None:
                return events.FilingRefused(effect.id, NOT_ENROLLED)
            given = Given(session, pin, lambda: people == self._people)
            return self._parts.filing.file(effect, given)
        finally:
            wipe(pin)

    def _leave_handoff(self, effect: LeaveHandoff) -> Event:
        code = self._parts.backend.leave_handoff(effect)
        if isinstance(code, Refused):
            return events.BackendRefused(effect.id, code.code)
        return CodeLeft(effect.id, code)

    def _find_answers(self, effect: FindAnswers) -> Event:
        found = self._parts.backend.find_answers(effect)
        if isinstance(found, Refused):
            return events.BackendRefused(effect.id, found.code)
        return AnswersFound(effect.id, found.goals, found.answers)

    def _leave_slip(self, effect: LeaveSlip) -> Event:
        code = self._parts.backend.leave_slip(effect)
        if isinstance(code, Refused):
            return events.BackendRefused(effect.id, code.code)
        return SlipLeft(effect.id, code)

    def _end_sessions(self, *tokens: str | None) -> None:
        for token in tokens:
            if token is not None:
                self._parts.backend.end_session(token)

    def _check_service_code(self, number: int, code: bytearray) -> Event:
        try:
            return technician_events.ServiceCodeChecked(number, code_is_right(self._parts.service_code, code))
        finally:
            wipe(code)

    def _network_lines(self) -> tuple[CheckLine, ...]:
        from_good = {True: CheckState.GOOD, False: CheckState.TROUBLE}
        return tuple(
            CheckLine(line.what, from_good[line.good], value=line.value)
            for line in self._parts.backend.test_network()
        )


def _proved(number: int, answer: CardProof | CardFailure, nonce: str) -> Event:
    if isinstance(answer, CardFailure):
        return events.CardRefused(number, answer)
    return events.CardProved(number, answer, nonce)
