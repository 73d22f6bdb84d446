"""The steps of urgent help by the names their forms have, and the calls they become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from backend.calling.urgent import UrgentCalls
from backend.client import ClientFailure
from backend.contract.urgent import UrgentAction, UrgentFile, UrgentNotice
from callcenter.numbered.steps import Step
from callcenter.urgent import reading

STEP_OF: Final[dict[UrgentAction, str]] = {
    "edited": "text",
    "assigned": "provider",
    "provided": "act",
    "signed": "signature",
    "unsigned": "no-signature",
    "refused": "refusal",
    "withdrawn": "withdrawal",
}
"""In the order in which a page offers them."""

Done = UrgentFile | UrgentNotice | ClientFailure


def steps_of(calls: UrgentCalls) -> Mapping[str, Step[Done]]:
    """By the name that stands in the address."""
    return {
        "text": (reading.edit_in, calls.edit),
        "provider": (reading.provider_in, calls.assign),
        "act": (reading.act_in, calls.provide),
        "signature": (reading.signature_in, calls.sign),
        "no-signature": (reading.no_signature_in, calls.leave_unsigned),
        "refusal": (reading.end_in, calls.refuse),
        "withdrawal": (reading.end_in, calls.withdraw),
        "notice": (reading.notice_in, calls.notify),
    }
