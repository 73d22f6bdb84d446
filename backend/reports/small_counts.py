"""Puts lines of few together, so that no report tells of somebody who could be found out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from backend.contract.reports import FEWEST, THE_REST, CountLine, ReportName, ReportTable


def table_of(name: ReportName, lines: Sequence[CountLine]) -> ReportTable:
    """The lines as they may be told.

    Lines below FEWEST become one, THE_REST; while that is below FEWEST itself, or holds one line alone (then
    the total would tell it), the smallest of the others joins it. Where all of them are fewer than FEWEST,
    nothing is told but that there were some.
    """
    told = [line for line in lines if line.count > 0]
    total = sum(line.count for line in told)
    if 0 < total < FEWEST:
        return ReportTable(name=name, lines=(), total=None, gathered=0)
    ordered = sorted(told, key=lambda line: (-line.count, line.kind, line.id))
    few = [line for line in ordered if line.count < FEWEST]
    many = [line for line in ordered if line.count >= FEWEST]
    while few and many and (len(few) < 2 or sum(line.count for line in few) < FEWEST):
        few.append(many.pop())
    rest = (CountLine(id=THE_REST, count=sum(line.count for line in few)),) if few else ()
    return ReportTable(name=name, lines=(*many, *rest), total=total, gathered=len(few))
