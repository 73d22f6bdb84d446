"""What a console asks of petitions, complaints and enquiries, with the operator's own token."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from backend.calling.failure import ClientFailure
from backend.calling.line import Line
from backend.contract.cases import (
    CaseAnswerIn,
    CaseAssignmentIn,
    CaseClosingIn,
    CaseEditIn,
    CaseExtensionIn,
    CaseFile,
    CaseForwardingIn,
    CaseIn,
    CasePage,
    CaseReceipt,
    CaseReceiptIn,
    CaseRefusalIn,
    CaseRegistrationIn,
    CaseState,
    CaseVersionIn,
)
from backend.contract.tokens import IDEMPOTENCY_HEADER

Answer = TypeVar("Answer", bound=BaseModel)


class CaseCalls:
    """Methods block. `once` is an idempotency key that the caller keeps and sends again after a lost answer.

    A failure `case-changed` carries the problem with both versions: `current` and `yours`.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def page(
        self, token: str, state: CaseState | None = None, person: str = "", after: str = ""
    ) -> CasePage | ClientFailure:
        """Cases by number, naming nobody."""
        asked = {"person": person, "after": after, **({} if state is None else {"state": state})}
        return self._ask("GET", f"/v1/desk/cases?{urlencode(asked)}", CasePage, token)

    def terms(self, token: str, *, overdue_only: bool = False) -> CasePage | ClientFailure:
        """What is overdue, and what soon will be."""
        asked = urlencode({"overdue": str(overdue_only).lower()})
        return self._ask("GET", f"/v1/desk/case-terms?{asked}", CasePage, token)

    def view(self, token: str, number: str) -> CaseFile | ClientFailure:
        """One case with its history; the backend notes the look."""
        return self._ask("GET", _path(number), CaseFile, token)

    def open(self, token: str, new: CaseIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", "/v1/desk/cases", CaseFile, token, new, once)

    def edit(self, token: str, number: str, text: CaseEditIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "text"), CaseFile, token, text, once)

    def hand_over(self, token: str, number: str, read: CaseVersionIn, once: str) -> CaseFile | ClientFailure:
        """It is given out to be signed."""
        return self._ask("POST", _path(number, "handing-over"), CaseFile, token, read, once)

    def register(
        self, token: str, number: str, signed: CaseRegistrationIn, once: str
    ) -> CaseFile | ClientFailure:
        """The signed writing is here: the clock of the law starts."""
        return self._ask("POST", _path(number, "registration"), CaseFile, token, signed, once)

    def extend(self, token: str, number: str, why: CaseExtensionIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "extension"), CaseFile, token, why, once)

    def forward(self, token: str, number: str, to: CaseForwardingIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "forwarding"), CaseFile, token, to, once)

    def answer(self, token: str, number: str, given: CaseAnswerIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "answer"), CaseFile, token, given, once)

    def refuse(self, token: str, number: str, why: CaseRefusalIn, once: str) -> CaseFile | ClientFailure:
        """No answer on the substance, on a ground of the act."""
        return self._ask("POST", _path(number, "refusal"), CaseFile, token, why, once)

    def close(self, token: str, number: str, note: CaseClosingIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "closing"), CaseFile, token, note, once)

    def assign(self, token: str, number: str, to: CaseAssignmentIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "responsible"), CaseFile, token, to, once)

    def give_receipt(
        self, token: str, number: str, how: CaseReceiptIn, once: str
    ) -> CaseReceipt | ClientFailure:
        """Number and day, by SMS or mail, or the words to print or read out."""
        return self._ask("POST", _path(number, "receipt"), CaseReceipt, token, how, once)

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        token: str,
        body: BaseModel | None = None,
        once: str = "",
    ) -> Answer | ClientFailure:
        headers = {"Authorization": f"Bearer {token}"} | ({IDEMPOTENCY_HEADER: once} if once else {})
        return self._line.ask(method, path, answer, body=body, headers=headers)


def _path(number: str, step: str = "") -> str:
    """A number begins with a Russian letter."""
    return f"/v1/desk/cases/{quote(number)}" + (f"/{step}" if step else "")
