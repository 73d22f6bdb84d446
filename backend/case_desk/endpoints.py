"""HTTP of cases: a desk opens, registers, extends, forwards, answers; at a kiosk the author signs."""

from __future__ import annotations

from functools import partial
from secrets import token_bytes
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.actor_names import OPERATOR
from backend.card_proof.verify import CardSignature
from backend.card_sessions import service as card_sessions
from backend.card_sessions.endpoints import session_of
from backend.card_sessions.values import Proof
from backend.cases.service import acting, looking, opening, registering
from backend.cases.service.keeping import KIND, Office
from backend.cases.values import Asking, CaseRight, Wanted
from backend.clock import day_in
from backend.contract.case_signing import CASE_PURPOSE, signing_nonce
from backend.contract.cases import (
    CASE_NUMBER,
    CaseAnswerIn,
    CaseAssignmentIn,
    CaseClosingIn,
    CaseEditIn,
    CaseExtensionIn,
    CaseFile,
    CaseForwardingIn,
    CaseIn,
    CaseKind,
    CaseNumber,
    CaseOrder,
    CasePage,
    CaseReceipt,
    CaseReceiptIn,
    CaseRefusalIn,
    CaseRegistrationIn,
    CaseSignatureIn,
    CaseState,
    CaseVersionIn,
    CaseWhose,
    CaseWorker,
    CaseWorkers,
    OwnCases,
)
from backend.contract.challenge import challenge
from backend.desk_steps import DeskSteps
from backend.errors import Refusal
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.identification.gate import in_hand_of
from backend.identification.service import permission
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.operators import service as operators
from backend.operators.values import Role
from backend.reception.carrying_out import carried_out
from backend.reception.rights import holder_and_theirs
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

DESK_ROLES: Final = ("operator", "case_worker", "supervisor")
FILE: Final = "file"  # the disclosure's action that lets a holder sign
SIGN_ACTION: Final = "case.sign"  # in the journal
After = Annotated[str, Query(pattern=r"^([ОЖЗ]-[0-9]{2}-[0-9]{6,9})?$")]
Person = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{0,36}$")]
Town = Annotated[str, Query(pattern=r"^[0-9A-Za-zА-Яа-яЁё .,()-]{0,80}$")]
BODIES = (
    CaseIn,
    CaseEditIn,
    CaseVersionIn,
    CaseRegistrationIn,
    CaseExtensionIn,
    CaseForwardingIn,
    CaseAnswerIn,
    CaseRefusalIn,
    CaseClosingIn,
    CaseAssignmentIn,
    CaseSignatureIn,
    CaseReceiptIn,
)


def case_routes(services: Services) -> APIRouter:
    """Each name that is shown is in the journal."""
    router = APIRouter(prefix=PREFIX)
    router.include_router(look_routes(services))
    router.include_router(desk_routes(services))
    router.include_router(author_routes(services))
    return router


def look_routes(services: Services) -> APIRouter:
    router = APIRouter(tags=["cases"])
    office = office_of(services)

    @router.get("/desk/cases", response_model=CasePage)
    async def list_cases(  # noqa: PLR0913  a query
        request: Request,
        *,
        state: CaseState | None = None,
        kind: CaseKind | None = None,
        whose: CaseWhose | None = None,
        town: Town = "",
        person: Person = "",
        order: CaseOrder = "number",
        after: After = "",
    ) -> Response:
        asking = await desk_asking(services, request)
        responsible = {"me": asking.actor, "nobody": "", None: None}[whose]
        wanted = Wanted(state or "", kind or "", person, responsible, town)
        work = partial(looking.page, asking=asking, office=office, wanted=wanted, order=order, after=after)
        return answer(await services.database.write(work))

    @router.get("/desk/case-workers", response_model=CaseWorkers)
    async def list_workers(request: Request) -> Response:
        services.caller(request, *DESK_ROLES)
        return answer(await services.database.read(workers))

    @router.get("/desk/case-terms", response_model=CasePage)
    async def list_terms(request: Request, *, overdue: bool = False) -> Response:
        asking = await desk_asking(services, request)
        work = partial(looking.terms, asking=asking, office=office, overdue_only=overdue)
        return answer(await services.database.read(work))

    @router.get("/desk/cases/{number}", response_model=CaseFile)
    async def view(request: Request, number: CaseNumber) -> Response:
        work = partial(
            looking.whole, asking=await desk_asking(services, request), office=office, number=number
        )
        return answer(await services.database.write(work))

    return router


