"""The walk's wishes about medicines and books carried out over the line; each answer is an event."""

from __future__ import annotations

from typing import Final

from kiosk.flow.events import BackendRefused, Event
from kiosk.flow.goods import effects, events
from kiosk.flow.goods.effects import GoodsAsking
from kiosk.ports.backend import Refused
from kiosk.ports.goods import Gone, GoodsLine
from kiosk.session_keys import SessionKeys

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"


def carry_out_goods(effect: GoodsAsking, line: GoodsLine | None, keys: SessionKeys) -> Event | None:
    """Blocks; a kiosk that is not enrolled has no line."""
    if line is None:
        return BackendRefused(effect.id, NOT_ENROLLED)
    answer = _looked(effect, line, keys) or _of_session(effect, line, keys)
    return BackendRefused(effect.id, answer.code) if isinstance(answer, Refused) else answer


def _looked(effect: GoodsAsking, line: GoodsLine, keys: SessionKeys) -> Event | Refused | None:
    """What needs nobody's session, though it knows whose price is asked."""
    match effect:
        case effects.FindGoods(number, kind, text):
            found = line.search(kind, text)
            if isinstance(found, Refused):
                return found
            return events.GoodsFound(number, text, found.items, found.understood)
        case effects.FindHoldings(number, session):
            where = line.holdings(keys.of(session), effect)
            return where if isinstance(where, Refused) else events.HoldingsFound(number, where)
        case _:
            return None


def _of_session(effect: GoodsAsking, line: GoodsLine, keys: SessionKeys) -> Event | Refused | None:
    """What only somebody's session may do."""
    match effect:
        case (
            effects.ReserveGoods(session=session)
            | effects.AskAlert(session=session)
            | effects.GiveUpAlert(session=session)
            | effects.FetchReservations(session=session)
            | effects.CancelReservation(session=session)
        ):
            token = keys.of(session)
        case _:
            return None
    return Refused(SESSION_EXPIRED) if token is None else _done(effect, line, token)


def _done(effect: GoodsAsking, line: GoodsLine, token: str) -> Event | Refused | None:
    match effect:
        case effects.ReserveGoods():
            made = line.reserve(token, effect)
            if isinstance(made, Gone):
                return events.GoodsGone(effect.id, made.alternatives)
            return made if isinstance(made, Refused) else events.Reserved(effect.id, made)
        case effects.AskAlert(number, _, item, near):
            return line.alert(token, item, near) or events.AlertSet(number)
        case effects.GiveUpAlert(number, _, item):
            return line.no_alert(token, item) or events.AlertDropped(number, item)
        case effects.CancelReservation(number, _, reservation):
            return line.cancel(token, reservation) or events.ReservationCancelled(number, reservation)
        case _:
            own = line.own(token)
            if isinstance(own, Refused):
                return own
            return events.ReservationsFetched(effect.id, own.reservations, own.alerts)
