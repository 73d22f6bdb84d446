"""What a console asks of urgent social services and of signals."""

from __future__ import annotations

from urllib.parse import quote

from pydantic import BaseModel

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.signals import (
    SignalCheckIn,
    SignalClosingIn,
    SignalFile,
    SignalIn,
    SignalNoteIn,
    SignalPage,
    SignalPassingIn,
    SignalTaken,
)
from backend.contract.urgent import (
    UrgentEditIn,
    UrgentEndIn,
    UrgentFile,
    UrgentIn,
    UrgentNotice,
    UrgentNoticeIn,
    UrgentPage,
    UrgentProvidedIn,
    UrgentProviderIn,
    UrgentSignedIn,
    UrgentUnsignedIn,
    UrgentWork,
)


class UrgentCalls(DeskCalls):
    """Methods block. `once` is a key that the caller keeps and sends again after a lost answer.

    A failure `urgent-changed` carries the problem with both versions: `current` and `yours`.
    """

    def of_contact(self, acting: As) -> UrgentPage | ClientFailure:
        """What was formed in the contact, and what its person has."""
        return self._ask(acting, "GET", "/v1/desk/urgent", UrgentPage)

    def work(self, acting: As) -> UrgentWork | ClientFailure:
        """Acts that await a signature, and applications that await help."""
        return self._ask(acting, "GET", "/v1/desk/urgent-work", UrgentWork)

    def view(self, acting: As, number: str) -> UrgentFile | ClientFailure:
        """One with its history; the backend notes the look."""
        return self._ask(acting, "GET", _path(number), UrgentFile)

    def form(self, acting: As, new: UrgentIn, once: str) -> UrgentFile | ClientFailure:
        return self._ask(acting, "POST", "/v1/desk/urgent", UrgentFile, new, once)

    def edit(self, acting: As, number: str, told: UrgentEditIn, once: str) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "text", told, once)

    def assign(self, acting: As, number: str, to: UrgentProviderIn, once: str) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "provider", to, once)

    def provide(
        self, acting: As, number: str, given: UrgentProvidedIn, once: str
    ) -> UrgentFile | ClientFailure:
        """Help was given: the act gets its number."""
        return self._step(acting, number, "act", given, once)

    def sign(self, acting: As, number: str, signed: UrgentSignedIn, once: str) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "signature", signed, once)

    def leave_unsigned(
        self, acting: As, number: str, why: UrgentUnsignedIn, once: str
    ) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "no-signature", why, once)

    def refuse(self, acting: As, number: str, why: UrgentEndIn, once: str) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "refusal", why, once)

    def withdraw(self, acting: As, number: str, why: UrgentEndIn, once: str) -> UrgentFile | ClientFailure:
        return self._step(acting, number, "withdrawal", why, once)

    def notify(self, acting: As, number: str, how: UrgentNoticeIn, once: str) -> UrgentNotice | ClientFailure:
        """The recipient is told that an act awaits them."""
        return self._ask(acting, "POST", _path(number, "notice"), UrgentNotice, how, once)

    def _step(
        self, acting: As, number: str, step: str, body: BaseModel, once: str
    ) -> UrgentFile | ClientFailure:
        return self._ask(acting, "POST", _path(number, step), UrgentFile, body, once)


class SignalCalls(DeskCalls):
    """Methods block. A failure `signal-changed` carries both versions."""

    def take(self, acting: As, new: SignalIn, once: str) -> SignalTaken | ClientFailure:
        """Anybody at a desk; nothing of it is shown again to who took it."""
        return self._ask(acting, "POST", "/v1/desk/signals", SignalTaken, new, once)

    def page(self, acting: As, *, closed: bool = False) -> SignalPage | ClientFailure:
        """Naming nobody."""
        return self._ask(acting, "GET", f"/v1/desk/signals?closed={str(closed).lower()}", SignalPage)

    def view(self, acting: As, number: str) -> SignalFile | ClientFailure:
        """One with its history; the backend notes the look."""
        return self._ask(acting, "GET", _signal(number), SignalFile)

    def note(self, acting: As, number: str, told: SignalNoteIn, once: str) -> SignalFile | ClientFailure:
        return self._ask(acting, "POST", _signal(number, "notes"), SignalFile, told, once)

    def pass_on(self, acting: As, number: str, to: SignalPassingIn, once: str) -> SignalFile | ClientFailure:
        return self._ask(acting, "POST", _signal(number, "passing-on"), SignalFile, to, once)

    def check(self, acting: As, number: str, found: SignalCheckIn, once: str) -> SignalFile | ClientFailure:
        return self._ask(acting, "POST", _signal(number, "check"), SignalFile, found, once)

    def close(self, acting: As, number: str, what: SignalClosingIn, once: str) -> SignalFile | ClientFailure:
        return self._ask(acting, "POST", _signal(number, "closing"), SignalFile, what, once)


def _path(number: str, step: str = "") -> str:
    """A number begins with a Russian letter."""
    return f"/v1/desk/urgent/{quote(number)}" + (f"/{step}" if step else "")


def _signal(number: str, step: str = "") -> str:
    return f"/v1/desk/signals/{quote(number)}" + (f"/{step}" if step else "")
