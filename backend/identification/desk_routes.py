"""What each address of the desk does about a person; a test holds this list to the routes there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Route = tuple[str, str]  # method, path as it is registered

GUARDED: Final[Mapping[Route, str]] = {
    ("GET", "/v1/desk/bookings"): "list_bookings",
    ("POST", "/v1/desk/bookings/{number}/move"): "change_booking",
    ("POST", "/v1/desk/bookings/{number}/{act}"): "change_booking",
    ("POST", "/v1/desk/holds"): "book",
    ("POST", "/v1/desk/holds/{hold}/confirm"): "book",
    ("DELETE", "/v1/desk/holds/{hold}"): "book",
    ("GET", "/v1/desk/holds/{hold}"): "book",
    ("GET", "/v1/desk/kept"): "list_bookings",
    ("GET", "/v1/desk/bookable"): "book",
    ("GET", "/v1/desk/openings"): "book",
    ("POST", "/v1/desk/waiting"): "book",
    ("POST", "/v1/desk/waiting/{entry}/take"): "book",
    ("DELETE", "/v1/desk/waiting/{entry}"): "change_booking",
    ("GET", "/v1/desk/stock/{item}"): "book",
    ("POST", "/v1/desk/reservations"): "book",
    ("GET", "/v1/desk/reservations/{number}"): "list_bookings",
    ("POST", "/v1/desk/reservations/{number}/cancel"): "change_booking",
    ("POST", "/v1/desk/referrals"): "refer",
    ("GET", "/v1/desk/referrals"): "refer",
    ("POST", "/v1/desk/referrals/{number}/withdraw"): "refer",
    ("GET", "/v1/desk/money"): "settle_money",
    ("POST", "/v1/desk/money/{money}/settle"): "settle_money",
    ("GET", "/v1/desk/refunds"): "settle_money",
    ("POST", "/v1/desk/refunds/{refund}/done"): "settle_money",
    ("GET", "/v1/desk/reservations"): "hand_over",
    ("POST", "/v1/desk/reservations/check"): "hand_over",
    ("POST", "/v1/desk/reservations/{number}/steps"): "hand_over",
    ("GET", "/v1/desk/queue-applications"): "see_queue",
    ("GET", "/v1/desk/queue-applications/{number}"): "see_queue",
    ("POST", "/v1/desk/queue-applications/{number}/decisions"): "decide_queue",
    ("POST", "/v1/desk/queue-applications/{number}/answer"): "decide_queue",
    ("POST", "/v1/desk/queue-applications/{number}/withdrawal"): "decide_queue",
    ("GET", "/v1/desk/people/{person}"): "open_file",
    ("GET", "/v1/desk/contacts/{contact}/file"): "open_file",
    ("GET", "/v1/desk/contacts/{contact}/earlier"): "open_file",
    ("PUT", "/v1/desk/people/{person}/code-word"): "set_code_word",
    ("GET", "/v1/desk/people/{person}/registry"): "prefill",
    ("GET", "/v1/desk/people/{person}/requests"): "see_requests",
    ("POST", "/v1/desk/people/{person}/requests"): "file_request",
    ("POST", "/v1/desk/people/{person}/requests/{number}/withdrawal"): "withdraw_request",
    ("POST", "/v1/desk/people/{person}/letters"): "send_letter",
    ("POST", "/v1/desk/people/{person}/letters/preview"): "send_letter",
    ("POST", "/v1/desk/requests/{number}/signature"): "register_request",
    ("POST", "/v1/desk/cards/block"): "block_card",
    ("POST", "/v1/desk/cards/unblock"): "unblock_card",
    ("GET", "/v1/desk/signals"): "see_signals",
    ("GET", "/v1/desk/signals/{number}"): "see_signals",
    ("POST", "/v1/desk/signals/{number}/notes"): "see_signals",
    ("POST", "/v1/desk/signals/{number}/passing-on"): "see_signals",
    ("POST", "/v1/desk/signals/{number}/check"): "see_signals",
    ("POST", "/v1/desk/signals/{number}/closing"): "see_signals",
}
"""Each with the action that the content has to let."""

_OWN_CONTACT: Final = "the operator's own contact: masked people, and what the operator wrote"
UNGUARDED: Final[Mapping[Route, str]] = {
    ("POST", "/v1/desk/people/search"): "masked candidates, each in the journal",
    ("GET", "/v1/desk/identification"): "the policy itself",
    ("POST", "/v1/desk/contacts"): _OWN_CONTACT,
    ("GET", "/v1/desk/contacts/{contact}"): _OWN_CONTACT,
    ("GET", "/v1/desk/contacts/{contact}/workplace"): _OWN_CONTACT,
    ("PUT", "/v1/desk/contacts/{contact}/person"): _OWN_CONTACT,
    ("PUT", "/v1/desk/contacts/{contact}/notes"): _OWN_CONTACT,
    ("PUT", "/v1/desk/contacts/{contact}/topic"): _OWN_CONTACT,
    ("POST", "/v1/desk/contacts/{contact}/steps"): _OWN_CONTACT,
    ("POST", "/v1/desk/contacts/{contact}/wrap-up"): _OWN_CONTACT,
    ("POST", "/v1/desk/contacts/{contact}/transfer"): _OWN_CONTACT,
    ("POST", "/v1/desk/contacts/{contact}/call-back"): _OWN_CONTACT,
    ("GET", "/v1/desk/contacts/{contact}/caller"): "masked people, each in the journal, and what to ask them",
    ("POST", "/v1/desk/contacts/{contact}/registered-number/call"): "how a level is reached",
    ("POST", "/v1/desk/contacts/{contact}/identification/data"): "how a level is reached",
    ("POST", "/v1/desk/contacts/{contact}/identification/code-word"): "how a level is reached",
    ("POST", "/v1/desk/contacts/{contact}/identification/call-back"): "how a level is reached",
    ("POST", "/v1/desk/deliveries"): "goods, nobody's",
    ("POST", "/v1/desk/handoffs"): "answers that say nothing of who gave them",
    ("POST", "/v1/desk/signals"): "taken down from anybody, and never shown to who took it",
    ("POST", "/v1/desk/letters"): "what is public, to an address that was dictated",
    ("POST", "/v1/desk/letters/preview"): "what is public, to an address that was dictated",
}
"""Those that show and change nothing about a person whom the operator would have to know, and why."""

WRITES_NOTHING: Final[frozenset[Route]] = frozenset(
    {
        ("POST", "/v1/desk/letters/preview"),
        ("POST", "/v1/desk/people/{person}/letters/preview"),
        ("POST", "/v1/desk/unmet"),  # looks itself, and counts no exercise
    }
)
"""Posts that an exercise may make: everything else of a training contact would be for real."""

OUTSIDE: Final[Mapping[Route, str]] = {
    (
        "POST",
        "/v1/handoffs/open",
    ): "answers without a name, for who was told the code; wrong ones are counted",
    ("POST", "/v1/tickets/check"): "a ticket that is shown; each look in the journal",
    ("GET", "/v1/messages/unsent"): "numbers of bookings, which open nothing without the gate",
    ("POST", "/v1/messages/{message}/settlement"): "a line of that list",
    ("POST", "/v1/messages/{message}/resending"): "goes to the person's own address",
    ("GET", "/v1/outbox/refused"): "receipts and kiosks, nobody's",
    ("GET", "/v1/outbox/refused/{receipt_code}"): "asks itself; whom to call is told to every office",
    ("POST", "/v1/outbox/refused/{receipt_code}/settlement"): "a line of that list",
    ("DELETE", "/v1/outbox/refused/{receipt_code}/settlement"): "a line of that list",
    ("GET", "/v1/kiosks"): "devices",
    ("GET", "/v1/stock"): "goods, nobody's",
    ("GET", "/v1/events"): "the playbill",
    ("GET", "/v1/events/{slot}/plan"): "seats, nobody's",
}
"""What operators may ask outside of /v1/desk, where no gate stands, and why none has to."""

UNGUARDED_FOLDERS: Final[Mapping[str, str]] = {
    "/v1/desk/line": "the operator's own telephone",
    "/v1/desk/call": "the operator's own telephone",
    "/v1/desk/start": "the operator's own place",
    "/v1/desk/ring": "the operator's own telephone, naming nobody",
    "/v1/desk/colleagues": "who answers calls",
    "/v1/desk/presence": "the operator's own place",
    "/v1/desk/call-backs": "numbers to call, taken by one operator",
    "/v1/desk/board": "counts and colleagues, no caller",
    "/v1/desk/reports": "counts, of nobody in particular",
    "/v1/desk/announcements": "words for everybody",
    "/v1/desk/quality": "contacts drawn by chance, for supervisors and their operator; journalled",
    "/v1/desk/unmet": "counts, of nobody in particular",
    "/v1/desk/journal": "for auditors alone, who look at nobody's file; each look in the journal",
    "/v1/desk/case": "requests by number, with rights of their own",
    "/v1/desk/wrong-records": "records of the content, nobody's",
    "/v1/desk/urgent": "applications by number, with rights of their own",
}
"""Whole features whose services look to it themselves."""
