"""`python -m content publish | verify | keygen | compile`: from a source to what kiosks read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from content import compiled, report, signing
from content.commands.clock import today
from content.commands.common import PackArgument, console, guarded
from content.loader import load
from content.public_key import read_public_key


def publish(
    pack: PackArgument,
    key: Annotated[Path, typer.Option("--key", help="Ed25519 private key, PEM.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the published pack.")],
) -> None:
    """Compile, hash and sign a pack that passes its check."""
    verdict = report.examine(pack, today())
    if verdict.loaded is None or not verdict.sound:
        report.print_verdict(console, verdict, warnings=False)
        raise typer.Exit(1)
    loaded = verdict.loaded
    path = guarded(lambda: compiled.publish(loaded.pack, signing.read_private_key(key), out))
    console.print(f"{path}\nsource {loaded.pack.hash}")


def verify(
    file: Annotated[Path, typer.Argument(help="A published pack.")],
    public_key: Annotated[Path, typer.Option("--public-key", help="Ed25519 public key, PEM.")],
) -> None:
    """Verify signature, hash and content of a published pack; exit 1 if they do not hold."""
    manifest, payload = guarded(lambda: compiled.unseal(compiled.read(file), read_public_key(public_key)))
    pack = guarded(lambda: compiled.decode(payload))
    console.print(f"{manifest.id} {manifest.version}: signature and hash hold; {len(pack.measures)} measures")
    console.print(f"source {manifest.hash}\ncompiled {manifest.sha256}")


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


def compile_(
    pack: PackArgument,
    out: Annotated[Path, typer.Option("--out", help="File for the compiled pack.")],
) -> None:
    """Compile a pack without signing it, for development."""
    loaded = guarded(lambda: load(pack))
    compiled.write_whole(out, compiled.encode(loaded))
