"""Makes docs/pictures, which the README shows, out of the screens of a tour: half as wide, few colours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SHOWN = {
    "home": "home",
    "personal-file-social": "personal-file",
    "question": "question",
    "results": "results",
    "why": "why",
    "review": "review",
    "receipt": "receipt",
    "contrast-large": "large",
}
"""The tour's name of a screen, and the picture's."""
SIZE = (540, 960)
COLOURS = 64


def main(tour: Annotated[Path, typer.Argument(help="What `script/run --tour DIR` has left.")]) -> None:
    """Write every picture the README shows."""
    for screen, picture in SHOWN.items():
        taken = next(iter(sorted(tour.glob(f"[0-9][0-9]-{screen}.png"))))
        small = Image.open(taken).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
        small.quantize(COLOURS).save(PICTURES / f"{picture}.png", optimize=True)
        typer.echo(f"{picture}.png from {taken.name}")


if __name__ == "__main__":
    typer.run(main)
