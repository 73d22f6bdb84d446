"""What a console asks of petitions, complaints and enquiries, with the operator's own token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from backend.calling.acting import As
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
    CaseOrder,
    CasePage,
    CaseReceipt,
    CaseReceiptIn,
    CaseRefusalIn,
    CaseRegistrationIn,
    CaseVersionIn,
    CaseWorkers,
)

Answer = TypeVar("Answer", bound=BaseModel)


class CaseCalls:
    """Methods block. `once` is an idempotency key that the caller keeps and sends again after a lost answer.

    A failure `case-changed` carries the problem with both versions: `current` and `yours`.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def page(
        self,
        acting: As,
        filters: Mapping[str, str] | None = None,
        *,
        person: str = "",
        order: CaseOrder = "number",
        after: str = "",
    ) -> CasePage | ClientFailure:
        """Cases that name nobody; `filters`: state, kind, whose ("me", "nobody"), town."""
        asked = {**(filters or {}), "person": person, "order": order, "after": after}
        told = urlencode({name: value for name, value in asked.items() if value})
        return self._ask("GET", f"/v1/desk/cases?{told}", CasePage, acting)

    def workers(self, acting: As) -> CaseWorkers | ClientFailure:
        """To whom a case may be given."""
        return self._ask("GET", "/v1/desk/case-workers", CaseWorkers, acting)

    def terms(self, acting: As, *, overdue_only: bool = False) -> CasePage | ClientFailure:
        """What is overdue, and what soon will be."""
        asked = urlencode({"overdue": str(overdue_only).lower()})
        return self._ask("GET", f"/v1/desk/case-terms?{asked}", CasePage, acting)

    def view(self, acting: As, number: str) -> CaseFile | ClientFailure:
        """One case with its history; the backend notes the look."""
        return self._ask("GET", _path(number), CaseFile, acting)

    def open(self, acting: As, new: CaseIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", "/v1/desk/cases", CaseFile, acting, new, once)

    def edit(self, acting: As, number: str, text: CaseEditIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "text"), CaseFile, acting, text, once)

    def hand_over(self, acting: As, number: str, read: CaseVersionIn, once: str) -> CaseFile | ClientFailure:
        """It is given out to be signed."""
        return self._ask("POST", _path(number, "handing-over"), CaseFile, acting, read, once)

    def register(
        self, acting: As, number: str, signed: CaseRegistrationIn, once: str
    ) -> CaseFile | ClientFailure:
        """The signed writing is here: the clock of the law starts."""
        return self._ask("POST", _path(number, "registration"), CaseFile, acting, signed, once)

    def extend(self, acting: As, number: str, why: CaseExtensionIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "extension"), CaseFile, acting, why, once)

    def forward(self, acting: As, number: str, to: CaseForwardingIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "forwarding"), CaseFile, acting, to, once)

    def answer(self, acting: As, number: str, given: CaseAnswerIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "answer"), CaseFile, acting, given, once)

    def refuse(self, acting: As, number: str, why: CaseRefusalIn, once: str) -> CaseFile | ClientFailure:
        """No answer on the substance, on a ground of the act."""
        return self._ask("POST", _path(number, "refusal"), CaseFile, acting, why, once)

    def close(self, acting: As, number: str, note: CaseClosingIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "closing"), CaseFile, acting, note, once)

    def assign(self, acting: As, number: str, to: CaseAssignmentIn, once: str) -> CaseFile | ClientFailure:
        return self._ask("POST", _path(number, "responsible"), CaseFile, acting, to, once)

    def give_receipt(
        self, acting: As, number: str, how: CaseReceiptIn, once: str
    ) -> CaseReceipt | ClientFailure:
        """Number and day, by SMS or mail, or the words to print or read out."""
        return self._ask("POST", _path(number, "receipt"), CaseReceipt, acting, how, once)

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        acting: As,
        body: BaseModel | None = None,
        once: str = "",
    ) -> Answer | ClientFailure:
        headers = acting.once(once) if once else acting.headers
        return self._line.ask(method, path, answer, body=body, headers=headers)


def _path(number: str, step: str = "") -> str:
    """A number begins with a Russian letter."""
    return f"/v1/desk/cases/{quote(number)}" + (f"/{step}" if step else "")
