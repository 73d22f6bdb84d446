"""A call centre that has worked for thirty days: what a board, a report and every list has to show."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from sqlalchemy import Connection, text

from backend.database.doors import Database
from backend.demo.asked_in_vain import enter_asked_in_vain
from backend.demo.call_backs import enter_call_backs
from backend.demo.calls import DAYS, CallCentre, CallMaker, enter_calls
from backend.demo.judged_calls import draw_weeks, weeks_judged
from backend.demo.trouble_signals import signals_told
from backend.demo.urgent_help import enter_urgent_help
from backend.quality_form import form_of
from backend.signals.service.keeping import Office as SignalOffice
from backend.urgent.service.keeping import Office as UrgentOffice
from backend.urgent_rules import urgent_rules_of
from backend.vault import Vault
from content.pack import Pack


def enter_call_centre(
    database: Database,
    pack: Pack,
    vault: Vault,
    centre: CallCentre,
    seed: int,
    on_progress: Callable[[int], None],
) -> None:
    """Make it up for the accounts of the demonstration; `on_progress` is told how many days are stored."""
    with database.maintenance() as connection:
        for stored, day in enumerate(CallMaker(pack, centre, seed).days(), start=1):
            enter_calls(connection, day)
            on_progress(stored)
        _enter_work(connection, pack, vault, centre, seed)
    with database.maintenance() as connection:
        connection.execute(text("ANALYZE"))


def _enter_work(connection: Connection, pack: Pack, vault: Vault, centre: CallCentre, seed: int) -> None:
    rules = urgent_rules_of(pack)
    enter_call_backs(connection, vault, centre)
    enter_asked_in_vain(connection, pack, centre, seed)
    enter_urgent_help(connection, UrgentOffice(rules, vault), centre)
    weeks = draw_weeks(connection, centre, seed)
    journalled = (
        *weeks_judged(vault, form_of(pack), centre, seed, weeks),
        *signals_told(SignalOffice(rules, vault), centre),
    )
    for _, work in sorted(journalled, key=itemgetter(0)):
        work(connection)


__all__ = ["DAYS", "CallCentre", "enter_call_centre"]
