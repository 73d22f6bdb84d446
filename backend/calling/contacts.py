"""What a console asks of the operator's calls: one in hand, its notes and steps, promised calls, the line."""

from __future__ import annotations

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.contacts import (
    CallBack,
    CallBackIn,
    CallBackResultIn,
    CallBacks,
    Contact,
    ContactNotesIn,
    ContactOpenIn,
    ContactPersonIn,
    ContactStep,
    ContactStepIn,
    ContactTopicIn,
    ContactTransferIn,
    ContactWrapUpIn,
    PastContacts,
)
from backend.contract.telephony import Seat, SeatIn
from backend.contract.workplace import Colleagues, DeskStart, PresenceIn, Workplace

CONTACTS = "/v1/desk/contacts"


class ContactCalls(DeskCalls):
    """A contact is named in the address; what it is done with stands in the journal."""

    def start(self, acting: As) -> DeskStart | ClientFailure:
        """What the operator sees between two calls."""
        return self._ask(acting, "GET", "/v1/desk/start", DeskStart)

    def workplace(self, acting: As, contact: str) -> Workplace | ClientFailure:
        """The contact with all that stands beside every page of it."""
        return self._ask(acting, "GET", f"{CONTACTS}/{contact}/workplace", Workplace)

    def open(self, acting: As, new: ContactOpenIn) -> Contact | ClientFailure:
        """One that no telephone told of."""
        return self._ask(acting, "POST", CONTACTS, Contact, new)

    def attach(self, acting: As, contact: str, who: ContactPersonIn) -> Contact | ClientFailure:
        """For whom it is, and who speaks."""
        return self._ask(acting, "PUT", f"{CONTACTS}/{contact}/person", Contact, who)

    def write_notes(self, acting: As, contact: str, notes: ContactNotesIn) -> Contact | ClientFailure:
        """`contact-notes-changed` carries the problem with both texts: `stored`, `sent`, `version`."""
        return self._ask(acting, "PUT", f"{CONTACTS}/{contact}/notes", Contact, notes)

    def choose_topic(self, acting: As, contact: str, topic: ContactTopicIn) -> Contact | ClientFailure:
        return self._ask(acting, "PUT", f"{CONTACTS}/{contact}/topic", Contact, topic)

    def take_step(self, acting: As, contact: str, step: ContactStep) -> Contact | ClientFailure:
        return self._ask(acting, "POST", f"{CONTACTS}/{contact}/steps", Contact, ContactStepIn(step=step))

    def wrap_up(self, acting: As, contact: str, how: ContactWrapUpIn) -> Contact | ClientFailure:
        return self._ask(acting, "POST", f"{CONTACTS}/{contact}/wrap-up", Contact, how)

    def earlier(self, acting: As, contact: str) -> PastContacts | ClientFailure:
        """Of the person the contact is for."""
        return self._ask(acting, "GET", f"{CONTACTS}/{contact}/earlier", PastContacts)

    def transfer(self, acting: As, contact: str, to: ContactTransferIn, once: str) -> Contact | ClientFailure:
        """The contact as the colleague gets it."""
        return self._ask(acting, "POST", f"{CONTACTS}/{contact}/transfer", Contact, to, once)

    def promise(self, acting: As, contact: str, when: CallBackIn, once: str) -> CallBack | ClientFailure:
        return self._ask(acting, "POST", f"{CONTACTS}/{contact}/call-back", CallBack, when, once)

    def call_backs(self, acting: As) -> CallBacks | ClientFailure:
        return self._ask(acting, "GET", "/v1/desk/call-backs", CallBacks)

    def take_call_back(self, acting: As, call_back: str, once: str) -> Contact | ClientFailure:
        """The contact to dial from."""
        return self._ask(acting, "POST", f"/v1/desk/call-backs/{call_back}/taking", Contact, once=once)

    def tell_result(
        self, acting: As, call_back: str, result: CallBackResultIn, once: str
    ) -> CallBack | ClientFailure:
        return self._ask(acting, "POST", f"/v1/desk/call-backs/{call_back}/result", CallBack, result, once)

    def colleagues(self, acting: As) -> Colleagues | ClientFailure:
        """Who answers calls, and who of them is free."""
        return self._ask(acting, "GET", "/v1/desk/colleagues", Colleagues)

    def sit(self, acting: As, line: str) -> Seat | ClientFailure:
        return self._ask(acting, "PUT", "/v1/desk/line", Seat, SeatIn(line=line))

    def leave(self, acting: As) -> Seat | ClientFailure:
        return self._ask(acting, "DELETE", "/v1/desk/line", Seat)

    def be(self, acting: As, presence: PresenceIn) -> DeskStart | ClientFailure:
        """Ready for calls, or not for a while."""
        return self._ask(acting, "PUT", "/v1/desk/presence", DeskStart, presence)
