"""Every refusal of the backend: one code, one status, and words that say what to do (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.contract.problems import PROBLEM_TYPE_PREFIX
from backend.database import remedies
from backend.problems.booking import BOOKING_PROBLEMS
from backend.problems.case import CASE_PROBLEMS
from backend.problems.contact import CONTACT_PROBLEMS
from backend.problems.fhir import FHIR_PROBLEMS
from backend.problems.identification import IDENTIFICATION_PROBLEMS
from backend.problems.kind import ProblemKind
from backend.problems.open311 import OPEN311_PROBLEMS
from backend.problems.paperwork import PAPERWORK_PROBLEMS
from backend.problems.payment import PAYMENT_PROBLEMS
from backend.problems.queue import QUEUE_PROBLEMS
from backend.problems.stock import STOCK_PROBLEMS
from backend.problems.supervision import SUPERVISION_PROBLEMS
from backend.problems.urgent import URGENT_PROBLEMS


class Refused(Exception):
    """A request that gets a problem instead of an answer; raising it undoes the transaction."""

    def __init__(self, code: str, *, retry_after: int | None = None, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.more = more


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal whose transaction is committed: the nonce stays burnt, the audit stays written."""

    code: str
    more: Mapping[str, object] = field(default_factory=dict, repr=False)  # what only a kept look may show

    def raised(self) -> Refused:
        return Refused(self.code, retry_after=None, **self.more)


