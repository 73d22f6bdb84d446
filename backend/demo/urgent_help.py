"""Invented urgent help in the states a case worker meets: overdue, awaiting a signature, signed, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from secrets import token_bytes
from typing import Final, Literal

from sqlalchemy import Connection

from backend.clock import day_in
from backend.contract.urgent import (
    ActText,
    UrgentEndIn,
    UrgentIn,
    UrgentProvidedIn,
    UrgentSignedIn,
    UrgentText,
    UrgentUnsignedIn,
)
from backend.demo.calls import CallCentre
from backend.errors import Refusal
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.in_hand import AT_THE_DESK
from backend.urgent.service import acting, forming
from backend.urgent.service.keeping import Office
from backend.urgent.values import Asking, Urgent

CASE_WORKER: Final = "caseworker"
PROVIDER: Final = "Центр социального обслуживания населения"
GIVEN_BY: Final = "Лапина В. С."
Ending = Literal["", "given", "signed", "unsigned", "refused"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Somebody's trouble and what came of it; `days` ago, and help is needed on that day."""

    kinds: tuple[str, ...]
    days: int
    says: str
    ending: Ending = ""
    provider: str = PROVIDER


TROUBLES: Final = (
    Trouble(("hot-food", "clothes"), 0, "Уволили, на еду денег нет до пятницы.", provider=""),
    Trouble(("temporary-housing",), 1, "После пожара жить негде, ночевали у знакомых."),
    Trouble(("hot-food",), 2, "Пенсию задержали, дома только крупа.", "given"),
    Trouble(("identity-papers",), 5, "Украли сумку с паспортом и картой.", "given"),
    Trouble(("clothes",), 9, "Нет зимней обуви ребёнку.", "given"),
    Trouble(("hot-food", "clothes"), 12, "Вышел из больницы, вещей нет.", "given"),
    Trouble(("legal-help",), 12, "Просят освободить комнату без решения суда.", "signed"),
    Trouble(("temporary-housing",), 15, "Отопление отключено, в доме маленький ребёнок.", "signed"),
    Trouble(("clothes",), 20, "Сгорели вещи.", "unsigned"),
    Trouble(("hospital-help",), 6, "Нужна плановая операция.", "refused"),
)


def enter_urgent_help(connection: Connection, office: Office, centre: CallCentre) -> int:
    """Enter them for as many callers, whatever of it the pack knows; returns how many."""
    known = [trouble for trouble in TROUBLES if set(trouble.kinds) <= set(office.rules.services)]
    entered = tuple(_entered(connection, office, centre, known))
    return len(entered)


def _entered(
    connection: Connection, office: Office, centre: CallCentre, troubles: list[Trouble]
) -> Iterator[Urgent]:
    for trouble, caller in zip(troubles, centre.callers, strict=False):
        asking = partial(_asking, centre, trouble.days)
        text = UrgentText(trouble=trouble.says, whereabouts=caller.town)
        new = UrgentIn(
            kinds=trouble.kinds, identity="papers", provider=trouble.provider, person=caller.person, text=text
        )
        yield _ended(connection, office, asking, trouble, forming.form(connection, asking(), office, new))


def _ended(
    connection: Connection, office: Office, asking: Callable[[], Asking], trouble: Trouble, urgent: Urgent
) -> Urgent:
    if not trouble.ending:
        return urgent
    if trouble.ending == "refused":
        why = UrgentEndIn(version=urgent.version, note="Операция плановая, срочной помощи не нужно.")
        return _done(acting.refuse(connection, asking(), office, urgent.number, why))
    act = ActText(given=trouble.kinds, provided_on=asking().today, given_by=GIVEN_BY)
    given = UrgentProvidedIn(version=urgent.version, act=act)
    urgent = _done(acting.provide(connection, asking(), office, urgent.number, given))
    if trouble.ending == "signed":
        signed = UrgentSignedIn(version=urgent.version, signed_on=asking().today, papers_seen=True)
        return _done(acting.sign(connection, asking(), office, urgent.number, signed))
    if trouble.ending == "unsigned":
        why_not = UrgentUnsignedIn(version=urgent.version, reason="not_found", note="По адресу не живёт.")
        return _done(acting.leave_unsigned(connection, asking(), office, urgent.number, why_not))
    return urgent


def _done(outcome: Urgent | Refusal) -> Urgent:
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def _asking(centre: CallCentre, days: int) -> Asking:
    """The case worker at a desk, so many days ago; each step is sealed by values of its own."""
    then = centre.now - timedelta(days=days)
    return Asking(
        CASE_WORKER,
        then,
        day_in(then, centre.zone),
        AT_THE_DESK,
        may=_anything,
        is_sure=True,
        content_nonce=token_bytes(SEAL_NONCE_BYTES),
        note_nonce=token_bytes(SEAL_NONCE_BYTES),
    )


def _anything(_person: str) -> None:
    """A desk sees whoever comes."""
