"""A region with contacts, unmet needs and drawn samples, for tests of the supervisor's pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from backend.operators.accounts import Handover
from backend.operators.values import Role
from backend.quality import service as quality
from backend.quality_form import form_of
from backend.unmet import service as unmet
from backend.unmet.service import InVain
from content.cache import load_or_compile
from tests.backend.board.filling import contact_row, enter
from tests.backend.region import Region
from tests.callcenter.consoles import ConsoleInTest, region_in

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = date(2026, 11, 9)
MONDAY = datetime(2026, 11, 9, 9, tzinfo=MOSCOW)
PACK = load_or_compile("ru-mur")
HOSTILE = "<img src=x onerror=alert(1)>\u202e"
PERIOD = "from=2026-11-01&until=2026-11-30"


def supervised_region(folder: Path) -> Region:
    """A backend that knows the pack's form and outcomes."""
    region = region_in(folder)
    outcomes = tuple(each.id for each in PACK.call_outcomes if each.unmet)
    region.services = replace(region.services, quality_form=form_of(PACK), unmet_outcomes=outcomes)
    return region


def operator_of(console: ConsoleInTest, handover: Handover) -> str:
    with console.region.database.maintenance() as connection:
        found = connection.exec_driver_sql(
            "SELECT operator FROM operators WHERE login = ?", (handover.login,)
        ).scalar_one()
    return str(found)


def fill(console: ConsoleInTest) -> tuple[Handover, Handover]:
    """Irina supervises, Olga has answered; a week is drawn."""
    irina = console.account("irina", Role.SUPERVISOR)
    olga = console.account("olga", Role.OPERATOR)
    who, region, now = operator_of(console, olga), console.region, console.region.clock.now
    topic, other = PACK.call_topics[3].id, PACK.call_topics[5].id
    outcome = next(each.id for each in PACK.call_outcomes if each.unmet)
    maria = region.person()
    rows = [
        contact_row(
            "closed", MONDAY + timedelta(minutes=9 * n), who, topic=topic, outcome=outcome, person=maria
        )
        for n in range(12)
    ]
    rows += [contact_row("closed", MONDAY + timedelta(days=1, minutes=n), who, topic=other) for n in range(7)]
    rows += [
        contact_row("talking", now - timedelta(minutes=4), who, person=maria),
        contact_row("ringing", now - timedelta(seconds=70), None),
        contact_row("lost", MONDAY, None),
    ]
    enter(region, *rows)
    with region.database.maintenance() as connection:
        for n in range(6):
            wish = InVain("booking", "=cmd|' /C calc'!A0", "kiosk", f"kiosk-{n}")
            unmet.note(connection, wish, MONDAY)
        quality.draw(connection, WEEK, MOSCOW, b"seed", now)
    return irina, olga


def drawn(console: ConsoleInTest) -> list[str]:
    """Contacts that were drawn."""
    with console.region.database.maintenance() as connection:
        rows = connection.exec_driver_sql("SELECT contact FROM quality_samples ORDER BY contact")
        return [str(row[0]) for row in rows]
