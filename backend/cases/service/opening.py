"""New cases: prepared by phone, received signed, or registered at once where no act asks for more."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from backend.cases.checking import check_channel, check_ground, with_good_email
from backend.cases.repository import LEDGER
from backend.cases.service.keeping import KIND, Office
from backend.cases.values import LETTER_OF, REGULATION_OF, Asking, Case, Content
from backend.contract.cases import CaseIn, CaseState
from backend.due_date import NO_TERM
from backend.errors import Refused
from backend.numbered_records import Step
from backend.people import service as people
from content.regulations import KIOSK, Regulation


def open_case(connection: Connection, asking: Asking, office: Office, new: CaseIn) -> Case:
    """The new case; `case-channel` where the act takes no writing this way."""
    regulation = office.book.regulation(REGULATION_OF[new.kind])
    check_channel(regulation, new.channel, *_channels(regulation))
    check_ground(regulation, new.ground)
    asking.check(new.person or new.author, "file_case")
    asking.check_author(new.author)
    if new.contact is not None:
        asking.check_contact(new.contact)
    check_persons(connection, new.author, new.person)
    case = Case(
        number=LEDGER.next_number(connection, LETTER_OF[new.kind], asking.today.year),
        kind=new.kind,
        regulation=regulation.id,
        ground=new.ground,
        state=_first_state(regulation, new.channel),
        version=1,
        channel=new.channel,
        author=new.author,
        person=new.person or new.author,
        contact=new.contact,
        opened_at=asking.now,
        received_on=None,
        registered_at=None,
        registered_on=None,
        due=NO_TERM,
        extended=False,
        refusal="",
        responsible="",
        content=Content(with_good_email(regulation, new.text)),
    )
    return KIND.start(connection, asking, office.vault, _dated(case, asking, office, new), Step("opened"))


def check_persons(connection: Connection, *persons: str | None) -> None:
    """`case-person-unknown` for whom the register does not know."""
    wanted = {each for each in persons if each is not None}
    if wanted - set(people.named(connection, wanted)):
        raise Refused("case-person-unknown")


def _dated(case: Case, asking: Asking, office: Office, new: CaseIn) -> Case:
    if case.state == "prepared":
        return case
    received_on = new.received_on or asking.today
    if received_on > asking.today:
        raise Refused("body-invalid", errors=[{"at": "received_on", "why": "future"}])
    dated = replace(case, received_on=received_on)
    if case.state == "registered":
        dated = replace(dated, registered_at=asking.now, registered_on=asking.today)
    return replace(dated, due=office.book.term_of(dated))


def _channels(regulation: Regulation) -> tuple[str, ...]:
    """Of a desk: at a kiosk only its holder signs."""
    return tuple(each for each in (*regulation.starts_by, *regulation.prepared_by) if each != KIOSK)


def _first_state(regulation: Regulation, channel: str) -> CaseState:
    if channel in regulation.prepared_by:
        return "prepared"
    return "received" if regulation.registration_rule else "registered"
