"""Cases as rows of a list, naming nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.contract.cases import CaseLine
from callcenter.cases.spoken import STATE_SIGNS, CaseWords, TermView


@dataclass(frozen=True, slots=True)
class CaseRow:
    number: str
    kind: str
    ground: str
    state: str
    sign: str
    opened: str
    channel: str
    term: TermView | None
    responsible: str
    town: str


def rows_of(lines: Iterable[CaseLine], spoken: CaseWords) -> tuple[CaseRow, ...]:
    """In the order in which they came."""
    return tuple(_row(line, spoken) for line in lines)


def _row(line: CaseLine, spoken: CaseWords) -> CaseRow:
    regulation = "complaint" if line.kind == "complaint" else "petition"
    return CaseRow(
        number=line.number,
        kind=spoken.kind(line.kind),
        ground=spoken.ground(regulation, line.ground) if line.ground else "",
        state=spoken.state(line.state),
        sign=STATE_SIGNS.get(line.state, "none"),
        opened=spoken.moment(line.opened_at),
        channel=spoken.channel(line.channel),
        term=spoken.term(line.due, line.escalation),
        responsible=line.responsible_name or line.responsible,
        town=line.town,
    )
