"""The answers lie sealed on the page: good in one contact, for its operator and its person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from backend.contract.workplace import Workplace
from callcenter.console import Console
from callcenter.desk.frame import InContact
from callcenter.requests import PageProblem
from callcenter.wizard.state import WizardState
from content.formats import date_in_figures


def named(place: Workplace) -> str:
    """Whom the contact is about; "" while nobody is named."""
    return "" if place.person is None else place.person.person


def unsealed(console: Console, at: InContact, sealed: str) -> WizardState | None:
    """None for what was not sealed in this contact for this operator."""
    text = console.seal.open_page(sealed, _bound(at))
    return None if text is None else WizardState.of(text)


def state_in(console: Console, at: InContact, place: Workplace, fields: Mapping[str, str]) -> WizardState:
    """What the form carries; PageProblem where it is not of this contact or not of its person."""
    state, person = unsealed(console, at, fields.get("sealed", "")), named(place)
    if state is None:
        raise PageProblem("form-expired", 403)
    if not state.belongs_to(person):
        raise PageProblem("wizard-other-person", 409)
    return replace(state, person=person)


def kept(console: Console, at: InContact, state: WizardState) -> dict[str, object]:
    """What every page of the wizard carries on and says of it."""
    left = date.fromisoformat(state.left_on) if state.left_on else None
    return {
        "sealed": console.seal.seal_page(state.text, _bound(at)),
        "left_on": date_in_figures(left) if left else "",
        "prefilled": state.has_registers,
        "has_answers": bool(state.turns or state.base),
    }


def _bound(at: InContact) -> str:
    assert at.visit.session is not None
    return f"wizard:{at.contact}:{at.visit.session.login}"
