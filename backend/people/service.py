"""What is known about a person: the summary of level 1, the personal file of level 2, whom they act for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from backend.contract.people import Category, IdentityDocument, PersonalFile, Relation
from backend.entitlements import service as entitlements
from backend.people import repository
from backend.people import snils as snils_numbers
from backend.people.documents import title_of
from backend.people.email_address import parse as parse_email
from backend.people.phone import parse as parse_phone
from backend.people.register_words import words_of_person
from backend.people.values import (
    ContactDetails,
    Named,
    NewPerson,
    NewRelation,
    PersonSummary,
    PersonUnknown,
    RegisterRefused,
    Relative,
    Who,
)

ADULT_AT = 18  # ГК РФ, ст. 21: parents' representation ends
_FEBRUARY_29 = (2, 29)
_TIES = ("spouse", "child", "parent", "ward")
_COPIED = (
    "person",
    "last_name",
    "first_name",
    "middle_name",
    "sex",
    "birth_date",
    "birth_place",
    "town",
    "address",
    "language",
    "registered_at",
)


def register(connection: Connection, new: NewPerson) -> None:
    """Enter a person; `SnilsInvalid`, `PhoneInvalid`, `EmailInvalid`, `snils-taken` if somebody has it."""
    snils = snils_numbers.parse(new.snils) if new.snils else None
    if snils is not None and repository.has_snils(connection, snils):
        raise RegisterRefused("snils-taken", "Look the person up: the register has this SNILS.")
    values = {
        **{name: getattr(new, name) for name in _COPIED},
        "snils": snils,
        "phone": parse_phone(new.phone) if new.phone else None,
        "email": parse_email(new.email) if new.email else None,
    }
    repository.add_person(connection, values)
    repository.add_words(connection, words_of_person(new.last_name, new.first_name, new.address))


def represent(connection: Connection, new: NewRelation) -> None:
    """Enter a representation; `person-unknown`, `representation-invalid`."""
    for person in (new.representative, new.person):
        if repository.summary(connection, person) is None:
            raise PersonUnknown
    if new.representative == new.person or (new.until is not None and new.until < new.since):
        raise RegisterRefused(
            "representation-invalid", "Name two people and a period that does not run back."
        )
    repository.add_representative(
        connection,
        {
            "representative": new.representative,
            "person": new.person,
            "relation": new.relation,
            "since": new.since,
            "until": new.until,
            "evidence": new.evidence,
        },
    )


def summary(connection: Connection, person: str) -> PersonSummary:
    """First name, initial and language; raises PersonUnknown."""
    row = repository.summary(connection, person)
    if row is None:
        raise PersonUnknown
    return PersonSummary(
        first_name=row["first_name"], initial=initial(row["last_name"]), language=row["language"]
    )


def personal_file(connection: Connection, person: str, card_masked: str, today: date) -> PersonalFile:
    """Everything of one person as shown at level 2; `card_masked` is "" in the file of somebody else."""
    return file_and_who(connection, person, card_masked, today)[0]


def file_and_who(
    connection: Connection, person: str, card_masked: str, today: date
) -> tuple[PersonalFile, Who]:
    """The file, and what rules ask first, from one reading; raises PersonUnknown."""
    row = repository.person(connection, person)
    if row is None:
        raise PersonUnknown
    file = PersonalFile(
        person=person,
        last_name=row["last_name"],
        first_name=row["first_name"],
        middle_name=row["middle_name"],
        birth_date=row["birth_date"],
        birth_place=row["birth_place"],
        address=row["address"],
        snils_masked=snils_numbers.masked(row["snils"]),
        card_masked=card_masked,
        clinic=row["clinic"],
        documents=tuple(_document(found) for found in repository.documents(connection, person)),
        categories=tuple(_category(found) for found in repository.categories(connection, person)),
        entitlements=entitlements.of_person(connection, person, today),
    )
    return file, Who(person, row["sex"], row["birth_date"], row["town"])


def named(connection: Connection, persons: Iterable[str]) -> dict[str, Named]:
    """Those of these people whom the register knows; the caller writes the journal."""
    wanted = sorted(set(persons))
    found = repository.named(connection, wanted) if wanted else []
    return {row["person"]: Named(**row) for row in found}


def full_name(known: Mapping[str, Named], person: str | None) -> str:
    """As the register has it, last name first; "" of nobody, or of somebody it does not know."""
    found = known.get(person) if person else None
    parts = (found.last_name, found.first_name, found.middle_name) if found else ()
    return " ".join(part for part in parts if part)


def by_policy(connection: Connection, policy: str, birth_date: date) -> str | None:
    """Who has this policy and was born that day; the caller tells nobody whether there is one."""
    return repository.by_policy(connection, policy, birth_date)


def by_snils(connection: Connection, digits: str, birth_date: date) -> str | None:
    """Who has this SNILS, digits only, and was born that day."""
    return repository.by_snils(connection, digits, birth_date)


def contacts(connection: Connection, person: str, today: date) -> tuple[ContactDetails, ...]:
    """The person's own telephone and mail; without both, those of everybody who acts for them today."""
    rows = repository.contacts(connection, person, today, adults_born_by(today))
    return tuple(
        ContactDetails(row["person"], row["language"], row["phone"] or "", row["email"] or "") for row in rows
    )


