"""What every endpoint of one backend shares: made once in wiring, passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import Request
from sqlalchemy import Connection
from structlog.typing import FilteringBoundLogger

from backend.act_notice import TellOfAct
from backend.act_notice import tell_nothing as tell_nothing_of_acts
from backend.auth.hashing import PasswordDesk
from backend.auth.tokens import Caller, TokenDesk
from backend.bookings.service.forgetting import STANDARD_RETENTION, Retention
from backend.bookings.values import Tell, tell_nobody
from backend.card_proof.verify import CardVerifier
from backend.carriers.ports import Carriers, Channel
from backend.cases.rulebook import NO_RULES as NO_CASE_RULES
from backend.cases.rulebook import Rulebook
from backend.cases.values import STANDARD_CASE_RETENTION, CaseRetention, TellReceipt, tell_nothing
from backend.catalogue import Catalogue
from backend.clock import Clock, day_in
from backend.database.doors import Database
from backend.desk_letters import DeskPost, NoPost
from backend.disclosure import Disclosure
from backend.hsds.finder import NO_FINDER, Finder
from backend.idempotency.sealing import AnswerSeal
from backend.identification_policy import NO_POLICY, Policy
from backend.identity_provider import IdentityProvider
from backend.moment import Moment
from backend.open311.values import CLOSED_FRONT, Front
from backend.published_packs import NO_PUBLISHED_PACKS, PublishedPacks
from backend.quality_form import NO_FORM, QualityForm
from backend.queues.rights import NO_RULES, EnrolmentRules
from backend.queues.values import Tell as TellOfQueues
from backend.queues.values import tell_nobody as tell_nobody_of_queues
from backend.sealing_key import SealingKey
from backend.stock.concessions import NO_CONCESSIONS, Concessions
from backend.stock.values import Tell as TellOfStock
from backend.stock.values import TellAvailable, tell_nobody_of_alerts
from backend.stock.values import tell_nobody as tell_nobody_of_stock
from backend.ticket_letters import SendTicket, send_nothing
from backend.tickets.composing import TicketMaker
from backend.urgent_rules import NO_URGENT_RULES, UrgentRules
from backend.vault import Vault
from content.calendar import BY_LAW_ALONE, ProductionCalendar

Resend = Callable[[Connection, int], bool]
"""Whether a message of this number was worth writing anew, and somebody could be told."""


def resend_nothing(connection: Connection, message: int) -> bool:
    """For backends without carriers."""
    return False


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running backend."""

    database: Database
    tokens: TokenDesk
    seal: AnswerSeal
    vault: Vault
    sealing_key: SealingKey
    verifier: CardVerifier
    disclosure: Disclosure
    catalogue: Catalogue
    tickets: TicketMaker
    clock: Clock
    zone: ZoneInfo
    log: FilteringBoundLogger
    version: str
    carriers: Carriers = field(default_factory=dict)  # none: nobody is told anything
    published: PublishedPacks = NO_PUBLISHED_PACKS  # what kiosks are to have
    calendar: ProductionCalendar = BY_LAW_ALONE
    concessions: Concessions = NO_CONCESSIONS  # who pays less for medicines
    case_rules: Rulebook = NO_CASE_RULES  # of petitions and complaints: fields, grounds, terms
    enrolment: EnrolmentRules = NO_RULES  # who comes before whom for a kindergarten or school
    tell: Tell = tell_nobody  # queues what people are to be told, in the same transaction
    tell_delivered: TellOfStock = tell_nobody_of_stock  # the same, of what has come for them
    tell_available: TellAvailable = tell_nobody_of_alerts  # the same, of what can be had again
    tell_offered: TellOfQueues = tell_nobody_of_queues  # the same, of a place that is offered
    give_receipt: TellReceipt = tell_nothing  # the same, of a petition's number
    urgent: UrgentRules = NO_URGENT_RULES  # of urgent help and signals: kinds, bodies, terms
    tell_of_act: TellOfAct = tell_nothing_of_acts  # the same, of an act to be signed
    send_ticket: SendTicket = send_nothing  # the same, of a ticket that somebody asks for
    letters: DeskPost = field(default_factory=NoPost)  # what an operator sends for a caller
    resend: Resend = resend_nothing  # a message that did not arrive, written anew
    names: tuple[str, ...] = ("localhost", "127.0.0.1")  # by which clients know this server
    identification: Policy = NO_POLICY  # what may be said and done while a caller is known so well
    quality_form: QualityForm = NO_FORM  # by which contacts are judged
    unmet_outcomes: tuple[str, ...] = ()  # of calls: the person needed what there is not
    retention: Retention = STANDARD_RETENTION  # of what is past in bookings
    open311: Front = CLOSED_FRONT  # what may be asked for by programs of others
    directory: Finder = NO_FINDER  # of services and places, for programs of others
    case_retention: CaseRetention = STANDARD_CASE_RETENTION
    urgent_kept: timedelta = timedelta(days=1830)  # then urgent help and signals name nobody any more
    contacts_kept: timedelta = timedelta(days=365)  # then calls name nobody any more
    identity_provider: IdentityProvider | None = None  # of operators; None: login, password and code
    notice_secret: str = field(default="", repr=False)  # of a bank that tells of money; "": none does
    passwords: PasswordDesk = field(default_factory=PasswordDesk)  # few are compared at once
    certificate_until: datetime | None = None  # the end of what TLS is served with; None over plain HTTP

    @property
    def channels(self) -> tuple[Channel, ...]:
        """By what anybody can be told anything here."""
        return tuple(sorted(self.carriers))

    def caller(self, request: Request, *roles: str) -> Caller:
        """Who asks; refused without one of the roles."""
        caller = self.tokens.caller(request.headers.get("authorization"), self.clock())
        caller.require(*roles)
        return caller

    def moment(self, request: Request) -> Moment:
        """The kiosk that asks, and when."""
        kiosk = self.caller(request, "kiosk").subject
        now = self.clock()
        return Moment(kiosk, now, day_in(now, self.zone))
