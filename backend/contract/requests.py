"""Requests: what a kiosk files through its outbox, and what a citizen and an office see of it."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Base64Bytes as PydanticBase64Bytes
from pydantic import Field, JsonValue

from backend.contract.base import AwareMoment, Base64Bytes, Contract, Personal

FILING_PURPOSE = "filing"  # of the card's signature by 9A, beside "session" and "holder"
LARGEST_SEALED = 40 * 1024
MOST_ANSWERS = 200
MOST_WISHES = 40

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]  # of a measure, service, fact of the pack
PersonRef = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,36}$")]
ReceiptCode = Annotated[str, Field(pattern=r"^[0-9A-Z-]{6,24}$")]
RequestNumber = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{6,9}$")]
PackHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SealedBytes = Annotated[PydanticBase64Bytes, Field(max_length=LARGEST_SEALED)]

Verdict = Literal["entitled", "not_entitled", "unknown"]
Source = Literal["register", "document", "answer"]
WishKind = Literal["guaranteed", "desired", "paid"]
FilingAction = Literal["file", "correct", "withdraw"]
RequestState = Literal[
    "awaiting_signature",  # prepared at a desk: nothing is filed, no term runs
    "received",
    "in_review",
    "documents_needed",
    "granted",
    "declined",
    "withdrawn",
]


class Answer(Personal):
    """One fact as it stood at filing; `value` in the pack's written form, {"unknown": true}: «не знаю»."""

    fact: Id
    value: JsonValue
    source: Source = "answer"


class Wish(Personal):
    """A measure or paid service asked for, with the verdict the person saw; "" where none was computed."""

    measure: Id
    kind: WishKind
    verdict: Verdict | Literal[""] = ""


class ContactDetails(Personal):
    """How an office may reach the applicant; at least a phone or an address of some kind helps."""

    phone: Annotated[str, Field(pattern=r"^(\+[0-9]{7,15})?$")] = ""  # E.164
    email: Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?$")] = ""
    preferred: Literal["phone", "email", "post", "kiosk"] = "phone"


class ConsentGiven(Personal):
    """The consent as it was shown and given; kept as a record of its own."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]  # the very words on the screen
    language: Literal["ru", "en"] = "ru"
    given_at: AwareMoment


class Filing(Personal):
    """What is filed. Its JSON text is what the card signs and what the outbox keeps sealed.

    `correct` and `withdraw` name the request they speak of in `number`; a withdrawal needs nothing else.
    """

    action: FilingAction = "file"
    number: RequestNumber | Literal[""] = ""
    kiosk: Annotated[str, Field(min_length=1, max_length=40)]  # as it was enrolled when this was filed
    filed_at: AwareMoment  # the backend's clock as the kiosk knows it: last server time and steady seconds
    applicant: PersonRef  # the holder of the card
    beneficiary: PersonRef  # the same, or somebody the holder acts for
    wishes: Annotated[tuple[Wish, ...], Field(max_length=MOST_WISHES)] = ()
    contact: ContactDetails = ContactDetails()
    consent: ConsentGiven | None = None  # required unless it is a withdrawal
    answers: Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)] = ()
    pack_hash: PackHash | Literal[""] = ""
    on: date | None = None  # the day the verdicts were computed for
    note: Annotated[str, Field(max_length=1000)] = ""


class CorrectionIn(Personal):
    """A request filed anew under its number, while the line is up and the holder stands there."""

    wishes: Annotated[tuple[Wish, ...], Field(min_length=1, max_length=MOST_WISHES)]
    contact: ContactDetails = ContactDetails()
    consent: ConsentGiven
    answers: Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)] = ()
    pack_hash: PackHash
    on: date
    note: Annotated[str, Field(max_length=1000)] = ""


class FilingSignature(Personal):
    """By key 9A over `challenge(kiosk, filing_nonce(receipt_code, body), "9A", "filing")`."""

    certificate: Base64Bytes  # DER
    guid: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    signature: Base64Bytes


class Envelope(Personal):
    """What is sealed: the filing's exact JSON text and who vouches for it.

    `session` is the Okno-Session secret in which it was filed; `signature` is there when the line had
    dropped, so that the backend cannot have seen the session go on.
    """

    body: Annotated[str, Field(max_length=LARGEST_SEALED)]  # JSON of a Filing
    session: Annotated[str, Field(max_length=64, repr=False)] = ""
    signature: FilingSignature | None = None


class Delivery(Contract):
    """One row of an outbox. `sealed` is `seal(key, Envelope JSON, delivery_context(receipt_code))`."""

    receipt_code: ReceiptCode
    sequence: Annotated[int, Field(ge=1)]
    sealed: SealedBytes


class DeliveryAnswer(Contract):
    """The end of a delivery: the kiosk never sends this row again.

    `refused` is final too; `code` says why, and an operator finds it among the refused deliveries.
    """

    receipt_code: str
    outcome: Literal["accepted", "refused"]
    request_number: str = ""
    code: str = ""


class RequestStep(Personal):
    """One line of a request's history."""

    at: datetime
    state: RequestState
    note: str = ""


