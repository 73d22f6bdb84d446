"""`python -m backend referral …`: for an office that has no desk yet."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import uuid4

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.numbers import draw_numbers
from backend.command_line import command_line, fail
from backend.errors import Refused
from backend.named_failures import named_failures
from backend.people import service as people
from backend.referrals import service

referral_commands = typer.Typer(no_args_is_help=True, help="Referrals to specialities, each for one visit.")

Person = Annotated[str, typer.Option(help="The person's id in the register.")]


@referral_commands.command()
def add(
    context: typer.Context,
    person: Person,
    speciality: Annotated[str, typer.Option(help="As timetables name it: neurologist, cardiologist, …")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day for the visit.")],
) -> None:
    """Record a referral and print its number."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        if not people.named(connection, (person,)):
            raise fail("person-unknown", "Look the person up again.")
        what = (person, speciality, until.date())
        try:
            number = service.record(
                connection, str(uuid4()), draw_numbers().numbers, what, here.actor(), here.now()
            )
        except Refused:
            raise fail("parameter-invalid", "Give a last day that is not past.") from None
    typer.echo(number)


@referral_commands.command("list")
def list_of(context: typer.Context, person: Person) -> None:
    """Print somebody's referrals, the newest first; the look is in the journal."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        audit.record(connection, AuditEvent(here.now(), here.actor(), "referral.view", person=person))
        found = service.of_person(connection, person, here.today())
    for each in found:
        typer.echo(f"{each.number}  {each.speciality:20} until {each.valid_until:%Y-%m-%d}  {each.state}")


@referral_commands.command()
def withdraw(context: typer.Context, number: Annotated[str, typer.Argument()]) -> None:
    """Take back a referral that nothing is booked on."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        try:
            service.withdraw(connection, number, here.actor(), here.now())
        except Refused as refused:
            raise fail(refused.code, "Look at the list of the person's referrals.") from None
    typer.echo(f"{number} is withdrawn.")
