"""Starts a whole demonstration region on this machine and ends it with Ctrl-C.

script/run                    everything, until Ctrl-C
script/run --tour DIR         the main job by itself, with pictures of every screen and paper in DIR
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from demo_region import ROOT, Ports, Region
from rich.console import Console

console = Console(highlight=False)


def main(
    people: Annotated[int, typer.Option(help="How many invented people.")] = 50_000,
    folder: Annotated[Path, typer.Option("--var", help="Where the region lies.")] = ROOT / "var",
    profile: Annotated[str, typer.Option(help="How the reader takes a card: insert, lay or tap.")] = "insert",
    landscape: Annotated[bool, typer.Option(help="A 1920×1080 panel instead of 1080×1920.")] = False,
    tour: Annotated[Path | None, typer.Option(help="Play the main job into this folder and end.")] = None,
) -> None:
    """Set up and start the demonstration region."""
    region = Region(folder.resolve(), Ports.free())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        region.prepare(people)
        region.start_devices()
        region.start_backend()
        region.start_console()
        region.match(at_once=tour is not None)
        settings = region.kiosk_settings(profile, landscape)
        display = region.start_display(landscape)
        console.print("[bold]•[/] Kiosk")
        if tour is not None:
            raise typer.Exit(play_tour(region, settings, display, tour.resolve()))
        kiosk = region.start(
            "kiosk", (sys.executable, "-m", "kiosk", "run", "--config", str(settings)), **display
        )
        console.print(region.addresses())
        if display:
            console.print(
                f"There is no display here: the kiosk draws on the virtual one, DISPLAY={display['DISPLAY']}."
            )
        console.print("Ctrl-C ends everything.")
        kiosk.wait()
    except KeyboardInterrupt:
        console.print("\nEnding.")
    finally:
        region.stop()


def play_tour(region: Region, settings: Path, display: dict[str, str], out: Path) -> int:
    """Run the kiosk under the tour's hand; its papers are copied beside the pictures."""
    command = (
        *(sys.executable, str(ROOT / "script" / "tour.py"), str(out), "--config", str(settings)),
        *("--pcscd", str(region.pcscd), "--cards", str(region.cards), "--tickets", str(region.tickets)),
    )
    environment = {**region.environment, **display, "PYTHONPATH": str(ROOT)}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    papers = len(list(out.glob("ticket-*.bin")))
    console.print(f"{len(list(out.glob('[0-9][0-9]-*.png')))} pictures and {papers} papers lie in {out}.")
    return status


if __name__ == "__main__":
    typer.run(main)
