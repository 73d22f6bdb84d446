"""What a console asks of reports of wrong records."""

from __future__ import annotations

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.wrong_records import (
    WrongRecord,
    WrongRecordIn,
    WrongRecords,
    WrongRecordSettledIn,
)

WRONG_RECORDS = "/v1/desk/wrong-records"


class WrongRecordCalls(DeskCalls):
    """Reports are about the content; no person is named."""

    def tell(self, acting: As, told: WrongRecordIn, once: str) -> WrongRecord | ClientFailure:
        return self._ask(acting, "POST", WRONG_RECORDS, WrongRecord, told, once)

    def listed(self, acting: As) -> WrongRecords | ClientFailure:
        """Those that are open, and those settled lately."""
        return self._ask(acting, "GET", WRONG_RECORDS, WrongRecords)

    def settle(self, acting: As, report: str, told: WrongRecordSettledIn) -> WrongRecord | ClientFailure:
        return self._ask(acting, "POST", f"{WRONG_RECORDS}/{report}/settlement", WrongRecord, told)
