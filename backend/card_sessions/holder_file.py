"""The whole personal file of level 2: the register's part, requests, matches and what prefills the wizard."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from backend.card_sessions.file_by_level import HOLDER_LEVEL, allowed_part
from backend.cards.values import CardRecord
from backend.contract.people import PersonalFile, Relation
from backend.disclosure import Disclosure
from backend.matching import service as matching
from backend.people import service as people
from backend.registry import service as registry
from backend.requests.service import looking as requests


def holder_file(
    connection: Connection,
    card: CardRecord,
    today: date,
    disclosure: Disclosure,
    acts_for: tuple[Relation, ...],
) -> PersonalFile:
    """As much of the file of a card's holder as the pack discloses at level 2."""
    person = card.person
    file, who = people.file_and_who(connection, person, card.masked, today)
    shows_registry = disclosure.shows(HOLDER_LEVEL, "categories") and disclosure.shows(
        HOLDER_LEVEL, "identity"
    )
    more = {
        "requests": requests.of_applicant(connection, person)
        if disclosure.shows(HOLDER_LEVEL, "requests")
        else (),
        "possible": matching.of_person(connection, person)
        if disclosure.shows(HOLDER_LEVEL, "entitlements")
        else (),
        "registry": registry.facts_of(
            connection,
            who,
            people.running(file.categories, today),
            today,
            frozenset(each.person for each in acts_for),
        )
        if shows_registry
        else None,
    }
    return allowed_part(file.model_copy(update=more), disclosure)
