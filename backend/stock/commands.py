"""`python -m backend stock …`: medicines and books, and what pharmacies and libraries have of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bad_line import BadLine
from backend.command_line import CommandLine, command_line, fail, utf8_of
from backend.named_failures import named_failures
from backend.stock.goods_file import GoodsFile, read_goods
from backend.stock.service import importing
from content.cache import load_or_compile

stock_commands = typer.Typer(no_args_is_help=True, help="Medicines and books.")


class _NothingStored(Exception):
    """Ends the transaction without keeping anything of it."""


@stock_commands.callback()
def stock() -> None:
    """Keeps `import` a command of its own, however few there are."""


@stock_commands.command("import")
def import_goods(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")] = False,
) -> None:
    """Store a catalogue and what places have; with one bad line nothing is stored, and each is named."""
    here = command_line(context)
    with named_failures():
        _import(here, file, dry_run=dry_run)


def _import(here: CommandLine, file: Path, *, dry_run: bool) -> None:
    places = frozenset(place.id for place in load_or_compile(here.pack).places)
    text = utf8_of(file, "goods-invalid", "CSV")
    found: GoodsFile | list[BadLine] = []
    try:
        with here.transaction() as connection:
            found = read_goods(text, places, importing.known_items(connection))
            bad = found if isinstance(found, list) else importing.store(connection, found)
            audit.record(connection, AuditEvent(here.now(), here.actor(), "stock.import"))
            if bad or dry_run:
                raise _NothingStored
    except _NothingStored:
        pass
    if bad:
        for each in bad:
            typer.echo(str(each), err=True)
        raise fail("goods-invalid", f"{len(bad)} lines; nothing was stored.")
    assert isinstance(found, GoodsFile)
    counts = f"{len(found.items)} items, {len(found.holdings)} holdings"
    typer.echo(f"{counts}: nothing is wrong." if dry_run else f"{counts} are stored.")
