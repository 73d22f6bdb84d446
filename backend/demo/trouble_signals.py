"""Invented signals of trouble: one just taken, some passed on, one checked, some closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from secrets import token_bytes
from typing import Final

from sqlalchemy import Connection

from backend.clock import day_in
from backend.contract.signals import (
    Consequence,
    SignalCheckIn,
    SignalClosingIn,
    SignalIn,
    SignalOutcome,
    SignalSource,
    SignalText,
)
from backend.demo.calls import CallCentre, PastWork
from backend.demo.urgent_help import CASE_WORKER
from backend.errors import Refusal
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.in_hand import AT_THE_DESK
from backend.signals.service import acting, taking
from backend.signals.service.keeping import Office
from backend.signals.values import Asking


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told, so many days ago, and what came of it."""

    kind: str
    days: int
    source: SignalSource
    says: str
    passed_on: bool = True
    found: SignalOutcome | None = None
    came_of_it: Consequence | None = None


SIGNALS: Final = (
    Told("minor-neglected", 0, "school", "Мальчик третий день без верхней одежды.", passed_on=False),
    Told("lonely-elder", 2, "neighbour", "Соседка с четвёртого этажа не выходит неделю."),
    Told("family-in-danger", 9, "clinic", "Мать не приходит с грудным ребёнком на осмотры."),
    Told("minor-left-home", 5, "police", "Девочка 14 лет ночевала на вокзале.", found="confirmed"),
    Told(
        "disabled-alone", 14, "relative", "Брат на коляске, сиделка ушла.", found="confirmed",
        came_of_it="urgent_help",
    ),
    Told(
        "lonely-elder", 20, "passer_by", "Пожилой мужчина сидел у магазина.", found="not_confirmed",
        came_of_it="none",
    ),
)  # fmt: skip


def signals_told(office: Office, centre: CallCentre) -> Iterator[PastWork]:
    """Those whose kind the pack knows, each to be entered at its moment."""
    for told in SIGNALS:
        if told.kind in office.rules.signals:
            asking = partial(_asking, centre, told.days)
            yield asking().now, partial(_enter, office=office, asking=asking, told=told)


def _enter(connection: Connection, office: Office, asking: Callable[[], Asking], told: Told) -> None:
    body = office.rules.signal(told.kind).bodies[0] if told.passed_on else ""
    new = SignalIn(
        kind=told.kind,
        danger=False,
        source=told.source,
        body=body,
        how="phone" if body else "",
        text=SignalText(what=told.says),
    )
    number, version = taking.take(connection, asking(), office, new).number, 1
    if told.found is not None:
        checked = SignalCheckIn(
            version=version, checked_on=asking().today, outcome=told.found, note="Были по адресу."
        )
        _done(acting.check(connection, asking(), office, number, checked))
        version += 1
    if told.came_of_it is not None:
        closing = SignalClosingIn(version=version, consequence=told.came_of_it)
        _done(acting.close(connection, asking(), office, number, closing))


def _done(outcome: object) -> None:
    assert not isinstance(outcome, Refusal), outcome


def _asking(centre: CallCentre, days: int) -> Asking:
    """The case worker at a desk, so many days ago; each step is sealed by values of its own."""
    then = centre.now - timedelta(days=days)
    return Asking(
        CASE_WORKER,
        then,
        day_in(then, centre.zone),
        AT_THE_DESK,
        token_bytes(SEAL_NONCE_BYTES),
        token_bytes(SEAL_NONCE_BYTES),
    )
