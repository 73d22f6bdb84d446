"""`python -m backend`: the backend's front door."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="okno-backend", no_args_is_help=True, help="The one backend of kiosks and call centre."
)


@app.callback()
def front_door() -> None:
    """The one backend of kiosks and call centre."""


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
