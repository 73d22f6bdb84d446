"""How a server's settings are read: a TOML file, the environment over it, options over both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ValidationError


class SettingsInvalid(ValueError):
    """Settings that cannot be used; the message names the file, the field and what is wrong."""

    code = "settings-invalid"


def known_time_zone(name: str) -> str:
    """An IANA name this machine knows; `ValueError` for any other."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("no such time zone") from None
    return name


TimeZoneName = Annotated[str, AfterValidator(known_time_zone)]
Settings = TypeVar("Settings", bound=BaseModel)


def load_settings(
    kind: type[Settings],
    path: Path | None,
    environment: Mapping[str, str],
    options: Mapping[str, Any],
    prefix: str,
) -> Settings:
    """Read the file (none means defaults), then what overrides it; raises SettingsInvalid.

    `<PREFIX>PORT=…` in the environment is the field `port`; an option that is None was not given.
    """
    given = {} if path is None else _read(path)
    for name, value in environment.items():
        if name.startswith(prefix):
            given[name.removeprefix(prefix).casefold()] = value
    given |= {name: value for name, value in options.items() if value is not None}
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsInvalid(
            ": ".join(filter(None, (str(path or "settings"), place, first["msg"])))
        ) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsInvalid(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"{path}: {error}") from None
