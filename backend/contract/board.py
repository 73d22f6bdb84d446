"""The supervisor's board: how the call centre stands now. It names no caller."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from backend.contract.base import Contract

OperatorState = Literal["ringing", "talking", "held", "wrap_up", "free", "pause", "away"]


class OperatorAtWork(Contract):
    """One operator: what they do, since when, and how much it was today. Training counts nowhere."""

    operator: str
    name: str
    line: str  # "": sits at none
    state: OperatorState
    since: datetime | None
    training: bool  # what is in hand now is an exercise
    contacts: int  # answered today
    talk_seconds: int
    wrap_up_seconds: int


class Board(Contract):
    """`waiting` ring now; `held` wait on the line after they were answered."""

    waiting: int
    longest_wait_seconds: int
    talking: int
    held: int
    wrap_up: int
    lost_today: int
    answered_today: int
    call_backs_waiting: int
    call_backs_due: int  # their hour has come
    longest_call_back_seconds: int  # how long the oldest of them is over its hour
    cases_soon: int
    cases_overdue: int
    cases_unassigned: int  # of both
    operators: tuple[OperatorAtWork, ...]
    server_time: datetime
