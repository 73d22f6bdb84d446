"""The card reader over PC/SC: one owner thread that watches, one worker that speaks with the card.

The owner outlives the death of pcscd and the loss of the reader; it alone changes what is known of the
card. Conversations run on a worker with a time limit. Neither ever raises at its caller.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Event, Thread
from typing import TypeVar

from devices.card_protocol import conversation
from devices.card_protocol.channel import CardRefused, Channel, takes_extended
from devices.card_worker import CardWorker, TookTooLong
from devices.pcsc import PcscCancelled, PcscContext, PcscError
from devices.ports import CardFailure, CardKey, CardProof, ReaderEvent
from devices.presence import Change, Presence, lost, replaced, sighted
from devices.reader_name import readers_named

T = TypeVar("T")

RETRY_SECONDS = 0.25
WAIT_MILLISECONDS = 1000
STOP_SECONDS = 3.0

PROVE_SECONDS = 8.0
"""Patience with a slow card: a person takes the card out before that."""

NOTICE_SECONDS = 0.9
"""pcscd looks at a reader every 400 ms: a card pulled mid-command is known as gone two looks later."""

NOTICED = "noticed"
ASKED = "asked"
CONNECTED = "connected"
OnStage = Callable[[int, str], None]
"""Told the card's sequence and the stage reached: NOTICED, ASKED, CONNECTED and conversation.Step."""


class StaleContext(PcscError):
    """The worker's context is of a pcscd that died since; nothing has been said to the card yet."""


