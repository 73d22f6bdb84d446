"""What the wizard need not ask: the holder, the household as far as policy shows it, the records.

Of the household the holder sees who belongs to it and how old they are. Categories speak of health, so
they are told only of those the holder acts for; nobody's records but the holder's own are told at all.
"""

from __future__ import annotations

from datetime import date

from pydantic_core import from_json
from sqlalchemy import Connection

from backend.contract.register import HouseholdMember, RegisterFacts, RegistryRecord
from backend.people import service as people
from backend.people.values import Who
from backend.registry import repository


def facts_of(
    connection: Connection, who: Who, categories: tuple[str, ...], today: date, acts_for: frozenset[str]
) -> RegisterFacts:
    """Everything prefill needs; `categories` are the holder's own of today."""
    holder = HouseholdMember(relation="self", sex=who.sex, birth_date=who.birth_date, categories=categories)
    family = people.family(connection, who.person, today)
    told = people.categories_of(
        connection, [each.person for each in family if each.person in acts_for], today
    )
    others = (
        HouseholdMember(
            relation=relative.relation,
            sex=relative.sex,
            birth_date=relative.birth_date,
            categories=told.get(relative.person, ()),
        )
        for relative in family
    )
    return RegisterFacts(
        sex=who.sex,
        birth_date=who.birth_date,
        town=who.town,
        household=(holder, *others),
        records=tuple(
            RegistryRecord(key=key, value=from_json(value), source=source, as_of=as_of)
            for key, value, source, as_of in repository.of_person(connection, who.person)
        ),
    )