PROBLEMS: dict[str, ProblemKind] = {
    # What the card showed
    "card-certificate-invalid": ProblemKind(
        403, "The card's certificate is not good", "Take the card to an office; it may need a replacement."
    ),
    "card-foreign-issuer": ProblemKind(
        403, "The card was issued elsewhere", "Use a social card of this region."
    ),
    "card-signature-invalid": ProblemKind(
        403, "The card did not prove its key", "Insert the card again; if this repeats, the card is a copy."
    ),
    "card-guid-mismatch": ProblemKind(
        403,
        "The card shows another card's number",
        "Keep the card and call a supervisor: it was tampered with.",
    ),
    "card-unknown": ProblemKind(
        403, "The card is not in the registry", "Ask the office that issued the card."
    ),
    "card-blocked": ProblemKind(403, "The card is blocked", "Call the call centre to have it unblocked."),
    "card-expired": ProblemKind(403, "The card's term is over", "Apply for a new card at an office."),
    "card-replaced": ProblemKind(403, "The card was replaced by a newer one", "Use the newer card."),
    "card-lost": ProblemKind(403, "The card was reported lost", "Bring the card to an office."),
    "card-changed": ProblemKind(
        403, "This is not the card the session began with", "Begin again with one card."
    ),
    # Nonces and sessions
    "nonce-unknown": ProblemKind(
        403, "No such nonce for this kiosk", "Take new nonces and let the card sign again."
    ),
    "nonce-expired": ProblemKind(403, "The nonce is too old", "Take new nonces and let the card sign again."),
    "nonce-burnt": ProblemKind(
        403, "The nonce was used already", "Take new nonces and let the card sign again."
    ),
    "session-missing": ProblemKind(401, "No card session was named", "Send the Okno-Session header."),
    "session-expired": ProblemKind(401, "The card session has ended", "Insert the card again."),
    "session-level": ProblemKind(403, "This needs the card and its PIN", "Ask the holder for the PIN."),
    "person-not-yours": ProblemKind(
        403, "The holder does not act for this person", "Bring the papers of representation to an office."
    ),
    # Kiosks and tokens
    "token-missing": ProblemKind(401, "No access token", "Send `Authorization: Bearer …`."),
    "token-invalid": ProblemKind(401, "The access token is not good", "Ask for a new one at /v1/token."),
    "token-expired": ProblemKind(401, "The access token has run out", "Ask for a new one at /v1/token."),
    "role-missing": ProblemKind(403, "Your role does not allow this", "Ask a supervisor for the role."),
    "login-wrong": ProblemKind(
        401, "Login, password or code is wrong", "Try again with a fresh code from the authenticator."
    ),
    "subject-unknown": ProblemKind(
        403, "No account belongs to this sign-in", "Link it: `python -m backend operator link`."
    ),
    "identity-provider-unreachable": ProblemKind(
        503, "The identity provider does not answer", "Sign in with login, password and code."
    ),
    "identity-provider-refused": ProblemKind(
        403, "The identity provider did not confirm who signs in", "Begin the sign-in anew."
    ),
    "single-sign-on-off": ProblemKind(
        404, "There is no single sign-on here", "Sign in with login, password and code."
    ),
    "sign-in-busy": ProblemKind(503, "Too many are signing in", "Try again in a few seconds."),
    "kiosk-unknown": ProblemKind(401, "No such kiosk", "Enrol it: `python -m backend kiosk invite`."),
    "kiosk-withdrawn": ProblemKind(403, "The kiosk was withdrawn", "Enrol it anew with a fresh code."),
    "assertion-invalid": ProblemKind(
        401, "The client assertion is not good", "Check the kiosk's key and its clock; sign a new assertion."
    ),
    "assertion-replayed": ProblemKind(401, "The client assertion was used already", "Sign a new assertion."),
    "clock-wrong": ProblemKind(
        401, "The client's clock is wrong", "Set the clock; `server_time` says what time it is."
    ),
    "enrolment-code-invalid": ProblemKind(
        403, "The code is wrong, used or too old", "Ask for a new one: `python -m backend kiosk invite`."
    ),
    "enrolment-key-invalid": ProblemKind(
        422, "The public key is no P-256 key", "Make a P-256 key on the device."
    ),
    "too-many-attempts": ProblemKind(429, "Too many wrong attempts", "Wait as Retry-After says."),
    # Requests and handoff codes
    "sealing-key-unknown": ProblemKind(
        503, "Sealed to a key that is not here", "Bring sealing.key back from its backup; then send again."
    ),
    "filing-early": ProblemKind(
        503, "It was filed later than it is now", "Send it again; look whether the backend's clock is right."
    ),
    "request-unknown": ProblemKind(404, "No such request of this person", "Look at the list of requests."),
    "request-closed": ProblemKind(
        409, "The request is decided or withdrawn already", "File a new request if it is still needed."
    ),
    "request-changed": ProblemKind(
        409, "Somebody changed the request meanwhile", "Read the request again, then decide."
    ),
    "delivery-unknown": ProblemKind(404, "No such refused delivery", "Look at the list of deliveries."),
    "filing-not-allowed": ProblemKind(
        403, "The content pack does not let this be filed here", "File it at an office."
    ),
    "handoff-unknown": ProblemKind(
        404, "No answers lie behind this code", "Ask for the eight digits again; a code is good for 7 days."
    ),
    "pack-unknown": ProblemKind(
        404, "No such published pack", "Publish one: `python -m backend pack publish FILE`."
    ),
    "handoff-used-up": ProblemKind(
        403, "The code was opened too often", "Ask the citizen to leave the answers at a kiosk again."
    ),
    **BOOKING_PROBLEMS,
    **PAPERWORK_PROBLEMS,
    **IDENTIFICATION_PROBLEMS,
    **PAYMENT_PROBLEMS,
    **STOCK_PROBLEMS,
    **URGENT_PROBLEMS,
    **SUPERVISION_PROBLEMS,
    **QUEUE_PROBLEMS,
    **CONTACT_PROBLEMS,
    **FHIR_PROBLEMS,
    **OPEN311_PROBLEMS,
    **CASE_PROBLEMS,
    "message-unknown": ProblemKind(404, "No such unsent message", "Look at the list of unsent messages."),
    "message-stale": ProblemKind(
        409, "What it told is true no more, or nobody can be reached so", "Call the person, then give it up."
    ),
    "phone-invalid": ProblemKind(422, "That is no telephone number", "Look the number through again."),
    # Requests as such
    "idempotency-key-invalid": ProblemKind(
        400, "The Idempotency-Key is missing or too short", "Send 16 to 64 letters, digits, - or _."
    ),
    "idempotency-key-reused": ProblemKind(
        409, "This Idempotency-Key belongs to another request", "Make a new key for each request."
    ),
    "body-invalid": ProblemKind(422, "The body does not fit", "Correct the fields named in `errors`."),
    "body-not-json": ProblemKind(
        400, "The body is no JSON in UTF-8", "Send one JSON object without repeated keys."
    ),
    "body-too-large": ProblemKind(413, "The body is too large", "Send at most 64 KiB."),
    "body-too-slow": ProblemKind(408, "The body came too slowly", "Send it within ten seconds."),
    "media-type-wrong": ProblemKind(415, "The media type does not fit", "Send the media type the API names."),
    "headers-too-large": ProblemKind(431, "The headers are too large", "Send at most 16 KiB of headers."),
    "request-malformed": ProblemKind(400, "This is no HTTP request", "Check the client."),
    "parameter-invalid": ProblemKind(
        422, "A parameter does not fit", "Correct the parameters named in `errors`."
    ),
    "not-found": ProblemKind(404, "There is nothing at this address", "Look at /openapi.json."),
    "method-not-allowed": ProblemKind(405, "The address does not take this method", "See the Allow header."),
    # The backend itself
    "database-busy": ProblemKind(503, "The database is busy", "Try again in a few seconds."),
    "database-not-ready": ProblemKind(
        503, "The database lacks its tables", "Run `python -m backend migrate`."
    ),
    "database-full": ProblemKind(507, "The database's disk is full", "Free disk space on the server."),
    "database-damaged": ProblemKind(500, "The database is damaged", remedies.DAMAGED),
    "database-unreachable": ProblemKind(
        503, "The database cannot be reached", "Look at the database server."
    ),
    "database-outcome-unknown": ProblemKind(
        503, "It is not known whether this was stored", "Send it again with the same Idempotency-Key."
    ),
    "database-failed": ProblemKind(500, "The database refused", "Run `python -m backend check`."),
    "vault-key-lost": ProblemKind(
        500, "The key beside the database is not its own", "Bring vault.key back from its backup."
    ),
    "read-too-slow": ProblemKind(
        503, "The read took too long", "Try again; if it repeats, tell the developers."
    ),
    "write-too-slow": ProblemKind(
        503, "The write took too long", "Try again; if it repeats, tell the developers."
    ),
    "internal": ProblemKind(500, "The backend has a fault", "Tell the technician the incident number."),
}


def problem_fields(code: str, **more: object) -> dict[str, object]:
    """The members of the problem document for a code of the table."""
    kind = PROBLEMS[code]
    return {
        "type": PROBLEM_TYPE_PREFIX + code,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.remedy,
        **more,
    }
