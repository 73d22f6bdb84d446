"""The console's settings, read once at its front door: options, then the environment, then a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

ENVIRONMENT_PREFIX: Final = "OKNO_CALLCENTER_"


class CallcenterSettingsInvalid(ValueError):
    """Settings that cannot be used; the message names the file, the field and what is wrong."""

    code = "settings-invalid"


class CallcenterSettings(BaseModel):
    """`<name>` in the file or `OKNO_CALLCENTER_<NAME>` in the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: str = Field(default="https://localhost:8443", pattern=r"^https?://")
    ca: Path = Path("data/backend/region-ca.pem")  # the one authority believed at the backend's address
    host: str = "127.0.0.1"
    port: int = Field(default=8444, ge=0, le=65535)
    certificate: Path | None = None  # PEM, signed by the region CA; neither it nor `key`: plain HTTP
    key: Path | None = None
    session_key: Path | None = None  # seals the cookies; without one, a restart signs everybody out
    time_zone: str = "Europe/Moscow"


def load_callcenter_settings(
    path: Path | None, environment: Mapping[str, str], options: Mapping[str, Any]
) -> CallcenterSettings:
    """Read the file (none means defaults), then what overrides it; raises CallcenterSettingsInvalid."""
    given = {} if path is None else _read(path)
    for name, value in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            given[name.removeprefix(ENVIRONMENT_PREFIX).casefold()] = value
    given |= {name: value for name, value in options.items() if value is not None}
    try:
        return CallcenterSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CallcenterSettingsInvalid(f"{path or 'settings'}: {place}: {first['msg']}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CallcenterSettingsInvalid(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CallcenterSettingsInvalid(f"{path}: {error}") from None
