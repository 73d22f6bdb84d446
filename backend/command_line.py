"""What every command of `python -m backend` shares; made once by the front door, passed as Typer's `obj`."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from backend.clock import Clock, day_in
from backend.database.doors import Database
from backend.database.opening import open_database
from backend.region_ca import RegionCa
from backend.vault import Vault, load_or_make_vault


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Where the backend's files and database are, and what time it is."""

    data: Path
    url: str
    pack: str
    issuer: str  # of the region's cards
    clock: Clock
    zone: ZoneInfo
    teller: Callable[[], Callable[..., None]]  # makes what queues news of bookings; reads the pack
    tells: bool  # whether messages leave at all
    queue_teller: Callable[[], Callable[..., None]]  # the same, of places in kindergartens and schools

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The database, open for the block."""
        opened = open_database(self.url)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, committed when the block ends; waits for a serving backend's writer."""
        with self.database() as database, database.maintenance() as connection:
            yield connection

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        """The day it is in the region."""
        return day_in(self.now(), self.zone)

    def actor(self) -> str:
        """Who gives the command, for the journal."""
        return f"command:{getpass.getuser()}"[:80]

    def vault(self) -> Vault:
        """What seals and hashes secrets of this data folder."""
        return load_or_make_vault(self.data)

    def region_ca(self) -> RegionCa:
        """The region's CA; `RegionCaMissing` before `setup`."""
        return RegionCa.load(self.data)


def command_line(context: typer.Context) -> CommandLine:
    """The shared value inside a command."""
    found = context.find_object(CommandLine)
    if found is None:
        raise RuntimeError("start commands through `python -m backend`")
    return found


def utf8_of(file: Path, code: str, forms: str) -> str:
    """The text of a file, with a byte order mark or without; leaves under `code` if it is no UTF-8."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise fail(code, f"save the file as {forms} in UTF-8") from None


def fail(code: str, what_to_do: str) -> typer.Exit:
    """Print a named failure; raise the result to leave with status 1."""
    typer.echo(f"{code}: {what_to_do}", err=True)
    return typer.Exit(1)
