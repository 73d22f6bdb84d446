"""`python -m backend card …`: the life of a card from the command line."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.serialization import Encoding
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cards import service, virtual
from backend.cards.issuing import CertifiedCard, last_day_of
from backend.cards.making import make_certified, make_virtual, new_order, read_public_key
from backend.cards.mask import masked_serial
from backend.cards.revocation_list import make_revocation_list
from backend.cards.service import Hand
from backend.cards.slip import first_pin, puk, slip
from backend.cards.values import CardRecord
from backend.command_line import CommandLine, command_line
from backend.named_failures import named_failures
from backend.private_files import write_private
from content.compiled import write_whole

card_commands = typer.Typer(no_args_is_help=True, help="Issue, block, replace and unblock social cards.")

Card = Annotated[str, typer.Argument(help="The card's id, as `issue` and `list` print it.")]
Reason = Annotated[str, typer.Option(help="Why; kept in the card's history.")]
Person = Annotated[str, typer.Option(help="The person's id.")]
VirtualFolder = Annotated[Path | None, typer.Option("--virtual", help="Make a virtual card in this folder.")]
PublicKeys = Annotated[
    tuple[Path, Path] | None, typer.Option(help="PEM files of the keys 9E and 9A made on a real card.")
]
OutFolder = Annotated[Path | None, typer.Option("--out", help="Where the certificates go (DER).")]
Title = Annotated[str, typer.Option(help="How a virtual card is called in the simulator.")]
Guid = Annotated[str | None, typer.Option(help="The GUID of the card's CHUID, 32 hex digits.")]


class BlankIncomplete(Exception):
    """Neither a virtual card nor the keys of a real one, or both."""

    code = "card-blank-incomplete"

    def __init__(self) -> None:
        super().__init__("Give either --virtual DIR, or --public-keys 9E.pem 9A.pem with --out DIR.")


@dataclass(frozen=True, slots=True)
class Blank:
    """What the new card is made of: a virtual one, or keys of a real one."""

    virtual_folder: Path | None
    public_keys: tuple[Path, Path] | None
    out: Path | None
    title: str
    guid: str | None

    def check(self) -> None:
        """`BlankIncomplete` unless it is exactly one of the two."""
        is_real = self.public_keys is not None and self.out is not None
        if (self.virtual_folder is not None) == is_real:
            raise BlankIncomplete


@card_commands.command()
def issue(  # noqa: PLR0913, PLR0917 (one parameter an option)
    context: typer.Context,
    person: Person,
    virtual_folder: VirtualFolder = None,
    public_keys: PublicKeys = None,
    out: OutFolder = None,
    title: Title = "",
    guid: Guid = None,
    reason: Reason = "",
) -> None:
    """Issue a first card to a person."""
    blank = Blank(virtual_folder, public_keys, out, title, guid)

    def enter(connection: Connection, hand: Hand) -> CardRecord:
        made = _make(command_line(context), person, blank)
        record = service.issue(connection, made.certified.new, hand)
        made.hand_out()
        return record

    record = _act(context, "card.issue", reason, enter)
    typer.echo(f"{record.card} is {record.state} until {record.expires_on}")


@card_commands.command()
def replace(  # noqa: PLR0913, PLR0917 (one parameter an option)
    context: typer.Context,
    card: Card,
    virtual_folder: VirtualFolder = None,
    public_keys: PublicKeys = None,
    out: OutFolder = None,
    title: Title = "",
    guid: Guid = None,
    reason: Reason = "",
) -> None:
    """End a card and issue a new one to the same person."""
    blank = Blank(virtual_folder, public_keys, out, title, guid)

    def enter(connection: Connection, hand: Hand) -> CardRecord:
        made = _make(command_line(context), service.get(connection, card).person, blank)
        record = service.replace(connection, card, made.certified.new, hand)
        made.hand_out()
        return record

    record = _act(context, "card.replace", reason, enter)
    typer.echo(f"{card} is replaced; {record.card} is {record.state} until {record.expires_on}")


@card_commands.command()
def block(context: typer.Context, card: Card, reason: Reason = "") -> None:
    """Block a card; `unblock` takes it back."""
    _change_state(context, "card.block", reason, partial(service.block, card=card))


@card_commands.command()
def unblock(context: typer.Context, card: Card, reason: Reason = "") -> None:
    """Make a blocked card good again."""
    _change_state(context, "card.unblock", reason, partial(service.unblock, card=card))


@card_commands.command()
def lost(context: typer.Context, card: Card, reason: Reason = "") -> None:
    """Report a card lost, for good; `replace` gives its holder another."""
    _change_state(context, "card.lost", reason, partial(service.report_lost, card=card))


@card_commands.command("first-pin")
def first_pin_slip(
    context: typer.Context,
    card: Card,
    out: Annotated[Path, typer.Option(help="The slip, readable by its owner only.")],
    reason: Reason = "",
) -> None:
    """Write a slip with a first PIN and a PUK to be set on a real card; they are kept nowhere else."""

    def note_and_write(connection: Connection, hand: Hand) -> CardRecord:
        record = service.note_first_pin(connection, card, hand)
        digit = partial(secrets.randbelow, 10)
        write_private(out, slip(masked_serial(record.serial), first_pin(digit), puk(digit)).encode())
        return record

    _act(context, "card.first-pin", reason, note_and_write)
    typer.echo(f"slip in {out}: set both codes on the card, hand the slip over, delete the file")


@card_commands.command("list")
def list_cards(context: typer.Context, person: Person) -> None:
    """List a person's cards."""
    settings = command_line(context)
    with named_failures(), settings.transaction() as connection:
        found = service.of_person(connection, person)
        _note(connection, settings, "card.list", person=person)
    table = Table("card", "state", "issued", "expires")
    for record in found:
        table.add_row(record.card, record.state, str(record.issued_on), str(record.expires_on))
    Console().print(table)


