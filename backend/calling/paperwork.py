"""What a console asks for on a caller's behalf: register's facts, codes, applications, letters."""

from __future__ import annotations

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.handoffs import HandoffCode, HandoffIn, HandoffOpening, OpenedHandoff
from backend.contract.letters import LetterIn, LetterPreview, LetterSent
from backend.contract.register import RegisterFacts
from backend.contract.requests import DeskRequest, DeskRequests, PreparedIn, SignatureIn

DESK = "/v1/desk"


class PaperworkCalls(DeskCalls):
    """`person` "" is nobody in particular: then only what is public goes, to an address that is dictated."""

    def registry(self, acting: As, person: str) -> RegisterFacts | ClientFailure:
        """What the wizard need not ask."""
        return self._ask(acting, "GET", f"{DESK}/people/{person}/registry", RegisterFacts)

    def open_code(self, acting: As, code: str) -> OpenedHandoff | ClientFailure:
        """The answers behind a citizen's eight digits."""
        opening = HandoffOpening(code=code)
        return self._ask(acting, "POST", "/v1/handoffs/open", OpenedHandoff, opening)

    def leave_code(self, acting: As, answers: HandoffIn, once: str) -> HandoffCode | ClientFailure:
        """Eight digits under which a kiosk goes on."""
        return self._ask(acting, "POST", f"{DESK}/handoffs", HandoffCode, answers, once)

    def requests(self, acting: As, person: str) -> DeskRequests | ClientFailure:
        return self._ask(acting, "GET", f"{DESK}/people/{person}/requests", DeskRequests)

    def prepare(self, acting: As, person: str, told: PreparedIn, once: str) -> DeskRequest | ClientFailure:
        """An application that waits for its signature; `request-incomplete` names what is `missing`."""
        path = f"{DESK}/people/{person}/requests"
        return self._ask(acting, "POST", path, DeskRequest, told, once)

    def withdraw(self, acting: As, person: str, number: str, once: str) -> DeskRequest | ClientFailure:
        """One that waits for its signature: its applicant does not want it any more."""
        path = f"{DESK}/people/{person}/requests/{number}/withdrawal"
        return self._ask(acting, "POST", path, DeskRequest, None, once)

    def sign(self, acting: As, number: str, signed: SignatureIn, once: str) -> DeskRequest | ClientFailure:
        """The signed paper is here: from now on the terms run."""
        path = f"{DESK}/requests/{number}/signature"
        return self._ask(acting, "POST", path, DeskRequest, signed, once)

    def preview(self, acting: As, person: str, letter: LetterIn) -> LetterPreview | ClientFailure:
        """How it will read, and the address to be read back."""
        return self._ask(acting, "POST", f"{_letters(person)}/preview", LetterPreview, letter)

    def send(self, acting: As, person: str, letter: LetterIn, once: str) -> LetterSent | ClientFailure:
        return self._ask(acting, "POST", _letters(person), LetterSent, letter, once)


def _letters(person: str) -> str:
    return f"{DESK}/people/{person}/letters" if person else f"{DESK}/letters"
