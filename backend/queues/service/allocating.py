"""The yearly run: free places are entered and offered, by wish, right and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from backend.errors import Refused
from backend.queues.allocation import Line, Wisher, allocate
from backend.queues.repository import lines
from backend.queues.repository import offering as offers
from backend.queues.service import claiming, looking, offering
from backend.queues.values import Application, Asking, Ground, Kind, MadeOffer, Tell, Vacancy, tell_nobody

Recorded = Callable[[Connection, Application], Sequence[Ground]]
"""What the registers say today of a child's rights."""


def enter_vacancies(connection: Connection, vacancies: Sequence[Vacancy]) -> None:
    """Say how many places are free; `queue-places-promised` if more are promised than there would be."""
    for vacancy in vacancies:
        row = {
            "place": vacancy.place,
            "cohort": vacancy.cohort,
            "year": vacancy.year,
            "kind": vacancy.kind,
            "units": vacancy.units,
        }
        if not offers.put_vacancy(connection, row):
            raise Refused("queue-places-promised")


def run(
    connection: Connection,
    asking: Asking,
    kind: Kind,
    year: int,
    recorded: Recorded,
    tell: Tell = tell_nobody,
) -> tuple[MadeOffer, ...]:
    """Offer what is free for that year; once more offers only what has become free since."""
    for application in _waiting(connection, kind, year):
        claiming.refresh(connection, asking, application, recorded(connection, application))
    wishers = _wishers(connection, kind, year)
    free: dict[Line, int] = {
        (row["place"], row["cohort"]): row["units"] - row["taken"]
        for row in offers.free(connection, kind, year)
    }
    made: list[MadeOffer] = []
    for chosen, place in sorted(allocate(wishers, free).items()):
        found = looking.by_id(connection, chosen)
        offered = offering.make(connection, asking, found, place, year)
        tell(connection, offered)
        made.append(offered)
    return tuple(made)


def _waiting(connection: Connection, kind: Kind, year: int) -> list[Application]:
    ids = dict.fromkeys(row["application"] for row in lines.wishers(connection, kind, year))
    return [looking.by_id(connection, each) for each in ids]


def _wishers(connection: Connection, kind: Kind, year: int) -> list[Wisher]:
    """Everybody who waits for this year, with the wishes that may still come true."""
    found: dict[str, Wisher] = {}
    for row in lines.wishers(connection, kind, year):
        known = found.get(row["application"])
        wish = (row["place"], row["priority"])
        found[row["application"]] = Wisher(
            row["application"],
            row["number"],
            row["cohort"],
            row["registered_at"],
            (*known.wishes, wish) if known else (wish,),
        )
    return list(found.values())