@card_commands.command()
def show(context: typer.Context, card: Card) -> None:
    """Show a card's state and history."""
    settings = command_line(context)
    with named_failures(), settings.transaction() as connection:
        record = service.get(connection, card)
        steps = service.history(connection, card)
        _note(connection, settings, "card.show", person=record.person, card=card)
    table = Table("when (UTC)", "action", "state", "who", "why")
    for step in steps:
        table.add_row(f"{step.at:%Y-%m-%d %H:%M}", step.action, step.state, step.actor, step.reason)
    Console().print(table)


@card_commands.command()
def expire(context: typer.Context) -> None:
    """Mark cards whose last good day is over; meant for a nightly timer."""
    settings = command_line(context)
    with named_failures(), settings.transaction() as connection:
        hand = Hand(settings.actor(), settings.now(), "")
        count = service.expire_past(connection, settings.today(), hand)
        _note(connection, settings, "card.expire")
    typer.echo(f"expired: {count}")


@card_commands.command("crl")
def revocation_list(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option(help="The list, readable by all: PEM in a file named *.pem, else DER.")
    ],
) -> None:
    """Write the signed list of revoked cards, good for a week; meant for a nightly timer."""
    settings = command_line(context)
    with named_failures():
        authority = settings.region_ca()
        with settings.transaction() as connection:
            revoked = service.revoked(connection, settings.today())
            _note(connection, settings, "card.crl")
        made = make_revocation_list(authority, revoked, settings.now())
        write_whole(out, made.public_bytes(Encoding.PEM if out.suffix == ".pem" else Encoding.DER))
    typer.echo(f"revoked cards in {out}: {len(revoked)}")


def _change_state(
    context: typer.Context, action: str, reason: str, change: Callable[..., CardRecord]
) -> None:
    record = _act(context, action, reason, lambda connection, hand: change(connection, hand=hand))
    typer.echo(f"{record.card} is {record.state}")


def _act(
    context: typer.Context, action: str, reason: str, work: Callable[[Connection, Hand], CardRecord]
) -> CardRecord:
    """Do the work and write the journal in one transaction."""
    settings = command_line(context)
    hand = Hand(settings.actor(), settings.now(), reason)
    with named_failures(), settings.transaction() as connection:
        record = work(connection, hand)
        _note(connection, settings, action, person=record.person, card=record.card)
    return record


def _note(
    connection: Connection,
    settings: CommandLine,
    action: str,
    person: str | None = None,
    card: str | None = None,
) -> None:
    event = AuditEvent(settings.now(), settings.actor(), action, person=person, card=card)
    audit.record(connection, event)


@dataclass(frozen=True, slots=True)
class Made:
    """A certified card, and how its files leave: inside the transaction, so a failed write undoes it."""

    certified: CertifiedCard
    hand_out: Callable[[], object]


def _make(settings: CommandLine, person: str, blank: Blank) -> Made:
    blank.check()
    now = settings.now()
    order = new_order(person, settings.issuer, now, last_day_of(settings.today()), blank.guid)
    authority = settings.region_ca()
    if blank.virtual_folder is not None:
        made = make_virtual(authority, order, blank.title or f"Карта {masked_serial(order.identity.serial)}")
        return Made(made.certified, partial(virtual.write, made.virtual, blank.virtual_folder))
    if blank.public_keys is None or blank.out is None:
        raise BlankIncomplete
    key_9e, key_9a = (read_public_key(file.read_bytes()) for file in blank.public_keys)
    certified = make_certified(authority, order, (key_9e, key_9a))
    return Made(certified, partial(_write_certificates, certified, blank.out))


def _write_certificates(certified: CertifiedCard, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "9e.der").write_bytes(certified.certificate_9e)
    (folder / "9a.der").write_bytes(certified.certificate_9a)
    (folder / "guid.txt").write_text(certified.new.guid + "\n")
