"""Makes docs/pictures, which the README shows: half as wide as they were taken, few colours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
OF_TOUR = {
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
OF_GALLERY = {
    "booking-times": "times",
    "hall-part-chosen": "hall",
    "preview-ticket": "ticket",
    "goods-places-half": "medicine",
}
"""The gallery's name of a view, and the picture's."""
OF_CONSOLE = {"caller": "console"}
"""The name that the walk of a whole call gives to a page, and the picture's."""
COLOURS = 64

Folder = Annotated[Path | None, typer.Option()]


def main(tour: Folder = None, gallery: Folder = None, console: Folder = None) -> None:
    """Write the pictures of each source that is given."""
    if tour is not None:
        for screen, picture in OF_TOUR.items():
            write(next(iter(sorted(tour.glob(f"[0-9][0-9]-{screen}.png")))), picture)
    if gallery is not None:
        for view, picture in OF_GALLERY.items():
            write(gallery / "portrait" / "plain" / "ru" / f"{view}-1.png", picture)
    if console is not None:
        for page, picture in OF_CONSOLE.items():
            write(console / f"{page}.png", picture, by=1)


def write(taken: Path, picture: str, by: int = 2) -> None:
    """Write one picture, `by` times smaller."""
    whole = Image.open(taken).convert("RGB")
    small = whole.resize((whole.width // by, whole.height // by), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(PICTURES / f"{picture}.png", optimize=True)
    typer.echo(f"{picture}.png from {taken.name}")


if __name__ == "__main__":
    typer.run(main)
