"""The walk's wishes about queues carried out over the line; each answer is an event."""

from __future__ import annotations

from typing import Final

from kiosk.flow.events import BackendRefused, Event
from kiosk.flow.queues import effects, events
from kiosk.flow.queues.effects import QueueAsking
from kiosk.ports.backend import Refused
from kiosk.ports.queue import QueueLine
from kiosk.session_keys import SessionKeys

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"


def carry_out_queue(effect: QueueAsking, line: QueueLine | None, keys: SessionKeys) -> Event | None:
    """Blocks; a kiosk that is not enrolled has no line."""
    if line is None:
        return BackendRefused(effect.id, NOT_ENROLLED)
    answer = _by_paper(effect, line) or _of_session(effect, line, keys)
    return BackendRefused(effect.id, answer.code) if isinstance(answer, Refused) else answer


def _by_paper(effect: QueueAsking, line: QueueLine) -> Event | Refused | None:
    if not isinstance(effect, effects.LookAtQueue):
        return None
    look = line.look(effect.number, effect.code)
    return look if isinstance(look, Refused) else events.QueueShown(effect.id, look)


def _of_session(effect: QueueAsking, line: QueueLine, keys: SessionKeys) -> Event | Refused | None:
    """What only a parent's session may do."""
    match effect:
        case (
            effects.FindProspect(session=session)
            | effects.RegisterChild(session=session)
            | effects.FetchQueues(session=session)
            | effects.AnswerOffer(session=session)
            | effects.LeaveQueue(session=session)
        ):
            token = keys.of(session)
        case _:
            return None
    return Refused(SESSION_EXPIRED) if token is None else _done(effect, line, token)


def _done(effect: QueueAsking, line: QueueLine, token: str) -> Event | Refused | None:
    match effect:
        case effects.FindProspect(number, _, kind, child):
            prospect = line.prospect(token, kind, child)
            return prospect if isinstance(prospect, Refused) else events.ProspectFound(number, prospect)
        case effects.RegisterChild():
            made = line.register(token, effect)
            return made if isinstance(made, Refused) else events.ChildRegistered(effect.id, made)
        case effects.AnswerOffer(number, _, application, accepted):
            return line.answer(token, application, accepted) or events.QueueChanged(number, application)
        case effects.LeaveQueue(number, _, application):
            return line.withdraw(token, application) or events.QueueChanged(number, application)
        case _:
            own = line.own(token)
            return own if isinstance(own, Refused) else events.QueuesFetched(effect.id, own)
