"""The editor's tools: check, show, publish and verify packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console

from content import compiled, report, signing
from content.loader import load, load_with_origins
from content.problems import PackError
from content.public_key import read_public_key
from content.show import entries_named, resolved_lines

app: Final = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
console: Final = Console(soft_wrap=True, highlight=False)

Outcome = TypeVar("Outcome")
PackArgument = Annotated[str, typer.Argument(help="Folder of a pack, or the id of a shipped one.")]
WarningsOption = Annotated[bool, typer.Option("--warnings", help="List the warnings too.")]


@app.command()
def check(
    packs: Annotated[list[str], typer.Argument(help="Folders of packs, or ids of shipped ones.")],
    warnings: WarningsOption = False,
) -> None:
    """Check packs; exit 1 if one of them has an error."""
    verdicts = [report.examine(pack) for pack in packs]
    for verdict in verdicts:
        report.print_verdict(console, verdict, warnings=warnings)
    if not all(verdict.sound for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def show(
    entry: Annotated[str, typer.Argument(help="Id of a measure, category, service, place, article…")],
    pack: Annotated[str, typer.Option("--pack", help="Folder or id of the pack.")],
) -> None:
    """Print an entry as it is in force, each line with where it was written."""
    loaded = _guarded(lambda: load_with_origins(pack))
    found = entries_named(loaded, entry)
    if not found:
        console.print(f"{loaded.pack.id} has no entry {entry}", style="red")
        raise typer.Exit(1)
    for one in found:
        report.print_lines(console, one, resolved_lines(one))


@app.command()
def publish(
    pack: PackArgument,
    key: Annotated[Path, typer.Option("--key", help="Ed25519 private key, PEM.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the published pack.")],
) -> None:
    """Compile, hash and sign a pack that passes its check."""
    verdict = report.examine(pack)
    if verdict.loaded is None or not verdict.sound:
        report.print_verdict(console, verdict, warnings=False)
        raise typer.Exit(1)
    loaded = verdict.loaded
    path = _guarded(lambda: compiled.publish(loaded.pack, signing.read_private_key(key), out))
    console.print(f"{path}\nsource {loaded.pack.hash}")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A published pack.")],
    public_key: Annotated[Path, typer.Option("--public-key", help="Ed25519 public key, PEM.")],
) -> None:
    """Verify signature, hash and content of a published pack; exit 1 if they do not hold."""
    manifest, payload = _guarded(lambda: compiled.unseal(compiled.read(file), read_public_key(public_key)))
    pack = _guarded(lambda: compiled.decode(payload))
    console.print(f"{manifest.id} {manifest.version}: signature and hash hold; {len(pack.measures)} measures")
    console.print(f"source {manifest.hash}\ncompiled {manifest.sha256}")


@app.command()
def keygen(
    private: Annotated[Path, typer.Option("--key", help="File for the private key.")],
    public: Annotated[Path, typer.Option("--public-key", help="File for the public key.")],
) -> None:
    """Make a key pair for signing packs; never overwrites."""
    try:
        signing.make_key_pair(private, public)
    except FileExistsError as error:
        console.print(f"{error.filename} exists; name another file", style="red")
        raise typer.Exit(1) from None


@app.command("compile")
def compile_(
    pack: PackArgument,
    out: Annotated[Path, typer.Option("--out", help="File for the compiled pack.")],
) -> None:
    """Compile a pack without signing it, for development."""
    loaded = _guarded(lambda: load(pack))
    compiled.write_whole(out, compiled.encode(loaded))


def _guarded(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except PackError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
