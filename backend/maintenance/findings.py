"""What `check` may find: a code with a page in docs/failures.md, how often, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backend.database import remedies

REMEDIES: Mapping[str, str] = {
    "database-missing": "Run `python -m backend setup`, or restore a backup.",
    "database-damaged": remedies.DAMAGED,
    "database-schema-old": remedies.FORM_OLD,
    "database-schema-newer": "Update the backend to the version that wrote this database.",
    "database-orphans": "Rows point at nothing: restore the last backup, or call the developers.",
    "snils-invalid": "Correct the SNILS of these people from their papers.",
    "entitlements-overlap": "The same measure runs twice for a person: end one of the two awards.",
    "entitlement-ground-missing": "The category an award stands on is gone: review the award.",
    "card-history-gap": "A card's state is not what its history says: review the card, then block it.",
    "card-expired-active": "Run `python -m backend card expire`.",
    "request-history-gap": "A request's state is not what its history says: review it with the office.",
    "request-consent-missing": "A request stands without a consent: ask the applicant, then the auditor.",
    "seat-doubled": "Two people have one seat: call the later one, move them; then call the developers.",
    "slot-capacity-wrong": "A slot has more or fewer seats than it says: call the developers.",
    "booking-history-gap": "A booking's state is not what its history says: ask the provider what is true.",
    "booking-claim-stale": "Somebody is kept from booking by a booking that has ended: call the developers.",
    "booking-hold-stale": "Holds were not ended in time: start the backend once.",
    "referral-lost": "A referral hangs on a booking that has ended: ask the clinic, record it anew.",
    "waiting-offer-broken": "An offer of the waiting list hangs in the air: call the developers.",
    "booking-move-lost": "A moved booking points at none: find the person, book them by hand.",
    "payment-sum-wrong": "An invoice and the money for it differ: compare with the bank's statements.",
    "invoice-amount-wrong": "An invoice asks for another sum than its seats cost: ask the provider.",
    "refund-sum-wrong": "More goes back than came in: send nothing back before it is compared with the bank.",
    "booking-unpaid": "A ticket stands although its invoice has run out: cancel it, or credit its money.",
    "invoice-stale": "Unpaid seats were not let go in time: start the backend once.",
    "stock-unbalanced": "What is reserved was miscounted somewhere: compare with the place's list.",
    "reservation-history-gap": "A reservation's state is not what its history says: ask the place.",
    "copies-unbalanced": "A reader's book stands for a reservation that is over: ask the library.",
    "queue-places-miscounted": "Places are promised that are not there: compare with the institution's list.",
    "queue-child-doubled": "A child stands in one queue twice: withdraw the later application.",
    "queue-history-gap": "An application's history has a gap: ask the education office what is true.",
    "queue-order-drifted": "A place in a line is not what its history says: call the developers.",
    "queue-offer-broken": "An offer hangs in the air: start the backend once, then call the developers.",
    "case-history-gap": "A case is not what its history says: ask who is responsible what is true.",
    "urgent-history-gap": "An application for urgent help is not what its history says: ask what is true.",
    "signal-history-gap": "A signal is not what its history says: ask who is responsible what is true.",
    "case-term-untold": "Terms ended and nobody was told: start the backend once, then look at the list.",
    "sealing-key-missing": "Bring sealing.key back from its backup: kiosks have sealed filings to it.",
    "work-unfinished": "Old nonces, sessions or answers were not tidied up: start the backend once.",
    "audit-gap": "Lines of the journal are missing: call the auditor before anything else is done.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    count: int = 1

    @property
    def what_to_do(self) -> str:
        return REMEDIES[self.code]
