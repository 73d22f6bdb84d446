"""The start page as it is shown: the telephone, what is in hand, calls that were promised. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.contract.contacts import CallBack
from backend.contract.workplace import DeskStart, InHandToo
from callcenter import times
from callcenter.desk.tabs import address_in
from content.formats import phone
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class InHandRow:
    """A contact of the operator's own; what ended waits for its wrap-up."""

    address: str
    who: str
    state: str
    title: str
    seconds: int | None
    runs: bool


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """A promised call; `whose` says whose it is now."""

    call_back: str
    wanted: str
    is_due: bool
    tries: int
    whose: str  # free | mine | other
    training: bool


@dataclass(frozen=True, slots=True)
class Start:
    line: str
    lines: tuple[str, ...]
    on_pause: bool
    since: str
    in_hand: tuple[InHandRow, ...]
    call_backs: tuple[CallBackRow, ...]
    is_idle: bool
    """Nothing rings, nobody is on the line, nothing waits for its wrap-up."""


class StartWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, zone: ZoneInfo) -> None:
        self._words = words
        self._zone = zone

    def start(self, found: DeskStart) -> Start:
        """All of the page."""
        now = found.server_time
        return Start(
            line=found.line,
            lines=found.lines,
            on_pause=found.presence == "pause",
            since="" if found.since is None else times.clock_time(found.since, now, self._zone),
            in_hand=tuple(self._in_hand(each) for each in found.in_hand),
            call_backs=tuple(self._call_back(each, found.operator, now) for each in found.call_backs),
            is_idle=not found.in_hand,
        )

    def _in_hand(self, one: InHandToo) -> InHandRow:
        number = phone(one.number) if one.number else ""
        return InHandRow(
            address=address_in(one.contact),
            who=one.person or number or self._words(f"desk.channel.{one.channel}"),
            state=one.state,
            title=self._words(f"desk.state.{one.state}"),
            seconds=one.seconds,
            runs=one.state in {"talking", "held"},
        )

    def _call_back(self, one: CallBack, operator: str, now: datetime) -> CallBackRow:
        whose = "free" if one.state == "waiting" else "mine" if one.operator == operator else "other"
        return CallBackRow(
            call_back=one.call_back,
            wanted=times.clock_time(one.wanted_at, now, self._zone),
            is_due=one.wanted_at <= now,
            tries=one.tries,
            whose=whose,
            training=one.training,
        )
