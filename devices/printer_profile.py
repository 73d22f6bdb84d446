"""What differs between receipt printers, one TOML file a model in config/printers."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from devices.values import Value


class PrinterProfile(Value):
    """How to speak to one kind of printer.

    `columns` signs of font A and `dots` across the printable width; `code_page` is the number of CP866
    in this printer's own table (`ESC t n`): a wrong number prints garbage.
    """

    name: str
    columns: int
    dots: int
    code_page: int
    native_qr: bool = True  # has GS ( k; otherwise the code is sent as a picture
    clears_buffer: bool = True  # obeys DLE DC4 fn 8
    cuts: bool = True


class UnknownProfileError(ValueError):
    """No such file in config/printers."""


def profile_names() -> tuple[str, ...]:
    folder = files("config") / "printers"
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


def load_profile(name: str) -> PrinterProfile:
    """Read a shipped profile by its name, e.g. "generic-80"."""
    if name not in profile_names():
        raise UnknownProfileError(f"no printer profile {name!r}; there are {', '.join(profile_names())}")
    text = (files("config") / "printers" / f"{name}.toml").read_text(encoding="utf-8")
    return PrinterProfile(name=name, **tomllib.loads(text))
