"""What a person asks for, as the walk hands it to the outbox; `backend.contract.requests.Filing` without
what only the kiosk's hands know: its name, the moment, the seal."""

from __future__ import annotations

from typing import ClassVar

from devices.values import Value

JsonValue = bool | int | str | list[object] | dict[str, object] | None


class Wish(Value):
    """A measure or paid service asked for, with the verdict that was shown; "" where there was none."""

    repr_fields: ClassVar[tuple[str, ...]] = ("kind",)
    measure: str
    kind: str  # "guaranteed", "desired", "paid"
    verdict: str = ""


class ContactDetails(Value):
    """How an office may reach the person; `phone` in E.164, "" is none."""

    repr_fields: ClassVar[tuple[str, ...]] = ("preferred",)
    phone: str = ""
    email: str = ""
    preferred: str = "phone"


class Consent(Value):
    """The very words that were on the screen, and when «Согласен» was pressed, by the walk's clock."""

    text: str
    language: str
    given: float


class GivenAnswer(Value):
    """One fact as it stood at filing; `value` in the written form of `content.rules.values`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact", "source")
    fact: str
    value: JsonValue
    source: str = "answer"


NO_CONTACT = ContactDetails()


class Application(Value):
    """A request to be filed, corrected or withdrawn; the contract's `Filing` says what fields may hold."""

    repr_fields: ClassVar[tuple[str, ...]] = ("action",)
    applicant: str  # the holder of the card
    beneficiary: str  # the same, or somebody the holder acts for
    action: str = "file"
    number: str = ""  # of the request that is corrected or withdrawn
    wishes: tuple[Wish, ...] = ()
    contact: ContactDetails = NO_CONTACT
    consent: Consent | None = None
    answers: tuple[GivenAnswer, ...] = ()
    pack_hash: str = ""
    on: str = ""  # ISO date for which the verdicts were computed
    note: str = ""
