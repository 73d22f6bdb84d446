"""`python -m backend payments …`: whose accounts, and what came in by a bank's statement."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line, fail
from backend.named_failures import named_failures
from backend.payments.purposes import numbers_in
from backend.payments.service import paying_in, reading, taking_money
from backend.payments.statement_file import StatementLine, read_statement
from backend.payments.values import MoneyTaken, MoneyTold, Payee
from backend.till.settling_commands import money, refunded, refunds, settle
from backend.till.sources import document_key
from backend.vault import Vault

payment_commands = typer.Typer(no_args_is_help=True, help="Accounts, bank statements, refunds.")
for command in (money, settle, refunds, refunded):
    payment_commands.command()(command)
LARGEST_STATEMENT = 64 * 1024 * 1024


@payment_commands.command("payee")
def payee(  # noqa: PLR0913, PLR0917  one option a field
    context: typer.Context,
    provider: Annotated[str, typer.Argument(help="The place of the pack whose events are paid.")],
    name: Annotated[str, typer.Option(help="As the bank knows it.")],
    account: Annotated[str, typer.Option(help="20 digits.")],
    bank: Annotated[str, typer.Option(help="At most 45 characters.")],
    bic: Annotated[str, typer.Option(help="9 digits.")],
    correspondent: Annotated[str, typer.Option(help="20 digits, the bank's own account.")],
    inn: Annotated[str, typer.Option()] = "",
    kpp: Annotated[str, typer.Option()] = "",
) -> None:
    """Say to which account a provider's events are paid; its control digits are checked."""
    here = command_line(context)
    given = Payee(provider, name, account, bank, bic, correspondent, inn, kpp)
    with named_failures(), here.transaction() as connection:
        faults = paying_in.put_payee(connection, given)
        for fault in faults:
            typer.echo(fault, err=True)
        if faults:
            raise fail("payee-invalid", "Nothing was stored.")
        audit.record(connection, AuditEvent(here.now(), here.actor(), "payment.payee"))
    typer.echo(f"{provider} is paid to {account}.")


@payment_commands.command("import")
def import_statement(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="1CClientBankExchange.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")] = False,
) -> None:
    """Take what a bank's statement tells of; the same statement again changes nothing."""
    here = command_line(context)
    if file.stat().st_size > LARGEST_STATEMENT:
        raise fail("statement-invalid", "Ask the bank for shorter statements.")
    with named_failures(), here.transaction() as connection:
        providers = {each.account: each.provider for each in reading.payees(connection)}
        found = read_statement(file.read_bytes(), providers)
        if isinstance(found, list):
            for bad in found:
                typer.echo(str(bad), err=True)
            raise fail("statement-invalid", f"{len(found)} faults; nothing was taken.")
        if dry_run:
            typer.echo(f"{len(found.lines)} payments, {found.others} other documents: nothing is wrong.")
            return
        vault, tell = here.vault(), here.teller()
        taken = [
            (line, taking_money.take(connection, _told(vault, line, providers), here.now(), tell))
            for line in found.lines
        ]
        audit.record(connection, AuditEvent(here.now(), here.actor(), "payment.statement"))
    _report(taken, found.others)


def _told(vault: Vault, line: StatementLine, providers: dict[str, str]) -> MoneyTold:
    accounts = (line.account, line.payer_account)
    return MoneyTold(
        source="statement",
        source_key=document_key(vault, line.document, line.paid_on, accounts),
        document=line.document,
        paid_on=datetime.combine(line.paid_on, time(12), UTC),  # a day without an hour
        amount_kopecks=line.kopecks,
        invoices=numbers_in(line.purpose),
        provider=providers[line.account],
    )


def _report(taken: list[tuple[StatementLine, MoneyTaken]], others: int) -> None:
    counts = Counter("known" if each.known else each.state for _, each in taken)
    told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    typer.echo(f"{len(taken)} payments: {told or 'none'}; {others} other documents.")
    for line, each in taken:
        if each.differs:
            typer.echo(f"line {line.line}: document {line.document} was told of before with another sum.")
        elif not each.known and each.state != "credited":
            typer.echo(f"line {line.line}: document {line.document}: {each.state}; settle it at the till.")
