"""What a console asks about callers: candidates, ways to be sure, the file, lost cards, code words."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.base import Contract
from backend.contract.callers import CallerPage, DeskFile, FilePart
from backend.contract.contacts import Contact
from backend.contract.identification import (
    BlockedCard,
    CardBlockIn,
    CardUnblockIn,
    CodeWordIn,
    Identified,
    IdentifyByCallBackIn,
    IdentifyByCodeWordIn,
    IdentifyByDataIn,
)
from backend.contract.person_search import Candidates, PersonSearchIn

CONTACTS = "/v1/desk/contacts"


class Nothing(Contract):
    """An empty answer."""


class IdentificationCalls(DeskCalls):
    """Each look has a purpose: a topic of the content. A failure `identification-too-low` names the level."""

    def caller(
        self, acting: As, contact: str, purpose: str, *, others: bool = False
    ) -> CallerPage | ClientFailure:
        """Who may be speaking; with `others` also where somebody was chosen."""
        asked = urlencode({"purpose": purpose, "others": str(others).lower()})
        return self._ask(acting, "GET", f"{CONTACTS}/{contact}/caller?{asked}", CallerPage)

    def file(
        self, acting: As, contact: str, purpose: str, parts: Sequence[FilePart]
    ) -> DeskFile | ClientFailure:
        """These parts of the person's file, as far as they may be said."""
        asked = urlencode([("purpose", purpose), *(("part", part) for part in parts)])
        return self._ask(acting, "GET", f"{CONTACTS}/{contact}/file?{asked}", DeskFile)

    def search(self, acting: As, asked: PersonSearchIn) -> Candidates | ClientFailure:
        """Numbers as they are written, names with slips."""
        return self._ask(acting, "POST", "/v1/desk/people/search", Candidates, asked)

    def by_data(self, acting: As, contact: str, told: IdentifyByDataIn) -> Identified | ClientFailure:
        return self._ask(acting, "POST", _way(contact, "data"), Identified, told)

    def by_code_word(
        self, acting: As, contact: str, told: IdentifyByCodeWordIn
    ) -> Identified | ClientFailure:
        return self._ask(acting, "POST", _way(contact, "code-word"), Identified, told)

    def by_call_back(
        self, acting: As, contact: str, told: IdentifyByCallBackIn
    ) -> Identified | ClientFailure:
        """In a contact that is our own call to the registered number, once it was answered."""
        return self._ask(acting, "POST", _way(contact, "call-back"), Identified, told)

    def ring_registered(self, acting: As, contact: str, once: str) -> Contact | ClientFailure:
        """The contact to dial the registered number from."""
        return self._ask(acting, "POST", f"{CONTACTS}/{contact}/registered-number/call", Contact, once=once)

    def block_card(self, acting: As, told: CardBlockIn) -> BlockedCard | ClientFailure:
        """Whether there was a card, nobody learns."""
        return self._ask(acting, "POST", "/v1/desk/cards/block", BlockedCard, told)

    def unblock_card(self, acting: As, told: CardUnblockIn) -> BlockedCard | ClientFailure:
        return self._ask(acting, "POST", "/v1/desk/cards/unblock", BlockedCard, told)

    def set_code_word(self, acting: As, person: str, word: CodeWordIn) -> ClientFailure | None:
        """At a case worker's desk, after a look at the papers."""
        answer = self._ask(acting, "PUT", f"/v1/desk/people/{person}/code-word", Nothing, word)
        return answer if isinstance(answer, ClientFailure) else None


def _way(contact: str, way: str) -> str:
    return f"{CONTACTS}/{contact}/identification/{way}"
