"""The hands of the walk: each effect carried out on a worker thread, its answer an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from devices.ports import (
    CardFailure,
    CardKey,
    CardProof,
    NotPrinted,
    Printed,
    Printer,
    Reader,
    Voice,
)
from kiosk.backend_port import Backend, Refused
from kiosk.flow import effects, events
from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.flow.pages import CheckLine, CheckState
from kiosk.pin import PinBuffer, wipe
from kiosk.service_access import code_is_right, is_service_card
from kiosk.session_keys import SessionKeys

SESSION, HOLDER = "session", "holder"  # the purposes of a signature


@dataclass(frozen=True, slots=True)
class Parts:
    """The world outside: devices and the backend, each by its Protocol."""

    reader: Reader
    printer: Printer
    voice: Voice
    backend: Backend
    test_devices: Callable[[], tuple[CheckLine, ...]]
    service_code: str = ""
    service_cards: frozenset[str] = frozenset()


class Hands:
    """Carries effects out. `carry_out` blocks; the runner calls it on the thread that fits the effect."""

    def __init__(self, parts: Parts, pin: PinBuffer, keys: SessionKeys) -> None:
        self._parts = parts
        self._pin = pin
        self._keys = keys
        self._print_generation = 0
        self._print_lock = Lock()

    def carry_out(self, effect: Effect) -> Event | None:
        """Do it and return the answer, if this effect has one."""
        match effect:
            case effects.ProveCard():
                return self._prove_card(effect)
            case effects.VerifyPinAndProve():
                return self._prove_holder(effect)
            case effects.CountPinTries():
                return self._count_tries(effect)
            case effects.OpenSession():
                return self._open_session(effect)
            case effects.RaiseLevel():
                return self._raise_level(effect)
            case effects.FetchFile():
                return self._fetch_file(effect)
            case effects.CheckDevices(number):
                return events.CheckFinished(number, self._parts.test_devices())
            case effects.CheckNetwork(number):
                return events.CheckFinished(number, self._network_lines())
            case effects.CheckServiceCode(number):
                return events.ServiceCodeChecked(number, self._service_code_is_right())
            case effects.EndSession(session):
                self._end_session(session)
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
                with self._print_lock:
                    self._print_generation += 1
                self._parts.printer.cancel()
            case effects.ClearPin() | effects.Wipe():
                self._pin.clear()

    def print_job(self, effect: effects.PrintSheet) -> Callable[[], Event]:
        """The job as it is asked now: cancelled before its turn, it never reaches the printer."""
        with self._print_lock:
            generation = self._print_generation

        def job() -> Event:
            with self._print_lock:
                stale = generation != self._print_generation
            answer = NotPrinted("printer-cancelled") if stale else self._parts.printer.print(effect.sheet)
            if isinstance(answer, Printed):
                return events.PaperPrinted(effect.id)
            return events.PaperRefused(effect.id, answer)

        return job

    def _prove_card(self, effect: effects.ProveCard) -> Event:
        backend = self._parts.backend
        nonce = backend.take_nonce()
        if isinstance(nonce, Refused):
            return events.BackendRefused(effect.id, nonce.code)
        digest = backend.digest(nonce, CardKey.CARD.value, SESSION)
        proof = self._parts.reader.prove(effect.sequence, CardKey.CARD, digest, None)
        if isinstance(proof, CardProof) and is_service_card(proof, digest, self._parts.service_cards):
            return events.ServiceCardProved(effect.id)
        return _proved(effect.id, proof, nonce)

    def _prove_holder(self, effect: effects.VerifyPinAndProve) -> Event:
        pin = self._pin.take()
        try:
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
            effect.id, effect.session, answer.first_name, answer.initial, answer.counts
        )

    def _raise_level(self, effect: effects.RaiseLevel) -> Event:
        token = self._keys.of(effect.session)
        if token is None:
            return events.BackendRefused(effect.id, "session-expired")
        answer = self._parts.backend.raise_level(token, effect.proof, effect.nonce)
        if isinstance(answer, Refused):
            return events.BackendRefused(effect.id, answer.code)
        return events.HolderConfirmed(effect.id, answer.file, answer.acts_for)

    def _fetch_file(self, effect: effects.FetchFile) -> Event:
        token = self._keys.of(effect.session)
        if token is None:
            return events.BackendRefused(effect.id, "session-expired")
        answer = self._parts.backend.fetch_file(token, effect.person)
        if isinstance(answer, Refused):
            return events.BackendRefused(effect.id, answer.code)
        return events.FileFetched(effect.id, answer)

    def _end_session(self, session: int) -> None:
        token = self._keys.forget(session)
        if token is not None:
            self._parts.backend.end_session(token)

    def _service_code_is_right(self) -> bool:
        code = self._pin.take()
        try:
            return code_is_right(self._parts.service_code, code)
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
