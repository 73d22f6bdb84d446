"""What waits for its applicant's signature: nothing is filed yet, and no term of the law runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.requests import OwnRequest, PreparedIn, RequestItem, RequestState, RequestStep
from backend.requests import waiting_repository as repository
from backend.requests.values import ProvenFiling

KEPT: Final = timedelta(days=90)  # then nobody will sign it any more
_SHOWN: Final[dict[str, RequestState]] = {
    "waiting": "awaiting_signature",
    "withdrawn": "withdrawn",
    "lapsed": "withdrawn",
}


def beneficiary_of(connection: Connection, proven: ProvenFiling) -> str | None:
    """For whom it was prepared, if the filing is the signature under what its applicant had prepared."""
    row = _waits(connection, proven)
    return None if row is None else str(row["beneficiary"])


def is_signed_now(connection: Connection, proven: ProvenFiling) -> bool:
    """Whether it still waited; now it waits no more."""
    return _ends(connection, proven, "signed")


def is_withdrawn_now(connection: Connection, proven: ProvenFiling) -> bool:
    """Whether it was only prepared, and is not wanted any more."""
    is_withdrawn = _ends(connection, proven, "withdrawn")
    if is_withdrawn:
        filing = proven.filing
        event = AuditEvent(
            proven.received_at, proven.actor, "request.withdraw", person=filing.applicant, card=proven.card
        )
        audit.record(connection, event)
    return is_withdrawn


def _waits(connection: Connection, proven: ProvenFiling) -> RowMapping | None:
    row = repository.by_number(connection, proven.filing.number)
    is_theirs = row is not None and row["applicant"] == proven.filing.applicant
    return row if is_theirs and row is not None and row["state"] == "waiting" else None


def _ends(connection: Connection, proven: ProvenFiling, state: str) -> bool:
    row = _waits(connection, proven)
    return row is not None and repository.end(connection, row["number"], state, proven.received_at)


def lapse(connection: Connection, now: datetime) -> None:
    """Forget what nobody has signed."""
    repository.lapse(connection, now - KEPT, now)


def shown(row: RowMapping, beneficiary_name: str) -> OwnRequest:
    """As its applicant sees it; of one that is over nothing is left but that it was."""
    content = PreparedIn.model_validate_json(row["content"]) if row["content"] else PreparedIn()
    state = _SHOWN[row["state"]]
    step = RequestStep(at=row["prepared_at"], state="awaiting_signature")
    ended = (RequestStep(at=row["ended_at"], state=state),) if row["ended_at"] is not None else ()
    return OwnRequest(
        number=row["number"],
        receipt_code=row["receipt_code"],
        filed_at=row["prepared_at"],
        state=state,
        version=1,
        beneficiary=row["beneficiary"],
        beneficiary_name=beneficiary_name,
        items=tuple(
            RequestItem(
                measure=wish.measure, kind=wish.kind, verdict=wish.verdict, decide_by=None, deadline_text=""
            )
            for wish in content.wishes
        ),
        decide_by=None,
        history=(step, *ended),
        may_change=row["state"] == "waiting",
    )