class PcscReader:
    """devices.ports.Reader on a real pcscd.

    `name` says which of the readers is meant, as in `devices.reader_name`; one that `other_than` means
    is left alone. Of several that match, the one in use is kept, else the first is taken.
    """

    def __init__(
        self,
        name: str = "*",
        prove_seconds: float = PROVE_SECONDS,
        on_stage: OnStage = lambda _sequence, _stage: None,
        other_than: str = "",
    ) -> None:
        self._name = name
        self._other_than = other_than
        self._prove_seconds = prove_seconds
        self._on_stage = on_stage
        self._on_event: Callable[[ReaderEvent], None] = lambda _event: None
        self._presence = Presence()
        self._proven: tuple[int, bytes] | None = None  # an arrival and the GUID its card first gave
        self._overlooked: int | None = None  # an arrival whose card turned out to be another one
        self._changed = Condition()
        self._stopping = Event()
        self._context: PcscContext | None = None
        self._owner: Thread | None = None
        self._worker = CardWorker()

    @property
    def presence(self) -> Presence:
        """What is known right now, for health and heartbeats."""
        return self._presence

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch; `on_event` is called on the owner thread, first with the reader's state.

        It must return soon and not raise: an inbox's `put`.
        """
        self._on_event = on_event
        self._stopping.clear()
        self._owner = Thread(target=self._watch, name="reader-owner", daemon=True)
        self._owner.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake_owner()
        if self._owner is not None:
            self._owner.join(STOP_SECONDS)
        self._worker.close()

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        def talk(channel: Channel, atr: bytes) -> CardProof:
            return conversation.prove(
                channel, atr, key, challenge, pin, lambda step: self._on_stage(sequence, step)
            )

        try:
            return self._same_card(sequence, self._converse(sequence, talk))
        finally:
            if pin is not None:
                pin[:] = bytes(len(pin))

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        return self._converse(sequence, conversation.pin_tries_left)

    def _converse(self, sequence: int, talk: Callable[[Channel, bytes], T]) -> T | CardFailure:
        self._on_stage(sequence, ASKED)
        presence = self._presence
        if not presence.card or presence.sequence != sequence:
            return self._gone()

        def job(context: PcscContext) -> T:
            return self._talk(context, presence, talk)

        try:
            try:
                return self._worker.run(job, self._prove_seconds)
            except StaleContext:  # the worker's next context is of the pcscd that is there now
                return self._worker.run(job, self._prove_seconds)
        except TookTooLong:
            return CardFailure("card-timeout")
        except CardRefused as refused:
            return self._after(sequence, refused.failure)
        except PcscError as error:
            code = "reader-lost" if error.daemon_gone else "card-unreadable"
            return self._after(sequence, CardFailure(code))

    def _talk(self, context: PcscContext, presence: Presence, talk: Callable[[Channel, bytes], T]) -> T:
        assert presence.reader is not None
        try:
            sighting = context.look(presence.reader)
        except PcscError as error:
            raise StaleContext("SCardGetStatusChange", error.code) from error
        if sighting is None or not sighting.card or sighting.counter != presence.counter:
            raise CardRefused(CardFailure("card-removed"))  # another card may lie there by now
        with context.card(presence.reader) as card:
            self._on_stage(presence.sequence, CONNECTED)
            extended = card.block_protocol and takes_extended(presence.atr)
            return talk(Channel(card.transmit, extended), presence.atr)

    def _same_card(self, sequence: int, result: CardProof | CardFailure) -> CardProof | CardFailure:
        """Refuse a proof of a card that was put in another's place faster than pcscd looks."""
        if isinstance(result, CardFailure):
            return result
        with self._changed:
            known = self._proven
            if known is None or known[0] != sequence:
                known = (sequence, result.guid)
                self._proven = known if self._lies_there(sequence) else None
        if known[1] == result.guid:
            return result
        self._overlooked = sequence
        self._wake_owner()
        return CardFailure("card-removed")

    def _after(self, sequence: int, failure: CardFailure) -> CardFailure:
        """The failure itself, or that the card was pulled, which makes any card look broken."""
        if failure.code not in ("card-unreadable", "reader-lost"):
            return failure
        with self._changed:
            gone = self._changed.wait_for(lambda: not self._lies_there(sequence), NOTICE_SECONDS)
        return self._gone() if gone else failure

    def _lies_there(self, sequence: int) -> bool:
        return self._presence.card and self._presence.sequence == sequence

    def _gone(self) -> CardFailure:
        return CardFailure("card-removed" if self._presence.lost is None else "reader-lost")

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self._context = PcscContext()
            except PcscError:
                self._tell(lost(self._presence, "pcscd-lost"))
                self._stopping.wait(RETRY_SECONDS)
                continue
            try:
                self._follow(self._context)
            except PcscError:
                self._tell(lost(self._presence, "pcscd-lost"))
                self._stopping.wait(RETRY_SECONDS)
            finally:
                self._release()

    def _follow(self, context: PcscContext) -> None:
        while not self._stopping.is_set():
            reader = self._choose(context.readers())
            try:
                sighting = context.wait(reader, WAIT_MILLISECONDS)
            except PcscCancelled:
                self._admit_replacement()
                continue
            if sighting is not None:
                self._tell(sighted(self._presence, sighting))
            elif reader is None:
                self._tell(lost(self._presence, "reader-lost"))

    def _admit_replacement(self) -> None:
        if self._overlooked is not None and self._lies_there(self._overlooked):
            self._tell(replaced(self._presence))
        self._overlooked = None

    def _wake_owner(self) -> None:
        context = self._context
        if context is not None:
            context.cancel()

    def _choose(self, names: tuple[str, ...]) -> str | None:
        matching = readers_named(names, self._name, self._other_than)
        if self._presence.reader in matching:
            return self._presence.reader
        return matching[0] if matching else None

    def _tell(self, change: Change) -> None:
        presence, events = change
        if presence.sequence != self._presence.sequence:
            self._on_stage(presence.sequence, NOTICED)
        with self._changed:
            self._presence = presence
            if not presence.card:
                self._proven = None  # a card that has gone leaves nothing here
            self._changed.notify_all()
        for event in events:
            self._on_event(event)

    def _release(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            context.release()