def family(connection: Connection, person: str, today: date) -> tuple[Relative, ...]:
    """Spouse, children and parents by the registry's ties, and wards of today, in this order."""
    relatives: dict[str, Relative] = {}
    for row in repository.family(connection, person, today):
        relative = Relative(row["person"], row["relation"], row["sex"], row["birth_date"])
        relatives.setdefault(relative.person, relative)
    return tuple(sorted(relatives.values(), key=lambda each: (_TIES.index(each.relation), each.birth_date)))


def running(categories: Iterable[Category], today: date) -> tuple[str, ...]:
    """The benefit categories held today."""
    return tuple(each.category for each in categories if _runs(each.since, each.until, today))


def categories_of(connection: Connection, persons: Sequence[str], today: date) -> dict[str, tuple[str, ...]]:
    """The benefit categories each of these people holds today; who holds none is absent."""
    found: dict[str, tuple[str, ...]] = {}
    for row in repository.categories_of(connection, persons) if persons else ():
        if _runs(row["since"], row["until"], today):
            found[row["person"]] = (*found.get(row["person"], ()), row["category"])
    return found


def relations(connection: Connection, person: str, today: date) -> tuple[Relation, ...]:
    """The children and wards this person may act for today, the eldest first."""
    found = repository.relations(connection, person, today, adults_born_by(today))
    return tuple(
        Relation(
            person=row["person"],
            first_name=row["first_name"],
            initial=initial(row["last_name"]),
            relation=row["relation"],
        )
        for row in found
    )


def may_act_for(connection: Connection, representative: str, person: str, today: date) -> bool:
    """Whether the representative may see and file for this person today; never for oneself."""
    return repository.may_act(connection, representative, person, today, adults_born_by(today))


def initial(last_name: str) -> str:
    """«И.» of «Иванова»; "" where there is no last name."""
    return f"{last_name[0]}." if last_name else ""


def adults_born_by(today: date) -> date:
    """Who was born on this day or before is of age today."""
    if (today.month, today.day) == _FEBRUARY_29:
        return today.replace(year=today.year - ADULT_AT, day=28)
    return today.replace(year=today.year - ADULT_AT)


def _runs(since: date, until: date | None, today: date) -> bool:
    return since <= today and (until is None or until >= today)


def _document(row: Any) -> IdentityDocument:
    return IdentityDocument(
        kind=row["kind"],
        title=title_of(row["kind"]),
        series=row["series"],
        number=row["number"],
        issued_by=row["issued_by"],
        issued_on=row["issued_on"],
    )


def _category(row: Any) -> Category:
    return Category(
        category=row["category"], since=row["since"], until=row["until"], evidence=row["evidence"]
    )
