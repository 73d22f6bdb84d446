"""What is left behind a code, in the contract's form."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from backend.contract.handoffs import HandoffIn, OpenedHandoff, SlipIn
from backend.contract.requests import Answer, ContactDetails, Wish
from devices.values import Value
from kiosk.flow.application import GivenAnswer
from kiosk.flow.wizard.effects import LeaveHandoff, LeaveSlip


def handoff_in(left: LeaveHandoff) -> HandoffIn:
    """Answers for an operator to go on with."""
    return HandoffIn(
        goals=left.goals,
        answers=_answers(left.answers),
        pack_hash=left.pack_hash,
        on=date.fromisoformat(left.on),
    )


class FoundAnswers(Value):
    """What an operator has left, as the walk takes it over."""

    repr_fields: ClassVar[tuple[str, ...]] = ("goals",)
    goals: str
    answers: tuple[GivenAnswer, ...]


def found_in(opened: OpenedHandoff) -> FoundAnswers:
    """Answers told to an operator, in the written form of their facts."""
    given = tuple(GivenAnswer(one.fact, one.value, one.source) for one in opened.answers)  # type: ignore[arg-type]
    return FoundAnswers(opened.goals, given)


def slip_in(left: LeaveSlip) -> SlipIn:
    """A prepared application for an office to print."""
    wishes = (
        Wish.model_validate({"measure": one.measure, "kind": one.kind, "verdict": one.verdict})
        for one in left.wishes
    )
    contact = {
        "phone": left.contact.phone,
        "email": left.contact.email,
        "preferred": left.contact.preferred,
    }
    return SlipIn(
        wishes=tuple(wishes),
        answers=_answers(left.answers),
        contact=ContactDetails.model_validate(contact),
        pack_hash=left.pack_hash,
        on=date.fromisoformat(left.on),
    )


def _answers(given: tuple[GivenAnswer, ...]) -> tuple[Answer, ...]:
    return tuple(
        Answer.model_validate({"fact": one.fact, "value": one.value, "source": one.source}) for one in given
    )
