"""`python -m callcenter.softphone_bridge`: runs on the operator's machine beside baresip."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from backend.client import BackendAddress, utc_now
from callcenter.softphone_bridge.bridge import Softphone, bridge

BARESIP_PORT = 4444  # the default of its ctrl_tcp module


def run(
    line: Annotated[str, typer.Option(help="The line's name, as `okno-backend line add` was told it.")],
    key_file: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Holds the line's key.")],
    backend: Annotated[str, typer.Option(help="https://…")],
    region_ca: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="PEM.")],
    host: Annotated[str, typer.Option(help="Where baresip's ctrl_tcp listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = BARESIP_PORT,
) -> None:
    """Tell the backend what this softphone rings, answers and hangs up."""
    softphone = Softphone(host, port, line, key_file.read_text(encoding="ascii").strip())
    with suppress(KeyboardInterrupt):
        asyncio.run(bridge(softphone, BackendAddress(backend, region_ca), utc_now, _say))


def _say(code: str) -> None:
    typer.echo(code, err=True)


def main() -> None:
    """The entry point."""
    typer.run(run)


if __name__ == "__main__":
    main()