def desk_routes(services: Services) -> APIRouter:
    """What an operator does; each step names the version that was read."""
    router = APIRouter(tags=["cases"])
    office = office_of(services)

    @router.post("/desk/cases", status_code=201, response_model=CaseFile, openapi_extra=takes(CaseIn))
    async def open_case(request: Request) -> Response:
        asking = await desk_asking(services, request)
        body = await read_json_text(request)
        new = parsed(body, CaseIn)

        def work(connection: Connection) -> CaseFile:
            opened = opening.open_case(connection, asking, office, new)
            KIND.journal(connection, asking, "opened", opened)
            return looking.told(connection, asking, office, opened)

        return await carried_out(services, request, ("case-open", asking.actor), body, work, 201)

    @router.post(
        "/desk/cases/{number}/receipt", response_model=CaseReceipt, openapi_extra=takes(CaseReceiptIn)
    )
    async def give_receipt(request: Request, number: CaseNumber) -> Response:
        asking = await desk_asking(services, request)
        body = await read_json_text(request)
        channel = parsed(body, CaseReceiptIn).channel

        def work(connection: Connection) -> CaseReceipt:
            case = looking.receivable(connection, asking, office, number)
            given = services.give_receipt(connection, case, channel)
            return CaseReceipt(number=number, text=given.text, sent=given.queued)

        return await carried_out(services, request, ("case-receipt", number, asking.actor), body, work)

    at, asking = "/desk/cases/{number}", partial(desk_asking, services)
    steps = DeskSteps(router, services, office, KIND, at, CASE_NUMBER, asking, looking.told, CaseFile)
    steps.add("text", CaseEditIn, acting.edit)
    steps.add("handing-over", CaseVersionIn, acting.hand_over)
    steps.add("registration", CaseRegistrationIn, registering.register)
    steps.add("extension", CaseExtensionIn, acting.extend)
    steps.add("forwarding", CaseForwardingIn, acting.forward)
    steps.add("answer", CaseAnswerIn, acting.answer)
    steps.add("refusal", CaseRefusalIn, acting.refuse)
    steps.add("closing", CaseClosingIn, acting.close)
    steps.add("responsible", CaseAssignmentIn, acting.assign)
    return router


def author_routes(services: Services) -> APIRouter:
    """At a kiosk, by card and PIN."""
    router = APIRouter(tags=["cases"])
    office = office_of(services)

    @router.get("/cases", response_model=OwnCases)
    async def list_own(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> OwnCases:
            holder, _ = holder_and_theirs(connection, moment, session, services.disclosure, FILE)
            asking = Asking(moment.actor, moment.now, moment.today)
            return looking.of_author(connection, asking, office, holder)

        return answer(await services.database.write(work))

    @router.post("/cases/{number}/signature", response_model=CaseFile, openapi_extra=takes(CaseSignatureIn))
    async def sign(request: Request, number: CaseNumber) -> Response:
        moment, session = services.moment(request), session_of(request)
        body = await read_json_text(request)
        asked = parsed(body, CaseSignatureIn)
        asking = Asking(moment.actor, moment.now, moment.today, *nonces())
        proof = judged(services, moment, number, asked)

        def work(connection: Connection) -> CaseFile | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            holder, _ = holder_and_theirs(connection, moment, session, services.disclosure, FILE)
            signer = card_sessions.signed_by_holder(connection, moment, session, proof, SIGN_ACTION)
            if isinstance(signer, Refusal):
                return signer
            outcome = registering.sign(connection, asking, office, number, asked, holder, moment.kiosk)
            if isinstance(outcome, Refusal):
                return outcome
            KIND.journal(connection, asking, "step", outcome)
            return looking.told(connection, asking, office, outcome)

        scope = ("case-signature", number, moment.kiosk, session)
        return await carried_out(services, request, scope, body, work)

    return router


def judged(services: Services, moment: Moment, number: str, asked: CaseSignatureIn) -> Proof:
    """Whose card signed this text, with this nonce, at this kiosk; judged outside the transaction."""
    given = asked.proof
    nonce = signing_nonce(given.nonce, number, asked.version, asked.text_hash)
    signed = CardSignature(given.certificate, given.guid, given.signature)
    digest = challenge(moment.kiosk, nonce, "9A", CASE_PURPOSE)
    return Proof(services.verifier.verify_signature(signed, digest, "9A", moment.now), given.nonce)


def office_of(services: Services) -> Office:
    """The rules, the seal, and what operators are called."""
    return Office(services.case_rules, services.vault, operators.names)


def workers(connection: Connection) -> CaseWorkers:
    """To whom a case may be given, by name."""
    found = operators.open_with(connection, Role.CASE_WORKER)
    listed = (CaseWorker(operator=f"{OPERATOR}{each}", name=name) for each, name in found)
    return CaseWorkers(workers=tuple(listed))


async def desk_asking(services: Services, request: Request) -> Asking:
    """The operator, with what the contact in hand lets them do about a person."""
    caller = services.caller(request, *DESK_ROLES)
    in_hand = await in_hand_of(services, request)

    def may(person: str | None, right: CaseRight) -> None:
        permission.may(services.identification, in_hand, right)
        in_hand.about(person)

    now = services.clock()
    return Asking(f"operator:{caller.subject}", now, day_in(now, services.zone), *nonces(), may, in_hand)


def nonces() -> tuple[bytes, bytes]:
    """Drawn outside the transaction, which may run again."""
    return token_bytes(SEAL_NONCE_BYTES), token_bytes(SEAL_NONCE_BYTES)
