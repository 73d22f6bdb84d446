"""`python -m backend backup | restore | check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import CommandLine, command_line
from backend.maintenance import archive, checking, restoring
from backend.maintenance.findings import Finding
from backend.named_failures import named_failures
from backend.sealing_key import SealingKeyMissing, load_sealing_key


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help="The backup file; readable by its owner only.")] = None,
    into: Annotated[Path | None, typer.Option(help="A folder; the file is named by the day.")] = None,
) -> None:
    """Write a backup of everything; the backend may be serving meanwhile."""
    here = command_line(context)
    file = into / f"okno-{here.today()}.backup" if into is not None else to
    if file is None or (to is not None and into is not None):
        raise typer.BadParameter("give either --to FILE or --into FOLDER")
    with named_failures(), _progress("backup") as progress:
        archive.write_archive(here.url, file, progress)
        _note(here, "maintenance.backup")
    typer.echo(f"{file} is written and verified. It holds personal data: keep it encrypted.")


def restore(
    context: typer.Context,
    backup_file: Annotated[Path, typer.Option("--from", help="The backup file.")],
    replace: Annotated[bool, typer.Option("--replace", help="What is in the database now may go.")] = False,
) -> None:
    """Put a backup in place of the database; stop the backend first."""
    here = command_line(context)
    with named_failures(), _progress("restore") as progress:
        kept = restoring.restore(here.url, backup_file, may_replace=replace, on_progress=progress)
        _note(here, "maintenance.restore")
    typer.echo("The backup is restored." + (f" The old database is kept as {kept}." if kept else ""))


def check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Findings as JSON.")] = False,
) -> None:
    """Look for damage and contradictions; changes nothing, leaves with status 1 when there are any."""
    here = command_line(context)
    with named_failures(), Progress(console=Console(stderr=True)) as bars:
        task = bars.add_task("check")
        findings = checking.check(
            here.url,
            here.now(),
            lambda what, done, total: bars.update(task, description=what, completed=done, total=total),
        )
        findings += _missing_keys(here)
    if as_json:
        typer.echo(json.dumps([{**asdict(each), "what_to_do": each.what_to_do} for each in findings]))
    else:
        for each in findings:
            typer.echo(f"{each.code} ({each.count}): {each.what_to_do}")
    if findings:
        raise typer.Exit(1)
    if not as_json:
        typer.echo("Nothing found.")


def _missing_keys(here: CommandLine) -> tuple[Finding, ...]:
    """The one key beside the database that no new one can stand for."""
    try:
        load_sealing_key(here.data)
    except SealingKeyMissing as missing:
        return (Finding(missing.code),)
    return ()


@contextmanager
def _progress(title: str) -> Iterator[archive.Progress]:
    with Progress(console=Console(stderr=True)) as bars:
        task = bars.add_task(title)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _note(here: CommandLine, action: str) -> None:
    with here.transaction() as connection:
        audit.record(connection, AuditEvent(here.now(), here.actor(), action))