class RequestItem(Personal):
    measure: str
    kind: WishKind
    verdict: Verdict | Literal[""]
    decide_by: date | None  # None: the law names no term
    deadline_text: str  # the term in the pack's words, Russian


class OwnRequest(Personal):
    """A request as its applicant sees it at level 2: «Мои заявления»."""

    number: str
    receipt_code: str
    filed_at: datetime
    state: RequestState
    version: int  # 1, and one more with each correction
    beneficiary: str
    beneficiary_name: str  # «Пётр И.»; "" for the applicant's own
    items: tuple[RequestItem, ...]
    decide_by: date | None  # the earliest of the items
    history: tuple[RequestStep, ...]
    may_change: bool  # whether it can still be corrected or withdrawn


class RequestLine(Personal):
    """A request in an office's list; says nothing of health."""

    number: str
    filed_at: datetime
    state: RequestState
    decide_by: date | None
    applicant_name: str  # «Иванова М. П.»
    measures: int


class RequestPage(Personal):
    requests: tuple[RequestLine, ...]
    after: str = ""  # to be sent back for the next page; "" at the end


class WholeRequest(Personal):
    """A request as an office works on it."""

    request: OwnRequest
    applicant: str
    applicant_name: str
    applicant_birth_date: date
    applicant_address: str
    beneficiary_birth_date: date
    contact: ContactDetails
    consent_given_at: datetime | None
    consent_withdrawn_at: datetime | None = None  # with the request
    answers: tuple[Answer, ...]
    pack_hash: str
    on: date | None
    note: str


class PreparedIn(Personal):
    """What an operator writes down for a caller; by telephone it is only prepared."""

    wishes: Annotated[tuple[Wish, ...], Field(max_length=MOST_WISHES)] = ()
    contact: ContactDetails = ContactDetails()
    phone: Annotated[str, Field(max_length=200)] = ""  # as it was dictated, in place of the contact's
    consent: ConsentGiven | None = None  # the words that were read aloud, and agreed to
    answers: Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)] = ()
    pack_hash: PackHash | Literal[""] = ""
    on: date | None = None
    note: Annotated[str, Field(max_length=1000)] = ""


class DeskRequest(Personal):
    """A request or application as an operator sees it beside the person."""

    request: OwnRequest
    channel: Literal["kiosk", "phone", "visit"]
    applicant: str
    applicant_name: str  # «Иванова М. П.»: who spoke, or whose card it was


class DeskRequests(Personal):
    """The newest first."""

    person: str
    requests: tuple[DeskRequest, ...]


class SignatureIn(Contract):
    """The signed paper is here."""

    signed: bool
    received_on: date | None = None  # None: today


class StepIn(Contract):
    """What an office does with a request."""

    state: Literal["in_review", "documents_needed", "granted", "declined"]
    note: Annotated[str, Field(max_length=500)] = ""


class RefusedDelivery(Contract):
    """A delivery that no repetition can bring in: somebody has to look after it."""

    receipt_code: str
    kiosk: str  # the one that brought it
    kiosk_title: str = ""
    at: datetime
    code: str
    settled_at: datetime | None


class RefusedDeliveries(Contract):
    deliveries: tuple[RefusedDelivery, ...]
    more: bool = False  # there are others, younger than these


class RefusedFiling(Personal):
    """What a refused delivery says of itself; none of it counts as proven."""

    delivery: RefusedDelivery
    unreadable: str = ""  # the failure code by which nobody can tell whose it is
    closed: bool = False  # only whom to call is told: who looks may not see this person's requests now
    applicant_name: str = ""  # as the register has it, short where closed; "" where it knows no such person
    contact: ContactDetails = ContactDetails()
    filed_at: datetime | None = None
    action: FilingAction = "file"
    number: str = ""  # of the request to be corrected or withdrawn
    measures: tuple[str, ...] = ()  # Measure ids


def delivery_context(receipt_code: str) -> bytes:
    """What a seal is bound to beside its content: this receipt and no other."""
    return b"okno/outbox/v1\0" + receipt_code.encode()


def filing_nonce(receipt_code: str, body: str) -> str:
    """What stands for the nonce in the challenge of a filing: the receipt and the body's hash."""
    return f"{receipt_code}.{sha256(body.encode()).hexdigest()}"
