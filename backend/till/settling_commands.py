"""`python -m backend payments money | settle | refunds | refunded`: the till at the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line
from backend.contract.payments import MoneyItem, RefundItem
from backend.named_failures import named_failures
from backend.payments.service import settling

KOPECKS = 100


def money(context: typer.Context) -> None:
    """What came in and has no use yet, and terminals' slips that no bank has confirmed."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        found = settling.to_decide(connection, here.now())
    for item in found:
        typer.echo(_of_money(item))
    typer.echo(f"{len(found)} to decide.")


def settle(
    context: typer.Context,
    money: Annotated[str, typer.Argument(help="As `payments money` names it.")],
    reason: Annotated[str, typer.Option(help="For the journal; nobody's name.")],
    credit: Annotated[str, typer.Option(help="The invoice it is for.")] = "",
    refund: Annotated[bool, typer.Option("--refund", help="Send it back.")] = False,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="It is none of ours.")] = False,
) -> None:
    """Decide about money: exactly one of --credit, --refund, --set-aside."""
    if not reason.strip() or [bool(credit), refund, set_aside].count(True) != 1:
        raise typer.BadParameter("give a reason and exactly one of --credit, --refund, --set-aside")
    here = command_line(context)
    with named_failures():
        tell = here.teller()
        with here.transaction() as connection:
            if credit:
                item, what = settling.credit_to(connection, money, credit, here.now(), tell), "credit"
            elif refund:
                item, what = settling.send_back(connection, money, here.now()), "refund"
            else:
                item, what = settling.set_aside(connection, money, here.now()), "set_aside"
            audit.record(connection, AuditEvent(here.now(), here.actor(), f"payment.{what}"))
    typer.echo(_of_money(item))


def refunds(
    context: typer.Context,
    done: Annotated[bool, typer.Option("--done", help="Those that went already.")] = False,
) -> None:
    """What has to be sent back."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        found = settling.refunds(connection, "done" if done else "due")
    for item in found:
        typer.echo(_of_refund(item))
    total = sum(item.amount_kopecks for item in found)
    typer.echo(f"{len(found)} refunds, {_roubles(total)}.")


def refunded(
    context: typer.Context,
    refund: Annotated[str, typer.Argument(help="As `payments refunds` names it.")],
    document: Annotated[str, typer.Option(help="By which it went, at the bank.")],
) -> None:
    """Note that a refund was sent."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        item = settling.mark_refunded(connection, refund, document, here.actor(), here.now())
        audit.record(connection, AuditEvent(here.now(), here.actor(), "payment.refunded"))
    typer.echo(_of_refund(item))


def _of_money(item: MoneyItem) -> str:
    about = f", invoice {item.invoice}" if item.invoice else ""
    slip = "" if item.confirmed else ", a slip alone"
    return (
        f"{item.money}  {item.state}: {_roubles(item.open_kopecks)} open of {_roubles(item.amount_kopecks)},"
        f" {item.source} {item.document} of {item.paid_on:%Y-%m-%d}{about}{slip}"
    )


def _of_refund(item: RefundItem) -> str:
    came = ", ".join(item.money_documents)
    went = f", sent by {item.document}" if item.document else ""
    about = f", ticket {item.booking}" if item.booking else ""
    return f"{item.refund}  {item.reason}: {_roubles(item.amount_kopecks)}, came by {came}{about}{went}"


def _roubles(kopecks: int) -> str:
    return f"{kopecks // KOPECKS}.{kopecks % KOPECKS:02d}"
