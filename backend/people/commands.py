"""`python -m backend person …`: entering people and who acts for whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import uuid4

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line
from backend.named_failures import named_failures
from backend.people import service
from backend.people.values import NewPerson, NewRelation

person_commands = typer.Typer(no_args_is_help=True, help="People in the register.")

Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]
DayOrNone = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


class Sex(StrEnum):
    FEMALE = "f"
    MALE = "m"


class RelationKind(StrEnum):
    PARENT = "parent"
    GUARDIAN = "guardian"
    TRUSTEE = "trustee"


class Language(StrEnum):
    RUSSIAN = "ru"
    ENGLISH = "en"


@person_commands.command()
def add(  # noqa: PLR0913, PLR0917 (one parameter an option)
    context: typer.Context,
    last_name: Annotated[str, typer.Option(prompt=True)],
    first_name: Annotated[str, typer.Option(prompt=True)],
    sex: Annotated[Sex, typer.Option(prompt=True)],
    birth_date: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], prompt=True)],
    birth_place: Annotated[str, typer.Option(prompt=True)],
    town: Annotated[str, typer.Option(prompt=True)],
    address: Annotated[str, typer.Option(prompt=True)],
    middle_name: Annotated[str, typer.Option()] = "",
    snils: Annotated[str, typer.Option()] = "",
    phone: Annotated[str, typer.Option()] = "",
    email: Annotated[str, typer.Option()] = "",
    language: Annotated[Language, typer.Option()] = Language.RUSSIAN,
) -> None:
    """Enter a person; what is not given as an option is asked for, so that no shell remembers it."""
    here = command_line(context)
    new = NewPerson(
        person=str(uuid4()),
        last_name=last_name,
        first_name=first_name,
        middle_name=middle_name,
        sex=sex.value,
        birth_date=birth_date.date(),
        birth_place=birth_place,
        town=town,
        address=address,
        snils=snils,
        phone=phone,
        email=email,
        language=language.value,
        registered_at=here.now(),
    )
    with named_failures(), here.transaction() as connection:
        service.register(connection, new)
        event = AuditEvent(here.now(), here.actor(), "person.add", person=new.person)
        audit.record(connection, event)
    typer.echo(new.person)


@person_commands.command()
def represent(
    context: typer.Context,
    representative: Annotated[str, typer.Option(help="Who acts; the person's id.")],
    person: Annotated[str, typer.Option(help="For whom; the person's id.")],
    relation: Annotated[RelationKind, typer.Option()],
    since: Day,
    evidence: Annotated[str, typer.Option(help="«Акт о назначении опекуна № …».")],
    until: DayOrNone = None,
) -> None:
    """Let a parent, guardian or trustee act for a person; a parent's right ends at 18 by itself."""
    here = command_line(context)
    new = NewRelation(
        representative,
        person,
        relation.value,
        since.date(),
        until.date() if until else None,
        evidence,
    )
    with named_failures(), here.transaction() as connection:
        service.represent(connection, new)
        event = AuditEvent(here.now(), here.actor(), "person.represent", person=person, holder=representative)
        audit.record(connection, event)
    typer.echo("entered")
