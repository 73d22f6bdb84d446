"""What is asked with a ticket in the hand, carried out over the line; each answer is an event."""

from __future__ import annotations

from typing import Final

from kiosk.flow.events import BackendRefused, Event
from kiosk.flow.in_hand import effects, events
from kiosk.flow.in_hand.effects import InHandAsking
from kiosk.ports.backend import Refused
from kiosk.ports.paper import PaperLine
from kiosk.session_keys import SessionKeys

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"


def carry_out_in_hand(effect: InHandAsking, line: PaperLine | None, keys: SessionKeys) -> Event | None:
    """Blocks; a kiosk that is not enrolled has no line."""
    if line is None:
        return BackendRefused(effect.id, NOT_ENROLLED)
    answer = _by_paper(effect, line) or _by_session(effect, line, keys)
    return BackendRefused(effect.id, answer.code) if isinstance(answer, Refused) else answer


def _by_paper(effect: InHandAsking, line: PaperLine) -> Event | Refused | None:
    """What number and code, or the QR code, prove."""
    match effect:
        case effects.LookAtPaper(number, booking, code):
            seen = line.on_paper(booking, code)
            return seen if isinstance(seen, Refused) else events.PaperSeen(number, seen)
        case effects.CancelByPaper(number, booking, code):
            return line.cancel(booking, code) or events.PaperCancelled(number)
        case effects.Arrive():
            arrived = line.arrive(effect)
            return arrived if isinstance(arrived, Refused) else events.ArrivalTaken(effect.id, arrived)
        case effects.SendTicket() if effect.code:
            return _sent(effect, None, line)
        case _:
            return None


def _by_session(effect: InHandAsking, line: PaperLine, keys: SessionKeys) -> Event | Refused | None:
    """What only somebody's session may do."""
    match effect:
        case effects.FindWays(session=session) | effects.SendTicket(session=session):
            token = keys.of(session)
        case _:
            return None
    if token is None:
        return Refused(SESSION_EXPIRED)
    if isinstance(effect, effects.SendTicket):
        return _sent(effect, token, line)
    ways = line.ways(token)
    return ways if isinstance(ways, Refused) else events.WaysFound(effect.id, ways)


def _sent(effect: effects.SendTicket, token: str | None, line: PaperLine) -> Event | Refused:
    sent = line.send(token, effect)
    return sent if isinstance(sent, Refused) else events.TicketSent(effect.id, sent.to)
