"""Who may come past which door: every route of the API, and what a request to it needs to get that far."""

from __future__ import annotations

import re
from collections.abc import Iterator

OFFICE = "operator supervisor"
KIOSK = "kiosk"
ANYBODY = "nobody program kiosk operator case_worker supervisor technician auditor"
CALLERS = tuple(ANYBODY.split())
STAFF = "operator case_worker supervisor technician auditor"
SOME_ID = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
# Who may come past the door; what they find behind it is told by the other tests.
DOORS = {
    ANYBODY: """
        GET /v1/tickets/key
        GET /v1/health/live
        GET /v1/health/ready
        POST /v1/kiosks/enrol
        POST /v1/token
        POST /v1/operators/token
        GET /v1/operators/sign-in-ways
        POST /v1/operators/single-sign-on/beginnings
        POST /v1/operators/single-sign-on/token
        POST /v1/payment-notices
        GET /v1/resources/{resource}/calendar.ics
        GET /hsds/v3/
        GET /hsds/v3/services
        GET /hsds/v3/services/{record}
        GET /hsds/v3/organizations
        GET /hsds/v3/organizations/{record}
        GET /hsds/v3/service_at_locations
        GET /hsds/v3/service_at_locations/{record}
        GET /hsds/v3/locations
        GET /hsds/v3/locations/{record}
        GET /hsds/v3/taxonomies
        GET /hsds/v3/taxonomies/{record}
        GET /hsds/v3/taxonomy_terms
        GET /hsds/v3/taxonomy_terms/{record}
    """,
    STAFF: """
        POST /v1/operators/token/renewal
        POST /v1/operators/unlocking
        DELETE /v1/operators/sessions
    """,
    "supervisor auditor": """
        GET /v1/matches/counts
        GET /v1/desk/reports
    """,
    "auditor": "POST /v1/desk/journal",
    "supervisor": """
        GET /v1/desk/board
        GET /v1/desk/quality
        GET /v1/desk/quality/{contact}
        PUT /v1/desk/quality/{contact}
        GET /v1/desk/announcements/all
        POST /v1/desk/announcements
        POST /v1/desk/announcements/{announcement}/retraction
    """,
    "operator case_worker supervisor": """
        GET /v1/desk/announcements
        POST /v1/desk/announcements/{announcement}/reading
        GET /v1/desk/quality/own
        GET /v1/desk/quality/own/{contact}
    """,
    f"{OFFICE} technician": "GET /v1/kiosks",
    f"{KIOSK} {OFFICE} case_worker": """
        POST /v1/tickets/check
        GET /v1/stock
        GET /v1/events
        GET /v1/events/{slot}/plan
    """,
    "operator case_worker": "POST /v1/desk/signals",
    "supervisor case_worker": """
        GET /v1/requests
        GET /v1/requests/{number}
        POST /v1/requests/{number}/steps
        GET /v1/desk/urgent-work
        GET /v1/desk/wrong-records
        POST /v1/desk/wrong-records/{report}/settlement
    """,
    f"{OFFICE} case_worker": """
        GET /v1/outbox/refused
        GET /v1/outbox/refused/{receipt_code}
        POST /v1/outbox/refused/{receipt_code}/settlement
        DELETE /v1/outbox/refused/{receipt_code}/settlement
        GET /v1/desk/urgent
        POST /v1/desk/urgent
        GET /v1/desk/urgent/{number}
        POST /v1/desk/urgent/{number}/text
        POST /v1/desk/urgent/{number}/provider
        POST /v1/desk/urgent/{number}/act
        POST /v1/desk/urgent/{number}/signature
        POST /v1/desk/urgent/{number}/no-signature
        POST /v1/desk/urgent/{number}/refusal
        POST /v1/desk/urgent/{number}/withdrawal
        POST /v1/desk/urgent/{number}/notice
        GET /v1/desk/signals
        GET /v1/desk/signals/{number}
        POST /v1/desk/signals/{number}/notes
        POST /v1/desk/signals/{number}/passing-on
        POST /v1/desk/signals/{number}/check
        POST /v1/desk/signals/{number}/closing
        POST /v1/desk/wrong-records
        POST /v1/desk/holds
        POST /v1/desk/holds/{hold}/confirm
        DELETE /v1/desk/holds/{hold}
        GET /v1/desk/holds/{hold}
        GET /v1/desk/kept
        GET /v1/desk/bookable
        GET /v1/desk/openings
        POST /v1/desk/waiting
        POST /v1/desk/waiting/{entry}/take
        DELETE /v1/desk/waiting/{entry}
        GET /v1/desk/stock/{item}
        POST /v1/desk/reservations
        GET /v1/desk/reservations/{number}
        POST /v1/desk/reservations/{number}/cancel
        GET /v1/desk/bookings
        POST /v1/desk/bookings/{number}/move
        POST /v1/desk/bookings/{number}/{act}
        POST /v1/desk/referrals
        GET /v1/desk/referrals
        POST /v1/desk/referrals/{number}/withdraw
        GET /v1/desk/reservations
        POST /v1/desk/reservations/check
        POST /v1/desk/reservations/{number}/steps
        POST /v1/desk/deliveries
        GET /v1/desk/money
        POST /v1/desk/money/{money}/settle
        GET /v1/desk/refunds
        POST /v1/desk/refunds/{refund}/done
        GET /v1/desk/queue-applications
        GET /v1/desk/queue-applications/{number}
        POST /v1/desk/queue-applications/{number}/decisions
        POST /v1/desk/queue-applications/{number}/answer
        POST /v1/desk/queue-applications/{number}/withdrawal
    """,
    OFFICE: """
        POST /v1/desk/unmet
        POST /v1/handoffs/open
        GET /v1/messages/unsent
        POST /v1/messages/{message}/settlement
        POST /v1/messages/{message}/resending
    """,
    KIOSK: """
        POST /v1/nonces
        POST /v1/heartbeats
        POST /v1/slips
        GET /v1/packs/current
        GET /v1/packs/{file_hash}
        POST /v1/outbox/deliveries
        POST /v1/card-sessions
        POST /v1/holds
        POST /v1/holds/{hold}/confirm
        DELETE /v1/holds/{hold}
        GET /v1/holds/{hold}/invoice
        POST /v1/holds/{hold}/invoice/slips
        GET /v1/bookable
        GET /v1/resources
        GET /v1/slots
        GET /v1/days
        GET /v1/stock/{item}
        POST /v1/bookings/{number}/cancel
        POST /v1/bookings/{number}/hold
        POST /v1/bookings/{number}/move
        POST /v1/bookings/{number}/messages
        POST /v1/bookings/{number}/paper
        POST /v1/bookings/{number}/arrive
        POST /v1/bookings/{number}/invoice
        POST /v1/reservations/{number}/cancel
        POST /v1/queue-applications/{number}/look
        GET /v1/bookings
        GET /v1/contact-ways
        GET /v1/waiting
        POST /v1/waiting
        POST /v1/waiting/{entry}/take
        DELETE /v1/waiting/{entry}
        GET /v1/reservations
        POST /v1/reservations
        PUT /v1/stock/{item}/alert
        DELETE /v1/stock/{item}/alert
        GET /v1/queue-prospects
        GET /v1/queue-applications
        POST /v1/queue-applications
        POST /v1/queue-applications/{number}/answer
        POST /v1/queue-applications/{number}/withdrawal
        GET /v1/people/{person}/file
        POST /v1/card-sessions/current/holder
        DELETE /v1/card-sessions/current
        POST /v1/handoffs
        POST /v1/requests/{number}/correction
        POST /v1/requests/{number}/withdrawal
    """,
}
# What a kiosk may ask for with a card: the least level, and a body that gets as far as the level.
MOVE = {"slot": "therapist-1-202611210900"}
SESSIONS = [
    ("GET /v1/bookings", 2, None),
    ("GET /v1/contact-ways", 2, None),
    ("POST /v1/bookings/{number}/cancel", 2, {}),
    ("POST /v1/bookings/{number}/hold", 2, MOVE),
    ("POST /v1/bookings/{number}/move", 2, MOVE),
    ("POST /v1/bookings/{number}/invoice", 2, {}),
    ("POST /v1/waiting/{entry}/take", 2, None),
    ("DELETE /v1/waiting/{entry}", 2, None),
    ("GET /v1/reservations", 2, None),
    ("POST /v1/reservations/{number}/cancel", 2, {}),
    ("DELETE /v1/stock/{item}/alert", 2, None),
    ("GET /v1/queue-prospects", 2, None),
    ("GET /v1/queue-applications", 2, None),
    ("POST /v1/queue-applications", 2, {"kind": "school", "child": "p-1", "wishes": ["s-1"], "year": 2027}),
    ("POST /v1/queue-applications/{number}/answer", 2, {"answer": "accepted"}),
    ("POST /v1/queue-applications/{number}/withdrawal", 2, None),
    ("GET /v1/people/{person}/file", 2, None),
    ("GET /v1/waiting", 1, None),
    ("POST /v1/waiting", 1, {"resource": "therapist-1"}),
    ("POST /v1/holds", 1, MOVE),
    ("POST /v1/reservations", 1, {"item": "m-1", "place": "clinic-1"}),
    ("PUT /v1/stock/{item}/alert", 1, {}),
]
PROGRAMS = {
    "GET /Schedule": "system/Schedule.rs",
    "GET /Schedule/x": "system/Schedule.rs",
    "GET /Practitioner/x": "system/Schedule.rs",
    "GET /Location/x": "system/Schedule.rs",
    "GET /Slot": "system/Slot.rs",
    "GET /Slot/x": "system/Slot.rs",
    "GET /Appointment": "system/Appointment.rs",
    "GET /Appointment/x": "system/Appointment.rs",
    "POST /Appointment/$hold": "system/Appointment.cu",
    "POST /Appointment/$book": "system/Appointment.cu",
    "POST /Appointment/$cancel": "system/Appointment.cu",
}
FILLED = {
    **dict.fromkeys(
        ("hold", "entry", "money", "refund", "record", "report", "contact", "announcement"), SOME_ID
    ),
    **{"person": "p-1", "item": "m-1", "slot": "s-1", "resource": "therapist-1", "message": "1"},
    **{"act": "cancel", "receipt_code": "K7M4-9XAT-3CEY", "file_hash": "ab" * 32},
}
NUMBERS = {
    "urgent": "У-26-000001",
    "signals": "С-26-000001",
    "reservations": "1234567",
    "queue-applications": "123456789",
    "requests": "51-000001",
}
QUERIES = {
    "/v1/desk/reports": "from=2026-11-01&until=2026-11-30",
    "/v1/bookable": "kind=doctor",
    "/v1/slots": "speciality=therapist",
    "/v1/days": "speciality=therapist",
    "/v1/desk/bookings": "number=12345678",
    "/v1/desk/bookable": "kind=doctor",
    "/v1/desk/openings": "speciality=therapist",
    "/v1/desk/referrals": "person=p-1",
    "/v1/stock": "kind=medicine&text=a",
    "/v1/desk/reservations": "place=clinic-1",
    "/v1/queue-prospects": "kind=school&child=p-1",
    "/v1/desk/queue-applications": "kind=school&place=clinic-1",
    "/v1/resources/{resource}/calendar.ics": "key=k",
    "/v1/outbox/refused/{receipt_code}": "kiosk=k-1",
    "/v1/outbox/refused/{receipt_code}/settlement": "kiosk=k-1",
}


def rows() -> Iterator[tuple[str, frozenset[str]]]:
    for who, routes in DOORS.items():
        for line in filter(None, map(str.strip, routes.splitlines())):
            yield line, frozenset(who.split())


def address(path: str) -> str:
    """With something in each gap that is good enough for the door."""
    number = next((value for part, value in NUMBERS.items() if f"/{part}/" in path), "12345678")
    filled = re.sub(r"\{(\w+)\}", lambda gap: {**FILLED, "number": number}[gap[1]], path)
    return f"{filled}?{QUERIES[path]}" if path in QUERIES else filled
