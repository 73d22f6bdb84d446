"""What a parent does in the queues, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication, QueueLook, QueueProspect


class QueueTouch(Touched):
    """The base of what a person does here."""


class QueueBegun(QueueTouch):
    """«Встать в очередь в сад», «Записать в школу»."""

    kind: str


class OwnQueuesAsked(QueueTouch):
    """«Моя очередь»: where the children stand."""


class QueueLookAsked(QueueTouch):
    """«Узнать место по номеру»: by the paper, without a card."""


class QueueChildChosen(QueueTouch):
    repr_fields: ClassVar[tuple[str, ...]] = ()
    person: str


class QueueYearChosen(QueueTouch):
    year: int


class InstitutionChosen(QueueTouch):
    """Chosen, or no longer."""

    place: str


class WishesDone(QueueTouch):
    pass


class ClaimChosen(QueueTouch):
    """Said to be so, or no longer."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    ground: str


class ClaimsDone(QueueTouch):
    pass


class RegistrationConfirmed(QueueTouch):
    """«Встать в очередь»."""


class QueueNumberDone(QueueTouch):
    """«Дальше» under the number or the code."""


class OfferAnswered(QueueTouch):
    number: str
    accepted: bool


class LeavingConfirmed(QueueTouch):
    number: str


class QueueAnswered(Answered):
    """The base of an answer about queues."""


class ProspectFound(QueueAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    prospect: QueueProspect


class ChildRegistered(QueueAnswered):
    """The application stands: only now its number may be shown."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    application: QueueApplication


class QueuesFetched(QueueAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    applications: tuple[QueueApplication, ...]


class QueueShown(QueueAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    look: QueueLook


class QueueChanged(QueueAnswered):
    """An offer was answered, or the queue was left."""

    number: str
