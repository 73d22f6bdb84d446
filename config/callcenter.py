"""The console's settings, read once at its front door: options, then the environment, then a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from config.toml_settings import TimeZoneName, load_settings

ENVIRONMENT_PREFIX: Final = "OKNO_CALLCENTER_"


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
    pack: str = "ru-mur"  # names the facts and measures that a citizen left behind a code
    time_zone: TimeZoneName = "Europe/Moscow"
    offices_open: time = time(
        9
    )  # outside of these hours, and on days of rest, operators read out other words
    offices_close: time = time(18)


def load_callcenter_settings(
    path: Path | None, environment: Mapping[str, str], options: Mapping[str, Any]
) -> CallcenterSettings:
    """Read the file (none means defaults), then what overrides it; raises SettingsInvalid."""
    return load_settings(CallcenterSettings, path, environment, options, ENVIRONMENT_PREFIX)
