"""Papers of one person: the awards, as a list and one by one; no full SNILS, no full card number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from content.formats import date_in_figures, money, phone, short_name
from content.i18n import Words
from content.labels import period
from content.model import Measure, Place
from devices.ports import Element, Line, Pair, Rule, Sheet, Space
from kiosk.receipts.catalogue import (
    NEAREST_SHOWN,
    basis_elements,
    evidence_elements,
    place_elements,
    told,
)
from kiosk.receipts.paper import Letterhead, call_code, position_code, sheet

if TYPE_CHECKING:
    from backend.contract.people import Entitlement, PersonalFile

FIRST_STATES = ("active", "expected", "suspended", "ended")


def entitlement_list_sheet(
    head: Letterhead, file: PersonalFile, measures: Mapping[str, Measure], owner: int
) -> Sheet:
    """Everything that has been awarded, what is in force first."""
    words = head.words
    ordered = sorted(file.entitlements, key=lambda entitlement: FIRST_STATES.index(entitlement.state))
    body: list[Element] = [
        Line(words("paper.list.title"), large=True),
        Space(),
        Pair(words("paper.person"), name_on_paper(file)),
        Pair(words("paper.list.count"), str(len(ordered))),
        Rule(),
    ]
    for entitlement in ordered:
        body += [Space(), Line(measure_title(head, entitlement, measures), bold=True)]
        body += _award(head, entitlement)
    if not ordered:
        body.append(Line(words("paper.list.empty")))
    return sheet(head, words("paper.list.title"), tuple(body), call_code(head), owner)


def entitlement_sheet(
    head: Letterhead,
    file: PersonalFile,
    entitlement: Entitlement,
    measure: Measure | None,
    nearest: tuple[Place, ...],
    owner: int,
) -> Sheet:
    """One award: how much and until when, the decision, what to bring, where."""
    words = head.words
    title = measure_title(head, entitlement, {measure.id: measure} if measure else {})
    amount = amount_in_words(words, entitlement)
    body: list[Element] = [
        Line(title, bold=True),
        *((Line(amount, large=True),) if amount else ()),
        Space(),
        Pair(words("paper.person"), name_on_paper(file)),
        *_award(head, entitlement, with_amount=False),
        Pair(words("paper.awarded_by"), entitlement.awarded_by),
        Pair(words("paper.decision"), entitlement.decision),
    ]
    if measure is None:
        body += told(words("paper.where"), words("entitlement.ask", phone=phone(head.call_centre)))
    else:
        body += evidence_elements(head, measure.evidence)
        body += told(words("paper.where"), measure.where_note)
        body += place_elements(head, nearest[:NEAREST_SHOWN])
        body += basis_elements(head, measure)
    qr = position_code(head, nearest[0].latitude, nearest[0].longitude) if nearest else call_code(head)
    return sheet(head, title, tuple(body), qr, owner)


def _award(head: Letterhead, entitlement: Entitlement, with_amount: bool = True) -> list[Element]:
    words = head.words
    lines: list[Element] = [Pair(words("paper.state"), words(f"entitlement.state.{entitlement.state}"))]
    if with_amount and (amount := amount_in_words(words, entitlement)):
        lines.append(Pair(words("paper.amount"), amount, bold=True))
    lines.append(Pair(words("paper.period"), term_in_words(words, entitlement)))
    if entitlement.next_payment_on is not None:
        lines.append(Pair(words("paper.next_payment"), date_in_figures(entitlement.next_payment_on)))
    return lines


def name_on_paper(file: PersonalFile) -> str:
    """«Иванова М. П.»."""
    return short_name(file.last_name, file.first_name, file.middle_name)


def measure_title(head: Letterhead, entitlement: Entitlement, measures: Mapping[str, Measure]) -> str:
    """The measure's title, or general words where this pack does not know it."""
    measure = measures.get(entitlement.measure)
    return measure.title.in_language(head.language) if measure else head.words("entitlement.unnamed")


def amount_in_words(words: Words, entitlement: Entitlement) -> str:
    """«1 234,56 ₽ в месяц», or nothing where the measure is not money."""
    if entitlement.amount_kopecks is None:
        return ""
    return f"{money(entitlement.amount_kopecks, words.language)} {period(words, entitlement.per)}".rstrip()


def term_in_words(words: Words, entitlement: Entitlement) -> str:
    """«с 01.02.2026», «01.02.2026–31.01.2027»."""
    since = date_in_figures(entitlement.since)
    if entitlement.until is None:
        return words("entitlement.since", date=since)
    return f"{since}–{date_in_figures(entitlement.until)}"
