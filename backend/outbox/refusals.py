"""Why a delivery can never be taken in; each code has a page in docs/failures."""

from __future__ import annotations

from collections.abc import Mapping

# Beside these, the codes of a card and of representation (card-…, person-not-yours, request-…).
REMEDIES: Mapping[str, str] = {
    "seal-broken": "The delivery was changed or belongs to another receipt: look at the kiosk.",
    "filing-unreadable": "Kiosk and backend have different versions: update both, file anew.",
    "filing-incomplete": "Consent or measures are missing: call the citizen and file anew.",
    "filing-date-wrong": "It was filed in the future or over 90 days ago: set the kiosk's clock, file anew.",
    "filing-consent-date-wrong": "The consent is not of the day of filing: call the citizen and file anew.",
    "filing-receipt-taken": "Another filing has this receipt's code: look at the kiosk that brings it.",
    "filing-kiosk-other": "Another device brings it than the one it was filed at: look at both kiosks.",
    "filing-unproven": "No card vouches for it: call the citizen, look at the kiosk if it repeats.",
    "filing-person-other": "The card belongs to somebody else than the applicant: look at the kiosk.",
}
