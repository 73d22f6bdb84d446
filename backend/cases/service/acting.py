"""The steps of a case, each by the version that was read; a stale one shows both versions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from backend.cases.checking import check_ground, with_good_email
from backend.cases.rulebook import ground_of
from backend.cases.service.keeping import KIND, Office, load, step
from backend.cases.service.looking import told
from backend.cases.service.opening import check_persons
from backend.cases.values import BY_CALLERS, MAY, Asking, Case, CaseRight
from backend.contract.cases import (
    ME,
    CaseAction,
    CaseAnswerIn,
    CaseAssignmentIn,
    CaseClosingIn,
    CaseEditIn,
    CaseExtensionIn,
    CaseForwardingIn,
    CaseRefusalIn,
    CaseVersionIn,
)
from backend.due_date import NO_TERM
from backend.errors import Refusal, Refused
from backend.numbered_records import Versioned


def take_up(
    connection: Connection,
    asking: Asking,
    office: Office,
    number: str,
    asked: Versioned,
    action: CaseAction,
) -> Case | Refusal:
    """The case as somebody read it who now acts; `case-changed` if it is another by now, `case-state`."""
    case = load(connection, office.vault, number)
    asking.check_case(case, _right_to(case, action))
    shown = partial(told, connection, asking, office)
    return KIND.as_read(connection, asking, case, asked, MAY[action], shown)


def edit(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseEditIn
) -> Case | Refusal:
    """Write the text anew; what was given out to be signed has to be given out again."""
    case = take_up(connection, asking, office, number, asked, "edited")
    if isinstance(case, Refusal):
        return case
    regulation = office.book.regulation(case.regulation)
    check_ground(regulation, asked.ground)
    asking.check(asked.person or asked.author, "file_case")
    if asked.author != case.author:
        asking.check_author(asked.author)
    check_persons(connection, asked.author, asked.person)
    return step(
        connection,
        asking,
        office,
        case,
        "edited",
        ground=asked.ground,
        author=asked.author,
        person=asked.person or asked.author,
        state="prepared" if case.state == "awaiting_signature" else case.state,
        content=replace(case.content, text=with_good_email(regulation, asked.text)),
    )


def hand_over(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseVersionIn
) -> Case | Refusal:
    """The text is given out to be signed; no clock runs yet."""
    case = take_up(connection, asking, office, number, asked, "handed_over")
    if isinstance(case, Refusal):
        return case
    return step(connection, asking, office, case, "handed_over", state="awaiting_signature")


def extend(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseExtensionIn
) -> Case | Refusal:
    """Once, before the term is over, and the author is told (59-ФЗ, art. 12, part 2)."""
    case = take_up(connection, asking, office, number, asked, "extended")
    if isinstance(case, Refusal):
        return case
    if not office.book.regulation(case.regulation).extension_rule:
        raise Refused("case-extension-none")
    if case.extended:
        raise Refused("case-extended")
    if case.due.day is None or asking.today > case.due.day:
        raise Refused("case-term-over")
    extended = replace(case, state="extended", extended=True)
    return step(
        connection,
        asking,
        office,
        case,
        "extended",
        note=f"{asked.reason}\n[{asked.notice}]",
        state="extended",
        extended=True,
        due=office.book.term_of(extended),
    )


def forward(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseForwardingIn
) -> Case | Refusal:
    """To the body in charge; the step keeps the day until which that had to be (59-ФЗ, art. 8, part 3)."""
    case = take_up(connection, asking, office, number, asked, "forwarded")
    if isinstance(case, Refusal):
        return case
    rule = office.book.regulation(case.regulation).forwarding_rule
    if not rule:
        raise Refused("case-forwarding-none")
    assert case.registered_on is not None
    return step(
        connection,
        asking,
        office,
        case,
        "forwarded",
        note=f"{asked.body}\n[{asked.notice}]\n{asked.note}".strip(),
        term=office.book.ends(rule, case.registered_on),
        state="forwarded",
        due=NO_TERM,
    )


def answer(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseAnswerIn
) -> Case | Refusal:
    """It is decided; where its act gives a day for telling the author, that term runs now."""
    case = take_up(connection, asking, office, number, asked, "answered")
    if isinstance(case, Refusal):
        return case
    rule = office.book.regulation(case.regulation).decision_told_rule
    return step(
        connection,
        asking,
        office,
        case,
        "answered",
        term=case.due,
        state="answered",
        due=office.book.ends(rule, asking.today),
        content=replace(case.content, answer=asked.answer),
    )


def refuse(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseRefusalIn
) -> Case | Refusal:
    """No answer on the substance, on a ground of the act (59-ФЗ, art. 11)."""
    case = take_up(connection, asking, office, number, asked, "refused")
    if isinstance(case, Refusal):
        return case
    grounds = office.book.regulation(case.regulation).unanswered
    if ground_of(grounds, asked.ground) is None:
        raise Refused("case-ground-unknown", allowed=[each.id for each in grounds])
    refused = replace(case, state="refused", refusal=asked.ground)
    return step(
        connection,
        asking,
        office,
        case,
        "refused",
        note=asked.note,
        state="refused",
        refusal=asked.ground,
        due=office.book.term_of(refused),
    )


def close(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseClosingIn
) -> Case | Refusal:
    """The author was told, or gave up a text that was never signed."""
    case = take_up(connection, asking, office, number, asked, "closed")
    if isinstance(case, Refusal):
        return case
    return step(
        connection,
        asking,
        office,
        case,
        "closed",
        note=asked.note,
        term=case.due,
        state="closed",
        due=NO_TERM,
    )


def assign(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseAssignmentIn
) -> Case | Refusal:
    """Who answers for it; "" for nobody."""
    case = take_up(connection, asking, office, number, asked, "assigned")
    if isinstance(case, Refusal):
        return case
    responsible = asking.actor if asked.responsible == ME else asked.responsible
    return step(connection, asking, office, case, "assigned", note=responsible, responsible=responsible)


def _right_to(case: Case, action: CaseAction) -> CaseRight:
    """An enquiry is answered in the call itself; what an act rules is decided at a desk."""
    return "file_case" if case.kind == "enquiry" or action in BY_CALLERS else "decide_case"
